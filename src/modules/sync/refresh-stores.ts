import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { saveMarketplaces } from '#src/modules/accounts/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import type { SyncDeps } from './read-page.ts';

const everyMs = 24 * 3_600_000;

type Deps = SyncDeps & {
  /** Told of the stores that the account sells in, in the transaction that keeps them: the back-fill begins there. */
  onStores: (tx: Tx, accountId: AccountId, marketplaceIds: readonly string[]) => Promise<void>;
};

/** Due work `stores`: asks Amazon once a day in which stores the account sells. */
export const refreshStores =
  (deps: Deps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    if (!source) return 'rest';
    try {
      const stores = await source.participations({ purpose: 'upkeep' });
      await database.write([accountId], async (tx) => {
        await saveMarketplaces(
          tx,
          accountId,
          stores.map(({ marketplaceId, participates, storeName }) => ({ marketplaceId, participates, storeName })),
        );
        await deps.onStores(
          tx,
          accountId,
          stores.filter((store) => store.participates).map((store) => store.marketplaceId),
        );
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
      throw error;
    }
    return new Date(clock.now().getTime() + everyMs);
  };
