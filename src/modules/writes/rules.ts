import { foldedTracking } from './folded-tracking.ts';
import type { CancelPayload, OrderNow, PackagePayload, Write } from './write.ts';

/** A refusal or a doubt: a key of the language file with its values. */
export type Reason = { key: string; values: Record<string, string> };
export type Ruling = { outcome: 'will' | 'warning' | 'skip'; reason: Reason };

const skip = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'skip', reason: { key, values } });
const warn = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'warning', reason: { key, values } });
const will = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'will', reason: { key, values } });

/** Units of each item that are neither shipped, cancelled nor promised to another write under way. */
export function unshipped(order: OrderNow, underWay: readonly Write[]): Map<string, number> {
  const left = new Map(order.items.map((item) => [item.itemId, item.quantity - item.shipped - item.cancelled]));
  for (const write of underWay) {
    if (write.kind !== 'confirm' || shows(order, write.payload)) continue;
    for (const { itemId, quantity } of write.payload.items) left.set(itemId, (left.get(itemId) ?? 0) - quantity);
  }
  return left;
}

/** What holds for anything that is to be shipped (rules.md 1.1, 1.7). */
function mayShip(order: OrderNow): Ruling | undefined {
  if (order.fulfilledBy === 'amazon') return skip('writes.skip.fba');
  if (order.depth === 'skeleton') return skip('writes.skip.notFetched');
  if (order.status === 'pending' || order.status === 'pending_availability') return skip('writes.skip.pending');
  if (order.status === 'cancelled') return skip('writes.skip.cancelled');
  if (order.programs.includes('AMAZON_EASY_SHIP')) return skip('writes.skip.easyShip');
  return undefined;
}

/** May this package be confirmed (rules.md 3.1)? `underWay`: the order's writes that are not finished. */
export function mayConfirm(order: OrderNow, payload: PackagePayload, underWay: readonly Write[], now: Date): Ruling {
  const no = mayShip(order);
  if (no) return no;
  if (order.status === 'shipped') return skip('writes.skip.shipped');
  if (underWay.some((write) => write.kind === 'cancel')) return skip('writes.skip.cancelUnderWay');
  if (underWay.some((write) => write.kind === 'confirm' && sameParcel(write.payload, payload))) return skip('writes.skip.alreadyAsked');
  if (
    order.packages.some(
      (parcel) =>
        parcel.status !== 'cancelled' &&
        foldedTracking(parcel.tracking) === foldedTracking(payload.trackingNumber) &&
        covers(parcel.items, payload.items),
    )
  )
    return skip('writes.skip.alreadyConfirmed');
  const left = unshipped(order, underWay);
  for (const { itemId, quantity, transparencyCodes } of payload.items) {
    const item = order.items.find((candidate) => candidate.itemId === itemId);
    if (!item) return skip('writes.skip.unknownItem', { item: itemId });
    if (quantity > (left.get(itemId) ?? 0))
      return skip('writes.skip.tooMany', { sku: item.sku, left: String(Math.max(0, left.get(itemId) ?? 0)) });
    if (item.programs.includes('TRANSPARENCY') && (transparencyCodes?.length ?? 0) !== quantity)
      return skip('writes.skip.transparency', { sku: item.sku, codes: String(quantity) });
  }
  if (payload.items.length === 0) return skip('writes.skip.nothingLeft');
  const late = dates(order, payload, now);
  if (late) return late;
  if (order.cancelRequested) return warn('writes.warn.cancelRequested');
  return will('writes.will.confirm', {
    carrier: payload.carrierName ?? payload.carrierCode,
    tracking: payload.trackingNumber,
    units: String(units(payload)),
  });
}

/** May this package be changed? It must be there, and not on its way to another change. */
export function mayEdit(order: OrderNow, payload: PackagePayload, underWay: readonly Write[], now: Date): Ruling {
  const no = mayShip(order);
  if (no) return no;
  const parcel = order.packages.find((candidate) => candidate.reference === payload.reference);
  if (!parcel) return skip('writes.skip.noPackage', { reference: payload.reference });
  if (parcel.status === 'delivered') return skip('writes.skip.delivered');
  if (underWay.some((write) => write.kind !== 'cancel' && write.payload.reference === payload.reference))
    return skip('writes.skip.editUnderWay');
  if (foldedTracking(parcel.tracking) === foldedTracking(payload.trackingNumber) && parcel.carrierCode === payload.carrierCode)
    return skip('writes.skip.same');
  return (
    dates(order, payload, now) ??
    will('writes.will.edit', { carrier: payload.carrierName ?? payload.carrierCode, tracking: payload.trackingNumber })
  );
}

/** May this order be cancelled, and with this reason (rules.md 1.4, 2.2)? */
export function mayCancel(order: OrderNow, payload: CancelPayload, underWay: readonly Write[]): Ruling {
  const no = mayShip(order);
  if (no) return no;
  if (order.status === 'shipped') return skip('writes.skip.cancelShipped');
  if (order.status === 'partially_shipped') return skip('writes.skip.cancelPartly');
  if (order.status !== 'unshipped') return skip('writes.skip.cancelState', { status: order.status });
  if (underWay.some((write) => write.kind === 'confirm')) return skip('writes.skip.confirmUnderWay');
  if (underWay.some((write) => write.kind === 'cancel')) return skip('writes.skip.cancelUnderWay');
  if (payload.reason === 'BuyerCanceled' && !order.cancelRequested) return warn('writes.warn.noRequest');
  if (payload.reason !== 'BuyerCanceled' && order.cancelRequested) return warn('writes.warn.requestUnused');
  return order.cancelRequested ? will('writes.will.cancelFree') : will('writes.will.cancelCounts');
}

/** The ship date is neither ahead of the clock nor before the order. */
function dates(order: OrderNow, payload: PackagePayload, now: Date): Ruling | undefined {
  const shipDate = Date.parse(payload.shipDate);
  if (shipDate > now.getTime() + 60_000) return skip('writes.skip.future');
  if (shipDate < order.purchasedAt.getTime()) return skip('writes.skip.beforeOrder');
  return undefined;
}

const units = (payload: PackagePayload) => payload.items.reduce((n, item) => n + item.quantity, 0);

const sameParcel = (a: PackagePayload, b: PackagePayload) =>
  foldedTracking(a.trackingNumber) === foldedTracking(b.trackingNumber) && covers(a.items, b.items) && covers(b.items, a.items);

/** `a` holds everything that `b` holds. Amazon may leave items out of a package that holds all of the order. */
const covers = (a: readonly { itemId: string; quantity: number }[], b: readonly { itemId: string; quantity: number }[]) =>
  a.length === 0 || b.every(({ itemId, quantity }) => (a.find((item) => item.itemId === itemId)?.quantity ?? 0) >= quantity);

/** Does Amazon show this very package? */
export function shows(order: OrderNow, payload: PackagePayload): boolean {
  return order.packages.some(
    (parcel) =>
      parcel.reference === payload.reference &&
      foldedTracking(parcel.tracking) === foldedTracking(payload.trackingNumber) &&
      covers(parcel.items, payload.items),
  );
}
