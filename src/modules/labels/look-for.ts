import { purchaseOf, recordBought } from './buy-asked.ts';
import { changeLabel } from './change-label.ts';
import type { ConnectedCarrier, Label } from './label.ts';
import { inTurn, type LabelsDeps } from './labels-deps.ts';
import { setbackOf } from './setback.ts';
import { dueLabels } from './views.ts';

const mostTries = 3;

/** Looks at the carrier for labels whose answer was lost. Only then is one sent again, or given up. */
export async function lookForUnsure(deps: LabelsDeps, carriers: readonly ConnectedCarrier[], accountId: string): Promise<void> {
  const { database, clock } = deps;
  for (const label of await database.read([accountId], (db) => dueLabels(db, accountId, 'unsure', clock.now(), 20))) {
    const carrier = carriers.find(({ kind }) => kind === label.kind)?.carrier;
    const later = new Date(clock.now().getTime() + Math.min(600_000, 15_000 * 2 ** Math.min(label.looks, 5)));
    const stay = (reason = label.reason, nextAt = later) =>
      inTurn(deps, accountId, (tx) => changeLabel(tx, label, { state: 'unsure', reason, nextAt, look: true }, clock.now()));
    if (!carrier) {
      await stay('labels.reason.noCarrier');
      continue;
    }
    try {
      const found = await carrier.find(purchaseOf(label));
      deps.onStep?.('label.found');
      if (found.kind === 'bought') await inTurn(deps, accountId, (tx) => recordBought(tx, deps, label, found.bought));
      else if (found.kind === 'unclear' || !isSettled(label, carrier.settlesMs, clock.now())) await stay();
      else await inTurn(deps, accountId, (tx) => changeLabel(tx, label, giveUp(label, clock.now()), clock.now()));
    } catch (error) {
      const setback = setbackOf(error, label.looks, clock.now());
      if (!setback) throw error;
      await stay(label.reason, setback.nextAt);
    }
  }
}

const isSettled = ({ sentAt }: Label, settlesMs: number, now: Date) => now.getTime() - (sentAt?.getTime() ?? 0) >= settlesMs;

/** The carrier knows of nothing: sent again, unless it was refused or tried often enough. */
function giveUp(label: Label, now: Date) {
  if (label.reason === 'labels.reason.checkingRefusal') return { state: 'refused' as const, reason: 'labels.reason.byCarrier' };
  if (label.attempts >= mostTries) return { state: 'refused' as const, reason: 'labels.reason.notBought' };
  return { state: 'asked' as const, reason: 'labels.reason.notThere', nextAt: now };
}
