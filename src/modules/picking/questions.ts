import type { Db } from '#src/platform/db.ts';
import { toteCode } from './tote-rules.ts';
import { type OrderKey, ordersOfTote } from './views.ts';

export { restAdviceOf } from './advise-rest.ts';
export { pickViewOf } from './pick-page.ts';
export { type PickState, pickStatesOf } from './pick-progress.ts';
export { toteRows as totesOf } from './pick-views.ts';
export { putBacksOf } from './put-back.ts';
export { rulesOf } from './save-rule.ts';
export { shortOrders } from './short-views.ts';
export { waveDetailsOf, wavesOf } from './wave-pages.ts';

/** The orders in a tote, in the order of their wave; none when it is free. Codes are compared without regard to case. */
export const ordersInTote = (db: Db, code: string): Promise<OrderKey[]> => ordersOfTote(db, toteCode(code));

/** The order in a tote; undefined when it is free or holds several. */
export async function orderInTote(db: Db, code: string): Promise<OrderKey | undefined> {
  const [order, ...others] = await ordersInTote(db, code);
  return others.length === 0 ? order : undefined;
}
