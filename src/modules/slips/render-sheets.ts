import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pencil } from './draw-marks.ts';
import { layOutSheet } from './lay-out-sheet.ts';
import { newPdf } from './new-pdf.ts';
import { papers } from './paper.ts';
import type { SlipOptions } from './render-slips.ts';
import type { Sheet } from './sheet.ts';

/** Writes sheets as one PDF into `out` and ends it; gives the number of pages. Rejects when `out` breaks. */
export async function renderSheets(sheets: readonly Sheet[], { paper: name, printedAt }: SlipOptions, out: Writable): Promise<number> {
  const paper = papers[name];
  const pdf = newPdf(paper, sheets[0]?.title ?? '', printedAt);
  const written = pipeline(pdf, out);
  const { ruler, draw } = pencil(pdf);
  let pages = 0;
  for (const sheet of sheets)
    for (const { marks } of layOutSheet(sheet, paper, ruler)) {
      pdf.addPage();
      draw(marks, paper.soft);
      pages += 1;
    }
  pdf.end();
  await written;
  return pages;
}
