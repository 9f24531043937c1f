import bwipjs from 'bwip-js';
import type { SimAccount } from '../accounts/sim-account.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { dotsOf } from './glyphs.ts';
import { createRaster, pdfOf, pngOf, type Raster } from './raster.ts';
import type { LabelFormat, SimLabel } from './sim-label.ts';

/** The label as a file: four by six inches, with both addresses and the tracking number as a Code 128. */
export function drawLabel(
  label: SimLabel,
  order: SimOrder,
  { shipFrom }: SimAccount,
  format: LabelFormat,
): { bytes: Buffer; type: string } {
  const from = [shipFrom.name, shipFrom.addressLine1, `${shipFrom.city} ${shipFrom.stateOrRegion ?? ''} ${shipFrom.postalCode}`];
  const { name, line1, line2, city, stateOrRegion, postalCode, countryCode } = order.address;
  const to = [name, line1, line2 ?? '', `${city} ${stateOrRegion ?? ''} ${postalCode}`, countryCode].filter(Boolean);
  const title = label.service.startsWith(label.carrier) ? label.service : `${label.carrier} ${label.service}`;
  return drawText({ title, from, to, tracking: label.tracking, reference: order.orderId }, format);
}

/** A label that says this, in a format. */
export function drawText(text: LabelText, format: LabelFormat): { bytes: Buffer; type: string } {
  const dpi = format === 'ZPL300' ? 300 : 203;
  if (format === 'ZPL203' || format === 'ZPL300') return { bytes: Buffer.from(zplOf(text, dpi)), type: 'application/zpl' };
  const raster = rasterOf(text, dpi);
  return format === 'PNG' ? { bytes: pngOf(raster, dpi), type: 'image/png' } : { bytes: pdfOf(raster), type: 'application/pdf' };
}

export type Declared = { quantity: number; description: string; value: string };

/** The customs declaration of a parcel as a PDF of the size of its label. */
export const drawCustomsForm = (
  { tracking }: Pick<SimLabel, 'tracking'>,
  items: readonly Declared[],
  title = 'CUSTOMS DECLARATION CN 22',
) =>
  drawForm(
    title,
    `PARCEL ${tracking}`,
    items.map(({ quantity, description, value }) => [`${quantity} X ${description}`, value]),
  );

/** A list on paper of four by six inches; what does not fit on it is counted. */
export function drawForm(title: string, subject: string, rows: readonly (readonly string[])[]): Buffer {
  const raster = createRaster(812, 1218);
  const write = writerOf(raster);
  write(title.slice(0, 30), 30, 40, 4);
  raster.fill(24, 90, 764, 4);
  write(subject.slice(0, 40), 30, 120, 3);
  const shown = rows.slice(0, 12);
  for (const [row, [first = '', second = '']] of shown.entries()) {
    write(first.slice(0, 40), 30, 190 + row * 80, 3);
    write(second.slice(0, 38), 60, 224 + row * 80, 3);
  }
  if (rows.length > shown.length) write(`AND ${rows.length - shown.length} MORE`, 30, 1160, 3);
  return pdfOf(raster);
}

/** Puts text on a raster; `size` is that of a dot of a letter. */
const writerOf = (raster: Raster) => (text: string, x: number, y: number, size: number) => {
  for (const [column, dots] of dotsOf(text).entries())
    for (const [row, dot] of dots.entries()) if (dot) raster.fill(x + column * size, y + row * size, size, size);
};

type LabelText = { title: string; from: string[]; to: string[]; tracking: string; reference: string };

function rasterOf({ title, from, to, tracking, reference }: LabelText, dpi: number): Raster {
  const raster = createRaster(4 * dpi, 6 * dpi);
  const write = writerOf(raster);
  const line = (y: number) => raster.fill(24, y, raster.width - 48, 4);
  write(title.slice(0, 30), 30, 30, 4);
  line(80);
  for (const [row, text] of from.entries()) write(text.slice(0, 40), 30, 100 + row * 28, 3);
  line(210);
  write('SHIP TO:', 30, 235, 3);
  for (const [row, text] of to.entries()) write(text.slice(0, 29), 60, 280 + row * 42, 4);
  line(620);
  const bars = widthsOf(tracking);
  const modules = bars.reduce((sum, width) => sum + width, 0);
  const module = Math.max(1, Math.floor((raster.width - 80) / modules));
  let x = Math.floor((raster.width - modules * module) / 2);
  for (const [index, width] of bars.entries()) {
    if (index % 2 === 0) raster.fill(x, 670, width * module, 300);
    x += width * module;
  }
  write(tracking, Math.max(30, Math.floor((raster.width - tracking.length * 18) / 2)), 990, 3);
  line(1060);
  write(`REF ${reference}`, 30, 1090, 3);
  return raster;
}

/** Widths of bar and space in turn. */
function widthsOf(text: string): number[] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text });
  if (!symbol || !('sbs' in symbol)) throw new RangeError(`${text} cannot be said in Code 128.`);
  return [...symbol.sbs];
}

function zplOf({ title, from, to, tracking, reference }: LabelText, dpi: number): string {
  const scale = dpi / 203;
  const at = (x: number, y: number) => `^FO${Math.round(x * scale)},${Math.round(y * scale)}`;
  const font = (height: number) => `^A0N,${Math.round(height * scale)},${Math.round(height * scale)}`;
  // A caret or tilde in a text would be a command.
  const data = (text: string) => `^FD${text.replace(/[\^~]/g, ' ')}^FS`;
  return [
    '^XA',
    '^CI28',
    `^PW${Math.round(812 * scale)}`,
    `^LL${Math.round(1218 * scale)}`,
    `${at(30, 30)}${font(40)}${data(title)}`,
    ...from.map((text, row) => `${at(30, 100 + row * 30)}${font(26)}${data(text)}`),
    ...to.map((text, row) => `${at(60, 280 + row * 46)}${font(40)}${data(text)}`),
    `^BY${Math.round((tracking.length > 24 ? 2 : 3) * scale)}`,
    `${at(60, 670)}^BCN,${Math.round(300 * scale)},Y,N,N${data(tracking)}`,
    `${at(30, 1090)}${font(30)}${data(`REF ${reference}`)}`,
    '^XZ',
    '',
  ].join('\n');
}
