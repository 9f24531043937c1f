import { type Block, type Mark, moved } from './marks.ts';
import type { Paper } from './paper.ts';
import type { Slip } from './slip.ts';
import { continuedHead, itemSlices, slipFoot, slipHead, slipSums, tableHead } from './slip-blocks.ts';
import { slipPen } from './slip-pen.ts';
import type { Ruler } from './text-lines.ts';

/** One sheet of a slip. */
export type SlipPage = { readonly marks: readonly Mark[] };

/**
 * A slip on as many pages as it needs. An item stays on one page if it fits on one; a longer one (a long gift message)
 * goes on line by line. Pure: the ruler tells widths.
 */
export function layOutSlip(slip: Slip, paper: Paper, ruler: Ruler): SlipPage[] {
  const pen = slipPen(paper, slip.locale, ruler);
  const footHeight = slipFoot(slip, pen, 99, 99).height;
  const bottom = paper.height - paper.margin - footHeight - 4;
  const pages: Mark[][] = [];
  let y = 0;
  const put = (block: Block) => {
    pages.at(-1)?.push(...moved(block.marks, y));
    y += block.height;
  };
  const begin = (...heads: Block[]) => {
    pages.push([]);
    y = paper.margin;
    for (const head of heads) put(head);
  };
  const next = () => begin(continuedHead(slip, pen), tableHead(slip, pen));

  const top = slipHead(slip, pen);
  const table = tableHead(slip, pen);
  begin(top, table);
  const room = bottom - paper.margin - continuedHead(slip, pen).height - table.height;
  const together = (blocks: Block[]) => {
    const height = blocks.reduce((sum, block) => sum + block.height, 0);
    if (y + height > bottom && height <= room) next();
    for (const block of blocks) {
      if (y + block.height > bottom && block.height > 0) next();
      put(block);
    }
  };
  for (const item of slip.items) together(itemSlices(item, slip, pen));
  together([slipSums(slip, pen)]);

  return pages.map((marks, at) => ({
    marks: [...marks, ...moved(slipFoot(slip, pen, at + 1, pages.length).marks, paper.height - paper.margin - footHeight)],
  }));
}
