import { deflateSync } from 'node:zlib';

/** Black dots on white paper, a byte for eight of them. */
export type Raster = {
  width: number;
  height: number;
  fill(x: number, y: number, width: number, height: number): void;
  /** Rows one after the other; a set bit is black. */
  rows(): Buffer;
};

export function createRaster(width: number, height: number): Raster {
  const stride = Math.ceil(width / 8);
  const bits = Buffer.alloc(stride * height);
  return {
    width,
    height,
    fill(x, y, wide, high) {
      for (let row = Math.max(0, y); row < Math.min(height, y + high); row++)
        for (let column = Math.max(0, x); column < Math.min(width, x + wide); column++) {
          const at = row * stride + (column >> 3);
          bits[at] = (bits[at] ?? 0) | (0x80 >> (column & 7));
        }
    },
    rows: () => bits,
  };
}

/** A PNG of one bit a dot. */
export function pngOf({ width, height, rows }: Raster, dpi: number): Buffer {
  const stride = Math.ceil(width / 8);
  const bits = rows();
  const lines = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row++)
    for (let at = 0; at < stride; at++) lines[row * (stride + 1) + 1 + at] = ~(bits[row * stride + at] ?? 0) & 0xff;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const size = Buffer.alloc(9);
  const dotsPerMetre = Math.round(dpi / 0.0254);
  size.writeUInt32BE(dotsPerMetre, 0);
  size.writeUInt32BE(dotsPerMetre, 4);
  size[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('pHYs', size),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc(body), body.length + 4);
  return framed;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** A PDF of one page of four by six inches with the picture on it. */
export function pdfOf({ width, height, rows }: Raster): Buffer {
  const picture = deflateSync(rows());
  const drawing = Buffer.from('q 288 0 0 432 0 0 cm /L Do Q');
  const stream = (entries: string, data: Buffer) =>
    Buffer.concat([Buffer.from(`<< ${entries} /Length ${data.length} >>\nstream\n`), data, Buffer.from('\nendstream')]);
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /XObject << /L 5 0 R >> >> >>'),
    stream('', drawing),
    stream(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0] /Filter /FlateDecode`,
      picture,
    ),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const framed = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    places.push(at);
    parts.push(framed);
    at += framed.length;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
