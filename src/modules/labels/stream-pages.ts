import type { PDFContext, PDFDocument, PDFObjectCopier, PDFPage } from '@cantoo/pdf-lib';
import type { LabelFile } from './ports.ts';

type Picture = { format: LabelFile['format']; bytes: Uint8Array };
/** Pages of a PDF that holds the slips of many parcels; the same `pdf` for all of them, so that they share their fonts. */
export type SlipPages = { pdf: Uint8Array; from: number; count: number };
/** What is printed for one parcel: its label, the forms for customs that go with it, its slip. */
export type PaperSheet = { label: Picture; papers: readonly Picture[]; slip?: SlipPages | undefined };

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const [catalogNumber, pagesNumber] = [1, 2];
const inches4x6: [number, number] = [288, 432];

/**
 * One PDF of the pages of all sheets, piece by piece: the objects of a sheet are written as soon as they are read and then
 * forgotten, so memory does not grow with the number of sheets but by a few numbers for each. Throws what a broken file throws.
 */
export async function* streamPages(sheets: Iterable<PaperSheet> | AsyncIterable<PaperSheet>): AsyncGenerator<Uint8Array> {
  // Large, and only needed for printing.
  const lib = await import('@cantoo/pdf-lib');
  const parent = lib.PDFName.of('Parent');
  const pagesRef = lib.PDFRef.of(pagesNumber);
  const offsets: number[] = [];
  const kids: number[] = [];
  let written = 0;
  let last = pagesNumber;

  const put = (bytes: Uint8Array): Uint8Array => {
    written += bytes.length;
    return bytes;
  };
  const object = (number: number, body: Uint8Array): Uint8Array => {
    offsets[number] = written;
    return put(Buffer.concat([bytesOf(`${number} 0 obj\n`), body, bytesOf('\nendobj\n')]));
  };
  /** The pages with all that they refer to and that was not written before, under numbers of their own. */
  function* pagesOf(copier: PDFObjectCopier, into: PDFContext, pages: readonly PDFPage[]): Generator<Uint8Array> {
    into.largestObjectNumber = last;
    for (const page of pages) {
      const copy = copier.copy(page.node);
      copy.set(parent, pagesRef);
      kids.push(into.register(copy).objectNumber);
    }
    last = into.largestObjectNumber;
    for (const [ref, each] of into.enumerateIndirectObjects()) {
      const body = new Uint8Array(each.sizeInBytes());
      each.copyBytesInto(body, 0);
      yield object(ref.objectNumber, body);
      into.delete(ref);
    }
  }
  const load = (bytes: Uint8Array) => lib.PDFDocument.load(bytes, { updateMetadata: false });
  const copierTo = (from: PDFDocument, into: PDFContext) => lib.PDFObjectCopier.for(from.context, into);

  yield put(bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'));
  const slips = new Map<Uint8Array, { document: PDFDocument; into: PDFContext; copier: PDFObjectCopier }>();
  for await (const { label, papers, slip } of sheets) {
    for (const { format, bytes } of [label, ...papers]) {
      const document = format === 'png' ? await pictureOn(await lib.PDFDocument.create(), bytes) : await load(bytes);
      const into = lib.PDFContext.create();
      yield* pagesOf(copierTo(document, into), into, document.getPages());
    }
    if (!slip) continue;
    const known = slips.get(slip.pdf);
    const into = known?.into ?? lib.PDFContext.create();
    const document = known?.document ?? (await load(slip.pdf));
    const copier = known?.copier ?? copierTo(document, into);
    slips.set(slip.pdf, { document, into, copier });
    yield* pagesOf(copier, into, document.getPages().slice(slip.from, slip.from + slip.count));
  }
  yield object(pagesNumber, bytesOf(`<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`));
  yield object(catalogNumber, bytesOf(`<< /Type /Catalog /Pages ${pagesNumber} 0 R >>`));
  const start = written;
  const entry = (number: number) => {
    const at = offsets[number];
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  };
  const table = Array.from({ length: last + 1 }, (_, number) => entry(number)).join('');
  yield put(
    bytesOf(`xref\n0 ${last + 1}\n${table}trailer\n<< /Size ${last + 1} /Root ${catalogNumber} 0 R >>\nstartxref\n${start}\n%%EOF\n`),
  );
}

/** On a page of four by six inches, as large as fits: a bar code that is drawn out of its shape cannot be scanned. */
async function pictureOn(document: PDFDocument, bytes: Uint8Array): Promise<PDFDocument> {
  const picture = await document.embedPng(bytes);
  const [width, height] = inches4x6;
  const { width: wide, height: high } = picture.scaleToFit(width, height);
  document.addPage(inches4x6).drawImage(picture, { x: (width - wide) / 2, y: height - high, width: wide, height: high });
  await document.flush();
  return document;
}
