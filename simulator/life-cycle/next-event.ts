import { freeUnits } from '../shipments/quantities.ts';
import type { SimNext, SimOrder, SimPackage } from '../store/sim-order.ts';
import { addBusinessDays } from './business-days.ts';

/** The one thing that happens to an order next by itself. `parcel` is set for events of one package. */
export type NextEvent = { at: number; what: SimNext | 'reveal'; parcel?: SimPackage };

/** Business days after ship-by at which Amazon cancels an order that nobody confirmed. */
const PATIENCE_DAYS = 7;

/** The earliest of: what the order has planned, what its parcels do, and Amazon's patience with a late seller. */
export function nextEvent(order: SimOrder): NextEvent | undefined {
  const events: NextEvent[] = [];
  if (order.next) events.push(order.next);
  for (const parcel of order.packages) {
    if (parcel.hidden) events.push({ at: parcel.visibleAt, what: 'reveal', parcel });
    else if (parcel.scanAt !== undefined) events.push({ at: parcel.scanAt, what: 'carrier-scan', parcel });
    else if (parcel.deliverAt !== undefined) events.push({ at: parcel.deliverAt, what: 'deliver', parcel });
  }
  if (order.shipBy && isWaiting(order)) events.push({ at: addBusinessDays(order.shipBy.latest, PATIENCE_DAYS), what: 'auto-cancel' });
  return events.reduce<NextEvent | undefined>((first, event) => (first && first.at <= event.at ? first : event), undefined);
}

/** Amazon cancels what the seller has not confirmed at all. */
const isWaiting = (order: SimOrder) =>
  order.status === 'UNSHIPPED' && order.fulfilledBy === 'MERCHANT' && order.items.some((item) => freeUnits(order, item) > 0);
