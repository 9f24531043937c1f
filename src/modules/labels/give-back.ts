import { changeLabel } from './change-label.ts';
import type { ConnectedCarrier, Label } from './label.ts';
import { inTurn, type LabelsDeps } from './labels-deps.ts';
import type { Carrier, Receipt, Refund } from './ports.ts';
import { setbackOf } from './setback.ts';
import type { LabelChange } from './store.ts';
import { dueLabels } from './views.ts';

const lookMs = 900_000;

/** Gives labels back and follows their refunds. What was asked for before is looked at first: nothing is given back twice. */
export async function giveBack(deps: LabelsDeps, carriers: readonly ConnectedCarrier[], accountId: string): Promise<void> {
  const { database, clock } = deps;
  for (const label of await database.read([accountId], (db) => dueLabels(db, accountId, 'voiding', clock.now(), 20))) {
    const carrier = carriers.find(({ kind }) => kind === label.kind)?.carrier;
    const later = new Date(clock.now().getTime() + lookMs);
    let change: LabelChange;
    try {
      if (label.kind === 'manual') change = { state: 'voided', voidedAt: clock.now() };
      else if (!carrier || !label.receipt) change = { state: 'voiding', reason: 'labels.reason.noCarrier', nextAt: later };
      else change = await changeOf(carrier, label, label.receipt, clock.now());
      deps.onStep?.('void.called');
    } catch (error) {
      const setback = setbackOf(error, 1, clock.now());
      if (!setback) throw error;
      change = { state: 'voiding', ...setback };
    }
    await inTurn(deps, accountId, (tx) => changeLabel(tx, label, change, clock.now()));
    deps.onStep?.('void.recorded');
  }
}

async function changeOf(carrier: Carrier, label: Label, receipt: Receipt, now: Date): Promise<LabelChange> {
  const before = await carrier.refund(receipt);
  if (before !== 'none') return refundChange(before, now);
  const outcome = await carrier.void(receipt);
  if (outcome.kind === 'done') return refundChange(outcome.refund, now);
  if (outcome.kind === 'unknown')
    return { state: 'voiding', reason: 'labels.reason.lostAnswer', nextAt: new Date(now.getTime() + 60_000), look: true };
  // Refused after an answer was lost: it may have been given back by that.
  const reason = label.reason === 'labels.reason.lostAnswer' ? 'labels.reason.voidUnclear' : 'labels.reason.voidRefused';
  return { state: 'bought', reason, refund: 'rejected', said: outcome };
}

function refundChange(refund: Refund, now: Date): LabelChange {
  switch (refund) {
    case 'refunded':
      return { state: 'voided', refund, voidedAt: now };
    case 'rejected':
      return { state: 'bought', reason: 'labels.reason.voidRefused', refund };
    case 'none':
    case 'pending':
      return { state: 'voiding', reason: 'labels.reason.refundPending', refund: 'pending', nextAt: new Date(now.getTime() + lookMs) };
  }
}
