import type { AccountId } from '#src/kernel/ids.ts';
import { importTally } from './import-tally.ts';
import type { OrderEvent } from './order-rows.ts';
import { readOrders } from './read-orders.ts';
import { type TakeDeps, takeBatch } from './take-batch.ts';

type Deps = TakeDeps & {
  /** Told of every order that the report shows, also of those that tell nothing new. */
  onSeen: (accountId: AccountId, orderIds: readonly string[]) => Promise<void>;
};

const batchOf = 200;

/**
 * Takes an order report in that the desk asked of Amazon: the same reader and the same intake as for a file that a person
 * brings, but as another source. Constant memory; doing it twice changes nothing.
 */
export async function takeReport(
  deps: Deps,
  accountId: AccountId,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ lines: number; orders: number; newOrders: number; rejected: number }> {
  const { onSeen, ...intake } = deps;
  const tally = importTally();
  let batch: OrderEvent[] = [];
  const take = async () => {
    const orders = batch.flatMap((event) => (event.kind === 'order' && !tally.hasFailed(event.order.orderId) ? [event.order] : []));
    const outcomes = await takeBatch({ ...intake, source: 'report' }, accountId, orders);
    for (const event of batch) {
      if (event.kind === 'rejected') tally.refused(event);
      else tally.stored(event, outcomes.get(event.order.orderId) ?? { rejected: 'belongs to an order that could not be stored' });
    }
    await onSeen(accountId, [...new Set(orders.map(({ orderId }) => orderId))]);
    batch = [];
  };
  for await (const event of readOrders(stream, { marketplaceId: undefined, now: deps.clock.now() })) {
    batch.push(event);
    if (batch.length >= batchOf) await take();
  }
  if (batch.length > 0) await take();
  const { lines, orders, imported, rejected } = tally.counts();
  return { lines, orders, newOrders: imported, rejected: rejected.length };
}
