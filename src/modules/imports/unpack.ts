import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '#src/kernel/app-error.ts';

const GIB = 1024 ** 3;

/** Files that people drop by mistake, told by their first bytes. */
const foreign: { starts: number[]; what: string }[] = [
  { starts: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an Excel workbook' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook' },
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
];

/**
 * The plain bytes of an upload: gzip is unpacked, everything else passes. At most `maxBytes` come out (2 GiB), so that a
 * small file cannot unpack without end. Throws FILE_UNREADABLE for what is surely no text table.
 */
export async function* unpack(source: AsyncIterable<Uint8Array>, maxBytes = 2 * GIB): AsyncGenerator<Uint8Array> {
  const { head, chunks } = await peek(source, 4);
  const mistake = foreign.find(({ starts }) => begins(head, starts));
  if (mistake) {
    throw new AppError('FILE_UNREADABLE', `This is ${mistake.what}. Save the sheet as tab- or comma-separated text and upload that`);
  }
  let total = 0;
  for await (const chunk of begins(head, [0x1f, 0x8b]) ? gunzipped(chunks) : chunks) {
    total += chunk.length;
    if (total > maxBytes) throw new AppError('FILE_UNREADABLE', `The file holds more than ${maxBytes} bytes of text. Split it`);
    yield chunk;
  }
}

/** The first bytes, and all chunks, these included. */
async function peek(source: AsyncIterable<Uint8Array>, size: number) {
  const iterator = source[Symbol.asyncIterator]();
  let head = new Uint8Array();
  let ended = false;
  while (head.length < size && !ended) {
    const next = await iterator.next();
    if (next.done) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      while (!ended) {
        const next = await iterator.next();
        if (next.done) ended = true;
        else yield next.value;
      }
    } finally {
      if (!ended) await iterator.return?.();
    }
  }
  return { head, chunks: chunks() };
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const flow = pipeline(Readable.from(packed), gunzip).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip) yield asBytes(chunk);
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new AppError('FILE_UNREADABLE', 'The compressed file is damaged or cut off. Download it again', { cause: error });
  } finally {
    gunzip.destroy();
    await flow;
  }
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new AppError('INTERNAL', 'zlib gave something else than bytes');
}

const isZlibError = (error: unknown) => error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

const begins = (bytes: Uint8Array, starts: number[]) => starts.every((byte, i) => bytes[i] === byte);
