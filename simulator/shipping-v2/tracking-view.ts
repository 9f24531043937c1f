import type { SimLabel } from '../labels/sim-label.ts';
import { createRandom } from '../shop/random.ts';
import type { SimPackage } from '../store/sim-order.ts';

const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

export type Happened = { eventCode: string; at: number; back?: boolean };

/** The journey of a parcel in the words of Amazon Shipping, as far as it is known at `now`: the newest line first. */
export function trackingView(label: SimLabel, parcel: SimPackage | undefined, now: number) {
  const happened = (label.journey ?? journeyOf(label, parcel)).filter(({ at }) => at <= now);
  const last = happened.toSorted((a, b) => a.at - b.at).at(-1);
  const status = last?.back && last.eventCode !== 'Lost' ? 'Undeliverable' : (statuses[last?.eventCode ?? ''] ?? 'InTransit');
  const home = { city: 'Memphis', stateOrRegion: 'TN', countryCode: 'US' };
  return {
    trackingId: label.tracking,
    alternateLegTrackingId: '',
    eventHistory: happened.toReversed().map(({ eventCode, at, back }) => ({
      eventCode,
      ...(eventCode === 'ReadyForReceive' ? {} : { location: home }),
      eventTime: iso(at),
      shipmentType: back ? 'RETURNS' : 'FORWARD',
    })),
    promisedDeliveryDate: iso(label.promised ?? label.latest),
    summary: {
      status,
      ...(label.detailCodes ? { trackingDetailCodes: { forward: label.detailCodes, returns: [] } } : {}),
    },
  };
}

const statuses: Readonly<Record<string, string>> = {
  ReadyForReceive: 'PreTransit',
  Delivered: 'Delivered',
  Lost: 'Lost',
  OutForDelivery: 'OutForDelivery',
  DeliveryAttempted: 'DeliveryAttempted',
  Undeliverable: 'Undeliverable',
  Rejected: 'Rejected',
  PickupCancelled: 'PickupCancelled',
  AvailableForPickup: 'AwaitingCustomerPickup',
};

/** What happens between the marks that the order itself shows. Some lines are told twice; what fails is lost or comes back. */
function journeyOf(label: SimLabel, parcel: SimPackage | undefined): Happened[] {
  const random = createRandom(`journey/${label.tracking}`);
  const journey: Happened[] = [{ eventCode: 'ReadyForReceive', at: label.boughtAt }];
  if (parcel === undefined || ['PENDING', 'CANCELLED', 'SHIPPED'].includes(parcel.status)) return journey;
  const scanned = Math.max(label.boughtAt, parcel.scannedAt ?? parcel.shipDate);
  const add = (eventCode: string, at: number, back = false) => journey.push({ eventCode, at, ...(back ? { back } : {}) });
  add('PickupDone', scanned);
  add('Departed', scanned + random.int(1, 5) * hour);
  add('ArrivedAtCarrierFacility', scanned + random.int(6, 14) * hour);
  if (random.chance(0.2)) add('ArrivedAtCarrierFacility', journey.at(-1)?.at ?? scanned);
  if (parcel.status === 'DELIVERED') {
    const arrived = parcel.deliveredAt ?? label.latest;
    add('OutForDelivery', Math.max(scanned, arrived - random.int(2, 6) * hour));
    add('Delivered', arrived);
    // Nothing happens on the way after it has arrived.
    return journey.filter(({ at }) => at <= arrived);
  }
  if (parcel.status === 'UNDELIVERABLE') {
    if (random.chance(0.4)) add('Lost', label.latest);
    else {
      add('Undeliverable', label.latest);
      add('ReturnInitiated', label.latest + 24 * hour, true);
      add('Delivered', label.latest + 96 * hour, true);
    }
  }
  return journey;
}
