import { z } from 'zod';
import { type ImportKind, importRun } from '#src/modules/imports/contract.ts';
import type { Context } from './command.ts';
import type { Desk } from './reach-desk.ts';

const everyMs = 2_000;
const list = z.object({ items: z.array(importRun) });

/** While `work` runs, says every two seconds how many lines are in. */
export async function watchImport<T>(desk: Desk, kind: ImportKind, note: Context['note'], work: () => Promise<T>): Promise<T> {
  const look = async () => {
    const { items } = await desk.ask(list, { path: '/api/v1/imports', query: { limit: '5' } });
    const run = items.find((each) => each.kind === kind && each.finishedAt === null);
    if (run) note(`${run.lines} lines …`);
  };
  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
