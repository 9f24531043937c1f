import type { OrderWrite } from '#src/modules/orders/contract.ts';
import type { SimWrite } from '../../simulator/store/sim-write.ts';

type Placed = OrderWrite & { orderId: string };

const detailOf = (write: SimWrite) => write.detail as { trackingNumber?: string; reason?: string };

/**
 * Holds what the desk says against what Amazon did: each change that the desk calls verified happened exactly once by
 * its hand, none that it calls refused or taken back happened, and nothing happened that it does not know of. Gives what
 * does not fit; nothing when all is true.
 */
export function compareWrites(desk: readonly Placed[], amazon: readonly SimWrite[]): string[] {
  const problems: string[] = [];
  const ours = amazon.filter((effect) => effect.via !== 'seller-central');
  const claimed = new Set<SimWrite>();
  for (const write of desk) {
    const effects = ours.filter((effect) => isEffectOf(effect, write));
    for (const effect of effects) claimed.add(effect);
    // What somebody else did first, the desk did not do.
    const isElsewhere = write.reason === 'writes.reason.doneElsewhere';
    const expected = write.state === 'verified' && !isElsewhere ? 1 : 0;
    if (!['verified', 'rejected', 'withdrawn'].includes(write.state))
      problems.push(`${write.kind} of ${write.orderId} stays ${write.state} (${write.reason ?? 'no reason'})`);
    else if (effects.length !== expected)
      problems.push(`${write.kind} of ${write.orderId} is ${write.state} (${write.reason ?? ''}) and happened ${effects.length} times`);
  }
  for (const effect of ours)
    if (!claimed.has(effect)) problems.push(`${effect.kind} of ${effect.orderId} happened and nobody asked for it`);
  return problems;
}

function isEffectOf(effect: SimWrite, write: Placed): boolean {
  if (effect.orderId !== write.orderId) return false;
  if (write.kind === 'cancel') return effect.kind === 'cancel';
  const { reference, trackingNumber } = write.payload;
  if (effect.reference !== reference || detailOf(effect).trackingNumber !== trackingNumber) return false;
  // A confirmation that is sent twice arrives as an edit of its own package.
  return effect.kind === write.kind || (write.kind === 'confirm' && effect.kind === 'edit');
}
