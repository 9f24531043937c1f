import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { shipOutlooks } from '#src/modules/writes/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { Guard, Stage } from './contract.ts';
import { causeOf, guardsFor } from './rules.ts';
import { wordsOf } from './views.ts';

export { causeOf, isPremium } from './rules.ts';
export { wordsOf } from './views.ts';

export type GuardWish = {
  stage: Stage;
  /** When an order was picked or labelled first: a change of its address after that is asked about. */
  since?: ReadonlyMap<string, Date> | undefined;
};

const notHere: Guard = { key: 'writes.skip.notHere', effect: 'stop', values: {} };

/**
 * What stands in the way of these orders at a stage: an empty list where nothing does. Questions that a person has answered
 * are left out. Three statements for any number of orders; an order that is not in this account is stopped.
 */
export async function guardsOf(
  db: Db,
  accountId: AccountId,
  orderIds: readonly string[],
  { stage, since }: GuardWish,
): Promise<Map<string, Guard[]>> {
  if (orderIds.length === 0) return new Map();
  const states = await shipOutlooks(db, accountId, orderIds);
  const words = new Set((await wordsOf(db, accountId, orderIds)).map(({ orderId, key, cause }) => wordKey(orderId, key, cause)));
  return new Map(
    orderIds.map((orderId) => {
      const state = states.get(orderId);
      const guards = state ? guardsFor(state, stage, since?.get(orderId)) : [notHere];
      return [orderId, guards.filter((guard) => guard.effect !== 'ask' || !words.has(wordKey(orderId, guard.key, causeOf(guard))))];
    }),
  );
}

/** False where `guardsOf` found no such order in the account. */
export const isHere = (guards: readonly Guard[]): boolean => !guards.some(({ key }) => key === notHere.key);

const wordKey = (orderId: string, key: string, cause: string) => `${orderId} ${key} ${cause}`;

/** The first thing that keeps an order from going on: a stop, else a question that nobody has answered. */
export const blockOf = (guards: readonly Guard[]): Guard | undefined =>
  guards.find(({ effect }) => effect === 'stop') ?? guards.find(({ effect }) => effect === 'ask');

/** What a stage throws where a guard stands in the way. */
export const blocked = (guard: Guard): AppError =>
  new AppError('NOT_ALLOWED_NOW', `orderId: this order may not go on now (${guard.key}); ${remedies[guard.effect]}`, { data: { guard } });

const remedies = {
  stop: 'nothing can be done about it here',
  ask: 'a person has to let it go on, with a reason',
  need: 'bring what it needs',
};
