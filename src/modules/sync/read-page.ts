import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { openAlert, resolveAlert } from '#src/modules/notices/index.ts';
import { type IntakeDeps, quarantine, type Received, type Taken, takeIn } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { CallOptions, OrderPage, OrderQuery, OrderSource, ParsedOrder } from './ports.ts';
import { type Walk, whyHydrate } from './rules.ts';
import { dropWalk, orderFetched, saveFailure, tellSync, type Wanted, wantOrders } from './store.ts';

export type SyncDeps = IntakeDeps & {
  /** The connection to Amazon of an account; undefined when it is not connected. */
  sourceOf: (accountId: AccountId) => Promise<OrderSource | undefined>;
};

export type PageRequest = {
  accountId: AccountId;
  source: OrderSource;
  /** Of which stream it is a page, and the walk that it belongs to. */
  stream: string;
  walk: Walk;
  query: OrderQuery;
  call: CallOptions;
  /** Where to go on from, in the transaction that takes the page in. */
  onPage: (tx: Tx, page: OrderPage, taken: readonly Taken[]) => Promise<void>;
};

/** `page` is in; or the quota was used up until `refusedUntil`. Whatever else goes wrong is kept at the stream and thrown. */
export type PageResult = { page: OrderPage } | { refusedUntil: Date };

/**
 * Asks for one page of `searchOrders` and takes it in: its orders, what is to be fetched again, and the place to go on from
 * are one transaction.
 */
export async function readPage(deps: SyncDeps, request: PageRequest): Promise<PageResult> {
  const { accountId, source, stream, walk, query, call, onPage } = request;
  const { database, clock } = deps;
  try {
    const page = await source.searchOrders(query, call);
    await takeIn(deps, accountId, understood(page.orders, page.requestId), async (tx, taken) => {
      await keepTheRest(tx, deps, accountId, page.orders, taken);
      await onPage(tx, page, taken);
      await resolveAlert(tx, { accountId, kind: 'account.refused', key: 'credentials', at: clock.now() });
      await tellSync(tx, accountId);
    });
    return { page };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return { refusedUntil: error.data.nextAt };
    await database.write([accountId], async (tx) => {
      await saveFailure(tx, accountId, stream, clock.now(), error.message);
      if (error.code === 'AMAZON_UNAUTHORISED')
        await openAlert(tx, { accountId, kind: 'account.refused', key: 'credentials', at: clock.now() });
      // A token that Amazon no longer takes would fail for ever; the span is asked for anew.
      if (error.code === 'AMAZON_REFUSED' && walk.token !== null) await dropWalk(tx, accountId, stream);
    });
    throw error;
  }
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
  await orderFetched(
    tx,
    accountId,
    taken.filter(({ depth }) => depth === 'full').map(({ orderId }) => orderId),
  );
  await wantOrders(tx, accountId, wanted, deps.clock.now());
  if (wanted.length > 0) await poke(tx, accountId, 'hydrate', deps.clock.now());
}

export const understood = (orders: readonly ParsedOrder[], requestId: string | undefined): Received[] =>
  orders.flatMap((order) => (order.ok ? [{ facts: order.facts, raw: order.raw, ...(requestId === undefined ? {} : { requestId }) }] : []));
