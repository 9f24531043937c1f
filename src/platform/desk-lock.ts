import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';
import { processIdentity } from './process-identity.ts';

export type DeskLock = { release(): Promise<void> };

/**
 * One desk per data folder: `<dataDir>/waybill.pid` names the process that holds it. A file whose process is gone is
 * taken over. Throws DATABASE_IN_USE with the process id when a desk holds it, this very process included.
 */
export async function lockDesk(dataDir: string): Promise<DeskLock> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'waybill.pid');
  const mine = `${process.pid}\n${processIdentity(process.pid) ?? ''}\n`;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    // A link appears with its whole content, or fails because the name is taken: no reader ever sees half a file.
    while (!(await linked(draft, file))) await clear(file, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await contentOf(file)) === mine) await rm(file, { force: true });
    },
  };
}

/** Makes the name free when its holder is gone; refuses when he lives. */
async function clear(file: string, dataDir: string): Promise<void> {
  const held = await contentOf(file);
  if (held === undefined) return;
  refuseIfAlive(held, dataDir);
  const aside = `${file}.stale-${process.pid}`;
  if (!(await done(rename(file, aside)))) return;
  try {
    // Between the look and the rename another desk may have taken over: then this was its fresh file.
    const moved = await contentOf(aside);
    if (moved !== undefined && moved !== held) {
      await linked(aside, file);
      refuseIfAlive(moved, dataDir);
    }
  } finally {
    await rm(aside, { force: true });
  }
}

function refuseIfAlive(content: string, dataDir: string): void {
  const [pid = '', identity = ''] = content.split('\n');
  if (identity === '' || processIdentity(Number(pid)) !== identity) return;
  throw new AppError('DATABASE_IN_USE', `the desk with process id ${pid} already uses the data folder ${dataDir}`, {
    data: { pid: Number(pid) },
  });
}

const contentOf = (file: string) => readFile(file, 'utf8').catch(ignore('ENOENT'));

const linked = async (from: string, to: string) => done(link(from, to), 'EEXIST');

const done = async (change: Promise<void>, expected = 'ENOENT') => (await change.then(() => true).catch(ignore(expected))) ?? false;

const ignore = (code: string) => (error: NodeJS.ErrnoException) => {
  if (error.code !== code) throw error;
  return undefined;
};
