import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pencil } from './draw-marks.ts';
import { layOutSlip } from './lay-out-slip.ts';
import { newPdf } from './new-pdf.ts';
import { type PaperName, papers } from './paper.ts';
import type { Slip } from './slip.ts';

/** `printedAt` becomes the creation date of the file. */
export type SlipOptions = { readonly paper: PaperName; readonly printedAt: Date };

/** `pagesOf` has the pages of each slip. `missing` counts characters that no font here can show (emoji, rare scripts); they are printed as □. */
export type RenderedSlips = {
  readonly slips: number;
  readonly pages: number;
  readonly missing: number;
  readonly pagesOf: readonly number[];
};

/** So much may wait for a slow reader before the next slip is drawn. */
const waitingBytes = 256 * 1024;

/**
 * Writes the slips as one PDF into `out` and ends it. Slips are taken one at a time and their pages leave at once, so
 * memory does not grow with their number but for the fonts in use. Rejects when `out` breaks or `slips` throws.
 */
export async function renderSlips(
  slips: Iterable<Slip> | AsyncIterable<Slip>,
  { paper: name, printedAt }: SlipOptions,
  out: Writable,
): Promise<RenderedSlips> {
  const paper = papers[name];
  const pdf = newPdf(paper, 'Packing slips', printedAt);
  const broken = new AbortController();
  const written = pipeline(pdf, out).catch((error: unknown) => broken.abort(error));
  const { ruler, draw } = pencil(pdf);
  const count = { slips: 0, pages: 0, missing: 0, pagesOf: [] as number[] };
  try {
    for await (const slip of slips) {
      const before = count.pages;
      for (const { marks } of layOutSlip(slip, paper, ruler)) {
        pdf.addPage();
        draw(marks, paper.soft);
        count.pages += 1;
        for (const mark of marks) count.missing += mark.kind === 'text' ? mark.line.missing : 0;
      }
      count.slips += 1;
      count.pagesOf.push(count.pages - before);
      await nextTurn();
      while (pdf.readableLength > waitingBytes) await once(pdf, 'data', { signal: broken.signal });
      broken.signal.throwIfAborted();
    }
    pdf.end();
  } catch (error) {
    pdf.destroy();
    await written;
    throw broken.signal.aborted && broken.signal.reason instanceof Error && !(error instanceof Error) ? broken.signal.reason : error;
  }
  await written;
  broken.signal.throwIfAborted();
  return count;
}
