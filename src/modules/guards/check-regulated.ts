import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents, holdIntake, isOpen, type OnTaken, setRegulated } from '#src/modules/orders/index.ts';
import { isAnyPending, type Unverified, unverifiedOrders } from '#src/modules/orders/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import type { RegulatedSourceOf } from './ports.ts';
import { noteFree } from './store.ts';
import { freeProducts } from './views.ts';

type Deps = { database: Database; clock: Clock; regulatedOf: RegulatedSourceOf };

const atOnce = 20;
/** How often Amazon is asked again while a verification is pending, or a call has failed. */
const againMs = 600_000;
/** For so long a product that was free of regulated goods is believed to be. */
const believedMs = 7 * 86_400_000;

/** For intake: an order that may be shipped now is looked at soon. */
export const checkOnTaken =
  (clock: Clock): OnTaken =>
  async (tx, accountId, taken) => {
    const fresh = taken.some(
      (order) => order.outcome !== 'unchanged' && order.depth === 'full' && order.fulfilledBy === 'merchant' && isOpen(order.status),
    );
    if (fresh) await poke(tx, accountId, 'regulated', clock.now());
  };

/** Due work `regulated`: asks Amazon which open orders hold goods that it must approve first, nearest deadline first. */
export const checkRegulated =
  ({ database, clock, regulatedOf }: Deps) =>
  async (accountId: AccountId): Promise<Again> => {
    const source = await regulatedOf(accountId);
    if (!source) return 'rest';
    const now = clock.now();
    const { orders, free } = await database.read([accountId], async (db) => {
      const found = await unverifiedOrders(db, accountId, new Date(now.getTime() - againMs), atOnce);
      return { orders: found, free: await freeProducts(db, accountId, new Date(now.getTime() - believedMs)) };
    });
    const isFree = ({ marketplaceId, asins, regulated }: Unverified) =>
      regulated === null && asins.every((asin) => free.has(`${marketplaceId} ${asin}`));
    const save = (order: Unverified, word: string) =>
      database.write([accountId], async (tx) => {
        await holdIntake(tx, accountId);
        const at = clock.now();
        const [row] = await setRegulated(tx, accountId, [order.orderId], word, at);
        if (word === 'none') await noteFree(tx, accountId, order, at);
        else if (row && row.before !== word)
          await appendEvents(tx, accountId, [
            {
              orderId: order.orderId,
              at,
              kind: 'order.verification',
              origin: 'amazon',
              actor: 'Amazon',
              source: 'get',
              data: { status: word },
            },
          ]);
      });
    for (const order of orders) {
      if (isFree(order)) {
        await database.write([accountId], (tx) => setRegulated(tx, accountId, [order.orderId], 'none', now));
        continue;
      }
      try {
        const word = await source.getRegulated(order.orderId);
        await save(order, word);
        if (word === 'none') for (const asin of order.asins) free.add(`${order.marketplaceId} ${asin}`);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
        if (error.code === 'AMAZON_UNAVAILABLE' || error.code === 'AMAZON_UNAUTHORISED') return new Date(clock.now().getTime() + againMs);
        // This one is asked about again later; the others are not kept waiting.
        await database.write([accountId], (tx) => setRegulated(tx, accountId, [order.orderId], order.regulated, clock.now()));
      }
    }
    if (orders.length === atOnce) return clock.now();
    return (await database.read([accountId], (db) => isAnyPending(db, accountId))) ? new Date(clock.now().getTime() + againMs) : 'rest';
  };
