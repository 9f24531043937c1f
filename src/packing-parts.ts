import type { HttpApp } from '#src/http/http-app.ts';
import { packedParcelRoutes } from '#src/http/routes/packed-parcels.ts';
import { packingRoutes } from '#src/http/routes/packing.ts';
import { matchLabels, type PackingDeps, runParcels } from '#src/modules/packing/index.ts';
import type { PeopleDeps } from '#src/modules/people/index.ts';
import type { Work } from '#src/platform/due.ts';

export type PackingParts = {
  works: { parcels: Work };
  /** The work of labels, after which parcels that wait for one have it. */
  matched(labels: Work): Work;
  routes(people: PeopleDeps): ((app: HttpApp) => void)[];
};

/** What packing adds to the desk: the labels of finished parcels, and its routes. */
export const packingParts = (deps: PackingDeps): PackingParts => ({
  works: { parcels: runParcels(deps) },
  matched: (labels) => async (accountId) => {
    const again = await labels(accountId);
    await matchLabels(deps, accountId);
    return again;
  },
  routes: (people) => [packingRoutes(deps, people), packedParcelRoutes(deps)],
});
