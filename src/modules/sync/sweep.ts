import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { openAlert, resolveAlert } from '#src/modules/notices/index.ts';
import { type IntakeDeps, quarantine, type Received, type Taken, takeIn } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import type { OrderPage, OrderSource, ParsedOrder } from './ports.ts';
import { nextWalk, sweepEveryMs, type Walk, whyHydrate } from './rules.ts';
import { dropWalk, finishWalk, saveFailure, saveWalk, tellSync, type Wanted, wantOrders } from './store.ts';
import { readStream } from './views.ts';

export type SyncDeps = IntakeDeps & {
  /** The connection to Amazon of an account; undefined when it is not connected. */
  sourceOf: (accountId: AccountId) => Promise<OrderSource | undefined>;
};

const stream = 'sweep';

/**
 * Due work `sweep`: reads the next page of what changed and takes it in; the page's orders and the place to go on from
 * are one transaction. Due again at once while pages remain and quota lasts, else when the next sweep is worth a token.
 */
export const sweep =
  (deps: SyncDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    if (!source) return 'rest';
    const state = await database.read([accountId], (db) => readStream(db, accountId, stream));
    if (!state) return 'rest';
    const walk = nextWalk(state, clock.now());
    try {
      const query = {
        updatedAfter: new Date(walk.from),
        updatedBefore: new Date(walk.to),
        ...(walk.token === null ? {} : { token: walk.token }),
      };
      const page = await source.searchOrders(query, { priority: 'normal' });
      return await takePage(deps, accountId, walk, page);
    } catch (error) {
      return onFailure(deps, accountId, walk, error);
    }
  };

async function takePage(deps: SyncDeps, accountId: AccountId, walk: Walk, page: OrderPage): Promise<Again> {
  const now = deps.clock.now();
  const requestId = page.requestId ?? null;
  const next: Walk = { ...walk, token: page.nextToken ?? null, pages: walk.pages + 1, orders: walk.orders + page.orders.length };
  await takeIn(deps, accountId, understood(page.orders, page.requestId), async (tx, taken) => {
    await keepTheRest(tx, deps, accountId, page.orders, taken);
    if (page.nextToken === undefined)
      await finishWalk(tx, accountId, stream, now, earlier(page.before, new Date(walk.to)), requestId, page.orders.length);
    else await saveWalk(tx, accountId, stream, now, next, requestId, page.orders.length);
    await resolveAlert(tx, { accountId, kind: 'account.refused', key: 'credentials', at: now });
    await tellSync(tx, accountId);
  });
  return page.nextToken === undefined ? new Date(now.getTime() + sweepEveryMs) : now;
}

/** Quarantine for what was not understood, and a list of orders to fetch: by id an answer may be whole again. */
async function keepTheRest(
  tx: Tx,
  deps: SyncDeps,
  accountId: AccountId,
  orders: readonly ParsedOrder[],
  taken: readonly Taken[],
): Promise<void> {
  const odd = orders.flatMap((order) => (order.ok ? [] : [order]));
  await quarantine(
    tx,
    deps,
    accountId,
    odd.map((order) => ({ ...order, source: 'search' })),
  );
  const wanted: Wanted[] = odd.flatMap(({ orderId }) =>
    orderId === undefined ? [] : [{ orderId, reason: 'fresh' as const, deadline: null }],
  );
  for (const order of taken) {
    const reason = whyHydrate(order);
    if (reason) wanted.push({ orderId: order.orderId, reason, deadline: order.shipBy });
  }
  await wantOrders(tx, accountId, wanted, deps.clock.now());
  if (wanted.length > 0) await poke(tx, accountId, 'hydrate', deps.clock.now());
}

async function onFailure(deps: SyncDeps, accountId: AccountId, walk: Walk, error: unknown): Promise<Again> {
  const { database, clock } = deps;
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
  await database.write([accountId], async (tx) => {
    await saveFailure(tx, accountId, stream, clock.now(), error.message);
    if (error.code === 'AMAZON_UNAUTHORISED')
      await openAlert(tx, { accountId, kind: 'account.refused', key: 'credentials', at: clock.now() });
    // A token that Amazon no longer takes would fail for ever; the span is asked for anew.
    if (error.code === 'AMAZON_REFUSED' && walk.token !== null) await dropWalk(tx, accountId, stream);
  });
  throw error;
}

export const understood = (orders: readonly ParsedOrder[], requestId: string | undefined): Received[] =>
  orders.flatMap((order) => (order.ok ? [{ facts: order.facts, raw: order.raw, ...(requestId === undefined ? {} : { requestId }) }] : []));

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
