import { steppedClock } from '#src/kernel/clock.ts';
import type { PackAct } from '#src/modules/packing/contract.ts';
import { doActs } from '#src/modules/packing/do-acts.ts';
import type { PickDeed } from '#src/modules/picking/contract.ts';
import { doPick } from '#src/modules/picking/do-pick.ts';
import type { Connection } from '#src/platform/connection.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';

/** What somebody does on the floor, and where the process that does it kills itself; it comes in the variable WAYBILL_CHILD. */
export type FloorTask = {
  connection: Connection;
  now: string;
  accountId: string;
  does: { waveId: string; deed: PickDeed } | { sessionId: string; acts: readonly PackAct[] };
  /** In the nth transaction: after so many statements, when all is done but not committed, or when it is committed. */
  kill: { nth: number; at: number | 'before commit' | 'after commit' };
};

const { connection, now, accountId, does, kill } = JSON.parse(process.env['WAYBILL_CHILD'] ?? '') as FloorTask;

/** Nothing more happens from here on. */
async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

function mortal(database: Database): Database {
  let writes = 0;
  return {
    ...database,
    write: async (accounts, work) => {
      writes += 1;
      const isLast = writes === kill.nth;
      let statements = 0;
      const done = await database.write(accounts, async (tx) => {
        const result = await work({
          ...tx,
          query: async <Row>(statement: Parameters<typeof tx.query>[0]) => {
            const rows = await tx.query<Row>(statement);
            statements += 1;
            return isLast && statements === kill.at ? die() : rows;
          },
        });
        return isLast && kill.at === 'before commit' ? die() : result;
      });
      return isLast && kill.at === 'after commit' ? die() : done;
    },
  };
}

// Only what these two need, not a whole desk: it starts in a fraction of the time.
const database = openDatabase(connection, { size: 1 });
const deps = { database: mortal(database), clock: steppedClock(new Date(now)) };
if ('acts' in does) await doActs(deps, { id: 'person ana', name: 'Ana', accounts: [accountId] }, does.sessionId, does.acts);
else await doPick(deps, [accountId], does.waveId, does.deed, 'Ana');
await database.close();
