import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/**
 * A part of the desk that keeps something about orders which may tell of a buyer. Each module takes away its own; src/app.ts
 * names them all.
 */
export type Keeper = {
  /** One word for the report. */
  name: string;
  /**
   * Takes away what is kept of these orders, and what is older than anything of this kind may be; in the transaction of the
   * purge. Answers how many things went. Repeating it changes nothing.
   */
  forget(tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<number>;
};
