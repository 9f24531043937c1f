import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { appendEvents, holdIntake } from '#src/modules/orders/index.ts';
import { ordersOfBuyer, personalStates } from '#src/modules/orders/questions.ts';
import { blindEmail } from '#src/modules/vault/questions.ts';
import { poke } from '#src/platform/due.ts';
import type { PrivacyDeps } from './forget.ts';
import { insertHold, liftHold } from './store.ts';

type Deps = Pick<PrivacyDeps, 'database' | 'sealing' | 'clock'>;
type By = { name: string; actor: Actor };

export type HoldWish = {
  orderId?: string | undefined;
  /** All orders of the buyer with this e-mail address, also those to come. */
  email?: string | undefined;
  /** The law or the claim that makes it necessary. */
  ground: string;
  /** Its last day, as 2031-12-31. */
  until: string;
};

/** Keeps the personal data of an order, or of all orders of a buyer, from being purged. Throws ORDER_NOT_FOUND, INVALID_INPUT. */
export async function setHold(deps: Deps, accountId: AccountId, wish: HoldWish, by: By): Promise<string> {
  const { database, sealing, clock } = deps;
  const now = clock.now();
  const { orderId, email, ground, until } = wish;
  if (until < now.toISOString().slice(0, 10)) throw new AppError('INVALID_INPUT', 'until must be today or later: the last day of the hold');
  if ((orderId === undefined) === (email === undefined))
    throw new AppError('INVALID_INPUT', 'either orderId or email must be given: what the hold is about');
  return database.write([accountId], async (tx) => {
    // A purge that is under way ends first, and the next one sees the hold.
    await holdIntake(tx, accountId);
    const buyerHash = email === undefined ? null : blindEmail(sealing, email);
    const known =
      orderId === undefined
        ? (await ordersOfBuyer(tx, 'mail', buyerHash === null ? [] : [buyerHash], 1_000)).map((order) => order.orderId)
        : (await personalStates(tx, accountId, [orderId])).map((order) => order.orderId);
    if (orderId !== undefined && known.length === 0) throw new AppError('ORDER_NOT_FOUND', `order ${orderId} is not in this account`);
    const id = await insertHold(tx, accountId, { orderId: orderId ?? null, buyerHash, ground, until, setBy: by.name, setAt: now });
    await tell(tx, accountId, known, 'hold.set', by, now, { ground, until });
    await record(tx, now, {
      actor: by.actor,
      action: 'hold.set',
      accountId,
      subjects: orderId === undefined ? [`hold ${id}`] : [orderId],
      details: { until, about: orderId === undefined ? 'buyer' : 'order' },
    });
    return id;
  });
}

/** Lifts a hold; what is past its day then goes with the next purge, at once. Throws NOT_FOUND. */
export async function endHold(deps: Deps, accountId: AccountId, holdId: string, reason: string, by: By): Promise<void> {
  const { database, clock } = deps;
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    await holdIntake(tx, accountId);
    const lifted = await liftHold(tx, accountId, holdId, by.name, now);
    if (!lifted) throw new AppError('NOT_FOUND', `there is no hold ${holdId} in force in this account`);
    if (lifted.orderId !== null) await tell(tx, accountId, [lifted.orderId], 'hold.lifted', by, now, { reason });
    await poke(tx, accountId, 'purge', now);
    await record(tx, now, {
      actor: by.actor,
      action: 'hold.lifted',
      accountId,
      subjects: [lifted.orderId ?? `hold ${holdId}`],
      details: { reason },
    });
  });
}

const tell = (
  tx: Parameters<typeof appendEvents>[0],
  accountId: AccountId,
  orderIds: readonly string[],
  kind: string,
  by: By,
  at: Date,
  data: Record<string, string>,
) =>
  appendEvents(
    tx,
    accountId,
    orderIds.map((orderId) => ({ orderId, at, kind, origin: 'person', actor: by.name, source: 'desk', data })),
  );
