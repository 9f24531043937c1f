import type { Db } from '#src/platform/db.ts';
import { type OrderKey, ordersOfTote } from './views.ts';

export { type PickState, pickStatesOf } from './pick-states.ts';

/** The orders in a tote, in the order of their wave; none when it is free. Codes are compared without regard to case. */
export const ordersInTote = (db: Db, code: string): Promise<OrderKey[]> => ordersOfTote(db, toteCode(code));

/** The order in a tote; undefined when it is free or holds several. */
export async function orderInTote(db: Db, code: string): Promise<OrderKey | undefined> {
  const [order, ...others] = await ordersInTote(db, code);
  return others.length === 0 ? order : undefined;
}

/** How a tote's code is kept: T-7 and t-7 are the same. */
const toteCode = (text: string): string => text.trim().toUpperCase();
