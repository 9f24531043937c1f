import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
    while (!(await linked(draft, file))) await clear(draft, file, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await contentOf(file)) === mine) await rm(file, { force: true });
    },
  };
}

/**
 * Makes the name free when its holder is gone; refuses when he lives. One desk clears at a time: nobody else removes what
 * it looked at, so that a fresh file is never taken for the stale one that stood there before.
 */
async function clear(draft: string, file: string, dataDir: string): Promise<void> {
  const turn = `${file}.clearing`;
  if (!(await linked(draft, turn))) {
    const other = await contentOf(turn);
    // Whoever died in the middle of clearing leaves his turn behind.
    if (other !== undefined && !isAlive(other)) await rm(turn, { force: true });
    await wait(10);
    return;
  }
  try {
    const held = await contentOf(file);
    if (held === undefined) return;
    refuseIfAlive(held, dataDir);
    await rm(file, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

function isAlive(content: string): boolean {
  const [pid = '', identity = ''] = content.split('\n');
  return identity !== '' && processIdentity(Number(pid)) === identity;
}

function refuseIfAlive(content: string, dataDir: string): void {
  if (!isAlive(content)) return;
  const [pid = ''] = content.split('\n');
  throw new AppError('DATABASE_IN_USE', `the desk with process id ${pid} already uses the data folder ${dataDir}`, {
    data: { pid: Number(pid) },
  });
}

const contentOf = (file: string) => readFile(file, 'utf8').catch(ignore('ENOENT'));

const linked = async (from: string, to: string): Promise<boolean> =>
  (await link(from, to)
    .then(() => true)
    .catch(ignore('EEXIST'))) ?? false;

const ignore = (code: string) => (error: NodeJS.ErrnoException) => {
  if (error.code !== code) throw error;
  return undefined;
};
