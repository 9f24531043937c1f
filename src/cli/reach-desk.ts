import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Config } from '#src/config.ts';
import { findDesk } from '#src/desk-address.ts';
import { AppError } from '#src/kernel/app-error.ts';
import { readLocalKey } from '#src/local-key.ts';
import { type Call, callDesk } from './desk-call.ts';

export type Desk = {
  url: string;
  /** Opened for this command, because none runs: nothing is fetched from Amazon and nothing is sent. */
  own: { applied: readonly string[] } | undefined;
  /** Asks a route and checks its answer against the contract. */
  ask<S extends z.ZodType>(shape: S, call: Omit<Call, 'signal' | 'method'> & { method?: Call['method'] }): Promise<z.output<S>>;
  close(): Promise<void>;
};

/** So long a desk that starts or stops, or another command, is waited for. */
const patienceMs = 30_000;
const pauseMs = 250;

/**
 * The desk that runs on this data folder, or one opened for the time of the command. While somebody else holds the folder
 * without answering, it is waited for. Throws DATABASE_IN_USE with the process id when that takes too long.
 */
export async function reachDesk(config: Config, note: (line: string) => void, signal: AbortSignal): Promise<Desk> {
  let told = false;
  for (let waited = 0; ; waited += pauseMs) {
    const running = await findDesk(config.dataDir);
    if (running) return deskAt(running.url, await readLocalKey(config.dataDir), undefined, async () => {}, signal);
    try {
      // Loaded only here: it is the whole desk, and most commands find one that runs.
      const { openDesk } = await import('#src/open-desk.ts');
      const slow = setTimeout(() => note('Starting the database …'), 1_000);
      const opened = await openDesk(config).finally(() => clearTimeout(slow));
      return deskAt(opened.url, await readLocalKey(config.dataDir), { applied: opened.applied }, opened.close, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DATABASE_IN_USE' || waited >= patienceMs) throw error;
      if (!told) note(`Waiting: ${error.message}, but does not answer yet …`);
      told = true;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

const deskAt = (url: string, key: string | undefined, own: Desk['own'], close: () => Promise<void>, signal: AbortSignal): Desk => ({
  url,
  own,
  close,
  ask: async (shape, call) => {
    const headers = { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...call.headers };
    const answer = shape.safeParse(await callDesk(url, { method: 'GET', ...call, headers, signal }));
    if (answer.success) return answer.data;
    throw new AppError('INTERNAL', `the desk answers ${call.path} in another form than agreed; is it of another version?`);
  },
});
