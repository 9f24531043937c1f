import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import bwipjs from 'bwip-js';

const tracking = '1Z5R89390357567127';
const lines = ['UPS GROUND', 'SHIP TO: ADA BROOK', '12 CEDAR AVE', 'AUSTIN TX 78701'];

const bars = (): Promise<Buffer> =>
  bwipjs.toBuffer({
    bcid: 'code128',
    text: tracking,
    scale: 3,
    height: 25,
    includetext: true,
    textxalign: 'center',
    backgroundcolor: 'FFFFFF',
  });

async function page(text: readonly string[], withBars: boolean): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const sheet = pdf.addPage([288, 432]);
  const font = await pdf.embedFont(StandardFonts.HelveticaBold);
  for (const [row, line] of text.entries()) sheet.drawText(line, { x: 20, y: 390 - row * 22, size: 14, font });
  if (withBars) {
    const picture = await pdf.embedPng(await bars());
    sheet.drawImage(picture, { x: 20, y: 60, width: 248, height: (248 / picture.width) * picture.height });
  }
  return Buffer.from(await pdf.save());
}

const zpl = [
  '^XA',
  '^PW812',
  '^LL1218',
  ...lines.map((line, row) => `^FO40,${60 + row * 60}^A0N,40,40^FD${line}^FS`),
  `^BY3^FO60,600^BCN,260,Y,N,N^FD${tracking}^FS`,
  '^XZ',
  '',
];

/** What a carrier that is stood in for has at the addresses of its files: a label in each format, and a form for customs. */
export const standInFiles: Readonly<Record<string, () => Promise<Buffer>>> = {
  '/label.pdf': () => page(lines, true),
  '/label.png': bars,
  '/label.zpl': async () => Buffer.from(zpl.join('\n')),
  '/form.pdf': () => page(['COMMERCIAL INVOICE', `Parcel ${tracking}`, '1 x Enamel mug, 691200, US'], false),
};
