import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Db, Tx } from './db.ts';
import { describe, type Log, plainWords } from './log.ts';
import { inSpan } from './trace.ts';

/** What a piece of work says when it is done: when it is due again, or that it rests until somebody pokes it. */
export type Again = Date | 'rest';

/** Work of one kind for one account. Must be safe to repeat: a killed process leaves it half done. */
export type Work = (accountId: AccountId) => Promise<Again>;

/** The account under which work stands that belongs to no account. */
export const deskItself = '0';

/** Makes work due at `at`, or earlier if it already was; in the transaction of the change that causes it. */
export async function poke(tx: Tx, accountId: AccountId, work: string, at: Date): Promise<void> {
  await tx.query({
    name: 'due-poke',
    text: `INSERT INTO due (account_id, work, due_at) VALUES ($1, $2, $3)
      ON CONFLICT (account_id, work) DO UPDATE SET due_at = LEAST(due.due_at, excluded.due_at), pokes = due.pokes + 1`,
    values: [accountId, work, at],
  });
  await tx.query({ name: 'due-wake', text: `SELECT pg_notify('waybill_due', '')` });
}

export type DueRunner = {
  /** Runs what is due now, once each; returns how many pieces ran. Tests, benches and soaks step with it. */
  runDue(): Promise<number>;
  /** When the next piece is due; undefined when nothing ever is. */
  nextDueAt(): Promise<Date | undefined>;
  /** Keeps running what is due until `stop`, which ends what has begun and takes up nothing more. */
  start(): void;
  stop(): Promise<void>;
};

type Options = {
  database: Database;
  clock: Clock;
  log: Log;
  works: Readonly<Record<string, Work>>;
  /** How long the loop sleeps at most between two looks; a poke wakes it at once. */
  idleMs?: number;
  /** How many pieces run side by side. */
  width?: number;
  /** Told of each piece that ran: how long it took, in seconds, and whether it failed. */
  observe?: (work: string, seconds: number, failed: boolean) => void;
};

type Claim = { account_id: AccountId; work: string; pokes: string; failures: number };

/**
 * Takes due rows in the order of their due time, one runner per row at a time across all processes (an advisory lock
 * that dies with its holder). A failing piece backs off from 2 s to 5 min and keeps its reason.
 */
