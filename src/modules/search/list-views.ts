import { z } from 'zod';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { orderSorts, orderTabs, type SavedView } from './contract.ts';
import { countUpTo, type OrderSearch } from './find-orders.ts';
import { parseQuery } from './parse-query.ts';
import type { DayFrame } from './time-range.ts';
import { type ViewRecord, viewsOf } from './views.ts';

const gridState = z.object({
  account: z.string().optional(),
  q: z.string().default(''),
  tab: z.enum(orderTabs).catch('all'),
  sort: z.enum(orderSorts).catch('newest'),
});

const mostCounted = 1000;

/**
 * The views of a person with how many orders each shows in the accounts that he may see. A view whose text is not
 * understood, or whose account he may not see, has no count.
 */
export async function listViews(
  { database, sealing }: { database: Database; sealing: Sealing },
  { person, accounts, ...frame }: DayFrame & { person: string; accounts: readonly AccountId[] },
): Promise<SavedView[]> {
  return database.read(accounts, async (db) => {
    const counted: SavedView[] = [];
    for (const view of await viewsOf(db, person)) {
      const search = searchOf(view, frame, accounts);
      const count = search ? await countUpTo({ ...db, accounts: search.accounts }, sealing, search, mostCounted) : null;
      counted.push({ ...view, columns: view.columns ?? null, count });
    }
    return counted;
  });
}

function searchOf(
  { query }: ViewRecord,
  frame: DayFrame,
  accounts: readonly AccountId[],
): (OrderSearch & { accounts: readonly AccountId[] }) | undefined {
  const state = gridState.parse(Object.fromEntries(new URLSearchParams(query)));
  const { filter, problems } = parseQuery(state.q);
  const own = state.account === undefined ? accounts : accounts.filter((accountId) => accountId === state.account);
  if (problems.length > 0 || own.length === 0) return undefined;
  // The order does not matter for a count, and the newest first is the cheapest.
  return { ...frame, filter, tab: state.tab, sort: 'newest', accounts: own };
}
