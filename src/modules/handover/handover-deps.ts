import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Db } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { ErrandStep, Way } from './errand.ts';
import type { ListSlots, Messenger } from './ports.ts';

export type HandoverDeps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  /** Who of the account's carriers can be asked now. */
  messengersOf(accountId: AccountId): Promise<Partial<Record<Exclude<Way, 'own'>, Messenger>>>;
  /** Undefined while the account is not connected. */
  listSlots(accountId: AccountId): Promise<ListSlots | undefined>;
  /** Which of these orders still lie on a packing table or were never there though the account packs by scan. */
  unpackedOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<ReadonlySet<string>>;
  onStep?: (step: ErrandStep) => void;
};

/** What a document of an errand is sealed to. */
export const fileBinding = (accountId: AccountId, errandId: string): string => `handover ${accountId} ${errandId}`;
