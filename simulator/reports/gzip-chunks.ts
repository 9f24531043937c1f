import { constants, crc32, deflateRawSync } from 'node:zlib';

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** A last block of deflate without content. */
const END = Buffer.from([3, 0]);

/** One gzip stream of many chunks, of which only one at a time is held uncompressed. */
export function gzipChunks(chunks: Iterable<Buffer>): Buffer {
  const parts: Buffer[] = [HEADER];
  let checksum = 0;
  let size = 0;
  for (const chunk of chunks) {
    parts.push(deflateRawSync(chunk, { finishFlush: constants.Z_SYNC_FLUSH }));
    checksum = crc32(chunk, checksum);
    size += chunk.length;
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE(size >>> 0, 4);
  return Buffer.concat([...parts, END, trailer]);
}
