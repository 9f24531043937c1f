import { calendarRoutes } from '#src/http/routes/calendar.ts';
import { guardRoutes } from '#src/http/routes/guards.ts';
import { todayRoutes } from '#src/http/routes/today.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';

/** Today's work, the calendar that it follows and the guards that it shows: their routes. */
export const todayParts = (deps: { database: Database; clock: Clock }) => ({
  routes: [calendarRoutes(deps), guardRoutes(deps), todayRoutes(deps)],
});
