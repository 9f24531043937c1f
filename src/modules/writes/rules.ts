import { otherWayOf } from './contract.ts';
import { covers, isLive, isSame, parcelOf, sameTracking, showsConfirm } from './parcels.ts';
import type { CancelPayload, Content, OrderNow, PackagePayload, Write } from './write.ts';

/** A refusal or a doubt: a key of the language file with its values. */
export type Reason = { key: string; values: Record<string, string> };
export type Ruling = { outcome: 'will' | 'warning' | 'skip'; reason: Reason };

export const skip = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'skip', reason: { key, values } });
export const warn = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'warning', reason: { key, values } });
export const will = (key: string, values: Record<string, string> = {}): Ruling => ({ outcome: 'will', reason: { key, values } });

/** The reason of a write that the rules stop just before it is sent: it stands alone there, without values. */
export const rejectionOf = ({ reason: { key, values } }: Ruling): string =>
  Object.keys(values).length === 0 ? key : key.replace('writes.skip.', 'writes.rejected.');

const unitsIn = (items: readonly Content[], itemId: string) =>
  items.reduce((sum, item) => (item.itemId === itemId ? sum + item.quantity : sum), 0);

/** Units of each item that are neither shipped, cancelled nor promised to another write under way. */
export function unshipped(order: OrderNow, underWay: readonly Write[]): Map<string, number> {
  const left = new Map(order.items.map((item) => [item.itemId, item.quantity - item.shipped - item.cancelled]));
  for (const write of underWay) {
    if (write.kind === 'cancel' || (write.kind === 'confirm' && showsConfirm(order, write.payload))) continue;
    // An edit promises what it adds to its package.
    const shown = write.kind === 'edit' ? (parcelOf(order, write.payload.reference)?.items ?? []) : [];
    for (const { itemId, quantity } of write.payload.items) {
      const promised = Math.max(0, quantity - unitsIn(shown, itemId));
      left.set(itemId, (left.get(itemId) ?? 0) - promised);
    }
  }
  return left;
}

/** What holds for all that a seller may do with an order (rules.md 1.1, 1.7). */
function mayAct(order: OrderNow): Ruling | undefined {
  if (order.fulfilledBy === 'amazon') return skip('writes.skip.fba');
  if (order.depth === 'skeleton') return skip('writes.skip.notFetched');
  if (order.status === 'pending' || order.status === 'pending_availability') return skip('writes.skip.pending');
  if (order.status === 'cancelled') return skip('writes.skip.cancelled');
  return undefined;
}

function mayGoOut(order: OrderNow): Ruling | undefined {
  return mayAct(order) ?? (order.status === 'unfulfillable' ? skip('writes.skip.unfulfillable') : undefined);
}

/** What leaves another way takes neither a label nor a confirmation of ours. */
export function otherWay(order: OrderNow): Ruling | undefined {
  const key = otherWayOf(order.programs);
  return key === undefined ? undefined : skip(key);
}

const mayShip = (order: OrderNow): Ruling | undefined => mayGoOut(order) ?? otherWay(order);

/** Amazon shows all of it as shipped, is asked to cancel it, or has not approved what the law regulates. */
function isBarred(order: OrderNow, underWay: readonly Write[]): Ruling | undefined {
  if (order.status === 'shipped') return skip('writes.skip.shipped');
  if (underWay.some((write) => write.kind === 'cancel')) return skip('writes.skip.cancelUnderWay');
  if (order.regulated !== null && order.regulated !== 'none' && order.regulated !== 'approved') return skip('writes.skip.regulated');
  return undefined;
}

/** Why nothing of this order may leave, whatever the parcel; undefined where something may. */
export function mayLeave(order: OrderNow, underWay: readonly Write[]): Ruling | undefined {
  const no = mayGoOut(order) ?? isBarred(order, underWay);
  if (no) return no;
  return [...unshipped(order, underWay).values()].some((left) => left > 0) ? undefined : skip('writes.skip.nothingLeft');
}

/** What a person should decide before it leaves. `at` tells one occasion from the next. */
export function doubtsOf(order: OrderNow): Ruling[] {
  const { hold, cancelRequested, cancelRequestedAt, status } = order;
  const asked = cancelRequestedAt?.toISOString() ?? '';
  return [
    ...(cancelRequested ? [warn('writes.warn.cancelRequested', { at: asked })] : []),
    ...(hold ? [warn('writes.warn.held', { at: new Date(hold.at).toISOString(), by: hold.by, reason: hold.reason })] : []),
    ...(status === 'unknown' ? [warn('writes.warn.unknownStatus')] : []),
  ];
}

