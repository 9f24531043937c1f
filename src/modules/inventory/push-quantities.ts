import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import { availableFor } from './available-for.ts';
import { channelOf, type DuePush, duePushes, pushableOffers } from './offer-views.ts';
import type { OfferApi, OfferRef } from './ports.ts';
import { movePush, type PushChange, queuePushes, saveChannel } from './push-store.ts';
import { judgeShown, lookAgainAfterMs, mostReads, quantityFor } from './quantity-rules.ts';

export type PushDeps = {
  database: Database;
  clock: Clock;
  offersOf: (accountId: AccountId) => Promise<OfferApi | undefined>;
  sellerIdOf: (accountId: AccountId) => Promise<string | undefined>;
};

const everyMs = 30_000;
const BATCH = 100;

/** A person switches the sending of quantities on or off, and says how many units each offer holds back. */
export const setChannel = (
  { database, clock }: { database: Database; clock: Clock },
  accountId: AccountId,
  { pushes, buffer }: { pushes: boolean; buffer: number },
): Promise<void> =>
  database.write([accountId], async (tx: Tx) => {
    await saveChannel(tx, accountId, pushes, buffer, clock.now());
    await poke(tx, accountId, 'quantities', clock.now());
  });

/**
 * Due work `quantities`: tells Amazon what is available, offer by offer, and reads back until it shows. Setting a number is
 * safe to repeat, so a lost answer is read back and, if nothing shows, sent again. FBA offers are never told anything.
 */
export const pushQuantities = (deps: PushDeps): ((accountId: AccountId) => Promise<Again>) => {
  const { database, clock } = deps;
  // While quota comes drop by drop, what is wanted is not reckoned anew at every drop.
  const reckonedAt = new Map<AccountId, number>();
  return async (accountId) => {
    const [api, sellerId, channel] = await Promise.all([
      deps.offersOf(accountId),
      deps.sellerIdOf(accountId),
      database.read([accountId], (db) => channelOf(db, accountId)),
    ]);
    if (!api || sellerId === undefined || !channel?.pushes) return 'rest';
    const now = clock.now().getTime();
    if (now - (reckonedAt.get(accountId) ?? 0) >= everyMs) {
      await database.write([accountId], (tx) => wantQuantities(tx, accountId, clock.now()));
      reckonedAt.set(accountId, now);
    }
    for (;;) {
      const due = await database.read([accountId], (db) => duePushes(db, accountId, clock.now(), BATCH));
      if (due.length === 0) return new Date(clock.now().getTime() + everyMs);
      for (const push of due) {
        const wait = await step(deps, api, accountId, { sellerId, sku: push.sku, marketplaceId: push.marketplaceId }, push);
        if (wait) return wait;
      }
    }
  };
};

/** Holds what each offer shows against what is available, and queues what differs. */
async function wantQuantities(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
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

/** Sends or reads back one offer; a date when the quota is used up until then. */
async function step(deps: PushDeps, api: OfferApi, accountId: AccountId, offer: OfferRef, push: DuePush): Promise<Date | undefined> {
  const { database, clock } = deps;
  const move = (change: PushChange) => database.write([accountId], (tx) => movePush(tx, accountId, offer, change));
  try {
    if (push.state === 'queued') await send(api, offer, push, clock, move);
    else await readBack(api, offer, push, clock, move);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One offer that Amazon does not take must not hold the others.
    if (error.code === 'AMAZON_REFUSED' || error.code === 'AMAZON_ANSWER') {
      await move({ state: 'rejected', reason: error.message });
      return undefined;
    }
    // Nothing was sent: it waits for quota, for the connection, or for somebody to allow it.
    if (push.state === 'queued') await move({ state: 'queued', reason: error.message, nextAt: clock.now() });
    if (error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
    throw error;
  }
}

type Move = (change: PushChange) => Promise<void>;

async function send(api: OfferApi, offer: OfferRef, push: DuePush, clock: Clock, move: Move): Promise<void> {
  const item = await api.getListingsItem(offer, { priority: 'normal' });
  const now = clock.now();
  if (!item) return move({ state: 'rejected', reason: 'Amazon has no such offer' });
  if (item.quantity === push.wanted) return move({ state: 'verified', shown: item.quantity, shownAt: now, pushedAt: now });
  const seen = item.quantity === undefined ? {} : { shown: item.quantity, shownAt: now };
  await move({ state: 'sending', nextAt: now, productType: item.productType, ...seen });
  const outcome = await api.patchQuantity({ ...offer, productType: item.productType, quantity: push.wanted }, { priority: 'normal' });
  const at = clock.now();
  if (outcome.kind === 'rejected') return move({ state: 'rejected', reason: outcome.reason, pushedAt: at });
  const nextAt = new Date(at.getTime() + lookAgainAfterMs(0));
  return move({ state: outcome.kind === 'accepted' ? 'accepted' : 'sent', nextAt, pushedAt: at, reads: 0 });
}

async function readBack(api: OfferApi, offer: OfferRef, push: DuePush, clock: Clock, move: Move): Promise<void> {
  const item = await api.getListingsItem(offer, { priority: 'normal' });
  const now = clock.now();
  const found = judgeShown(push.wanted, push.shown, item?.quantity);
  const seen = item?.quantity === undefined ? {} : { shown: item.quantity, shownAt: now };
  if (!item) return move({ state: 'rejected', reason: 'Amazon has no such offer' });
  if (found !== 'waiting') return move({ state: 'verified', reason: found === 'sold' ? 'sold meanwhile' : null, ...seen });
  const reads = push.reads + 1;
  if (reads >= mostReads) return move({ state: 'queued', reason: 'not shown, sent again', nextAt: now, reads: 0, ...seen });
  // A process that died between intention and call leaves `sending`: it is only read, and sent again if nothing shows.
  return move({ state: push.state === 'accepted' ? 'accepted' : 'sent', nextAt: new Date(now.getTime() + lookAgainAfterMs(reads)), reads });
}
