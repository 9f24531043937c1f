import type { SimItem, SimOrder, SimPackage, SimStatus } from '../store/sim-order.ts';

const quantityIn = (parcel: SimPackage | undefined, itemId: string) =>
  parcel?.items.filter((each) => each.itemId === itemId).reduce((sum, each) => sum + each.quantity, 0) ?? 0;

/** The newest state of every package that Amazon has accepted, shown or not. */
export function acceptedPackages(order: SimOrder): Map<string, SimPackage> {
  return new Map(order.packages.map((parcel) => [parcel.reference, parcel]));
}

/** Units of an item that may still be put into a package; `except` is a package about to be replaced. */
export function freeUnits(order: SimOrder, item: SimItem, except?: string): number {
  let accepted = item.shipped;
  for (const [reference, parcel] of acceptedPackages(order)) {
    const shown = order.packages.find((each) => each.reference === reference && each.hidden === undefined);
    accepted -= quantityIn(shown, item.itemId);
    if (reference !== except) accepted += quantityIn(parcel, item.itemId);
  }
  return item.quantity - item.cancelled - accepted;
}

/** Puts a package in place of the shown one with its reference and counts its units as shipped. */
export function showPackage(order: SimOrder, parcel: SimPackage): SimOrder {
  const old = order.packages.find((each) => each.reference === parcel.reference && each.hidden === undefined);
  const items = order.items.map((item) => ({
    ...item,
    shipped: item.shipped - quantityIn(old, item.itemId) + quantityIn(parcel, item.itemId),
  }));
  const packages = order.packages.filter((each) => each !== old).map((each) => (each === parcel ? shown(each, old) : each));
  return { ...order, items, packages, status: statusByUnits(items) };
}

/** An edited package goes on travelling from where it is. */
function shown({ hidden: _, ...parcel }: SimPackage, old: SimPackage | undefined): SimPackage {
  if (!old) return parcel;
  const { scanAt: __, deliverAt: ___, ...edited } = parcel;
  const { status, detailedStatus, scannedAt, scanAt, deliverAt, deliveredAt, confirmedAt } = old;
  return {
    ...edited,
    confirmedAt,
    status,
    ...(detailedStatus === undefined ? {} : { detailedStatus }),
    ...(scannedAt === undefined ? {} : { scannedAt }),
    ...(scanAt === undefined ? {} : { scanAt }),
    ...(deliverAt === undefined ? {} : { deliverAt }),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
  };
}

/** The status of a paid order, as its units say it. */
export function statusByUnits(items: SimItem[]): SimStatus {
  const isOpen = items.some((item) => item.shipped + item.cancelled < item.quantity);
  const isShipped = items.some((item) => item.shipped > 0);
  if (isOpen) return isShipped ? 'PARTIALLY_SHIPPED' : 'UNSHIPPED';
  return isShipped ? 'SHIPPED' : 'CANCELLED';
}
