import { deliverAt } from '../shop/life.ts';
import { createRandom } from '../shop/random.ts';
import { createTrackingNumber } from '../shop/tracking-numbers.ts';
import type { SimOrder, SimPackage } from '../store/sim-order.ts';
import type { SimSlot } from './scheduled.ts';

const REFERENCE = '1';

/** The order with its parcel waiting for Amazon's driver, who scans it within the slot. Nothing is shipped before that. */
export function schedule(order: SimOrder, slot: SimSlot, now: number, seed: number): SimOrder {
  const random = createRandom(`${seed}/${order.orderId}/easy-ship`);
  const scanAt = slot.start + Math.round((slot.end - slot.start) * random.between(0.2, 0.9));
  const before = order.packages.find(({ reference }) => reference === REFERENCE);
  const parcel: SimPackage = {
    reference: REFERENCE,
    carrierCode: 'Amazon Shipping',
    shippingMethod: 'Easy Ship',
    trackingNumber: before?.trackingNumber ?? createTrackingNumber(random, 'amazon-international'),
    shipDate: slot.start,
    confirmedAt: before?.confirmedAt ?? now,
    visibleAt: now,
    status: 'PENDING',
    detailedStatus: slot.method === 'PICKUP' ? 'PENDING_PICK_UP' : 'PENDING_DROP_OFF',
    scanAt,
    deliverAt: deliverAt(order, scanAt, random),
    items: order.items.flatMap(({ itemId, quantity, cancelled, shipped }) => {
      const left = quantity - cancelled - shipped;
      return left > 0 ? [{ itemId, quantity: left }] : [];
    }),
  };
  return { ...order, packages: [parcel], updatedAt: now };
}
