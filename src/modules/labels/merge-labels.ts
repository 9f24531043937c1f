import { AppError } from '#src/kernel/app-error.ts';
import type { LabelFile } from './ports.ts';

type Merged = { bytes: Uint8Array; type: 'application/pdf' | 'application/zpl' };

/** Labels one after the other: PDF and PNG as pages of one PDF, ZPL as one stream for a printer of its resolution. */
export async function mergeLabels(files: readonly LabelFile[]): Promise<Merged> {
  const formats = new Set(files.map(({ format }) => format));
  const zpl = files.filter(({ format }) => format.startsWith('zpl'));
  if (zpl.length > 0 && (zpl.length < files.length || formats.size > 1))
    throw new AppError('INVALID_INPUT', 'labelIds: labels for a ZPL printer, of one resolution, and labels on paper are printed apart');
  if (zpl.length > 0) return { bytes: Buffer.concat(zpl.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])), type: 'application/zpl' };
  // Large, and only needed for printing.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const whole = await PDFDocument.create();
  for (const { format, bytes } of files) {
    if (format === 'png') {
      const picture = await whole.embedPng(bytes);
      const page = whole.addPage([288, 432]);
      page.drawImage(picture, { x: 0, y: 0, width: 288, height: 432 });
    } else {
      const one = await PDFDocument.load(bytes);
      for (const page of await whole.copyPages(one, one.getPageIndices())) whole.addPage(page);
    }
  }
  return { bytes: await whole.save(), type: 'application/pdf' };
}
