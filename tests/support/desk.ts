import { type SteppedClock, steppedClock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { IntakeDeps } from '#src/modules/orders/index.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { createSealing, type Sealing } from '#src/platform/sealing.ts';
import { testDatabase } from './postgres.ts';

export type TestDesk = {
  database: Database;
  clock: SteppedClock;
  sealing: Sealing;
  intake: IntakeDeps;
  /** An account to write into; ids count up from 1. */
  addAccount(name?: string): Promise<AccountId>;
  close(): Promise<void>;
};

/** A real database of its own with a clock that stands still. */
export async function testDesk(now = new Date('2026-11-22T12:00:00Z')): Promise<TestDesk> {
  const test = await testDatabase();
  const database = openDatabase(test.connection, { size: 8 });
  const clock = steppedClock(now);
  const sealing = createSealing(Buffer.alloc(32, 7));
  let accounts = 0;
  return {
    database,
    clock,
    sealing,
    intake: { database, sealing, clock, onTaken: [] },
    addAccount: async (name = 'Demo shop') => {
      accounts += 1;
      const accountId = String(accounts);
      await database.write([accountId], (tx) =>
        tx.query({
          text: `INSERT INTO account (account_id, name, region, seller_id, host, time_zone, state, created_at)
            VALUES ($1, $2, 'NA', $3, 'simulator', 'America/Los_Angeles', 'connected', $4)`,
          values: [accountId, name, `SELLER${accountId}`, clock.now()],
        }),
      );
      return accountId;
    },
    close: async () => {
      await database.close();
      await test.close();
    },
  };
}
