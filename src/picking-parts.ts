import type { HttpApp } from '#src/http/http-app.ts';
import { pickingRoutes } from '#src/http/routes/picking.ts';
import { waveRoutes } from '#src/http/routes/waves.ts';
import type { PickingDeps } from '#src/modules/picking/index.ts';
import type { Log } from '#src/platform/log.ts';

/** What picking adds to the desk: its routes. It has no due work, for nothing of it waits for anybody but people. */
export const pickingParts = (deps: PickingDeps & { log: Log }): { routes: ((app: HttpApp) => void)[] } => ({
  routes: [waveRoutes(deps), pickingRoutes(deps)],
});
