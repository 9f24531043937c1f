import { inflateSync } from 'node:zlib';

const woffHeader = 44;
const woffEntry = 20;
const sfntHeader = 12;
const sfntEntry = 16;

/**
 * A WOFF 1 file as the plain TrueType file inside it: each table unpacked, each directory entry rewritten (W3C WOFF 1.0).
 * The PDF library reads WOFF too, but unpacks a table again for each glyph, and its own unpacker fails on some files.
 */
export function sfntFromWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, at) => {
    const entry = woff.subarray(woffHeader + at * woffEntry, woffHeader + (at + 1) * woffEntry);
    const [offset, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const stored = woff.subarray(offset, offset + packed);
    return { tag: entry.subarray(0, 4), checksum: entry.subarray(16, 20), length, data: packed < length ? inflateSync(stored) : stored };
  });

  const power = Math.floor(Math.log2(count));
  const directory = Buffer.alloc(sfntHeader + count * sfntEntry);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(2 ** power * 16, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((count - 2 ** power) * 16, 10);

  let offset = directory.length;
  const parts: Buffer[] = [directory];
  for (const [at, { tag, checksum, length, data }] of tables.entries()) {
    const entry = sfntHeader + at * sfntEntry;
    tag.copy(directory, entry);
    checksum.copy(directory, entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(data, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(parts);
}
