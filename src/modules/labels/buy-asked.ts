import type { Tx } from '#src/platform/db.ts';
import { changeLabel } from './change-label.ts';
import type { ConnectedCarrier, Label } from './label.ts';
import { inTurn, type LabelsDeps, labelBinding } from './labels-deps.ts';
import { mayLabel } from './may-label.ts';
import type { Bought, BuyOutcome, Purchase } from './ports.ts';
import { setbackOf } from './setback.ts';
import { moveLabel, saveFile, savePapers } from './store.ts';
import { dueLabels, oneLabel } from './views.ts';

const atOnce = 20;
/** A price that has not been sent for so long is no longer what the person agreed to. */
const agreedMs = 3_600_000;

/**
 * Buys what was asked for, oldest first; one label after the other, the intention committed before each call. Once a carrier
 * has no quota left its labels wait; the answer is when there is some again.
 */
export async function buyAsked(deps: LabelsDeps, carriers: readonly ConnectedCarrier[], accountId: string): Promise<Date | undefined> {
  const { database, clock } = deps;
  const waiting = new Map<Label['kind'], Date>();
  for (const asked of await database.read([accountId], (db) => dueLabels(db, accountId, 'asked', clock.now(), atOnce))) {
    const carrier = carriers.find(({ kind }) => kind === asked.kind)?.carrier;
    if (waiting.has(asked.kind)) continue;
    if (!carrier) {
      const later = new Date(clock.now().getTime() + 60_000);
      await inTurn(deps, accountId, (tx) => moveLabel(tx, asked, { state: 'asked', reason: 'labels.reason.noCarrier', nextAt: later }));
      continue;
    }
    const buying = await inTurn(deps, accountId, (tx) => intend(tx, asked, clock.now()));
    if (!buying) continue;
    deps.onStep?.('label.intended');
    let outcome: BuyOutcome;
    try {
      outcome = await carrier.buy(purchaseOf(buying));
    } catch (error) {
      const setback = setbackOf(error, buying.attempts, clock.now());
      // Anything else may have happened after the call: it stays `buying`, and the next run looks for it.
      if (!setback) throw error;
      if (setback.reason === 'labels.reason.noQuota') waiting.set(asked.kind, setback.nextAt);
      await inTurn(deps, accountId, (tx) => moveLabel(tx, buying, { state: 'asked', ...setback, attempt: -1 }));
      continue;
    }
    deps.onStep?.('label.called');
    await inTurn(deps, accountId, (tx) => record(tx, deps, buying, outcome));
    deps.onStep?.('label.recorded');
  }
  return [...waiting.values()].toSorted((a, b) => a.getTime() - b.getTime())[0];
}

export const purchaseOf = ({ wish, offer, accountId, labelId, knownTracking }: Label): Purchase => ({
  wish,
  offer,
  key: `waybill-${accountId}-${labelId}`,
  knownTracking,
});

/** Asks the guards once more and commits the intention before the call. */
async function intend(tx: Tx, asked: Label, now: Date): Promise<Label | undefined> {
  const { accountId, labelId, orderId, wish } = asked;
  const label = await oneLabel(tx, accountId, labelId);
  if (label?.state !== 'asked') return undefined;
  const guard = await mayLabel(tx, accountId, orderId, wish.items, now, labelId);
  const over = isOver(label, now) ? 'labels.reason.priceOver' : undefined;
  const stop = guard.stop?.key ?? over;
  if (stop !== undefined) {
    // An earlier try may have worked after all; what stops us may be its own parcel.
    const wasSent = label.attempts > 0;
    const change = wasSent
      ? { state: 'unsure' as const, reason: 'labels.reason.checkingRefusal', nextAt: now }
      : { state: 'refused' as const, reason: stop };
    await changeLabel(tx, label, change, now);
    return undefined;
  }
  // Of an earlier try the first list counts: what came since may be its parcel.
  const knownTracking = label.attempts > 0 ? label.knownTracking : guard.tracking;
  await moveLabel(tx, label, { state: 'buying', attempt: 1, sentAt: now, knownTracking });
  return { ...label, state: 'buying', attempts: label.attempts + 1, sentAt: now, knownTracking };
}

const isOver = ({ askedAt, offer: { expiresAt } }: Label, now: Date) =>
  now.getTime() >= Math.min(askedAt.getTime() + agreedMs, expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt));

/** Writes down what came of a purchase. */
async function record(tx: Tx, deps: LabelsDeps, label: Label, outcome: BuyOutcome): Promise<void> {
  const now = deps.clock.now();
  if (outcome.kind === 'bought') await recordBought(tx, deps, label, outcome.bought);
  else if (outcome.kind === 'unknown')
    await changeLabel(tx, label, { state: 'unsure', reason: 'labels.reason.lostAnswer', nextAt: now }, now);
  else if (label.attempts > 1)
    // An earlier try may have worked, and then this one is refused: looked for once more before it is believed.
    await changeLabel(tx, label, { state: 'unsure', reason: 'labels.reason.checkingRefusal', said: outcome, nextAt: now }, now);
  else await changeLabel(tx, label, { state: 'refused', reason: 'labels.reason.byCarrier', said: outcome }, now);
}

/** The label is bought: its number, its price and, where they came along, its file and the forms for customs. */
export async function recordBought(tx: Tx, deps: LabelsDeps, label: Label, { receipt, price, file, papers = [] }: Bought): Promise<void> {
  const now = deps.clock.now();
  const reason = receipt.shipmentId === null ? 'labels.reason.foundOnOrder' : null;
  if (!(await changeLabel(tx, label, { state: 'bought', reason, nextAt: now, bought: { receipt, price, at: now } }, now))) return;
  const { accountId, orderId, labelId } = label;
  const seal = (bytes: Uint8Array) => deps.sealing.seal(bytes, labelBinding(accountId, orderId, labelId));
  if (file) await saveFile(tx, label, file.format, seal(file.bytes), now);
  await savePapers(
    tx,
    label,
    papers.map(({ kind, format, bytes }) => ({ kind, format, sealed: seal(bytes) })),
    now,
  );
}
