import type { HttpApp } from '#src/http/http-app.ts';
import { stockRoutes } from '#src/http/routes/stock.ts';
import { stockChannelRoutes } from '#src/http/routes/stock-channels.ts';
import { stockFileRoutes } from '#src/http/routes/stock-files.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { readListings as readListingRows } from '#src/modules/imports/index.ts';
import { pushQuantities, readCatalog, readFba, readListings, runAllocate, takeOverOffers } from '#src/modules/inventory/index.ts';
import type { CatalogSource, ListingSource, OfferApi, ReadListed } from '#src/modules/inventory/ports.ts';
import type { Database } from '#src/platform/db.ts';
import type { Work } from '#src/platform/due.ts';

type Deps = {
  database: Database;
  clock: Clock;
  apiOf: (accountId: AccountId) => Promise<(ListingSource & OfferApi & CatalogSource) | undefined>;
  newKey: () => string;
  readOnlyDesk: boolean;
};

/** What stock adds to the desk: its due work, at Amazon too, and its routes. */
export function stockParts({ database, clock, apiOf, newKey, readOnlyDesk }: Deps): {
  works: Record<'allocate' | 'catalog' | 'listings' | 'fba' | 'quantities', Work>;
  routes: ((app: HttpApp) => void)[];
} {
  const accountOf = async (accountId: AccountId) => (await listAccounts(database)).find((account) => account.accountId === accountId);
  const readListed: ReadListed = async function* (stream, accountId) {
    const account = await accountOf(accountId);
    for await (const row of readListingRows(stream, { japanese: account?.region === 'FE' }))
      if (row.kind === 'listing') yield { ...row.listing, ...row.offer };
  };
  const works = {
    allocate: runAllocate({ database, clock }),
    catalog: readCatalog({ database, clock, catalogOf: apiOf }),
    fba: readFba({ database, clock, offersOf: apiOf }),
    quantities: pushQuantities({
      database,
      clock,
      offersOf: apiOf,
      newKey,
      readOnlyDesk,
      sellerIdOf: async (accountId) => (await accountOf(accountId))?.sellerId ?? undefined,
    }),
    listings: readListings({
      database,
      clock,
      listingsOf: apiOf,
      readListed,
      onRead: async (accountId) => {
        // The demo shop has shelves to look at; a real one counts its own.
        if ((await accountOf(accountId))?.host === 'simulator')
          await takeOverOffers({ database, clock }, accountId, { origin: 'demo', by: 'demo' });
      },
    }),
  };
  return {
    works,
    routes: [stockRoutes({ database, clock }), stockFileRoutes({ database, clock }), stockChannelRoutes({ database, clock })],
  };
}