/** May this package be confirmed (rules.md 3.1)? `underWay`: the order's other writes that are not finished. */
export function mayConfirm(order: OrderNow, payload: PackagePayload, underWay: readonly Write[], now: Date): Ruling {
  const no = mayShip(order);
  if (no) return no;
  if (
    order.packages.some(
      (parcel) => isLive(parcel) && sameTracking(parcel.tracking, payload.trackingNumber) && covers(parcel.items, payload.items),
    )
  )
    return skip('writes.skip.alreadyConfirmed');
  const barred = isBarred(order, underWay);
  if (barred) return barred;
  if (underWay.some((write) => write.kind === 'confirm' && sameParcel(write.payload, payload))) return skip('writes.skip.alreadyAsked');
  // At Amazon the reference of a package that is there means an edit of it.
  if (
    parcelOf(order, payload.reference) ||
    underWay.some((write) => write.kind !== 'cancel' && write.payload.reference === payload.reference)
  )
    return skip('writes.skip.referenceTaken', { reference: payload.reference });
  const wrong = contents(order, payload, unshipped(order, underWay)) ?? dates(order, payload, now);
  if (wrong) return wrong;
  if (payload.items.length === 0) return skip('writes.skip.nothingLeft');
  const [doubt] = doubtsOf(order);
  if (doubt) return doubt;
  return will('writes.will.confirm', {
    carrier: payload.carrierName ?? payload.carrierCode,
    tracking: payload.trackingNumber,
    units: String(payload.items.reduce((n, item) => n + item.quantity, 0)),
  });
}

/** May this package be changed? It must be there, and not on its way to another change. */
export function mayEdit(order: OrderNow, payload: PackagePayload, underWay: readonly Write[], now: Date): Ruling {
  const no = mayShip(order);
  if (no) return no;
  const parcel = parcelOf(order, payload.reference);
  if (!parcel || !isLive(parcel)) return skip('writes.skip.noPackage', { reference: payload.reference });
  if (parcel.status === 'delivered') return skip('writes.skip.delivered');
  if (underWay.some((write) => write.kind !== 'cancel' && write.payload.reference === payload.reference))
    return skip('writes.skip.editUnderWay');
  if (isSame(parcel, payload)) return skip('writes.skip.same');
  const left = unshipped(order, underWay);
  for (const { itemId, quantity } of parcel.items) left.set(itemId, (left.get(itemId) ?? 0) + quantity);
  // Amazon may not say what is in the package; then it holds what was shipped.
  if (parcel.items.length === 0) for (const { itemId, shipped } of order.items) left.set(itemId, (left.get(itemId) ?? 0) + shipped);
  const wrong = contents(order, payload, left) ?? (payload.shipDate === parcel.shipDate ? undefined : dates(order, payload, now));
  if (wrong) return wrong;
  if (payload.items.length === 0) return skip('writes.skip.noContents');
  return will('writes.will.edit', { carrier: payload.carrierName ?? payload.carrierCode, tracking: payload.trackingNumber });
}

/** May this order be cancelled, and with this reason (rules.md 1.4, 2.2)? */
export function mayCancel(order: OrderNow, payload: CancelPayload, underWay: readonly Write[]): Ruling {
  if (order.status === 'cancelled') return skip('writes.skip.cancelledAlready');
  const no = mayAct(order);
  if (no) return no;
  if (order.status === 'shipped') return skip('writes.skip.cancelShipped');
  if (order.status === 'partially_shipped') return skip('writes.skip.cancelPartly');
  if (order.status !== 'unshipped' && order.status !== 'unknown') return skip('writes.skip.cancelState', { status: order.status });
  if (underWay.some((write) => write.kind === 'confirm')) return skip('writes.skip.confirmUnderWay');
  if (underWay.some((write) => write.kind === 'cancel')) return skip('writes.skip.cancelUnderWay');
  if (order.status === 'unknown') return warn('writes.warn.unknownStatus');
  if (payload.reason === 'BuyerCanceled' && !order.cancelRequested) return warn('writes.warn.noRequest');
  if (payload.reason !== 'BuyerCanceled' && order.cancelRequested) return warn('writes.warn.requestUnused');
  return order.cancelRequested ? will('writes.will.cancelFree') : will('writes.will.cancelCounts');
}

/** Every item is of this order, no more units than are left, and a code for each unit that needs one. */
function contents(order: OrderNow, payload: PackagePayload, left: ReadonlyMap<string, number>): Ruling | undefined {
  for (const { itemId, transparencyCodes } of payload.items) {
    const item = order.items.find((candidate) => candidate.itemId === itemId);
    if (!item) return skip('writes.skip.unknownItem', { item: itemId });
    const quantity = unitsIn(payload.items, itemId);
    if (quantity > (left.get(itemId) ?? 0))
      return skip('writes.skip.tooMany', { sku: item.sku, left: String(Math.max(0, left.get(itemId) ?? 0)) });
    if (item.programs.includes('TRANSPARENCY') && new Set(transparencyCodes).size !== quantity)
      return skip('writes.skip.transparency', { sku: item.sku, codes: String(quantity) });
  }
  return undefined;
}

/** The ship date is neither ahead of the clock nor before the order. */
function dates(order: OrderNow, payload: PackagePayload, now: Date): Ruling | undefined {
  const shipDate = Date.parse(payload.shipDate);
  if (shipDate > now.getTime() + 60_000) return skip('writes.skip.future');
  if (shipDate < order.purchasedAt.getTime()) return skip('writes.skip.beforeOrder');
  return undefined;
}

const sameParcel = (a: PackagePayload, b: PackagePayload) =>
  sameTracking(a.trackingNumber, b.trackingNumber) && covers(a.items, b.items) && covers(b.items, a.items);