export function createDueRunner({ database, clock, log, works, idleMs = 500, width = 4, observe }: Options): DueRunner {
  const names = Object.keys(works);
  let running = false;
  let stopping = false;
  let loop: Promise<void> | undefined;
  let wake: () => void = () => {};
  let isWoken = false;
  const poked = () => {
    isWoken = true;
    wake();
  };
  /** Until something pokes, at most `idleMs`. */
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => wake(), isWoken ? 0 : idleMs);
      wake = () => {
        clearTimeout(timer);
        wake = () => {};
        isWoken = false;
        resolve();
      };
    });

  const claimable = () =>
    database.read([], (db) =>
      db.query<Claim>({
        name: 'due-claimable',
        text: 'SELECT account_id, work, pokes, failures FROM due WHERE due_at <= $1 AND work = ANY($2) ORDER BY due_at LIMIT 64',
        values: [clock.now(), names],
      }),
    );

  const runOne = async (row: Claim): Promise<boolean> => {
    const work = works[row.work];
    if (!work) return false;
    const lock = await database.tryLock(`due ${row.work} ${row.account_id}`);
    if (!lock) return false;
    try {
      // Somebody else may have run it between the look and the lock.
      const [fresh] = await database.read([], (db) =>
        db.query<Claim>({
          name: 'due-fresh',
          text: 'SELECT account_id, work, pokes, failures FROM due WHERE account_id = $1 AND work = $2 AND due_at <= $3',
          values: [row.account_id, row.work, clock.now()],
        }),
      );
      if (!fresh) return false;
      let failures = 0;
      let lastError: string | null = null;
      let next: Date | null;
      const begun = performance.now();
      try {
        const again = await inSpan(`due ${row.work}`, 'internal', { 'waybill.account': row.account_id }, () => work(row.account_id));
        next = again === 'rest' ? null : again;
      } catch (error) {
        failures = fresh.failures + 1;
        lastError = plainWords(error);
        next = new Date(clock.now().getTime() + Math.min(300_000, 2_000 * 2 ** Math.min(failures - 1, 8)));
        log.warn({ account: row.account_id, work: row.work, failures, error: describe(error) }, 'due work failed and will be repeated');
      }
      observe?.(row.work, (performance.now() - begun) / 1000, failures > 0);
      await database.write([], (tx) =>
        tx.query({
          name: 'due-done',
          // A poke that came meanwhile keeps its time; 'infinity' is rest.
          text: `UPDATE due SET due_at = CASE WHEN pokes = $3 THEN coalesce($4::timestamptz, 'infinity') ELSE LEAST(due_at, coalesce($4::timestamptz, 'infinity')) END,
            failures = $5, last_error = $6, last_run_at = $7 WHERE account_id = $1 AND work = $2`,
          values: [row.account_id, row.work, fresh.pokes, next, failures, lastError, clock.now()],
        }),
      );
      return true;
    } finally {
      await lock.release();
    }
  };

  /** Works through the rows with the others that share them; tells how many pieces ran. */
  const lane = async (rows: Claim[]): Promise<number> => {
    let ran = 0;
    // Who is asked to stop ends what he has begun and takes nothing more.
    for (let row = rows.shift(); row && !stopping; row = rows.shift()) if (await runOne(row)) ran += 1;
    return ran;
  };

  const runDue = async (): Promise<number> => {
    const rows = await claimable();
    const counts = await Promise.allSettled(Array.from({ length: Math.min(width, rows.length) }, () => lane(rows)));
    return counts.reduce((sum, count) => {
      if (count.status === 'rejected') throw count.reason;
      return sum + count.value;
    }, 0);
  };

  /** Lanes come and go by themselves: a piece that takes long holds its own lane up and nothing else. */
  const keepRunning = async (): Promise<void> => {
    const lanes = new Set<Promise<void>>();
    const failed = (error: unknown) => log.error({ error: describe(error) }, 'cannot look for due work');
    const begin = (rows: Claim[]) => {
      const work = lane(rows)
        .then((ran) => {
          lanes.delete(work);
          if (ran > 0) poked();
        })
        .catch((error: unknown) => {
          lanes.delete(work);
          failed(error);
        });
      lanes.add(work);
    };
    while (running) {
      const free = width - lanes.size;
      const rows = free > 0 ? await claimable().catch((error: unknown) => (failed(error), [])) : [];
      for (let n = Math.min(free, rows.length); n > 0; n -= 1) begin(rows);
      await rest();
    }
    await Promise.all(lanes);
  };

  return {
    runDue,
    nextDueAt: async () => {
      const [row] = await database.read([], (db) =>
        db.query<{ at: Date | null }>({
          text: `SELECT min(due_at) AS at FROM due WHERE work = ANY($1) AND due_at < 'infinity'`,
          values: [names],
        }),
      );
      return row?.at ?? undefined;
    },
    start: () => {
      running = true;
      stopping = false;
      loop = (async () => {
        const unlisten = await database.listen('waybill_due', poked).catch(() => async () => {});
        await keepRunning();
        await unlisten();
      })();
    },
    stop: async () => {
      running = false;
      stopping = true;
      poked();
      await loop;
    },
  };
}

/** Work of an account that has failed so often in a row, with its last reason. */
export const stuckWork = (
  db: Db,
  accountId: AccountId,
  failures: number,
): Promise<{ work: string; failures: number; error: string | null }[]> =>
  db.query({
    name: 'due-stuck',
    text: 'SELECT work, failures, last_error AS error FROM due WHERE account_id = $1 AND failures >= $2 ORDER BY work',
    values: [accountId, failures],
  });

/** How much work is due and since when the oldest of it waits. A backup stays due while it is made, for an hour perhaps. */
export async function dueBacklog(db: Db, now: Date): Promise<{ waiting: number; oldest: Date | null }> {
  const [row] = await db.query<{ oldest: Date | null; waiting: string }>({
    text: 'SELECT min(due_at) AS oldest, count(*) AS waiting FROM due WHERE due_at <= $1 AND work <> $2',
    values: [now, 'backup'],
  });
  return { waiting: Number(row?.waiting ?? 0), oldest: row?.oldest ?? null };
}

export type FailingWork = { accountId: AccountId; work: string; failures: number; lastError: string; nextAt: Date };

/** What failed when it last ran and comes again, what failed most often first. */
export const failingWork = (db: Db): Promise<FailingWork[]> =>
  db.query<FailingWork>({
    text: `SELECT account_id::text AS "accountId", work, failures, coalesce(last_error, '') AS "lastError", due_at AS "nextAt"
      FROM due WHERE failures > 0 ORDER BY failures DESC, account_id, work LIMIT 100`,
  });
