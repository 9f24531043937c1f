import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { compare } from '#src/kernel/money.ts';
import { askLabelIn, inLabelTurn, ratesOfMany } from '#src/modules/labels/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { BatchesDeps } from './batches-deps.ts';
import type { Reason } from './judge-rules.ts';
import { indexOf, pricedOf } from './priced-offer.ts';
import { dueRows, heldFlags, heldRow, labelsAhead, type Row } from './row-views.ts';
import { moveRow, type Priced, type RowChange } from './store.ts';

/** So many labels are asked for ahead of what is bought: enough for ten seconds, few enough for a pause to be felt. */
const ahead = 20;

/** The key that makes a purchase the same purchase: one for each try of a row. */
const keyOf = ({ batchId, orderId, tries }: Row): string => `batch ${batchId} ${orderId} ${tries}`;

const reason = (key: string, values: Record<string, string> = {}): Reason => ({ key: `batches.reason.${key}`, values });

/**
 * Asks for the labels of wanted rows, nearest deadline first over all batches of the account. Each row is asked for in one
 * transaction with the note of it; a price that has run out is asked for again first, and must not have gone up.
 */
export async function askRows(deps: BatchesDeps, accountId: AccountId): Promise<void> {
  const { database, clock } = deps.labels;
  const rows = await database.read([accountId], async (db) => {
    const room = ahead - (await labelsAhead(db, accountId));
    return room > 0 ? dueRows(db, accountId, 'wanted', clock.now(), room) : [];
  });
  const isOver = ({ expiresAt }: Row) => expiresAt !== null && expiresAt <= clock.now();
  const fresh = await pricesAgain(deps, accountId, rows.filter(isOver));
  for (const row of rows) {
    const again = fresh.get(row);
    if (again?.kind === 'wait') {
      await database.write([accountId], (tx) => moveRow(tx, row, { state: 'wanted', nextAt: again.nextAt }));
      continue;
    }
    await inLabelTurn(deps.labels, accountId, (tx) => askRow(tx, deps, row, again));
    deps.onStep?.('batch.asked');
  }
}

type Again = { kind: 'wait'; nextAt: Date } | { kind: 'refused'; why: Reason } | { kind: 'priced'; priced: Priced };

/** New prices for the same services, where the old ones have run out. */
async function pricesAgain(deps: BatchesDeps, accountId: AccountId, rows: readonly (Row & { by: string })[]): Promise<Map<Row, Again>> {
  const [first] = rows;
  if (!first) return new Map();
  const wishes = rows.map(({ orderId, parcel }) => ({ orderId, ...(parcel ? { parcel } : {}) }));
  const answers = await ratesOfMany(deps.labels, accountId, wishes, first.by);
  return new Map(
    rows.map((row, index): [Row, Again] => {
      const answer = answers[index];
      if (!answer || answer.kind === 'wait') return [row, { kind: 'wait', nextAt: answer?.nextAt ?? deps.labels.clock.now() }];
      if (answer.kind === 'stop') return [row, { kind: 'refused', why: answer.reason }];
      const { carrier, service, price, currency } = row;
      const priced = pricedOf(answer.quote, indexOf(answer.quote, { carrier: carrier ?? '', service: service ?? '' }), answer.quote.at);
      if (!priced) return [row, { kind: 'refused', why: reason('gone') }];
      const [was, now] = [`${price} ${currency}`, `${priced.price} ${priced.currency}`];
      const isDearer = priced.currency !== currency || compare({ amount: priced.price, currency }, { amount: price ?? '0', currency }) > 0;
      return [row, isDearer ? { kind: 'refused', why: reason('dearer', { was, now }) } : { kind: 'priced', priced }];
    }),
  );
}

/** Asks for the label of one row that is still wanted. */
async function askRow(
  tx: Tx,
  deps: BatchesDeps,
  row: Row & { by: string },
  again: Exclude<Again, { kind: 'wait' }> | undefined,
): Promise<void> {
  const { accountId, batchId, orderId, by } = row;
  const { labels } = deps;
  // Whoever pauses or cancels comes before this, or after it.
  const batch = await heldFlags(tx, batchId);
  if (batch.pausedAt !== null || batch.cancelledAt !== null) return;
  const held = await heldRow(tx, accountId, batchId, orderId);
  if (held?.state !== 'wanted' || held.version !== row.version || held.tries !== row.tries) return;
  if (again?.kind === 'refused') return void (await moveRow(tx, held, refused(again.why)));
  const priced = again?.priced;
  const offer = priced ?? { quoteId: held.quoteId ?? '', offer: held.offer ?? -1 };
  const answer = await tried(() => askLabelIn(tx, labels, accountId, { quoteId: offer.quoteId, offer: offer.offer, key: keyOf(held) }, by));
  const change: RowChange =
    answer.kind === 'refused' ? refused(answer.why) : { state: 'asked', labelId: answer.labelId, ...(priced ? { priced } : {}) };
  await moveRow(tx, held, change);
}

const refused = (why: Reason): RowChange => ({ state: 'refused', outcome: 'skip', reasons: [why] });

type Answer = { kind: 'asked'; labelId: string } | { kind: 'refused'; why: Reason };

/** What the guards and the price say before anything is written; any other error is none of the row's. */
async function tried(ask: () => Promise<{ labelId: string }>): Promise<Answer> {
  try {
    return { kind: 'asked', labelId: (await ask()).labelId };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'CONFLICT') return { kind: 'refused', why: reason('priceOver') };
    if (error.code === 'NOT_FOUND') return { kind: 'refused', why: reason('gone') };
    if (error.code !== 'NOT_ALLOWED_NOW') throw error;
    const { reason: key } = error.data;
    return { kind: 'refused', why: { key: typeof key === 'string' ? key : 'labels.stop.nothingLeft', values: {} } };
  }
}
