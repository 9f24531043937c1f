import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplacesOf } from '#src/modules/accounts/questions.ts';
import { saveListings } from '#src/modules/orders/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import { ensureChannel, type Reading, saveOffers, saveReading } from './offer-store.ts';
import { channelOf } from './offer-views.ts';
import type { ListedOffer, ListingSource, ReadListed } from './ports.ts';

export type ListingsDeps = {
  database: Database;
  clock: Clock;
  listingsOf: (accountId: AccountId) => Promise<ListingSource | undefined>;
  readListed: ReadListed;
  /** Told when the offers of all stores were read. */
  onRead?: (accountId: AccountId) => Promise<void>;
};

const reportType = 'GET_MERCHANT_LISTINGS_ALL_DATA';
const pollMs = 15_000;
const everyMs = 24 * 3_600_000;
const BATCH = 500;

/** Begins to read the offers of an account, in the transaction that learnt where it sells. */
export async function startListings(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await ensureChannel(tx, accountId, now);
  await poke(tx, accountId, 'listings', now);
  await poke(tx, accountId, 'fba', now);
  await poke(tx, accountId, 'catalog', now);
}

/**
 * Due work `listings`: once a day a listings report of each store of the account; its offers, names and quantities are
 * kept. A report that Amazon does not make is left out until the next day.
 */
export const readListings =
  (deps: ListingsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.listingsOf(accountId);
    const [channel, stores] = await database.read(
      [accountId],
      async (db) => [await channelOf(db, accountId), await marketplacesOf(db)] as const,
    );
    if (!source || !channel) return 'rest';
    try {
      if (channel.reading.length > 0) return await follow(deps, source, accountId, channel.reading);
      const next = channel.listingsAt ? channel.listingsAt.getTime() + everyMs : 0;
      if (next > clock.now().getTime()) return new Date(next);
      return await ask(
        deps,
        source,
        accountId,
        stores.map(({ marketplaceId }) => marketplaceId),
      );
    } catch (error) {
      if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
      throw error;
    }
  };

async function ask(
  { database, clock }: ListingsDeps,
  source: ListingSource,
  accountId: AccountId,
  stores: readonly string[],
): Promise<Again> {
  const reading: Reading[] = [];
  const now = clock.now();
  for (const marketplaceId of stores) {
    const wish = { type: reportType, marketplaceIds: [marketplaceId], from: new Date(now.getTime() - everyMs), to: now };
    const asked = await source.createReport(wish, { priority: 'background', purpose: 'reconcile' }).catch((error: unknown) => {
      // What was asked for before the quota was used up is not forgotten.
      if (reading.length > 0) return undefined;
      throw error;
    });
    if (!asked) break;
    reading.push({ marketplaceId, reportId: asked.reportId });
  }
  await database.write([accountId], (tx) => saveReading(tx, accountId, reading, reading.length === 0 ? now : null, now));
  return new Date(now.getTime() + (reading.length === 0 ? everyMs : pollMs));
}

async function follow(deps: ListingsDeps, source: ListingSource, accountId: AccountId, reading: readonly Reading[]): Promise<Again> {
  const { database, clock } = deps;
  const left: Reading[] = [];
  for (const each of reading) {
    const { state, documentId } = await source.reportStatus(each.reportId, { priority: 'background', purpose: 'reconcile' });
    if (state === 'queued' || state === 'working') left.push(each);
    else if (state === 'done' && documentId !== undefined) {
      const stream = await source.openReport(documentId, { priority: 'background', purpose: 'reconcile' });
      await take(deps, accountId, each.marketplaceId, stream);
    }
    const rest = [...left, ...reading.slice(reading.indexOf(each) + 1)];
    await database.write([accountId], (tx) => saveReading(tx, accountId, rest, rest.length === 0 ? clock.now() : null, clock.now()));
  }
  if (left.length > 0) return new Date(clock.now().getTime() + pollMs);
  await deps.onRead?.(accountId);
  await database.write([accountId], (tx) => poke(tx, accountId, 'catalog', clock.now()));
  return new Date(clock.now().getTime() + everyMs);
}

async function take(
  { database, clock, readListed }: ListingsDeps,
  accountId: AccountId,
  marketplaceId: string,
  stream: AsyncIterable<Uint8Array>,
) {
  const seen = new Set<string>();
  let batch: ListedOffer[] = [];
  const flush = () =>
    database.write([accountId], async (tx) => {
      await saveListings(tx, accountId, batch, clock.now());
      await saveOffers(tx, accountId, marketplaceId, batch, clock.now());
    });
  for await (const offer of readListed(stream, accountId)) {
    // A SKU that comes twice counts once, and its first line is right.
    if (seen.has(offer.sku)) continue;
    seen.add(offer.sku);
    batch.push(offer);
    if (batch.length < BATCH) continue;
    await flush();
    batch = [];
  }
  if (batch.length > 0) await flush();
}
