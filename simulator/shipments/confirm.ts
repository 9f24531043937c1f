import type { SimItem, SimOrder, SimPackage } from '../store/sim-order.ts';
import { carrierByCode } from './carriers.ts';
import { acceptedPackages, freeUnits } from './quantities.ts';

/** One package as a seller announces it, whatever way it came. */
export type Announced = {
  reference: string;
  carrierCode: string;
  carrierName?: string | undefined;
  shippingMethod?: string | undefined;
  trackingNumber: string;
  shipDate: number;
  items: { itemId: string; quantity: number; transparencyCodes?: string[] | undefined }[];
};

/** The package as Amazon takes it, or everything that is wrong with it. */
export type Verdict = { parcel: SimPackage; isEdit: boolean } | { problems: string[] };

/** Clocks of sellers may run ahead a little. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Amazon's rules for a shipment confirmation; it shows from `visibleAt` on. */
export function confirm(order: SimOrder, announced: Announced, now: number, visibleAt: number): Verdict {
  const isEdit = acceptedPackages(order).has(announced.reference);
  const problems = [...orderProblems(order, isEdit), ...packageProblems(order, announced, now), ...itemProblems(order, announced, isEdit)];
  if (problems.length > 0) return { problems };
  const { carrierName, shippingMethod } = announced;
  const parcel: SimPackage = {
    reference: announced.reference,
    carrierCode: carrierByCode(announced.carrierCode) ?? 'Other',
    ...(carrierByCode(announced.carrierCode) === undefined && carrierName !== undefined ? { carrierName } : {}),
    ...(shippingMethod === undefined ? {} : { shippingMethod }),
    trackingNumber: announced.trackingNumber,
    shipDate: announced.shipDate,
    confirmedAt: now,
    visibleAt,
    hidden: true,
    status: 'PENDING',
    items: announced.items.map(({ itemId, quantity, transparencyCodes }) => ({
      itemId,
      quantity,
      ...(transparencyCodes ? { transparencyCodes } : {}),
    })),
  };
  return { parcel, isEdit };
}

function orderProblems(order: SimOrder, isEdit: boolean): string[] {
  if (order.fulfilledBy === 'AMAZON') return [`Order ${order.orderId} is fulfilled by Amazon and cannot be confirmed by the seller.`];
  if (order.programs.includes('AMAZON_EASY_SHIP')) return [`Order ${order.orderId} is shipped with Easy Ship; Amazon confirms it.`];
  if (order.programs.includes('IN_STORE_PICK_UP'))
    return [`Order ${order.orderId} is picked up in a store; update its shipment status instead.`];
  if (order.regulated) return [`The verification of order ${order.orderId} is not approved.`];
  switch (order.status) {
    case 'PENDING':
    case 'PENDING_AVAILABILITY':
      return [`Order ${order.orderId} is pending; its payment is not authorized yet.`];
    case 'CANCELLED':
      return [`Order ${order.orderId} has been cancelled and cannot be shipped.`];
    case 'UNFULFILLABLE':
      return [`Order ${order.orderId} cannot be fulfilled.`];
    case 'SHIPPED':
      return isEdit ? [] : [`Order ${order.orderId} has already been shipped.`];
    default:
      return [];
  }
}

function packageProblems(order: SimOrder, announced: Announced, now: number): string[] {
  const { reference, carrierCode, carrierName, trackingNumber, shipDate } = announced;
  const isOther = carrierCode.toLowerCase() === 'other';
  return [
    ...(/^[1-9]\d{0,18}$/.test(reference) ? [] : [`packageReferenceId "${reference}" is not a positive number.`]),
    ...(isOther || carrierByCode(carrierCode)
      ? []
      : [`carrierCode "${carrierCode}" is not a known carrier; use Other with a carrierName.`]),
    ...(isOther && !carrierName?.trim() ? ['carrierName is required when carrierCode is Other.'] : []),
    ...(trackingNumber.trim() ? [] : ['trackingNumber is required.']),
    ...(shipDate > now + CLOCK_SKEW_MS ? ['shipDate is in the future.'] : []),
    ...(shipDate < order.createdAt - CLOCK_SKEW_MS ? ['shipDate is before the order was placed.'] : []),
  ];
}

function itemProblems(order: SimOrder, announced: Announced, isEdit: boolean): string[] {
  if (announced.items.length === 0) return ['orderItems is empty.'];
  const ids = announced.items.map((each) => each.itemId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return [`orderItemId ${twice} is given twice.`];
  return announced.items.flatMap(({ itemId, quantity, transparencyCodes }) => {
    const item = order.items.find((each) => each.itemId === itemId);
    if (!item) return [`orderItemId ${itemId} does not belong to order ${order.orderId}.`];
    if (!Number.isInteger(quantity) || quantity < 1) return [`quantity of orderItemId ${itemId} is not a positive whole number.`];
    const free = freeUnits(order, item, isEdit ? announced.reference : undefined);
    if (quantity > free) return [`quantity ${quantity} of orderItemId ${itemId} is more than the ${free} that can be shipped.`];
    return transparencyProblems(item, quantity, transparencyCodes ?? []);
  });
}

function transparencyProblems(item: SimItem, quantity: number, codes: string[]): string[] {
  if (!item.programs.includes('TRANSPARENCY')) return [];
  if (codes.length !== quantity)
    return [`orderItemId ${item.itemId} needs one transparency code per unit: ${quantity} expected, ${codes.length} given.`];
  return new Set(codes).size === codes.length ? [] : [`A transparency code of orderItemId ${item.itemId} is given twice.`];
}
