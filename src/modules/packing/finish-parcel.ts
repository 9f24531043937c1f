import { appendEvents } from '#src/modules/orders/index.ts';
import { freeTotes } from '#src/modules/picking/index.ts';
import { poke } from '#src/platform/due.ts';
import { contentKey } from './box-rules.ts';
import { loadOrder } from './load-order.ts';
import { letGo } from './open-order.ts';
import { blockOfOrder, inParcel, isComplete, type OrderNow, productsOpen } from './order-now.ts';
import { boxOf, expectedOf, missingOf, sizeOf, weightState } from './parcel-check.ts';
import { labelFor, looseLabels } from './parcel-label.ts';
import { insertParcel, keepHabit, keepLearnt } from './parcel-store.ts';
import type { ParcelItem } from './parcel-views.ts';
import { learn } from './weight-rules.ts';
import { because, type Outcome, outcomeOf, type Work } from './work-at.ts';

/**
 * Ends the open parcel: it is written down with all that was done to it, a label that was bought for exactly these units is
 * its label, else one is asked for. The caller holds the account's orders, so the guards are as they stand.
 */
export async function finishParcel(work: Work, order: OrderNow, label: 'rules' | 'later', all: boolean): Promise<Outcome> {
  const { tx, now, session, boxes, settings } = work;
  const [missing] = missingOf(order, boxes, settings);
  if (missing) return refusal(order, missing);
  if (all && !isComplete(order)) return outcomeOf('missing', { key: 'packing.missing.items' });
  const items = itemsOf(order);
  const before = labelFor(items, looseLabels(order.parcels, order.labels));
  const box = boxOf(order, boxes);
  const expected = expectedOf(order, boxes);
  const { grams, weightFrom, giftWrapped, note } = order.content;
  const parcelId = await insertParcel(tx, {
    accountId: order.accountId,
    orderId: order.row.orderId,
    items,
    boxId: box?.boxId ?? null,
    box: box?.name ?? null,
    size: sizeOf(order, boxes),
    grams: grams ?? expected,
    expectedGrams: expected,
    weightFrom: grams === null ? (expected === null ? null : 'expected') : weightFrom,
    giftWrapped,
    note,
    packedBy: session.person,
    packedById: session.personId,
    packedAt: now,
    station: session.station,
    labelState: before ? 'asked' : label === 'rules' ? 'wanted' : 'later',
    labelId: before?.labelId ?? null,
    labelBefore: before !== undefined,
  });
  await learnFrom(work, order);
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  await appendEvents(tx, order.accountId, [
    {
      orderId: order.row.orderId,
      at: now,
      kind: 'parcel.packed',
      origin: 'person',
      actor: session.person,
      source: 'desk',
      data: { parcelId, units, station: session.station, ...(grams === null ? {} : { grams }), ...(box ? { box: box.name } : {}) },
    },
  ]);
  if (label === 'rules' && !before) await poke(tx, order.accountId, 'parcels', now);
  const isLast = isComplete(order);
  if (isLast) {
    await freeTotes(tx, order.accountId, [order.row.orderId]);
    await letGo(work);
    work.order = undefined;
  } else work.order = await loadOrder(tx, order.accountId, order.row.orderId);
  return outcomeOf('finished', { values: { order: order.row.orderId, units: String(units) } });
}

function refusal(order: OrderNow, missing: { key: string; values: Record<string, string> }): Outcome {
  const block = blockOfOrder(order);
  if (block) return because(block.effect === 'stop' ? 'stopped' : 'heldByGuard', missing);
  switch (missing.key) {
    case 'packing.missing.units':
      return because('nothingPacked', missing);
    case 'packing.missing.set':
      return because('unfinishedSet', missing);
    case 'packing.missing.serial':
      return because('needsSerial', missing);
    case 'packing.missing.transparency':
      return because('needsTransparency', missing);
    case 'packing.missing.weightDiffers':
      return because('weightDiffers', missing);
    default:
      return because('missing', missing);
  }
}

const itemsOf = (order: OrderNow): ParcelItem[] =>
  order.items.flatMap((item) => {
    const { itemId, sku, title } = item;
    const quantity = inParcel(order, item).whole;
    const { serials, transparency } = order.content;
    return quantity > 0
      ? [{ itemId, sku, title, quantity, serials: serials.get(itemId) ?? [], transparencyCodes: transparency.get(itemId) ?? [] }]
      : [];
  });

/** A parcel of one product that was weighed teaches its weight; any parcel teaches which box it takes. */
async function learnFrom({ tx, boxes, settings }: Work, order: OrderNow): Promise<void> {
  const products = productsOpen(order);
  const box = boxOf(order, boxes);
  const known = products.flatMap(({ productId, quantity }) => (productId === null ? [] : [{ productId, quantity }]));
  if (box && known.length === products.length) await keepHabit(tx, contentKey(known), box.boxId);
  const [only] = known;
  const { grams } = order.content;
  const isOverridden = weightState(order, boxes, settings) === 'overridden';
  const tare = box?.tare ?? 0;
  if (!only || products.length > 1 || grams === null || isOverridden || grams <= tare) return;
  await keepLearnt(tx, only.productId, learn(order.products.get(only.productId)?.learnt ?? null, grams - tare, only.quantity));
}
