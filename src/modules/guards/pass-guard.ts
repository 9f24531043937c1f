import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents, holdIntake } from '#src/modules/orders/index.ts';
import { shipOutlooks } from '#src/modules/writes/questions.ts';
import type { Tx } from '#src/platform/db.ts';
import type { PassBody } from './contract.ts';
import { causeOf, guardsFor } from './rules.ts';
import { keepWord } from './store.ts';

/**
 * A person lets an order go on although a guard asks; holds for all stages, for this occasion alone. Saying it twice is no
 * harm. Throws NOT_FOUND, CONFLICT where the order no longer asks this (a screen that is old decides nothing).
 */
export async function passGuard(
  tx: Tx,
  accountId: AccountId,
  orderId: string,
  { key, cause, reason }: PassBody,
  { person, now }: { person: string; now: Date },
): Promise<void> {
  await holdIntake(tx, accountId);
  const state = (await shipOutlooks(tx, accountId, [orderId])).get(orderId);
  if (!state) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  // Any change of the address is after this: whether it came after picking is asked where it matters.
  const asked = guardsFor(state, 'confirm', new Date(0)).some(
    (guard) => guard.effect === 'ask' && guard.key === key && causeOf(guard) === cause,
  );
  if (!asked) throw new AppError('CONFLICT', 'key, cause: the order does not ask this any more; look at it again');
  if (!(await keepWord(tx, accountId, { orderId, key, cause, reason, person, at: now }))) return;
  await appendEvents(tx, accountId, [
    { orderId, at: now, kind: 'guard.passed', origin: 'person', actor: person, source: 'desk', data: { guard: key } },
  ]);
}
