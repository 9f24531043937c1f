import { iso, type View } from '../orders/view.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimScheduled, SimSlot } from './scheduled.ts';

export const slotView = ({ slotId, start, end, method }: SimSlot): View => ({
  slotId,
  startTime: iso(start),
  endTime: iso(end),
  handoverMethod: method,
});

const statuses = {
  PENDING: 'ReadyForPickup',
  SHIPPED: 'PickedUp',
  IN_TRANSIT: 'PickedUp',
  DELIVERED: 'Delivered',
  UNDELIVERABLE: 'Undeliverable',
  CANCELLED: 'LabelCanceled',
} as const;

/** A scheduled parcel in the words of Easy Ship. */
export function packageView({ orderId, packageId, dimensions, weight, slot, identifier }: SimScheduled, order: SimOrder | undefined): View {
  const parcel = order?.packages[0];
  const status = order?.status === 'CANCELLED' ? 'LabelCanceled' : statuses[parcel?.status ?? 'PENDING'];
  return {
    scheduledPackageId: { amazonOrderId: orderId, packageId },
    packageDimensions: dimensions,
    packageWeight: weight,
    ...(parcel ? { packageItems: parcel.items.map(({ itemId }) => ({ orderItemId: itemId })) } : {}),
    ...(slot ? { packageTimeSlot: slotView(slot) } : {}),
    ...(identifier === undefined ? {} : { packageIdentifier: identifier }),
    packageStatus: status,
    ...(parcel ? { trackingDetails: { trackingId: parcel.trackingNumber } } : {}),
  };
}
