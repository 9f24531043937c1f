import type { HttpApp } from '#src/http/http-app.ts';
import { packedParcelRoutes } from '#src/http/routes/packed-parcels.ts';
import { packingRoutes } from '#src/http/routes/packing.ts';
import { type PackingDeps, runParcels } from '#src/modules/packing/index.ts';
import type { PeopleDeps } from '#src/modules/people/index.ts';
import type { Work } from '#src/platform/due.ts';

export type PackingParts = {
  works: { parcels: Work };
  routes(people: PeopleDeps): ((app: HttpApp) => void)[];
};

/** What packing adds to the desk: the labels of finished parcels, and its routes. */
export const packingParts = (deps: PackingDeps): PackingParts => ({
  works: { parcels: runParcels(deps) },
  routes: (people) => [packingRoutes(deps, people), packedParcelRoutes(deps)],
});
