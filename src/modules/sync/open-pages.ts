import type { AccountId } from '#src/kernel/ids.ts';
import { marketplacesOf } from '#src/modules/accounts/questions.ts';
import { planCalls } from '#src/modules/quota/index.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import { bestWindow, leastOfPage, type PageWindow } from './page-window.ts';
import type { OrderQuery, OrderSource } from './ports.ts';
import { type PageResult, readPage, type SyncDeps } from './read-page.ts';
import { afterPage, nextWalk, settledBefore, type Walk } from './rules.ts';
import { finishWalk, saveWalk, wantOrders } from './store.ts';
import { openOrders, readStream, type Stream } from './views.ts';

export type OpenPagesDeps = SyncDeps & {
  /** How many reports of the past were wanted for the account and how many are in. */
  pastOf: (db: Db, accountId: AccountId) => Promise<{ slices: number; done: number }>;
};

const stream = 'open';
/** While nobody knows how many open orders there are, room is kept for as many pages as a burst has. */
const unknownPages = 20;
/** Reports are on their way and nothing is wanted yet: looked at again. */
const lookAgainMs = 5 * 60_000;
/** A page that brought little of what was wanted is not tried again at once. */
const disappointedMs = 10 * 60_000;

type Turn = { accountId: AccountId; source: OrderSource; state: Stream | undefined; now: Date };

/**
 * Due work `pages`: open orders of the seller's own shipping by the page, where a page brings more than `getOrder` would. A
 * new account is walked through at once, from its first minute; as soon as reports tell which orders are open, the pages
 * that hold the most of them are read, while `getOrder` fetches others.
 */
export const readOpenPages =
  (deps: OpenPagesDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    if (!source) return 'rest';
    const now = clock.now();
    const { state, open, past } = await database.read([accountId], async (db) => ({
      state: await readStream(db, accountId, stream),
      open: await openOrders(db, accountId),
      past: await deps.pastOf(db, accountId),
    }));
    const turn = { accountId, source, state, now };
    const window = bestWindow(open);
    const isFirst = state !== undefined && state.finishedAt === null;
    if (isFirst && past.done === 0) return walkOn(deps, turn);
    if (window && window.wanted >= leastOfPage) return readWindow(deps, turn, window, open.filter(({ wanted }) => wanted).length);
    const isKnown = isFirst && past.done >= past.slices;
    await database.write([accountId], async (tx) => {
      await done(tx, accountId, now);
      if (isKnown) await finishWalk(tx, accountId, stream, now, now, null, 0);
    });
    return isFirst && !isKnown ? new Date(now.getTime() + lookAgainMs) : 'rest';
  };

/** The next page of all that is open, while no report has told which orders these are. */
async function walkOn(deps: OpenPagesDeps, turn: Turn): Promise<Again> {
  const { accountId, state, now } = turn;
  const walk = nextWalk({ watermark: state?.watermark ?? now, walk: state?.walk ?? null }, now);
  const query = {
    createdAfter: new Date(walk.from),
    createdBefore: new Date(walk.to),
    ...(walk.token === null ? {} : { token: walk.token }),
  };
  const result = await take(deps, turn, walk, query, unknownPages, async (tx, page, reached) => {
    const next: Walk = { ...afterPage(walk, page), ...(reached ? { reached: reached.toISOString() } : {}) };
    if (page.nextToken !== undefined) return saveWalk(tx, accountId, stream, now, next, page.requestId ?? null, page.orders.length);
    await finishWalk(tx, accountId, stream, now, now, page.requestId ?? null, page.orders.length);
    await done(tx, accountId, now);
  });
  if ('page' in result) return result.page.nextToken === undefined ? 'rest' : now;
  if (!walk.asked) await askForIds(deps, turn, walk);
  return result.refusedUntil;
}

/** A page over the span of time that holds the most wanted orders. */
async function readWindow(deps: OpenPagesDeps, turn: Turn, { from, to, wanted }: PageWindow, backlog: number): Promise<Again> {
  const { now } = turn;
  const settled = settledBefore(now);
  // Times of reports are whole seconds.
  const query = {
    createdAfter: new Date(from.getTime() - 1000),
    createdBefore: new Date(Math.min(to.getTime() + 1000, settled.getTime())),
  };
  if (query.createdBefore <= query.createdAfter) return new Date(now.getTime() + lookAgainMs);
  const walk: Walk = { from: from.toISOString(), to: to.toISOString(), token: null, startedAt: now.toISOString(), pages: 0, orders: 0 };
  let brought = 0;
  const result = await take(deps, turn, walk, query, Math.ceil(backlog / 100), async (_tx, page) => {
    brought = page.orders.length;
  });
  if ('refusedUntil' in result) return result.refusedUntil;
  return brought * 2 < wanted ? new Date(now.getTime() + disappointedMs) : now;
}

const take = (
  deps: OpenPagesDeps,
  { accountId, source }: Turn,
  walk: Walk,
  query: OrderQuery,
  backlog: number,
  onPage: (
    tx: Tx,
    page: { nextToken?: string; orders: readonly unknown[]; requestId: string | undefined },
    reached: Date | undefined,
  ) => Promise<void>,
): Promise<PageResult> =>
  readPage(deps, {
    accountId,
    source,
    stream,
    walk,
    query: { ...query, only: 'to-ship' },
    call: { purpose: 'deadline', backlog },
    onPage: (tx, page, taken) => {
      const reached = taken.reduce<Date | undefined>(
        (latest, { purchasedAt }) => (latest && latest > purchasedAt ? latest : purchasedAt),
        undefined,
      );
      return onPage(tx, page, reached);
    },
  });

/**
 * The pages are used up and no report is there yet, but single orders could be fetched if their numbers were known: the
 * old list of orders tells those of the newest, which the pages would reach last. It has a quota of its own; when Amazon
 * switches it off, reports bring the numbers a minute later.
 */
async function askForIds({ database }: OpenPagesDeps, { accountId, source, now }: Turn, walk: Walk): Promise<void> {
  const marketplaceIds = (await database.read([accountId], marketplacesOf)).map(({ marketplaceId }) => marketplaceId);
  if (marketplaceIds.length === 0) return;
  const found = await newestIds(source, marketplaceIds, now, Date.parse(walk.reached ?? walk.from)).catch(() => []);
  await database.write([accountId], async (tx) => {
    await saveWalk(tx, accountId, stream, now, { ...walk, asked: true }, null, 0);
    const wanted = found.map((orderId) => ({ orderId, reason: 'deadline' as const, deadline: null }));
    await wantOrders(tx, accountId, wanted, now);
    if (wanted.length > 0) await poke(tx, accountId, 'hydrate', now);
  });
}

/** The numbers of the newest orders: of a tenth of the time that is left to read, or of less where that has more than the list shows. */
async function newestIds(source: OrderSource, marketplaceIds: readonly string[], now: Date, reached: number): Promise<string[]> {
  let ids: string[] = [];
  for (let part = 10; part <= 160; part *= 2) {
    const createdAfter = new Date(now.getTime() - (now.getTime() - reached) / part);
    ids = await source.openOrderIds({ createdAfter, marketplaceIds }, { purpose: 'deadline' });
    if (ids.length < 100) break;
  }
  return ids;
}

/** No page is wanted any more: the sweep and the past may have theirs. */
async function done(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await planCalls(tx, accountId, { operation: 'searchOrders', purpose: 'deadline', calls: 0 }, now);
  await poke(tx, accountId, 'sweep', now);
  await poke(tx, accountId, 'recent', now);
}
