import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { availableFor } from './available-for.ts';
import { pushableOffers } from './offer-views.ts';
import { queuePushes } from './push-store.ts';
import { quantityFor } from './quantity-rules.ts';

/** Holds what each offer shows against what is available, and queues what differs. */
export async function wantQuantities(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  const offers = await pushableOffers(tx, accountId);
  const available = await availableFor(
    tx,
    offers.map(({ productId }) => productId),
  );
  const wanted = offers.map((offer) => ({ ...offer, next: quantityFor(available.get(offer.productId) ?? 0, offer.buffer) }));
  const differs = wanted.filter(({ next, shown, wanted: before, state }) =>
    state === 'queued' || state === 'rejected' ? next !== before : next !== shown,
  );
  await queuePushes(
    tx,
    accountId,
    differs.map(({ sku, marketplaceId, next }) => ({ sku, marketplaceId, wanted: next })),
    now,
  );
}
