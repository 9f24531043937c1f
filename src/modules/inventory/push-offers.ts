import { AppError } from '#src/kernel/app-error.ts';
import type { DuePush } from './offer-views.ts';
import type { ListedItem } from './ports.ts';
import type { Push } from './push.ts';
import { movePushes, type PushChange } from './push-store.ts';
import { judgeShown, lookAgainAfterMs, mostReads } from './quantity-rules.ts';

/** A look at Amazon is good for so long: more than it takes to look at all offers of a big account, 20 at a time. */
const lookIsGoodMs = 60 * 60_000;
export const lookedSince = (now: Date): Date => new Date(now.getTime() - lookIsGoodMs);

/** When it may go on, if it was quota that was lacking. */
export const waitOf = (error: unknown): Date | undefined =>
  error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date ? error.data.nextAt : undefined;

const refusalOf = (error: unknown): AppError | undefined =>
  error instanceof AppError && (error.code === 'AMAZON_REFUSED' || error.code === 'AMAZON_ANSWER') ? error : undefined;

/** Tells offers of one store, one by one, what they are to show. */
export async function sendBatch(push: Push, marketplaceId: string, batch: readonly DuePush[]): Promise<void> {
  const since = lookedSince(push.clock.now());
  const isFresh = ({ lookedAt }: DuePush) => lookedAt !== null && lookedAt >= since;
  const looked = await lookAtBatch(
    push,
    marketplaceId,
    batch.filter((offer) => !isFresh(offer)),
  );
  for (const offer of [...batch.filter(isFresh), ...looked]) await send(push, marketplaceId, offer);
}

/** Looks at what waits in one store before it is told anything; gives what is still to be told. */
export async function lookAtBatch(push: Push, marketplaceId: string, batch: readonly DuePush[]): Promise<DuePush[]> {
  const seen = await look(push, marketplaceId, batch);
  const now = push.clock.now();
  const changes = batch.map((offer) => [offer, changeOf(offer, seen.get(offer.sku), now)] as const);
  await save(
    push,
    marketplaceId,
    changes.map(([{ sku }, change]) => [sku, change]),
  );
  return changes.flatMap(([offer, { state, productType }]) =>
    state === 'queued' ? [{ ...offer, productType: productType ?? offer.productType }] : [],
  );
}

/** What a look says of an offer that is to be told something. */
function changeOf({ wanted }: DuePush, found: ListedItem | AppError | undefined, now: Date): PushChange {
  if (found instanceof AppError) return { state: 'rejected', reason: found.message };
  if (!found) return { state: 'rejected', reason: 'Amazon has no such offer' };
  const looked = { productType: found.productType, lookedAt: now };
  // To tell it a number of ours would make it one that the seller ships.
  if (found.byAmazon) return { state: 'rejected', reason: 'Amazon fulfils this offer', ...looked };
  const seen = found.quantity === undefined ? {} : { shown: found.quantity, shownAt: now };
  if (found.quantity === wanted) return { state: 'verified', pushedAt: now, ...looked, ...seen };
  return { state: 'queued', nextAt: now, ...looked, ...seen };
}

async function send(push: Push, marketplaceId: string, { sku, wanted, productType }: DuePush): Promise<void> {
  const { api, sellerId, clock } = push;
  const move = (change: PushChange) => save(push, marketplaceId, [[sku, change]]);
  await move({ state: 'sending', nextAt: clock.now(), way: 'single' });
  try {
    const outcome = await api.patchQuantity(
      { sellerId, sku, marketplaceId, productType: productType ?? 'PRODUCT', quantity: wanted },
      { priority: 'normal' },
    );
    const at = clock.now();
    if (outcome.kind === 'rejected') return await move({ state: 'rejected', reason: outcome.reason, pushedAt: at });
    const nextAt = new Date(at.getTime() + lookAgainAfterMs(0));
    return await move({ state: outcome.kind === 'accepted' ? 'accepted' : 'sent', nextAt, pushedAt: at, reads: 0 });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One offer that Amazon does not take must not hold the others.
    if (refusalOf(error)) return await move({ state: 'rejected', reason: error.message });
    // Nothing was sent: it waits for quota, for the connection, or for somebody to allow it.
    await move({ state: 'queued', reason: error.message, nextAt: clock.now() });
    throw error;
  }
}

/** Looks whether what was told shows. */
export async function readBack(push: Push, marketplaceId: string, batch: readonly DuePush[]): Promise<void> {
  const seen = await look(push, marketplaceId, batch);
  const now = push.clock.now();
  await save(
    push,
    marketplaceId,
    batch.map((offer) => [offer.sku, verdictOf(offer, seen.get(offer.sku), now)]),
  );
}

function verdictOf({ wanted, shown, state, reads }: DuePush, item: ListedItem | AppError | undefined, now: Date): PushChange {
  if (item instanceof AppError) return { state: 'rejected', reason: item.message };
  if (!item) return { state: 'rejected', reason: 'Amazon has no such offer' };
  const found = judgeShown(wanted, shown, item.quantity);
  const seen = item.quantity === undefined ? {} : { shown: item.quantity, shownAt: now };
  if (found !== 'waiting') return { state: 'verified', reason: found === 'sold' ? 'sold meanwhile' : null, ...seen };
  const next = reads + 1;
  if (next >= mostReads) return { state: 'queued', reason: 'not shown, sent again', nextAt: now, reads: 0, ...seen };
  // A process that died between intention and call leaves `sending`: it is only read, and sent again if nothing shows.
  const nextAt = new Date(now.getTime() + lookAgainAfterMs(next));
  return { state: state === 'accepted' ? 'accepted' : 'sent', nextAt, reads: next };
}

/** What Amazon shows of each offer; where it refuses the question, what it says of each by itself. */
async function look(
  { api, sellerId }: Push,
  marketplaceId: string,
  offers: readonly DuePush[],
): Promise<Map<string, ListedItem | AppError>> {
  if (offers.length === 0) return new Map();
  const ask = (skus: readonly string[]) => api.listedItems({ sellerId, marketplaceId, skus }, { priority: 'normal' });
  const skus = offers.map(({ sku }) => sku);
  try {
    return await ask(skus);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (skus.length === 1) return new Map(skus.map((sku) => [sku, refusal]));
  }
  const each = new Map<string, ListedItem | AppError>();
  for (const sku of skus)
    try {
      for (const [key, item] of await ask([sku])) each.set(key, item);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      each.set(sku, refusal);
    }
  return each;
}

const save = ({ database, accountId }: Push, marketplaceId: string, changes: readonly (readonly [string, PushChange])[]): Promise<void> =>
  database.write([accountId], (tx) => movePushes(tx, accountId, marketplaceId, changes));
