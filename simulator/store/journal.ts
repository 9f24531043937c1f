import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** One fact: the newest value of a key in a table. */
export type JournalRecord = [table: string, key: string, value: unknown];

export type Journal = {
  record(table: string, key: string, value: unknown): void;
  /** Writes everything recorded since the last commit as one line, so that it counts as a whole or not at all. */
  commit(): void;
  close(): void;
};

/** A journal for shops that live in memory only. */
export const noJournal: Journal = { record: () => undefined, commit: () => undefined, close: () => undefined };

const FILE = /^shop-(\d+)\.jsonl$/;
const CHUNK = 1 << 20;
const ROTATE_AFTER = 128 << 20;

const pathOf = (dir: string, generation: number) => join(dir, `shop-${generation}.jsonl`);

const generations = (dir: string) =>
  readdirSync(dir)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Reads what an earlier run left in the folder, oldest fact first; a line that a kill cut off never happened. */
export function* readJournal(dir: string): Generator<JournalRecord> {
  const newest = existsSync(dir) ? generations(dir).at(-1) : undefined;
  if (newest === undefined) return;
  const data = readFileSync(pathOf(dir, newest));
  for (let start = 0, end = data.indexOf(10); end !== -1; start = end + 1, end = data.indexOf(10, start)) {
    yield* JSON.parse(data.toString('utf8', start, end)) as JournalRecord[];
  }
}

/**
 * Opens a new generation that starts with the whole present state and is then appended to. The file appears under its
 * name only when that state is safely written, so at every moment the newest file is a complete shop. Lines reach the
 * operating system before an answer leaves: a killed process loses nothing.
 */
export function openJournal(dir: string, state: () => Iterable<JournalRecord>): Journal {
  mkdirSync(dir, { recursive: true });
  let pending: JournalRecord[] = [];
  let appended = 0;
  let file = startGeneration(dir, state());

  return {
    record: (table, key, value) => void pending.push([table, key, value]),
    commit() {
      if (pending.length === 0) return;
      const line = `${JSON.stringify(pending)}\n`;
      writeFileSync(file, line);
      pending = [];
      appended += line.length;
      if (appended < ROTATE_AFTER) return;
      closeSync(file);
      file = startGeneration(dir, state());
      appended = 0;
    },
    close: () => closeSync(file),
  };
}

function startGeneration(dir: string, state: Iterable<JournalRecord>): number {
  const older = generations(dir);
  const path = pathOf(dir, (older.at(-1) ?? 0) + 1);
  const file = openSync(`${path}.tmp`, 'w');
  let buffer = '';
  for (const record of state) {
    buffer += `${JSON.stringify([record])}\n`;
    if (buffer.length < CHUNK) continue;
    writeFileSync(file, buffer);
    buffer = '';
  }
  writeFileSync(file, buffer);
  fsyncSync(file);
  renameSync(`${path}.tmp`, path);
  for (const generation of older) rmSync(pathOf(dir, generation));
  return file;
}
