import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplacesOf } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import type { OfferApi } from './ports.ts';
import { saveFbaStock } from './push-store.ts';

type Deps = { database: Database; clock: Clock; offersOf: (accountId: AccountId) => Promise<OfferApi | undefined> };

/** Where a round through the stores of an account stands. It lives with the process: a token is worth 30 seconds. */
type Walk = { store: number; token: string | undefined; at: number };

const everyMs = 3_600_000;
const tokenLivesMs = 25_000;

/** Due work `fba`: once an hour what lies with Amazon, store by store and page by page as the quota allows. */
export function readFba({ database, clock, offersOf }: Deps): (accountId: AccountId) => Promise<Again> {
  const walks = new Map<AccountId, Walk>();
  return async (accountId) => {
    const api = await offersOf(accountId);
    if (!api) return 'rest';
    const stores = await database.read([accountId], marketplacesOf);
    const before = walks.get(accountId);
    const isFresh = before && clock.now().getTime() - before.at < tokenLivesMs;
    const walk: Walk = { store: before?.store ?? 0, token: isFresh ? before.token : undefined, at: 0 };
    for (let store = stores[walk.store]; store !== undefined; store = stores[walk.store]) {
      const { marketplaceId } = store;
      try {
        const question = { marketplaceId, ...(walk.token === undefined ? {} : { token: walk.token }) };
        const page = await api.inventorySummaries(question, { priority: 'background' });
        if (page.items.length > 0)
          await database.write([accountId], (tx) => saveFbaStock(tx, accountId, marketplaceId, page.items, clock.now()));
        walk.token = page.nextToken;
        if (page.nextToken === undefined) walk.store += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'AMAZON_THROTTLED' || !(error.data.nextAt instanceof Date)) throw error;
        walks.set(accountId, { ...walk, at: clock.now().getTime() });
        return error.data.nextAt;
      }
    }
    walks.delete(accountId);
    return new Date(clock.now().getTime() + everyMs);
  };
}
