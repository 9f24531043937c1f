import type { TextLine } from './text-lines.ts';

/** What is drawn, in points from the top left corner. `y` of a text is its baseline. */
export type Mark =
  | { readonly kind: 'text'; readonly line: TextLine; readonly size: number; readonly x: number; readonly y: number; readonly ink: Ink }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly ink: Ink };

export type Ink = 'black' | 'soft' | 'line';

/** Marks that hang together: `x` is final, `y` counts from the top of the block. */
export type Block = { readonly height: number; readonly marks: readonly Mark[] };

export const moved = (marks: readonly Mark[], dy: number): Mark[] => marks.map((mark) => ({ ...mark, y: mark.y + dy }));

export const gap = (height: number): Block => ({ height, marks: [] });

/** One below the other. */
export function stack(blocks: readonly Block[]): Block {
  let height = 0;
  const marks: Mark[] = [];
  for (const block of blocks) {
    marks.push(...moved(block.marks, height));
    height += block.height;
  }
  return { height, marks };
}

/** Side by side: all start at the same height. */
export const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(0, ...blocks.map(({ height }) => height)),
  marks: blocks.flatMap(({ marks }) => marks),
});
