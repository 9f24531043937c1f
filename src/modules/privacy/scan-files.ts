import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { TraceFinder } from './trace-finder-rules.ts';

// The cluster is looked through as tables; the simulator is an Amazon of its own, with its own buyers; the key is no text.
const notOurs = new Set(['postgres', 'simulator', 'master.key']);
const overlap = 2_000;

/** Looks through every file of the data folder, piece by piece. Answers how many there are and where something stands. */
export async function scanFiles(folder: string, find: TraceFinder): Promise<{ files: number; found: { place: string; traces: number }[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: { place: string; traces: number }[] = [];
  let files = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(folder, file);
    if (notOurs.has(relative.split(path.sep)[0] ?? '')) continue;
    files += 1;
    const traces = await tracesIn(file, find);
    if (traces > 0) found.push({ place: `file ${relative}`, traces });
  }
  return { files, found };
}

async function tracesIn(file: string, find: TraceFinder): Promise<number> {
  const met = new Set<string>();
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
      const text = rest + String(chunk);
      for (const value of find(text)) met.add(value);
      rest = text.slice(-overlap);
    }
  } catch {
    // It went away while it was read: a log that was turned over.
  }
  return met.size;
}
