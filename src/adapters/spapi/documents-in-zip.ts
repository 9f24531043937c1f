import { inflateRawSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { DocumentFile } from '#src/modules/handover/ports.ts';

const mostBytes = 50_000_000;

/**
 * What Amazon packs into an archive for printing, as one document: its PDF files after each other, or its ZPL. Null for an
 * archive that holds neither or cannot be read.
 */
export async function documentsInZip(zip: Buffer): Promise<DocumentFile | null> {
  const files = filesIn(zip);
  const zpl = files.filter(({ name }) => /\.(zpl|txt)$/i.test(name));
  const pdfs = files.filter(({ name, bytes }) => /\.pdf$/i.test(name) || bytes.subarray(0, 5).toString('latin1') === '%PDF-');
  const [only, ...others] = pdfs;
  if (only && others.length === 0) return { type: 'application/pdf', bytes: only.bytes };
  if (only) {
    const whole = await PDFDocument.create();
    for (const { bytes } of pdfs) {
      const part = await PDFDocument.load(bytes);
      for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page);
    }
    return { type: 'application/pdf', bytes: await whole.save() };
  }
  return zpl.length > 0 ? { type: 'application/zpl', bytes: Buffer.concat(zpl.map(({ bytes }) => bytes)) } : null;
}

/** The files of an archive in the order of its directory; none where it is not one. */
function filesIn(zip: Buffer): { name: string; bytes: Buffer }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return [];
  const files: { name: string; bytes: Buffer }[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0 && at + 46 <= zip.length; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const isStored = zip.readUInt16LE(at + 10) === 0;
    if (!name.endsWith('/')) files.push({ name, bytes: isStored ? packed : inflateRawSync(packed, { maxOutputLength: mostBytes }) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
