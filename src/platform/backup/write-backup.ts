import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import { type Connection, driverOptions } from '../connection.ts';
import { type BackupHead, type BackupRecord, decodeRecords, encodeRecords } from './backup-records.ts';
import { checkRecords } from './check-records.ts';
import { type DumpHead, dumpDatabase } from './dump-database.ts';
import { openStream, sealStream } from './sealed-stream.ts';

export type BackupOrder = {
  connection: Connection;
  /** Written aside and renamed when it is whole and has been read back. A file of that name is replaced. */
  file: string;
  passphrase: string;
  head: DumpHead;
  /** Breaks it off; nothing is left then. */
  signal?: AbortSignal;
  /** log2 of scrypt's cost; lower only in tests. */
  cost?: number;
};

export type WrittenBackup = { file: string; bytes: number; tables: number; rows: number };

/**
 * Writes one backup of the whole database and reads it back: every chunk is opened, every hash and count compared.
 * Throws BACKUP_FAILED, DATABASE_UNAVAILABLE; then nothing is left behind.
 */
export async function writeBackup({ connection, file, passphrase, head, signal, cost }: BackupOrder): Promise<WrittenBackup> {
  const draft = `${file}.unfinished-${process.pid}`;
  const about = { version: head.version, takenAt: head.takenAt };
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await withOwner(connection, async (client) => {
      await pipeline(
        Readable.from(encodeRecords(dumpDatabase(client, head)), { objectMode: false }),
        createGzip({ level: 1 }),
        (source: AsyncIterable<Uint8Array>) => sealStream(source, { passphrase, about, ...(cost === undefined ? {} : { cost }) }),
        createWriteStream(draft, { mode: 0o600, flush: true }),
        signal ? { signal } : {},
      );
    });
    const { end } = await readBackup(draft, passphrase, checkRecords);
    const { size } = await stat(draft);
    await rename(draft, file);
    await flushFolder(path.dirname(file));
    return { file, bytes: size, tables: end.tables, rows: end.rows };
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    if (cause instanceof AppError) throw cause;
    throw new AppError('BACKUP_FAILED', `the backup ${path.basename(file)} was not made: ${wordsOf(cause)}`, { cause });
  }
}

/** Opens a backup and hands its head and the records behind it to `use`, whose answer comes back with the head. */
export async function readBackup<T>(
  file: string,
  passphrase: string,
  use: (head: BackupHead, records: AsyncIterable<BackupRecord>) => Promise<T>,
): Promise<{ head: BackupHead; end: T }> {
  const opened = createReadStream(file);
  await once(opened, 'open').catch((cause: unknown) => {
    throw new AppError('BACKUP_UNREADABLE', `the file ${file} cannot be opened: ${wordsOf(cause)}`, { cause });
  });
  let result: { head: BackupHead; end: T } | undefined;
  await pipeline(
    opened,
    (source: AsyncIterable<Uint8Array>) => openStream(source, passphrase),
    createGunzip(),
    async (source: AsyncIterable<Uint8Array>) => {
      const records = decodeRecords(source);
      const first = await records.next();
      if (first.done || first.value.kind !== 'head') throw new AppError('BACKUP_UNREADABLE', 'the backup cannot be read: it has no head');
      const { head } = first.value;
      result = { head, end: await use(head, records) };
      // What stands behind the end is read too: only then is the last chunk known to be the last.
      for await (const more of source) void more;
    },
  );
  if (!result) throw new AppError('BACKUP_UNREADABLE', 'the backup cannot be read: it is empty');
  return result;
}

/** One connection as the schema's owner, for as long as the work lasts. Throws DATABASE_UNAVAILABLE. */
export async function withOwner<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...driverOptions(connection), application_name: 'waybill backup', connectionTimeoutMillis: 10_000 });
  // A connection that ends between two statements is told by the next one.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    throw new AppError('DATABASE_UNAVAILABLE', `the database does not answer: ${wordsOf(cause)}`, { cause });
  }
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

export const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : 'unknown reason');

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
