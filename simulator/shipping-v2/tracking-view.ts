import type { SimLabel } from '../labels/sim-label.ts';
import type { SimPackage } from '../store/sim-order.ts';

const iso = (at: number) => new Date(at).toISOString();

/** The journey of a parcel in the words of Amazon Shipping. */
export function trackingView(label: SimLabel, parcel: SimPackage | undefined) {
  const journey: { eventCode: string; at: number }[] = [{ eventCode: 'ReadyForReceive', at: label.boughtAt }];
  const isPicked = parcel !== undefined && !['PENDING', 'CANCELLED'].includes(parcel.status);
  if (isPicked) journey.push({ eventCode: 'PickupDone', at: Math.max(label.boughtAt, parcel.shipDate) });
  if (parcel?.status === 'DELIVERED') journey.push({ eventCode: 'Delivered', at: parcel.deliveredAt ?? label.latest });
  if (parcel?.status === 'UNDELIVERABLE') journey.push({ eventCode: 'Undeliverable', at: label.latest });
  const status =
    parcel?.status === 'DELIVERED'
      ? 'Delivered'
      : parcel?.status === 'UNDELIVERABLE'
        ? 'Undeliverable'
        : isPicked
          ? 'InTransit'
          : 'PreTransit';
  return {
    trackingId: label.tracking,
    alternateLegTrackingId: '',
    eventHistory: journey.map(({ eventCode, at }) => ({ eventCode, eventTime: iso(at) })),
    promisedDeliveryDate: iso(label.latest),
    summary: { status },
  };
}
