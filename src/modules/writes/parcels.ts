import { carrierOf } from '#src/modules/shipping/questions.ts';
import { foldedTracking } from './folded-tracking.ts';
import type { Content, OrderNow, PackagePayload, Parcel } from './write.ts';

/** What Amazon shows of packages, held against what was asked for. Pure. */

/** `a` holds everything that `b` holds. Amazon may leave items out of a package that holds all of the order. */
export const covers = (a: readonly Content[], b: readonly Content[]): boolean =>
  a.length === 0 || b.every(({ itemId, quantity }) => (a.find((item) => item.itemId === itemId)?.quantity ?? 0) >= quantity);

const sameContent = (a: readonly Content[], b: readonly Content[]) => covers(a, b) && (b.length === 0 || covers(b, a));

export const sameTracking = (a: string | null, b: string | null): boolean => foldedTracking(a) === foldedTracking(b);

/** Amazon shows a carrier in its own spelling, or the name that was given with `Other`. */
function sameCarrier(shown: string | null, { carrierCode, carrierName }: { carrierCode: string; carrierName?: string }): boolean {
  if (shown === null) return true;
  const names = [carrierCode, ...(carrierName === undefined ? [] : [carrierName])];
  const known = carrierOf(shown);
  return names.some((name) => name.toLowerCase() === shown.toLowerCase() || (known !== undefined && carrierOf(name) === known));
}

const minuteOf = (iso: string) => Math.floor(Date.parse(iso) / 60_000);
const sameDate = (shown: string | null, wanted: string) => shown === null || minuteOf(shown) === minuteOf(wanted);
const sameService = (shown: string | null, wanted: string | undefined) => wanted === undefined || shown === wanted;

export const isLive = (parcel: Parcel): boolean => parcel.status !== 'cancelled';

export const parcelOf = (order: OrderNow, reference: string): Parcel | undefined =>
  order.packages.find((parcel) => parcel.reference === reference);

/** Carrier, number and contents are what the payload says. */
const sameCore = (parcel: Parcel, payload: PackagePayload) =>
  sameTracking(parcel.tracking, payload.trackingNumber) &&
  sameCarrier(parcel.carrierCode, payload) &&
  sameContent(parcel.items, payload.items);

/** The package is already as an edit wants it, in every respect. */
export const isSame = (parcel: Parcel, payload: PackagePayload): boolean =>
  sameCore(parcel, payload) && sameDate(parcel.shipDate, payload.shipDate) && sameService(parcel.service, payload.shippingMethod);

/** The order as if the parcels with these numbers had never been confirmed: their labels were given back, and nothing left. */
export function withoutParcels(order: OrderNow, numbers: readonly string[]): OrderNow {
  const isUnused = (parcel: Parcel) => isLive(parcel) && numbers.some((number) => sameTracking(parcel.tracking, number));
  const unused = order.packages.filter(isUnused);
  if (unused.length === 0) return order;
  // Amazon may leave the contents out of a package that holds all that was shipped.
  const isWhole = unused.some(({ items }) => items.length === 0);
  const unitsOf = (itemId: string) =>
    unused.reduce((sum, { items }) => sum + items.reduce((n, item) => n + (item.itemId === itemId ? item.quantity : 0), 0), 0);
  const items = order.items.map((item) => ({ ...item, shipped: isWhole ? 0 : Math.max(0, item.shipped - unitsOf(item.itemId)) }));
  const status = items.some(({ shipped }) => shipped > 0) ? 'partially_shipped' : 'unshipped';
  const isShipped = order.status === 'shipped' || order.status === 'partially_shipped';
  return { ...order, items, packages: order.packages.filter((parcel) => !isUnused(parcel)), status: isShipped ? status : order.status };
}

/** Does Amazon show this confirmed package: our reference, our number, our units? */
export const showsConfirm = (order: OrderNow, payload: PackagePayload): boolean => {
  const parcel = parcelOf(order, payload.reference);
  return (
    parcel !== undefined && isLive(parcel) && sameTracking(parcel.tracking, payload.trackingNumber) && covers(parcel.items, payload.items)
  );
};

/**
 * Does Amazon show this edit? Date and service are asked for only where nothing else was changed, since Amazon may show
 * a coarser time or another name of the service. `sent`: a new number shows that the edit came, however Amazon now
 * spells the carrier.
 */
export function showsEdit(order: OrderNow, payload: PackagePayload, sent: boolean): boolean {
  const parcel = parcelOf(order, payload.reference);
  if (!parcel || !isLive(parcel)) return false;
  const { before } = payload;
  if (before && sameCore(before, payload)) return isSame(parcel, payload);
  const isNewNumber = before !== undefined && !sameTracking(before.tracking, payload.trackingNumber);
  return (
    sameTracking(parcel.tracking, payload.trackingNumber) &&
    sameContent(parcel.items, payload.items) &&
    ((sent && isNewNumber) || sameCarrier(parcel.carrierCode, payload))
  );
}

/** The package is no longer as it was when the person changed it. */
export const differs = (parcel: Parcel, before: Parcel): boolean =>
  !sameTracking(parcel.tracking, before.tracking) ||
  parcel.carrierCode !== before.carrierCode ||
  parcel.service !== before.service ||
  !(before.shipDate === null ? parcel.shipDate === null : sameDate(parcel.shipDate, before.shipDate)) ||
  !sameContent(parcel.items, before.items);

/** Number or contents are neither what they were before the edit nor what the edit makes of them. */
export const isForeign = (parcel: Parcel, payload: PackagePayload, before: Parcel): boolean =>
  !(sameTracking(parcel.tracking, before.tracking) || sameTracking(parcel.tracking, payload.trackingNumber)) ||
  !(sameContent(parcel.items, before.items) || sameContent(parcel.items, payload.items));

/** A package under another reference that has this number and these units: the same parcel, confirmed by somebody else. */
export const twinOf = (order: OrderNow, payload: PackagePayload): Parcel | undefined =>
  order.packages.find(
    (parcel) =>
      isLive(parcel) &&
      parcel.reference !== payload.reference &&
      sameTracking(parcel.tracking, payload.trackingNumber) &&
      covers(parcel.items, payload.items),
  );
