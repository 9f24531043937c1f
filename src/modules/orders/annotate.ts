import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { foldKey } from './search-keys.ts';
import { type Annotation, annotateOrders } from './store.ts';

export type Outcome = { accountId: AccountId; orderId: string; ok: boolean; reason: string | null };

/**
 * Tags, notes and assigns orders, each account in one transaction; the timeline tells who did it. Orders that are not
 * here are named in the answer and stop nothing. Tags differ by more than case.
 */
export async function annotate(
  { database, clock }: { database: Database; clock: Clock },
  orders: readonly { accountId: AccountId; orderId: string }[],
  change: Annotation,
): Promise<Outcome[]> {
  const tags = { addTags: distinct(change.addTags), removeTags: distinct(change.removeTags) };
  const outcomes: Outcome[] = [];
  for (const accountId of [...new Set(orders.map((order) => order.accountId))].sort()) {
    const orderIds = [...new Set(orders.filter((order) => order.accountId === accountId).map((order) => order.orderId))].sort();
    const found = await database.write([accountId], (tx) => annotateOrders(tx, accountId, orderIds, { ...change, ...tags }, clock.now()));
    for (const orderId of orderIds) {
      const ok = found.has(orderId);
      outcomes.push({ accountId, orderId, ok, reason: ok ? null : 'This order is not in this account' });
    }
  }
  return outcomes;
}

const distinct = (tags: readonly string[]): string[] => [...new Map(tags.map((tag) => [foldKey(tag), tag.trim()])).values()];
