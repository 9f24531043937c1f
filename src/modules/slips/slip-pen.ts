import { barcodeBars } from './barcode-bars.ts';
import type { Weight } from './font-files.ts';
import type { Block, Ink, Mark } from './marks.ts';
import type { Paper } from './paper.ts';
import { type Ruler, textLines } from './text-lines.ts';

/** A column: from its start edge, which is the left one on a left-to-right page and the right one otherwise. */
export type Column = { readonly start: number; readonly width: number };

type TextOptions = { size?: number; weight?: Weight; ink?: Ink; align?: 'start' | 'end' };

/** Makes blocks for one slip: knows its paper, its language and the side on which its lines begin. */
export type SlipPen = ReturnType<typeof slipPen>;

export function slipPen(paper: Paper, locale: string, ruler: Ruler) {
  const isMirrored = isRightToLeft(locale);
  const left = ({ start, width }: Column): number => (isMirrored ? paper.width - start - width : start);

  /** A block for each line: for what may be parted by the end of a page. */
  const lines = (
    text: string,
    column: Column,
    { size = paper.text, weight = 400, ink = 'black', align = 'start' }: TextOptions = {},
  ): Block[] =>
    textLines(text, column.width, { size, weight, locale }, ruler).map((line) => {
      const isLeft = (align === 'start') !== isMirrored;
      const x = left(column) + (isLeft ? 0 : column.width - line.width);
      return { height: size * 1.4, marks: [{ kind: 'text', line, size, x, y: size * 1.06, ink }] };
    });

  const rule = (column: Column, ink: Ink = 'line'): Block => ({
    height: 0.75,
    marks: [{ kind: 'box', x: left(column), y: 0, width: column.width, height: 0.75, ink }],
  });

  /** A bar at the start edge of a column, beside something of that height. */
  const sideBar = (column: Column, height: number): Mark => ({
    kind: 'box',
    x: left({ start: column.start, width: 1.5 }),
    y: 0,
    width: 1.5,
    height,
    ink: 'line',
  });

  /** As wide as the column allows, but no bar thinner or thicker than scanners like (0.19 to 0.42 mm). */
  const barcode = (text: string, column: Column, height: number, align: 'start' | 'end'): Block => {
    const bars = barcodeBars(text);
    if (!bars) return { height: 0, marks: [] };
    const module = Math.min(1.2, column.width / bars.modules);
    if (module < 0.54) return { height: 0, marks: [] };
    const width = bars.modules * module;
    const isLeft = (align === 'start') !== isMirrored;
    let x = left(column) + (isLeft ? 0 : column.width - width);
    const marks: Mark[] = [];
    for (const [at, modules] of bars.widths.entries()) {
      if (at % 2 === 0) marks.push({ kind: 'box', x, y: 0, width: modules * module, height, ink: 'black' });
      x += modules * module;
    }
    return { height, marks };
  };

  return { paper, locale, lines, rule, sideBar, barcode };
}

const isRightToLeft = (locale: string): boolean => /^(ar|he|iw|fa|ur|ps|sd|ug|yi)\b/i.test(locale);
