import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { processIdentity } from '#src/platform/process-identity.ts';

export type DeskAddress = { pid: number; url: string };

const fileOf = (dataDir: string) => path.join(dataDir, 'desk.json');

/** Leaves word in the data folder where this desk answers; the function that comes back takes it away again. */
export async function leaveAddress(dataDir: string, url: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = fileOf(dataDir);
  const mine = `${JSON.stringify({ pid: process.pid, url, identity: processIdentity(process.pid) })}\n`;
  // Written aside and moved into place: no reader ever sees half a file.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  await rename(draft, file);
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
  };
}

/** The desk that works on this data folder: its process lives and it answers. A word left by a killed one does not count. */
export async function findDesk(dataDir: string): Promise<DeskAddress | undefined> {
  try {
    const left: unknown = JSON.parse(await readFile(fileOf(dataDir), 'utf8'));
    if (typeof left !== 'object' || left === null || !('pid' in left) || !('url' in left) || !('identity' in left)) return undefined;
    const { pid, url, identity } = left;
    if (typeof pid !== 'number' || typeof url !== 'string' || processIdentity(pid) !== identity) return undefined;
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? { pid, url } : undefined;
  } catch {
    return undefined;
  }
}
