import { dotsOf } from './glyphs.ts';
import { createRaster, pdfOf, type Raster } from './raster.ts';

const writerOf = (raster: Raster) => (text: string, x: number, y: number, size: number) => {
  for (const [column, dots] of dotsOf(text).entries())
    for (const [row, dot] of dots.entries()) if (dot) raster.fill(x + column * size, y + row * size, size, size);
};

/** A page with these lines; as ZPL the lines as text. For documents that are not labels of a carrier's own design. */
export function drawPlainLabel(lines: readonly string[], number: string, format: 'PDF' | 'ZPL'): Buffer {
  if (format === 'ZPL')
    return Buffer.from(
      `^XA${lines.map((line, row) => `^FO30,${30 + row * 60}^A0N,40^FD${line}^FS`).join('')}^FO30,400^BCN,120^FD${number}^FS^XZ`,
    );
  const raster = createRaster(812, 1218);
  const write = writerOf(raster);
  for (const [row, line] of lines.entries()) write(line.toUpperCase().slice(0, 32), 30, 40 + row * 60, 4);
  raster.fill(24, 380, 764, 4);
  write(number, 30, 420, 4);
  return pdfOf(raster);
}

/** The form that a carrier scans instead of every parcel: how many there are, and their numbers. */
export function drawCollectionForm(carrier: string, numbers: readonly string[]): Buffer {
  const raster = createRaster(812, 1218);
  const write = writerOf(raster);
  write('COLLECTION FORM', 30, 40, 5);
  write(`${carrier}   ${numbers.length} PARCELS`.toUpperCase(), 30, 100, 3);
  for (const [row, number] of numbers.slice(0, 25).entries()) write(number, 30, 170 + row * 38, 3);
  return pdfOf(raster);
}
