import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { byteReader } from './byte-reader.ts';

/**
 * A stream under a passphrase, docs/backup-format.md: a line that names the format, a header, then chunks of AES-256-GCM.
 * Each chunk carries its number and whether it is the last in its nonce, and the header as authenticated data: a chunk
 * that is changed, moved, repeated or missing, also at the end, does not open.
 */
const magic = Buffer.from('WAYBILL BACKUP 1\n');
const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** scrypt's cost: 2^17 needs 128 MB and a few tenths of a second for each try of a passphrase. */
const usualCost = 17;
const mostCost = 20;

const header = z.object({
  cipher: z.literal('aes-256-gcm'),
  kdf: z.literal('scrypt'),
  cost: z.int().min(10).max(mostCost),
  salt: z.base64(),
  nonce: z.base64(),
  /** Plain, so that a person can tell what a file is without its passphrase. */
  about: z.object({ version: z.string(), takenAt: z.iso.datetime() }),
});
export type About = z.infer<typeof header>['about'];

type Options = { passphrase: string; about: About; cost?: number };

export async function* sealStream(
  source: AsyncIterable<Uint8Array>,
  { passphrase, about, cost = usualCost }: Options,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const nonce = randomBytes(7);
  const text = Buffer.from(
    JSON.stringify({ cipher: 'aes-256-gcm', kdf: 'scrypt', cost, salt: salt.toString('base64'), nonce: nonce.toString('base64'), about }),
  );
  const head = Buffer.concat([magic, lengthOf(text), text]);
  const key = await keyOf(passphrase, salt, cost);
  yield head;
  let number = 0;
  const seal = (plain: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(nonce, number++, last)).setAAD(head);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([lengthOf(body), body, cipher.getAuthTag()]);
  };
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    waiting.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    size += part.byteLength;
    if (size <= chunkBytes) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    // The last chunk is only known at the end: one is always held back.
    for (; all.length - at > chunkBytes; at += chunkBytes) yield seal(all.subarray(at, at + chunkBytes), false);
    waiting = [all.subarray(at)];
    size = all.length - at;
  }
  yield seal(Buffer.concat(waiting), true);
}

/** Throws BACKUP_UNREADABLE when it is no backup, the passphrase is another, or a byte was changed or is missing. */
export async function* openStream(source: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = byteReader(source);
  const { head, settings } = await readHead(reader);
  const key = await keyOf(passphrase, Buffer.from(settings.salt, 'base64'), settings.cost);
  const nonce = Buffer.from(settings.nonce, 'base64');
  for (let number = 0; ; number += 1) {
    const length = await take(reader, 4);
    const size = length.readUInt32BE(0);
    if (size > chunkBytes) throw unreadable('it is damaged: a chunk says that it is larger than any');
    const sealed = await take(reader, size + tagBytes);
    const last = await reader.isAtEnd();
    yield openChunk({ key, nonce: nonceOf(nonce, number, last), head, sealed, number });
    if (last) return;
  }
}

type Reader = ReturnType<typeof byteReader>;

async function readHead(reader: Reader) {
  const start = await reader.take(magic.length);
  if (!start?.equals(magic)) throw unreadable('it is no backup of Waybill, or of a version that is not known here');
  const length = await take(reader, 4);
  const size = length.readUInt32BE(0);
  if (size > 4096) throw unreadable('its header is too long');
  const text = await take(reader, size);
  const settings = header.safeParse(jsonOf(text));
  if (!settings.success) throw unreadable('its header cannot be read');
  return { head: Buffer.concat([start, length, text]), settings: settings.data };
}

function openChunk(chunk: { key: Buffer; nonce: Buffer; head: Buffer; sealed: Buffer; number: number }): Buffer {
  const { key, nonce, head, sealed, number } = chunk;
  try {
    const body = sealed.subarray(0, -tagBytes);
    const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(head).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([cipher.update(body), cipher.final()]);
  } catch (cause) {
    const why = number === 0 ? 'the passphrase is another one, or the file was changed' : `it was changed or cut off at chunk ${number}`;
    throw unreadable(why, cause);
  }
}

async function take(reader: Reader, bytes: number): Promise<Buffer> {
  const taken = await reader.take(bytes);
  if (!taken) throw unreadable('it ends too early: a copy of it broke off');
  return taken;
}

export const unreadable = (why: string, cause?: unknown) =>
  new AppError('BACKUP_UNREADABLE', `the backup cannot be read: ${why}`, cause === undefined ? {} : { cause });

function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}

const scryptKey = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

const keyOf = (passphrase: string, salt: Buffer, cost: number) =>
  scryptKey(passphrase.normalize('NFC'), salt, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 1024 + 32 * 1024 * 1024 });

function nonceOf(prefix: Buffer, number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce, 0, 0, 7);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}
