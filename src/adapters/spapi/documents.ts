import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { AppError } from '#src/kernel/app-error.ts';
import type { SpapiClient } from './client.ts';
import { largestAnswer } from './exchange.ts';
import { refused } from './failures.ts';

const unzip = promisify(gunzip);

/** Puts text to the address that Amazon gave for it, which is its own permission. The type must be the one announced. */
export async function putDocument(client: SpapiClient, url: string, text: string, contentType: string): Promise<void> {
  const { status } = await client.transfer('putDocument', {
    url,
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: new TextEncoder().encode(text),
  });
  if (status >= 300) throw refused({ operation: 'putDocument', status });
}

/** The text of a document: unzipped where it is zipped, in the character set that it names. */
export async function getDocument(client: SpapiClient, url: string): Promise<string> {
  const { status, headers, body } = await client.transfer('getDocument', { url, method: 'GET', headers: {} });
  if (status >= 300) throw refused({ operation: 'getDocument', status });
  // fetch has already unpacked what was zipped for the way only; what begins like a zip now is one.
  const isZipped = body[0] === 0x1f && body[1] === 0x8b;
  const bytes = isZipped ? await unzip(body, { maxOutputLength: largestAnswer }).catch(tooLarge) : body;
  const charset = /charset="?([^\s;"]+)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  return decode(bytes, charset);
}

function tooLarge(cause: unknown): never {
  throw new AppError('AMAZON_ANSWER', 'getDocument: the document does not unpack, or to more than this desk takes', { cause });
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** A document as bytes, unzipped where it is zipped; for files that are read in a stream. */
export async function openDocument(client: SpapiClient, url: string): Promise<AsyncIterable<Uint8Array>> {
  const { status, body } = await client.transfer('getDocument', { url, method: 'GET', headers: {} });
  if (status >= 300) throw refused({ operation: 'getDocument', status });
  const isZipped = body[0] === 0x1f && body[1] === 0x8b;
  return isZipped ? Readable.from([body]).pipe(createGunzip()) : Readable.from([body]);
}
