import { freeUnits, showPackage, statusByUnits } from '../shipments/quantities.ts';
import { deliverAt, scanAt } from '../shop/life.ts';
import { promiseFor } from '../shop/promise.ts';
import { createRandom } from '../shop/random.ts';
import type { SimItem, SimOrder, SimPackage } from '../store/sim-order.ts';

// What can happen to an order. Each function gives the order as it is afterwards, last updated at `at`.

const withoutNext = ({ next: _, ...order }: SimOrder): SimOrder => order;

/** The payment is good: the order is there to be shipped, with its dates. */
export function authorise(order: SimOrder, at: number): SimOrder {
  const promise = promiseFor(order, at);
  return { ...promise, ...withoutNext(order), status: 'UNSHIPPED', updatedAt: at, fulfillableAt: at };
}

/** Cancels what is not yet in an accepted package, of the items named or of all. Gives the same order when nothing is left. */
export function cancel(
  order: SimOrder,
  cancellation: { by: 'BUYER' | 'MERCHANT' | 'AMAZON'; reason: string },
  at: number,
  itemIds?: string[],
): SimOrder {
  const cancelItem = (item: SimItem): SimItem => {
    const free = freeUnits(order, item);
    return free > 0 && (itemIds === undefined || itemIds.includes(item.itemId))
      ? { ...item, cancelled: item.cancelled + free, cancellation }
      : item;
  };
  const items = order.items.map(cancelItem);
  if (items.every((item, i) => item === order.items[i])) return order;
  const isUnpaid = order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
  const status = isUnpaid && items.some((item) => item.cancelled < item.quantity) ? order.status : statusByUnits(items);
  return { ...(status === 'CANCELLED' ? withoutNext(order) : order), items, status, updatedAt: at };
}

/** The buyer asks the seller to cancel; nothing is cancelled by that. */
export function requestCancel(order: SimOrder, reason: string, at: number, itemIds?: string[]): SimOrder {
  const items = order.items.map((item) =>
    freeUnits(order, item) > 0 && (itemIds === undefined || itemIds.includes(item.itemId))
      ? { ...item, cancelRequest: { at, reason } }
      : item,
  );
  return { ...withoutNext(order), items, updatedAt: at };
}

/** Amazon's warehouse sends everything that is not cancelled. */
export function shipByAmazon(order: SimOrder, at: number): SimOrder {
  const items = order.items.map((item) => ({ ...item, shipped: item.quantity - item.cancelled }));
  return { ...withoutNext(order), items, status: statusByUnits(items), updatedAt: at };
}

/** An accepted confirmation begins to show, and the parcel sets out. */
export function reveal(order: SimOrder, parcel: SimPackage, seed: number): SimOrder {
  const random = createRandom(`${seed}/${order.orderId}/${parcel.reference}`);
  const scannedAt = Math.max(parcel.visibleAt, scanAt(parcel.shipDate, random));
  const travelling = { ...parcel, scanAt: scannedAt, deliverAt: deliverAt(order, scannedAt, random) };
  const packages = order.packages.map((each) => (each === parcel ? travelling : each));
  return { ...showPackage({ ...order, packages }, travelling), updatedAt: parcel.visibleAt };
}

/** The carrier has the parcel. */
export function scan(order: SimOrder, at: number, isMeant: (parcel: SimPackage) => boolean): SimOrder {
  return changePackages(order, at, isMeant, ({ scanAt: _, ...parcel }) => ({
    ...parcel,
    status: 'IN_TRANSIT',
    detailedStatus: 'PICKED_UP',
    scannedAt: at,
  }));
}

/** The parcel is there, or, when `arrived` is false, it cannot be delivered. */
export function deliver(order: SimOrder, at: number, isMeant: (parcel: SimPackage) => boolean, arrived = true): SimOrder {
  return changePackages(order, at, isMeant, ({ scanAt: _, deliverAt: __, ...parcel }) =>
    arrived
      ? { ...parcel, status: 'DELIVERED', detailedStatus: 'DELIVERED', deliveredAt: at }
      : { ...parcel, status: 'UNDELIVERABLE', detailedStatus: 'UNDELIVERABLE' },
  );
}

function changePackages(
  order: SimOrder,
  at: number,
  isMeant: (parcel: SimPackage) => boolean,
  change: (parcel: SimPackage) => SimPackage,
): SimOrder {
  const packages = order.packages.map((each) => (each.hidden === undefined && isMeant(each) ? change(each) : each));
  return { ...order, packages, updatedAt: at };
}
