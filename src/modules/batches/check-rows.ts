import type { AccountId } from '#src/kernel/ids.ts';
import { type RatesAnswer, ratesOfMany } from '#src/modules/labels/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { BatchesDeps } from './batches-deps.ts';
import { judge, type Reason } from './judge-rules.ts';
import { factsOf, pricedOf } from './priced-offer.ts';
import { dueRows, heldFlags, heldRow, type Row } from './row-views.ts';
import { moveRow, type RowChange } from './store.ts';

type Answered = Exclude<RatesAnswer, { kind: 'wait' }>;

/** So many rows are asked for before other work has a turn. */
const atOnce = 24;

/**
 * Asks what the labels of waiting rows cost, nearest deadline first: of one batch at a time, in whose maker's name recipients
 * are read. An answer to a question that a person has changed meanwhile is thrown away. Gives when it is worth going on: at once
 * after all of them were answered, later where the quota was used up; undefined when none waited.
 */
export async function checkRows(deps: BatchesDeps, accountId: AccountId): Promise<Date | undefined> {
  const { database, clock } = deps.labels;
  const due = await database.read([accountId], (db) => dueRows(db, accountId, 'waiting', clock.now(), atOnce));
  const rows = due.filter(({ batchId }) => batchId === due[0]?.batchId);
  const [first] = rows;
  if (!first) return undefined;
  const wishes = rows.map(({ orderId, parcel }) => ({ orderId, ...(parcel ? { parcel } : {}) }));
  const answers = await ratesOfMany(deps.labels, accountId, wishes, first.by);
  deps.onStep?.('batch.quoted');
  await database.write([accountId], async (tx) => {
    // Persons hold the batch before its rows; so does this.
    await heldFlags(tx, first.batchId);
    for (const [index, row] of rows.entries()) {
      const answer = answers[index];
      // What was not asked stays as it is.
      if (answer && answer.kind !== 'wait') await note(tx, row, answer, clock.now());
    }
  });
  deps.onStep?.('batch.checked');
  return goOnAt(answers, clock.now());
}

/** Quota is spent by the second, not token by token: each look costs more than a rate. Labels that are wanted do not wait long for it. */
function goOnAt(answers: readonly RatesAnswer[], now: Date): Date {
  const [waits] = answers.flatMap((answer) => (answer.kind === 'wait' ? [answer.nextAt.getTime()] : []));
  return waits === undefined ? now : new Date(now.getTime() + Math.min(5000, Math.max(1000, waits - now.getTime())));
}

async function note(tx: Tx, row: Row, answer: Answered, now: Date): Promise<void> {
  const held = await heldRow(tx, row.accountId, row.batchId, row.orderId);
  if (held?.state !== 'waiting' || held.version !== row.version) return;
  await moveRow(tx, held, changeOf(answer, now));
}

function changeOf(answer: Answered, now: Date): RowChange {
  if (answer.kind === 'stop') return { state: 'skipped', outcome: 'skip', reasons: [answer.reason], priced: null, quoteId: null };
  const { quote, warning, locationId } = answer;
  const offer = quote.chosen === null ? undefined : quote.offers[quote.chosen];
  const doubts: Reason[] = warning ? [warning] : [];
  const about = { doubts, offers: quote.offers.length, mustProtect: quote.facts?.premium === true };
  const { outcome, reasons } = judge(offer && factsOf(offer, quote.deliverBy), about);
  const [lack] = quote.unavailable;
  const told =
    reasons[0]?.key === 'batches.skip.noOffer' && lack
      ? [...reasons, { key: 'batches.skip.said', values: { said: saidOf(lack) } }]
      : reasons;
  const { items } = quote.wish;
  return {
    state: outcome === 'skip' ? 'skipped' : 'ready',
    outcome,
    reasons: told,
    doubts,
    priced: (offer && pricedOf(quote, quote.chosen ?? 0, quote.at)) ?? null,
    quoteId: quote.quoteId,
    nextAt: now,
    order: {
      deliverBy: quote.deliverBy,
      locationId,
      sku: items.map(({ sku }) => sku).toSorted()[0] ?? '',
      units: items.reduce((sum, { quantity }) => sum + quantity, 0),
    },
  };
}

const saidOf = ({ carrier, service, reason }: { carrier: string; service: string; reason: string }) =>
  [`${carrier} ${service}`.trim(), reason].filter(Boolean).join(': ');
