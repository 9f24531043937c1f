import { readFileSync, readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity } from '../process-identity.ts';

/** What a server writes about itself into its data folder; the later fields appear while it starts. */
export type Postmaster = { pid: number; dataDir: string; port: number; socketDir: string; status: string };

/** Reads `postmaster.pid`; undefined when there is none, as after a clean stop. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const [pid = '', dataDir = '', , port = '', socketDir = '', , , status = ''] = text.split('\n');
  return Number(pid) > 0 ? { pid: Number(pid), dataDir, port: Number(port), socketDir, status: status.trim() } : undefined;
}

/** True when that process lives and nothing speaks against its being the server of this cluster. */
export function isServerOf(cluster: string, { pid }: Postmaster): boolean {
  if (processIdentity(pid) === undefined) return false;
  if (process.platform !== 'linux') return true;
  const started = whenReadable(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'));
  // The working folder follows a data folder that was moved; the command line can be read under any user.
  const worksIn = whenReadable(() => readlinkSync(`/proc/${pid}/cwd`));
  return started === undefined || started.includes(cluster) || worksIn === cluster;
}

/**
 * After a power cut the number in the file may belong to some other program, and PostgreSQL then refuses to start. It
 * takes the number of its own parent as proof of a stale file, and still checks that no orphan uses the shared memory.
 */
export async function disownPostmaster(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, [process.pid, ...rest].join('\n'));
}

function whenReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
