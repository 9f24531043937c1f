import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { arrivalOf, oneQuote } from '#src/modules/labels/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { mustFind } from './batches-deps.ts';
import type { BatchRow, BatchView } from './contract.ts';
import type { Reason } from './judge-rules.ts';
import { workRows } from './row-views.ts';
import { batchState, rowStates } from './states.ts';
import { figuresOf, type Group } from './total-rules.ts';
import { type Batch, groupsOf, listBatches, rowsOf, runsOf } from './views.ts';

type Summary = Omit<BatchView, 'runs'>;

/** A batch with its figures and printed stacks. Throws NOT_FOUND. */
export async function batchPage(db: Db, batchId: string, now: Date): Promise<BatchView> {
  const batch = await mustFind(db, batchId);
  const groups = await groupsOf(db, [batchId], now);
  const runs = await runsOf(db, batchId);
  return { ...summaryOf(batch, groups.get(batchId) ?? []), runs: runs.map((run) => ({ ...run, madeAt: run.madeAt.toISOString() })) };
}

/** The newest batches; `nextBefore` is where the next page begins. */
export async function batchesPage(
  db: Db,
  before: string | null,
  limit: number,
  now: Date,
): Promise<{ items: Summary[]; nextBefore: string | null }> {
  const batches = await listBatches(db, before, limit + 1);
  const shown = batches.slice(0, limit);
  const groups = await groupsOf(
    db,
    shown.map(({ batchId }) => batchId),
    now,
  );
  return {
    items: shown.map((batch) => summaryOf(batch, groups.get(batch.batchId) ?? [])),
    nextBefore: batches.length > limit ? (shown.at(-1)?.batchId ?? null) : null,
  };
}

/** Throws NOT_FOUND. */
export async function batchRowsOf(db: Db, batchId: string, now: Date): Promise<BatchRow[]> {
  await mustFind(db, batchId);
  return rowsOf(db, batchId, now);
}

/** What a row was offered, and why one of it was chosen. Throws NOT_FOUND where no rates are known. */
export async function batchOffers(db: Db, batchId: string, accountId: AccountId, orderId: string) {
  await mustFind(db, batchId);
  const row = (await workRows(db, batchId, rowStates)).find((each) => each.accountId === accountId && each.orderId === orderId);
  const quote = row?.quoteId ? await oneQuote(db, accountId, row.quoteId) : undefined;
  if (!row || !quote) throw new AppError('NOT_FOUND', 'orderId: no rates are known for this order in this batch');
  const offers = quote.offers.map((offer, index) => ({
    carrier: offer.carrier,
    service: offer.service,
    price: offer.price,
    latest: offer.latest ?? offer.earliest,
    arrival: arrivalOf(offer, row.deliverBy),
    claimsProtected: offer.protection.claims,
    chosen: index === row.offer,
  }));
  return { offers, why: quote.why as Reason[] };
}

function summaryOf(batch: Batch, groups: readonly Group[]): Summary {
  const { batchId, name, origin, accounts, madeBy, madeAt, boughtBy, boughtAt, pausedAt, cancelledBy, cancelledAt } = batch;
  const figures = figuresOf(groups);
  const flags = { paused: pausedAt !== null, cancelled: cancelledAt !== null };
  return {
    batchId,
    name,
    origin,
    accounts,
    madeBy,
    boughtBy,
    cancelledBy,
    ...figures,
    state: batchState(figures.counts, flags),
    paused: flags.paused,
    madeAt: madeAt.toISOString(),
    boughtAt: boughtAt?.toISOString() ?? null,
    cancelledAt: cancelledAt?.toISOString() ?? null,
  };
}
