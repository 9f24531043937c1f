import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { describe, type Log } from '#src/platform/log.ts';
import type { Queue } from './ports.ts';
import { openQueue, type QueueDeps } from './queues.ts';
import { savePoll } from './store.ts';
import { type TakeDeps, takeMessages } from './take-messages.ts';
import { type QueueRow, queueRows } from './views.ts';

/** What has just happened to a batch; tests kill the desk there. */
export type ReceiveStep = 'received' | 'kept' | 'removed';

export type ReceiverDeps = QueueDeps & TakeDeps & { log: Log; onStep?: (step: ReceiveStep) => void };

export type Receivers = {
  /** Receives from every queue until `stop`, and heeds queues that come, change and go. */
  start(): void;
  stop(): Promise<void>;
  /** Takes what stands in the queue of one account now; answers how many messages. Tests and benches step with it. */
  drain(accountId: AccountId): Promise<number>;
};

/** Longer is not possible; shorter costs more calls. */
const waitSeconds = 20;
const pollNotedMs = 5_000;
const lookMs = 60_000;
const longestPauseMs = 60_000;

type Loop = { savedAt: number; stop: AbortController; done: Promise<void> };

/**
 * One loop of long polling per account with a queue: receive, keep, and only then take out of the queue. Several processes may
 * receive from one queue: a message that comes twice is kept once.
 */
export function createReceivers(deps: ReceiverDeps): Receivers {
  const { database, log } = deps;
  const loops = new Map<AccountId, Loop>();
  let running: Promise<void> | undefined;
  let stopping = new AbortController();
  let wake: () => void = () => {};

  const end = async (accountId: AccountId) => {
    const loop = loops.get(accountId);
    loops.delete(accountId);
    loop?.stop.abort();
    await loop?.done;
  };

  const heed = async () => {
    const rows = await wantedQueues(deps);
    for (const [accountId, { savedAt }] of loops)
      if (!rows.some((row) => row.accountId === accountId && row.savedAt.getTime() === savedAt)) await end(accountId);
    for (const row of rows) {
      if (loops.has(row.accountId)) continue;
      const stop = new AbortController();
      loops.set(row.accountId, { savedAt: row.savedAt.getTime(), stop, done: follow(deps, row, stop.signal) });
    }
  };

  const run = async (stopped: AbortSignal) => {
    const unlisten = await database.listen('waybill_queues', () => wake()).catch(() => async () => {});
    while (!stopped.aborted) {
      const next = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await heed().catch((error: unknown) => log.warn({ error: describe(error) }, 'cannot look which queues there are'));
      if (!stopped.aborted) await Promise.race([next, pause(lookMs, stopped)]);
    }
    await unlisten();
    await Promise.all([...loops.keys()].map(end));
  };

  return {
    start: () => {
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
    drain: async (accountId) => {
      const row = (await wantedQueues(deps)).find((each) => each.accountId === accountId);
      if (!row) return 0;
      const queue = await openQueue(deps, row);
      let taken = 0;
      try {
        for (;;) {
          const count = await receive(deps, accountId, queue, 0);
          taken += count;
          if (count === 0) return taken;
        }
      } finally {
        queue.close();
      }
    },
  };
}

/** The queues of accounts that are at work. */
async function wantedQueues({ database }: ReceiverDeps): Promise<QueueRow[]> {
  const accounts = (await listAccounts(database)).filter((account) => account.state !== 'paused').map(({ accountId }) => accountId);
  return database.read(accounts, queueRows);
}

/** Receives from one queue until it is stopped. A failure is noted, and tried again after 1 s, doubling, a minute at most. */
async function follow(deps: ReceiverDeps, row: QueueRow, stopped: AbortSignal): Promise<void> {
  const { database, clock, log } = deps;
  const { accountId } = row;
  const note = (error: string | null) => database.write([accountId], (tx) => savePoll(tx, accountId, clock.now(), error));
  let queue: Queue | undefined;
  let failures = 0;
  let notedAt = Number.NEGATIVE_INFINITY;
  while (!stopped.aborted) {
    try {
      queue ??= await openQueue(deps, row);
      await receive(deps, accountId, queue, waitSeconds, stopped);
      const now = clock.now().getTime();
      if (failures > 0 || now - notedAt >= pollNotedMs) await note(null);
      if (failures > 0 || now - notedAt >= pollNotedMs) notedAt = now;
      failures = 0;
    } catch (error) {
      failures += 1;
      log.warn({ account: accountId, failures, error: describe(error) }, 'cannot receive notifications; it will be tried again');
      await note(error instanceof AppError ? error.message : 'unexpected error; see the log').catch(() => {});
      await pause(Math.min(longestPauseMs, 1_000 * 2 ** Math.min(failures - 1, 10)), stopped);
    }
  }
  queue?.close();
}

/** One batch. Killed before it is kept, it comes again; killed after it, it comes again and is known. */
async function receive(deps: ReceiverDeps, accountId: AccountId, queue: Queue, wait: number, stopped?: AbortSignal): Promise<number> {
  const messages = await queue.receive(wait, stopped);
  if (messages.length === 0) return 0;
  deps.onStep?.('received');
  await takeMessages(
    deps,
    accountId,
    messages.map(({ text }) => text),
  );
  deps.onStep?.('kept');
  await queue.remove(messages.map(({ receipt }) => receipt));
  deps.onStep?.('removed');
  return messages.length;
}

const pause = (ms: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    if (stopped.aborted) over();
    else stopped.addEventListener('abort', over);
  });
