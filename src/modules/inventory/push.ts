import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { OfferApi } from './ports.ts';
import type { wayOf } from './push-way-rules.ts';

export type PushDeps = {
  database: Database;
  clock: Clock;
  offersOf: (accountId: AccountId) => Promise<OfferApi | undefined>;
  sellerIdOf: (accountId: AccountId) => Promise<string | undefined>;
  /** Names files; no two are the same. */
  newKey: () => string;
  /** Nothing may go to Amazon, of no account. */
  readOnlyDesk?: boolean;
  /** For tests, which have fewer offers than a file is worth. */
  wayOf?: typeof wayOf;
};

/** What one run of the work needs of its account. */
export type Push = PushDeps & { api: OfferApi; accountId: AccountId; sellerId: string };
