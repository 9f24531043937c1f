import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { TrackingSource } from './ports.ts';

export type TellingSource = 'amazon_shipping' | 'easypost' | 'shippo';

export type TrackingDeps = {
  database: Database;
  clock: Clock;
  /** Who of the account's carriers can be asked now. */
  sourcesOf(accountId: AccountId): Promise<Partial<Record<TellingSource, TrackingSource>>>;
  /** Has these orders fetched anew: Amazon tells of their parcels on them. */
  fetchOrders(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<void>;
};
