import { AppError } from '#src/kernel/app-error.ts';
import { oneQuote } from '#src/modules/labels/questions.ts';
import type { Tx } from '#src/platform/db.ts';
import { type Asker, type BatchesDeps, inOpenBatch, wake } from './batches-deps.ts';
import type { ChangeBody } from './contract.ts';
import { judge } from './judge-rules.ts';
import { factsOf, indexOf, pricedOf } from './priced-offer.ts';
import { type Row, workRows } from './row-views.ts';
import { moveRow } from './store.ts';

/**
 * Changes rows that are not bought: their parcel (rates are asked for again), their service (where it was offered), or nothing
 * but new rates. Gives how many were changed, and how many could not be. Throws INVALID_INPUT for an order of another batch.
 */
export const changeRows = (
  deps: BatchesDeps,
  batchId: string,
  { orders, parcel, service, refresh }: ChangeBody,
  asker: Asker,
): Promise<{ changed: number; unchanged: number }> =>
  inOpenBatch(deps, batchId, asker, async (tx, batch, now) => {
    const all = await workRows(tx, batchId, ['waiting', 'ready', 'skipped', 'wanted', 'asked', 'refused', 'dropped']);
    const rows = orders ? named(all, orders) : all.filter(mayChange);
    const wanted = rows.filter((row) => mayChange(row) && (refresh !== 'expired' || isOver(row, now)));
    let done = 0;
    for (const row of wanted) if (service ? await choose(tx, row, service) : await askAgain(tx, row, parcel, now)) done += 1;
    if (!service && done > 0) await wake(tx, batch.accounts, now);
    return { changed: done, unchanged: rows.length - done };
  });

function named(all: readonly Row[], orders: readonly { accountId: string; orderId: string }[]): Row[] {
  const found = new Map(all.map((row) => [`${row.accountId}/${row.orderId}`, row]));
  return orders.map(({ accountId, orderId }) => {
    const row = found.get(`${accountId}/${orderId}`);
    if (!row) throw new AppError('INVALID_INPUT', `orders: ${orderId} is not in this batch`);
    return row;
  });
}

const mayChange = ({ state }: Row) => state === 'waiting' || state === 'ready' || state === 'skipped' || state === 'refused';
const isOver = ({ state, expiresAt }: Row, now: Date) => state === 'ready' && expiresAt !== null && expiresAt <= now;

const askAgain = (tx: Tx, row: Row, parcel: ChangeBody['parcel'], now: Date): Promise<boolean> =>
  moveRow(tx, row, {
    state: 'waiting',
    outcome: null,
    reasons: [],
    priced: null,
    quoteId: null,
    nextTry: row.state === 'refused',
    nextVersion: true,
    nextAt: now,
    ...(parcel ? { parcel } : {}),
  });

/** Takes another offer of the rates that are there. False where this service is not among them. */
async function choose(tx: Tx, row: Row, service: { carrier: string; service: string }): Promise<boolean> {
  if (row.quoteId === null || (row.state !== 'ready' && row.state !== 'skipped')) return false;
  const quote = await oneQuote(tx, row.accountId, row.quoteId);
  if (!quote) return false;
  const told = { ...quote, deliverBy: row.deliverBy };
  const index = indexOf(quote, service);
  const offer = quote.offers[index];
  const priced = pricedOf(told, index, quote.at);
  if (!offer || !priced) return false;
  const about = { doubts: row.doubts, offers: quote.offers.length, mustProtect: quote.facts?.premium === true };
  const { outcome, reasons } = judge(factsOf(offer, row.deliverBy), about);
  return moveRow(tx, row, { state: outcome === 'skip' ? 'skipped' : 'ready', outcome, reasons, priced, nextVersion: true });
}
