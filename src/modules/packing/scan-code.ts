import { amazonOrderId } from '#src/kernel/ids.ts';
import { ordersInTote } from '#src/modules/picking/questions.ts';
import { isGtin, isSerial, isTransparencyCode, mayBeTransparency, spellingsOf } from './code-rules.ts';
import { countUnits, takeCode } from './count-units.ts';
import { firstFree, ordersWith } from './find-orders.ts';
import { lockedBy, openOrder } from './open-order.ts';
import { hasBegun, missingCodes, type OrderNow } from './order-now.ts';
import { setBox } from './set-parcel.ts';
import { type MeantRow, meantBy } from './station-views.ts';
import { freeBefore, isGood, type Outcome, outcomeOf, type Work } from './work-at.ts';

/**
 * Finds out what a code is, and does what follows. An order or a tote is taken to the station; with an order at hand a product
 * is counted, a box taken, and what is nothing else is the number that a unit waits for.
 */
export async function scanCode(work: Work, text: string, quantity: number): Promise<Outcome> {
  const code = text.trim();
  const { order } = work;
  if (order && isTransparencyCode(code)) {
    const item = waiting(order, 'transparency');
    if (item) return { ...(await takeCode(work, 'transparency', item, code)), meant: 'transparency' };
  }
  const meant = await meantBy(work.tx, code, spellingsOf(code));
  const named = meant.find(({ by }) => by === 'order');
  if (named?.accountId) return { ...(await openOrder(work, named.accountId, named.id)), meant: 'order' };
  const products = productsIn(meant, order);
  if (products.length > 0) {
    const isBarcode = meant.some(({ by }) => by !== 'sku' && by !== 'box');
    return { ...(await scanProduct(work, products, code, quantity)), meant: isBarcode ? 'product' : 'sku' };
  }
  const box = meant.find(({ by }) => by === 'box');
  if (box) return { ...(order ? await setBox(work, order, box.id) : outcomeOf('nothingOpen')), meant: 'box' };
  const inTote = await ordersInTote(work.tx, code);
  if (inTote.length > 0) return { ...(await scanTote(work, inTote, code)), meant: 'tote' };
  return order ? scanUnknown(work, order, code) : notKnown(code);
}

/** A SKU means its product where the order at hand is of its account, or no order is at hand. */
const productsIn = (meant: readonly MeantRow[], order: OrderNow | undefined): string[] => [
  ...new Set(
    meant
      .filter(({ by, accountId }) => by === 'barcode' || by === 'code' || (by === 'sku' && (!order || accountId === order.accountId)))
      .map(({ id }) => id),
  ),
];

async function scanProduct(work: Work, productIds: string[], code: string, quantity: number): Promise<Outcome> {
  const { next, order } = work;
  if (order) return countUnits(work, order, { meant: { productIds, sku: code }, quantity, code, byHand: false });
  if (next.orderId !== null) return lockedBy(work);
  const { now, session, settings } = work;
  const rows = await ordersWith(work.tx, productIds, { locationId: session.locationId, now, freeBefore: freeBefore(now, settings) });
  const free = rows.filter(({ lockSession }) => lockSession === null || lockSession === work.session.sessionId);
  const singles = free.filter(({ units, picked, allocated }) => units === 1 && (picked === 'all' || allocated));
  const single = await firstFree(work.tx, singles);
  const only = single ?? (free.length === 1 ? free[0] : undefined);
  if (!only) {
    if (rows.length === 0) return outcomeOf('noOrderWantsIt', { values: { code } });
    next.asked = code;
    return outcomeOf('choose', { values: { code, orders: String(rows.length) } });
  }
  const opened = await openOrder(work, only.accountId, only.orderId);
  if (!isGood(opened) || !work.order) return opened;
  return countUnits(work, work.order, { meant: { productIds, sku: code }, quantity, code, byHand: false });
}

/** Counts what was scanned before several orders were offered, into the one that was chosen. */
export async function countAsked(work: Work, code: string): Promise<Outcome | undefined> {
  const { order } = work;
  if (!order) return undefined;
  const products = productsIn(await meantBy(work.tx, code, spellingsOf(code)), order);
  return products.length === 0
    ? undefined
    : countUnits(work, order, { meant: { productIds: products, sku: code }, quantity: 1, code, byHand: false });
}

async function scanTote(work: Work, orders: readonly { accountId: string; orderId: string }[], code: string): Promise<Outcome> {
  const { next } = work;
  const own = orders.find(({ accountId, orderId }) => accountId === next.accountId && orderId === next.orderId);
  const [first, ...others] = orders;
  if (!first) return outcomeOf('emptyTote', { values: { code } });
  if (own || others.length === 0) return openOrder(work, (own ?? first).accountId, (own ?? first).orderId);
  if (work.order && hasBegun(work.order.acts)) return outcomeOf('otherOpen', { values: { order: work.order.row.orderId } });
  next.asked = code;
  return outcomeOf('choose', { values: { code, orders: String(orders.length) } });
}

/** The item whose units wait for a code: the one that was counted last, else the first. */
function waiting(order: OrderNow, kind: 'serial' | 'transparency'): string | undefined {
  const lacking = order.items.filter((item) => missingCodes(order, item)[kind === 'serial' ? 'serials' : 'transparency'] > 0);
  return (lacking.find(({ itemId }) => itemId === order.content.lastItem) ?? lacking[0])?.itemId;
}

async function scanUnknown(work: Work, order: OrderNow, code: string): Promise<Outcome> {
  const serial = waiting(order, 'serial');
  if (serial !== undefined && isSerial(code)) return { ...(await takeCode(work, 'serial', serial, code)), meant: 'serial' };
  const transparency = waiting(order, 'transparency');
  if (transparency !== undefined && mayBeTransparency(code) && !isGtin(code))
    return { ...(await takeCode(work, 'transparency', transparency, code)), meant: 'transparency' };
  if (serial !== undefined || transparency !== undefined)
    return outcomeOf('badCode', { values: { code }, meant: 'unknown', itemId: serial ?? transparency ?? null });
  if (isMisread(code)) return outcomeOf('scanAgain', { values: { code }, meant: 'unknown' });
  if (amazonOrderId.test(code)) return outcomeOf('noSuchOrder', { values: { code }, meant: 'unknown' });
  work.next.unknown = code;
  return outcomeOf('unknownCode', { values: { code }, meant: 'unknown' });
}

const notKnown = (code: string): Outcome =>
  outcomeOf(isMisread(code) ? 'scanAgain' : 'noSuchOrder', { values: { code }, meant: 'unknown' });

/** As long as a barcode of the trade, but its check digit is wrong. */
const isMisread = (code: string): boolean => /^\d{12,14}$/.test(code) && !isGtin(code);
