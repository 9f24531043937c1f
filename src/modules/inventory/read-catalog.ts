import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import { deleteImages, fillProducts, saveCatalog } from './catalog-store.ts';
import { catalogQuestion } from './catalog-views.ts';
import type { CatalogSource } from './ports.ts';
import { waitOf } from './push-offers.ts';

type Deps = { database: Database; clock: Clock; catalogOf: (accountId: AccountId) => Promise<CatalogSource | undefined> };

/** What an image is or a parcel weighs changes rarely. */
const goodForMs = 30 * 24 * 3_600_000;
const everyMs = 600_000;

/**
 * Due work `catalog`: asks Amazon's catalogue for what is sold, 20 ASINs at a time and behind everything else, each once a
 * month; products get images, and names, weights and sizes where they have none.
 */
export const readCatalog =
  ({ database, clock, catalogOf }: Deps) =>
  async (accountId: AccountId): Promise<Again> => {
    const api = await catalogOf(accountId);
    if (!api) return 'rest';
    for (;;) {
      const since = new Date(clock.now().getTime() - goodForMs);
      const question = await database.read([accountId], (db) => catalogQuestion(db, accountId, since));
      if (!question) break;
      try {
        const items = await api.catalogItems(question, { priority: 'background' });
        await database.write([accountId], (tx) => saveCatalog(tx, question.asins, items, clock.now()));
      } catch (error) {
        const wait = waitOf(error);
        if (wait) return wait;
        // One that Amazon does not take must not hold the others: it is asked again in a month.
        if (!(error instanceof AppError) || (error.code !== 'AMAZON_REFUSED' && error.code !== 'AMAZON_ANSWER')) throw error;
        await database.write([accountId], (tx) => saveCatalog(tx, question.asins, [], clock.now()));
      }
    }
    await database.write([accountId], (tx) => fillProducts(tx, accountId));
    return new Date(clock.now().getTime() + everyMs);
  };

/** The demo's Amazon has another address than last time: its images are asked for anew. */
export const forgetImages = ({ database, clock }: Pick<Deps, 'database' | 'clock'>, accountId: AccountId, address: string): Promise<void> =>
  database.write([accountId], async (tx) => {
    await deleteImages(tx, address);
    await poke(tx, accountId, 'catalog', clock.now());
  });
