import type { SimItem, SimOrder, SimPackage } from '../store/sim-order.ts';
import { createCarriage } from './carriers.ts';
import { deliverAt, scanAt } from './life.ts';
import type { Random } from './random.ts';
import { storefrontOf } from './storefronts.ts';

const minute = 60_000;
const codeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const failures = ['RETURNED_TO_SELLER', 'REJECTED_BY_BUYER', 'UNDELIVERABLE', 'LOST'];

/** When a parcel was handed over and up to when it has travelled; `showDelay` is the time until reads show its confirmation. */
export type ParcelTimes = { shippedAt: number; now: number; showDelay?: number };

/**
 * A parcel with these items, handed over at an instant and confirmed minutes later, as it stands at `now`: what has not
 * happened by then is left to the life-cycle in `scanAt` and `deliverAt`.
 */
export function createParcel(random: Random, order: SimOrder, content: SimPackage['items'], times: ParcelTimes): SimPackage {
  const { shippedAt, now, showDelay = 5_000 } = times;
  const reference = String(order.packages.length + 1);
  const carriage = createCarriage(random, order, storefrontOf(order.marketplaceId).warehouse.country);
  const confirmedAt = Math.min(now, shippedAt + random.int(1 * minute, 40 * minute));
  const parcel: SimPackage = {
    reference,
    ...carriage,
    shipDate: shippedAt,
    confirmedAt,
    visibleAt: confirmedAt + showDelay,
    status: 'SHIPPED',
    items: content,
  };
  if (parcel.visibleAt > now) return { ...parcel, hidden: true };

  const scanned = Math.max(parcel.visibleAt, scanAt(shippedAt, random));
  const arrives = deliverAt(order, scanned, random);
  // Amazon gives the detailed status only now and then.
  const isDetailed = random.chance(0.5);
  if (scanned > now) return { ...parcel, scanAt: scanned, deliverAt: arrives };
  if (arrives > now) return { ...parcel, status: 'IN_TRANSIT', deliverAt: arrives, ...(isDetailed ? { detailedStatus: 'PICKED_UP' } : {}) };
  if (random.chance(0.007)) return { ...parcel, status: 'UNDELIVERABLE', detailedStatus: random.pick(failures) };
  return { ...parcel, status: 'DELIVERED', deliveredAt: arrives, ...(isDetailed ? { detailedStatus: 'DELIVERED' } : {}) };
}

/** All units of the items that are neither shipped nor cancelled, as the content of a parcel. */
export function openContent(random: Random, items: readonly SimItem[]): SimPackage['items'] {
  return items.flatMap((item) => {
    const quantity = item.quantity - item.shipped - item.cancelled;
    return quantity > 0 ? [contentOf(random, item, quantity)] : [];
  });
}

/** About half of what is open, at least one unit and never all; for an order of two units or more. */
export function partOfContent(random: Random, items: readonly SimItem[]): SimPackage['items'] {
  const open = items.flatMap((item) => Array.from({ length: item.quantity - item.shipped - item.cancelled }, () => item));
  const taken = open.slice(0, random.int(1, Math.max(1, open.length - 1)));
  return items.flatMap((item) => {
    const quantity = taken.filter((unit) => unit === item).length;
    return quantity > 0 ? [contentOf(random, item, quantity)] : [];
  });
}

function contentOf(random: Random, item: SimItem, quantity: number): SimPackage['items'][number] {
  const content = { itemId: item.itemId, quantity };
  if (!item.programs.includes('TRANSPARENCY')) return content;
  return { ...content, transparencyCodes: Array.from({ length: quantity }, () => `AZ:${random.text(26, codeAlphabet)}`) };
}
