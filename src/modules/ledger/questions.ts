import type { Db } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { brokenLink } from './chain.ts';
import { signer } from './run-ledger.ts';
import { entries } from './views.ts';

export { settleMs } from './rules.ts';
export { gapRows, type LedgerRow, ledgerRows, oldestUncounted } from './views.ts';

/** Recomputes the chain of each account of `db`; `brokenAt` names the first entry that does not fit. */
export async function checkChains(db: Db, sealing: Sealing): Promise<{ accountId: string; entries: number; brokenAt: string | null }[]> {
  const found = [];
  for (const accountId of db.accounts) {
    const list = await entries(db, accountId);
    found.push({ accountId, entries: list.length, brokenAt: brokenLink(accountId, list, signer(sealing)) ?? null });
  }
  return found;
}
