import { once } from 'node:events';
import bwipjs from 'bwip-js';
import PDFDocument from 'pdfkit';

/** What stands on a manifest that the desk makes itself. Nothing of a recipient. */
export type ManifestSheet = {
  title: string;
  carrier: string;
  place: string;
  account: string;
  madeAt: string;
  madeBy: string;
  parcels: readonly { tracking: string; orderId: string; service: string }[];
};

const page = { width: 595, height: 842, margin: 40 };
const rowHeight = 34;
const firstRow = 150;
const perPage = Math.floor((page.height - page.margin - 60 - firstRow) / rowHeight);

/**
 * The list that a driver signs: every number as text and as a Code 128, the count, and a line for name, time and signature.
 * A4, in the order given. Letters beyond Western European are shown as question marks: numbers are what counts here.
 */
export async function drawManifest(sheet: ManifestSheet): Promise<Buffer> {
  const { carrier, place, account, madeAt, madeBy, parcels, title } = sheet;
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Waybill' },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const pages = Math.max(1, Math.ceil(parcels.length / perPage));
  const text = (words: string, x: number, y: number, size = 9, font = 'Helvetica') =>
    pdf.font(font).fontSize(size).text(plain(words), x, y, { lineBreak: false });
  for (let n = 0; n < pages; n += 1) {
    pdf.addPage();
    pdf.fillColor('#000000');
    text(title, page.margin, 40, 18, 'Helvetica-Bold');
    text(`${carrier} · ${place}`, page.margin, 66, 12);
    text(`${account} · ${madeAt} · ${madeBy}`, page.margin, 84);
    text(`Parcels: ${parcels.length}`, page.margin, 104, 14, 'Helvetica-Bold');
    text(`Page ${n + 1} of ${pages}`, page.width - page.margin - 70, 40);
    text('No.', page.margin, 130);
    text('Tracking number', page.margin + 30, 130);
    text('Order', 380, 130);
    for (const [index, parcel] of parcels.slice(n * perPage, (n + 1) * perPage).entries()) {
      const y = firstRow + index * rowHeight;
      text(String(n * perPage + index + 1), page.margin, y + 4);
      bars(pdf, parcel.tracking, page.margin + 30, y, 230, 18);
      text(parcel.tracking, page.margin + 30, y + 20);
      text(parcel.orderId, 380, y + 4);
      text(parcel.service.slice(0, 40), 380, y + 16, 8);
    }
    const foot = page.height - page.margin - 30;
    pdf
      .moveTo(page.margin, foot)
      .lineTo(page.width - page.margin, foot)
      .lineWidth(0.7)
      .stroke('#555555');
    text('Taken over by (name, signature)', page.margin, foot + 6);
    text('Date and time', 380, foot + 6);
  }
  pdf.end();
  await once(pdf, 'end');
  return Buffer.concat(chunks);
}

function bars(pdf: InstanceType<typeof PDFDocument>, code: string, x: number, y: number, width: number, height: number): void {
  if (!/^[\u0020-\u007e]+$/.test(code)) return;
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code });
  if (!symbol || !('sbs' in symbol)) return;
  const widths = [...symbol.sbs];
  const module = width / widths.reduce((sum, each) => sum + each, 0);
  let at = x;
  for (const [index, each] of widths.entries()) {
    if (index % 2 === 0) pdf.rect(at, y, each * module, height).fill('#000000');
    at += each * module;
  }
}

/** What the built-in font can show. */
const plain = (words: string): string => words.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?');
