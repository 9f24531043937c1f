import { z } from 'zod';
import { byteReader } from './byte-reader.ts';
import { unreadable } from './sealed-stream.ts';

/**
 * What stands in a backup, in this order: its head; of each table a start, its rows as COPY gives them, and an end with
 * counts and hash; the end of all. Each record is a letter, a length (uint32) and so many bytes.
 */
export type BackupRecord =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'table'; table: TableStart }
  | { kind: 'rows'; rows: Buffer }
  | { kind: 'table-end'; end: TableEnd }
  | { kind: 'end'; end: BackupEnd };

const backupHead = z.object({
  version: z.string(),
  takenAt: z.iso.datetime(),
  /** The names of the master keys that wrap the keys in it: without them what is sealed stays sealed. */
  masterKeys: z.array(z.string()),
  /** The master key itself as base64, only when it was asked for. */
  masterKey: z.string().optional(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});
const tableStart = z.object({ name: z.string(), columns: z.array(z.string()) });
const tableEnd = z.object({ rows: z.int(), bytes: z.int(), sha256: z.string() });
const backupEnd = z.object({
  tables: z.int(),
  rows: z.int(),
  /** The next numbers of each sequence: its last value, and whether it was handed out. */
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
});

export type BackupHead = z.infer<typeof backupHead>;
export type TableStart = z.infer<typeof tableStart>;
export type TableEnd = z.infer<typeof tableEnd>;
export type BackupEnd = z.infer<typeof backupEnd>;

const longestRecord = 64 * 1024 * 1024;

export async function* encodeRecords(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    if (record.kind === 'rows') yield* framed('D', record.rows);
    else if (record.kind === 'head') yield* framed('M', jsonBytes(record.head));
    else if (record.kind === 'table') yield* framed('T', jsonBytes(record.table));
    else if (record.kind === 'table-end') yield* framed('E', jsonBytes(record.end));
    else yield* framed('Z', jsonBytes(record.end));
  }
}

/** Throws BACKUP_UNREADABLE when it is no sequence of records. What comes behind the end is not looked at. */
export async function* decodeRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  const reader = byteReader(source);
  for (;;) {
    const start = await reader.take(5);
    const size = start?.readUInt32BE(1) ?? 0;
    const bytes = size <= longestRecord ? await reader.take(size) : undefined;
    if (!start || !bytes) throw unreadable('it ends in the middle of a record');
    const record = recordOf(start.toString('latin1', 0, 1), bytes);
    yield record;
    if (record.kind === 'end') return;
  }
}

function recordOf(letter: string, bytes: Buffer): BackupRecord {
  if (letter === 'D') return { kind: 'rows', rows: bytes };
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    if (letter === 'M') return { kind: 'head', head: backupHead.parse(content) };
    if (letter === 'T') return { kind: 'table', table: tableStart.parse(content) };
    if (letter === 'E') return { kind: 'table-end', end: tableEnd.parse(content) };
    if (letter === 'Z') return { kind: 'end', end: backupEnd.parse(content) };
  } catch (cause) {
    throw unreadable(`a record of kind ${letter} has not the form that this version knows`, cause);
  }
  throw unreadable('it holds a kind of record that this version does not know');
}

function* framed(letter: string, bytes: Buffer): Generator<Buffer> {
  const start = Buffer.alloc(5);
  start.write(letter, 0, 'latin1');
  start.writeUInt32BE(bytes.length, 1);
  yield start;
  yield bytes;
}

const jsonBytes = (value: unknown) => Buffer.from(JSON.stringify(value));
