import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { needsAddress, partsOf, type QuoteAnswer, quoteOf, type RatesWish, recipientsOf, wishOf } from './get-rates.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { mayLabel } from './may-label.ts';
import { settingsOf } from './views.ts';

/** A key of the language file with its values. */
type Reason = { key: string; values: Record<string, string> };

/** stop: no label may be bought, and why. wait: nothing was asked, because no quota was left; from `nextAt` on there is some. */
export type RatesAnswer = { orderId: string } & (
  | { kind: 'quote'; quote: QuoteAnswer; warning: Reason | null; locationId: string | null }
  | { kind: 'stop'; reason: Reason }
  | { kind: 'wait'; nextAt: Date }
);

/**
 * The rates of many orders, in the order asked for, `width` side by side: carriers, settings and recipients are read once
 * for all. Once the quota is used up nothing more is asked, and what was not asked says so. One order's trouble stops no other.
 */
export async function ratesOfMany(
  deps: LabelsDeps,
  accountId: AccountId,
  wishes: readonly RatesWish[],
  by: string,
  width = 6,
): Promise<RatesAnswer[]> {
  const { database, clock } = deps;
  const carriers = await deps.carriersOf(accountId);
  const settings = await database.read([accountId], (db) => settingsOf(db, accountId));
  const orderIds = wishes.map(({ orderId }) => orderId);
  const recipients = needsAddress(settings, carriers) ? await recipientsOf(deps, accountId, orderIds, by) : new Map();
  let waitsUntil: Date | undefined;

  const answerOf = async (asked: RatesWish): Promise<RatesAnswer> => {
    const { orderId } = asked;
    if (waitsUntil) return { orderId, kind: 'wait', nextAt: waitsUntil };
    const now = clock.now();
    try {
      const parts = await database.read([accountId], async (db) => {
        const guard = await mayLabel(db, accountId, orderId, asked.items, now);
        return guard.stop || guard.items.length === 0
          ? { guard, ready: null }
          : { guard, ready: await partsOf(db, accountId, asked, guard, now, settings) };
      });
      const { guard, ready } = parts;
      if (!ready) return { orderId, kind: 'stop', reason: guard.stop ?? { key: 'labels.stop.nothingLeft', values: {} } };
      const quote = await quoteOf(deps, accountId, {
        ...ready,
        wish: wishOf(ready),
        to: recipients.get(orderId),
        carriers,
        by,
        patient: true,
      });
      return { orderId, kind: 'quote', quote, warning: guard.warning, locationId: ready.location ?? null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'AMAZON_THROTTLED') {
        waitsUntil = error.data.nextAt instanceof Date ? error.data.nextAt : new Date(now.getTime() + 1000);
        return { orderId, kind: 'wait', nextAt: waitsUntil };
      }
      if (error.code === 'NOT_FOUND') return { orderId, kind: 'stop', reason: { key: 'labels.stop.notHere', values: {} } };
      const { reason } = error.data;
      if (typeof reason === 'string') return { orderId, kind: 'stop', reason: { key: reason, values: {} } };
      throw error;
    }
  };

  const answers: RatesAnswer[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < wishes.length; index = next++) {
      const asked = wishes[index];
      if (asked) answers[index] = await answerOf(asked);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, wishes.length) }, lane));
  for (const each of lanes) if (each.status === 'rejected') throw each.reason;
  return answers;
}
