import type { AccountId } from '#src/kernel/ids.ts';
import { strayPersonal } from '#src/modules/orders/questions.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { newestVaultOrders, vaultState } from '#src/modules/vault/questions.ts';
import type { PrivacyDeps } from './forget.ts';
import { keptBy } from './hold-rules.ts';
import { tracesOf } from './personal-values-rules.ts';
import { type FoundTrace, type ScanResult, scanForTraces } from './scan.ts';
import { insertPurge, saveScan } from './store.ts';
import { openHolds } from './views.ts';

export type Look = {
  accountId: AccountId;
  /** Orders of the vault whose values were looked for outside it. */
  orders: number;
  /** Orders in the vault past their day. */
  overdue: number;
  /** Search keys and masks of orders of which the vault holds nothing. */
  strays: number;
  scan: ScanResult;
  found: FoundTrace[];
};

const most = 20_000;

/**
 * Looks whether personal data stands anywhere but in the vault: the values of up to 20,000 of the newest orders, in every
 * column of every table and in every file, all of them whole. What was purged before is known no more, so beside it counts
 * what a purge would have left: keys and masks without an order in the vault, and orders past their day. The look is kept
 * in the report of purges and in the log of reads.
 */
export async function lookForTraces(deps: PrivacyDeps, accountId: AccountId, askedBy: string): Promise<Look> {
  const { database, clock, dataDir } = deps;
  const now = clock.now();
  const { orderIds, state, strays } = await database.read([accountId], async (db) => ({
    orderIds: await newestVaultOrders(db, accountId, most),
    state: await vaultState(db, accountId, now, keptBy(await openHolds(db, accountId), now)),
    strays: await strayPersonal(db, accountId),
  }));
  const held = await readPersonal(deps, { accountId, orderIds, reader: askedBy, purpose: 'look for traces outside the vault' });
  const values = [...held.values()].flatMap((personal) => tracesOf(personal).strong);
  const { scan, found } = await scanForTraces(
    { database, dataDir },
    accountId,
    { strong: values, weak: [], orderIds: [] },
    { whole: true },
  );
  const all = strays > 0 ? [...found, { place: 'search keys and masks without an order in the vault', traces: strays }] : found;
  await database.write([accountId], async (tx) => {
    const id = await insertPurge(tx, accountId, {
      at: now,
      reason: 'scan',
      askedBy,
      orders: held.size,
      oldestDue: state.oldest,
      removed: {},
    });
    await saveScan(tx, accountId, id, scan, all);
  });
  return { accountId, orders: held.size, overdue: state.overdue, strays, scan, found: all };
}
