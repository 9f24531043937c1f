import type { AccountId } from '#src/kernel/ids.ts';
import type { OrderWrite } from '#src/modules/orders/contract.ts';
import type { Db } from '#src/platform/db.ts';
import { outbox, writesOf } from './views.ts';
import { writeView } from './write-view.ts';

export { openWriteStates } from './state-views.ts';
export { openCounts as openWriteCounts } from './views.ts';
export { writeView } from './write-view.ts';

/** The writes of an order, newest first. */
export const writesOfOrder = async (db: Db, accountId: AccountId, orderId: string): Promise<OrderWrite[]> =>
  (await writesOf(db, accountId, orderId)).map(writeView);

/** What is under way or was rejected, in the accounts of `db`. */
export const listOutbox = async (db: Db, which: 'open' | 'rejected'): Promise<(OrderWrite & { accountId: AccountId; orderId: string })[]> =>
  (await outbox(db, which)).map((write) => ({ ...writeView(write), accountId: write.accountId, orderId: write.orderId }));
export { type ShipGuard, shipGuard } from './ship-guard.ts';
export { type ShipOutlook, shipOutlooks } from './ship-outlook.ts';
