import { type Block, beside, gap, type Mark, moved, stack } from './marks.ts';
import type { Paper } from './paper.ts';
import type { Sheet, SheetRow, SheetSection } from './sheet.ts';
import { type Column, type SlipPen, slipPen } from './slip-pen.ts';
import type { Ruler } from './text-lines.ts';
import { fillIn } from './words.ts';

/**
 * A sheet on as many pages as it needs. A row stays on one page, and a heading stays with its first row. Pure: the ruler tells
 * widths.
 */
export function layOutSheet(sheet: Sheet, paper: Paper, ruler: Ruler): { readonly marks: readonly Mark[] }[] {
  const pen = slipPen(paper, sheet.locale, ruler);
  const pages: Mark[][] = [];
  const footHeight = footOf(sheet, pen, 99, 99).height;
  const bottom = paper.height - paper.margin - footHeight - 4;
  let y = 0;
  const put = (block: Block) => {
    pages.at(-1)?.push(...moved(block.marks, y));
    y += block.height;
  };
  const next = () => {
    pages.push([]);
    y = paper.margin;
  };
  next();
  put(headOf(sheet, pen));
  for (const section of sheet.sections) {
    const [first, ...others] = section.rows.map((row) => rowOf(row, pen));
    const head = stack([headingOf(section, pen), first ?? gap(0)]);
    if (y + head.height > bottom) next();
    put(head);
    for (const row of others) {
      if (y + row.height > bottom) {
        next();
        put(headingOf(section, pen));
      }
      put(row);
    }
    put(gap(paper.text));
  }
  return pages.map((marks, at) => ({
    marks: [...marks, ...moved(footOf(sheet, pen, at + 1, pages.length).marks, paper.height - paper.margin - footHeight)],
  }));
}

const whole = ({ paper }: SlipPen): Column => ({ start: paper.margin, width: paper.width - 2 * paper.margin });

/** The start of the line for words, its end for a barcode. */
function halves(pen: SlipPen): [Column, Column] {
  const { start, width } = whole(pen);
  const code = width * (pen.paper.narrow ? 0.42 : 0.34);
  return [
    { start, width: width - code - 8 },
    { start: start + width - code, width: code },
  ];
}

const headOf = ({ title, facts }: Sheet, pen: SlipPen): Block =>
  stack([
    ...pen.lines(title, whole(pen), { size: pen.paper.large, weight: 700 }),
    ...facts.flatMap((fact) => pen.lines(fact, whole(pen), { ink: 'soft' })),
    gap(pen.paper.text),
  ]);

function headingOf({ heading, note, barcode }: SheetSection, pen: SlipPen): Block {
  const [words, code] = halves(pen);
  const text = stack([
    ...pen.lines(heading, words, { size: pen.paper.large, weight: 700 }),
    ...(note === undefined ? [] : pen.lines(note, words, { size: pen.paper.small, ink: 'soft' })),
  ]);
  return stack([
    beside([text, barcode === undefined ? gap(0) : pen.barcode(barcode, code, 22, 'end')]),
    gap(3),
    pen.rule(whole(pen), 'black'),
    gap(4),
  ]);
}

function rowOf({ count, text, details, barcode }: SheetRow, pen: SlipPen): Block {
  const [words, code] = halves(pen);
  const { text: size, large } = pen.paper;
  const tick = size * 1.6;
  const number = large * 2.6;
  const rest: Column = { start: words.start + tick + number, width: words.width - tick - number };
  const lines = stack([
    ...pen.lines(text, rest, { weight: 700 }),
    ...details.flatMap((each) => pen.lines(each, rest, { size: pen.paper.small })),
  ]);
  return stack([
    beside([
      box(pen, words.start, size),
      stack(pen.lines(count, { start: words.start + tick, width: number - 4 }, { size: large, weight: 700 })),
      lines,
      barcode === undefined ? gap(0) : pen.barcode(barcode, code, 18, 'end'),
    ]),
    gap(4),
    pen.rule(whole(pen)),
    gap(4),
  ]);
}

/** A box to tick, at the start of a row. */
function box(pen: SlipPen, start: number, size: number): Block {
  const sides = [
    { x: 0, y: 0, width: size, height: 0.75 },
    { x: 0, y: size, width: size, height: 0.75 },
    { x: 0, y: 0, width: 0.75, height: size },
    { x: size, y: 0, width: 0.75, height: size + 0.75 },
  ];
  const left = start + 1;
  return {
    height: size + 4,
    marks: sides.map(({ x, y, width, height }) => ({ kind: 'box', x: left + x, y: y + 3, width, height, ink: 'black' }) as const),
  };
}

const footOf = ({ foot }: Sheet, pen: SlipPen, page: number, pages: number): Block =>
  stack(pen.lines(fillIn(foot, { page, pages }), whole(pen), { size: pen.paper.small, ink: 'soft' }));
