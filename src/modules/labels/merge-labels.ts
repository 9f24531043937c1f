import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import { AppError } from '#src/kernel/app-error.ts';
import type { LabelFile } from './ports.ts';

type Merged = { bytes: Uint8Array; type: 'application/pdf' | 'application/zpl' };
type Picture = { format: 'pdf' | 'png'; bytes: Uint8Array };

/** What is printed for one parcel: its label, and the forms for customs that go with it. */
export type Sheet = { label: LabelFile; papers: readonly Picture[] };
/** Packing slips as one PDF; `pages` says how many belong to each sheet, in their order. */
export type Slips = { pdf: Uint8Array; pages: readonly number[] };

/**
 * Labels one after the other, each followed by its forms and its slip: PDF and PNG as pages of one PDF, ZPL as one stream for a
 * printer of its resolution. Throws INVALID_INPUT for what cannot be one file.
 */
export async function mergeLabels(sheets: readonly Sheet[], slips?: Slips): Promise<Merged> {
  const formats = new Set(sheets.map(({ label }) => label.format));
  const zpl = sheets.filter(({ label }) => label.format.startsWith('zpl'));
  if (zpl.length > 0 && (zpl.length < sheets.length || formats.size > 1))
    throw new AppError('INVALID_INPUT', 'labelIds: labels for a ZPL printer, of one resolution, and labels on paper are printed apart');
  if (zpl.length > 0 && slips)
    throw new AppError('INVALID_INPUT', 'slip: a label printer that takes ZPL prints no packing slips; print them on their own');
  if (zpl.length > 0)
    return { bytes: Buffer.concat(zpl.flatMap(({ label }) => [label.bytes, Buffer.from('\n')])), type: 'application/zpl' };
  return { bytes: await mergePages(sheets, slips), type: 'application/pdf' };
}

async function mergePages(sheets: readonly Sheet[], slips: Slips | undefined): Promise<Uint8Array> {
  // Large, and only needed for printing.
  const pdf = (await import('@cantoo/pdf-lib')).PDFDocument;
  const whole = await pdf.create();
  const load = (bytes: Uint8Array) => pdf.load(bytes, { updateMetadata: false });
  // Copied at once: what the slips share, their fonts above all, is then in the file once.
  const slipPages = slips ? await copyAll(whole, await load(slips.pdf)) : [];
  let nextSlip = 0;
  for (const [index, { label, papers }] of sheets.entries()) {
    for (const { format, bytes } of [label, ...papers]) {
      if (format === 'png') await addPicture(whole, bytes);
      else for (const page of await copyAll(whole, await load(bytes))) whole.addPage(page);
    }
    const count = slips?.pages[index] ?? 0;
    for (const page of slipPages.slice(nextSlip, nextSlip + count)) whole.addPage(page);
    nextSlip += count;
  }
  return whole.save({ useObjectStreams: false, objectsPerTick: 500 });
}

const copyAll = (whole: PDFDocument, one: PDFDocument): Promise<PDFPage[]> => whole.copyPages(one, one.getPageIndices());

/** On a page of four by six inches. */
async function addPicture(whole: PDFDocument, bytes: Uint8Array): Promise<void> {
  const picture = await whole.embedPng(bytes);
  whole.addPage([288, 432]).drawImage(picture, { x: 0, y: 0, width: 288, height: 432 });
}
