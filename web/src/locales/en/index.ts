import actions from './actions.json';
import batches from './batches.json';
import calendar from './calendar.json';
import completeness from './completeness.json';
import grid from './grid.json';
import guards from './guards.json';
import handover from './handover.json';
import labels from './labels.json';
import notices from './notices.json';
import notifications from './notifications.json';
import order from './order.json';
import packing from './packing.json';
import pages from './pages.json';
import parallel from './parallel.json';
import parcels from './parcels.json';
import people from './people.json';
import picking from './picking.json';
import privacy from './privacy.json';
import programs from './programs.json';
import shell from './shell.json';
import stock from './stock.json';
import today from './today.json';
import writes from './writes.json';

/** Every text of the web in English: the language that the others fall back to. */
export const texts: Record<string, unknown> = {
  ...shell,
  ...grid,
  ...guards,
  ...today,
  ...calendar,
  ...order,
  ...actions,
  ...writes,
  ...stock,
  ...handover,
  ...parcels,
  ...packing,
  ...labels,
  ...batches,
  ...pages,
  ...completeness,
  ...parallel,
  ...privacy,
  ...programs,
  ...people,
  ...picking,
  ...notifications,
  ...notices,
};
