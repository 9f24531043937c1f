import { buffer } from 'node:stream/consumers';
import { barcodeBars } from './barcode-bars.ts';
import { pencil } from './draw-marks.ts';
import type { Mark } from './marks.ts';
import { newPdf } from './new-pdf.ts';
import { papers } from './paper.ts';
import { type Ruler, textLines } from './text-lines.ts';

/** What stands on a page of a form, by its place: points from the top left corner; `y` of a text is its baseline. */
export type PlainPage = {
  /** One line each, cut off with dots where it is longer than `width`. */
  readonly texts: readonly { text: string; x: number; y: number; width: number; size: number; bold?: boolean; atEnd?: boolean }[];
  /** Code 128 as wide as `width`; what is no ASCII has none. */
  readonly bars: readonly { code: string; x: number; y: number; width: number; height: number }[];
  readonly rules: readonly { x: number; y: number; width: number }[];
};

type Options = { paper: 'A4' | 'Letter'; title: string; locale: string; printedAt: Date };

/** Writes pages of a form as one PDF, in letters of every script. */
export async function renderPages(pages: readonly PlainPage[], { paper: name, title, locale, printedAt }: Options): Promise<Buffer> {
  const paper = papers[name];
  const pdf = newPdf(paper, title, printedAt);
  const written = buffer(pdf);
  const { ruler, draw } = pencil(pdf);
  for (const { texts, bars, rules } of pages) {
    pdf.addPage();
    const marks: Mark[] = [
      ...texts.map((each) => textMark(each, locale, ruler)),
      ...bars.flatMap(barMarks),
      ...rules.map(({ x, y, width }): Mark => ({ kind: 'box', x, y, width, height: 0.75, ink: 'line' })),
    ];
    draw(marks, paper.soft);
  }
  pdf.end();
  return written;
}

function textMark({ text, x, y, width, size, bold, atEnd }: PlainPage['texts'][number], locale: string, ruler: Ruler): Mark {
  const style = { size, weight: bold ? (700 as const) : (400 as const), locale };
  const lines = textLines(text, width, style, ruler);
  const [whole] = lines;
  const cut = lines.length > 1 ? textLines(`${whole?.text.trimEnd() ?? ''}…`, width + size, style, ruler)[0] : whole;
  const line = cut ?? { pieces: [], width: 0, text: '', missing: 0 };
  return { kind: 'text', line, size, x: atEnd ? x + width - line.width : x, y, ink: 'black' };
}

function barMarks({ code, x, y, width, height }: PlainPage['bars'][number]): Mark[] {
  const bars = barcodeBars(code);
  if (!bars) return [];
  const module = width / bars.modules;
  let at = x;
  return bars.widths.flatMap((modules, index): Mark[] => {
    const start = at;
    at += modules * module;
    return index % 2 === 0 ? [{ kind: 'box', x: start, y, width: modules * module, height, ink: 'black' }] : [];
  });
}
