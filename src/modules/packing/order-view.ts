import { billableWeight, volumeRules } from '#src/modules/shipping/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { boxHints, contentKey } from './box-rules.ts';
import type { Size } from './content-rules.ts';
import type { PackBox, PackItem, PackOrder, PackSettings } from './contract.ts';
import { leaveTimes, placeKey } from './leaving.ts';
import { blockOfOrder, hasBegun, type ItemNow, inParcel, missingCodes, type OrderNow, productsOpen } from './order-now.ts';
import { habitsOf } from './order-views.ts';
import { expectedOf, missingOf, sizeOf, warningsOf, weightState } from './parcel-check.ts';
import { type Override, parcelView, photoView } from './parcel-view.ts';
import { overridesOf } from './station-views.ts';
import { unitGrams } from './weight-rules.ts';
import { freeBefore } from './work-at.ts';

type Around = { sessionId: string; settings: PackSettings; boxes: readonly PackBox[]; now: Date; locationId: string | null };

/** An order as its station shows it. */
export async function orderView(db: Db, order: OrderNow, around: Around): Promise<PackOrder> {
  const { accountId, row, parcels, labels, photos } = order;
  const block = blockOfOrder(order);
  const [overrides, leave, parcel] = await Promise.all([
    parcels.length === 0 ? new Map<string, Override[]>() : overridesOf(db, accountId, [row.orderId]),
    row.shipBy === null ? undefined : leaveTimes(db, [{ accountId, orderId: row.orderId }], around),
    openParcel(db, order, around),
  ]);
  return {
    accountId,
    orderId: row.orderId,
    marketplaceId: row.marketplaceId,
    status: row.status,
    shipBy: row.shipBy?.toISOString() ?? null,
    leaveBy: leave?.get(placeKey({ accountId, orderId: row.orderId }))?.toISOString() ?? null,
    deliverBy: row.deliverBy?.toISOString() ?? null,
    serviceLevel: row.serviceLevel,
    programs: row.programs,
    gift: order.items.some(({ gift }) => gift),
    lock: lockView(order, around),
    guards: [
      ...order.guards.map(({ key, effect, values }) => ({ key, effect, values, override: null })),
      ...order.words.map(({ key, reason, person, at }) => ({
        key,
        effect: 'ask' as const,
        values: {},
        override: { by: person, reason, at: at.toISOString() },
      })),
    ],
    stopped: block !== undefined,
    putBack: block?.effect === 'stop' ? putBack(order) : [],
    warnings: warningsOf(order),
    tote: order.pick?.tote ?? null,
    items: order.items.map((item) => itemView(order, item)),
    parcel,
    parcels: parcels.map((parcel) => parcelView(parcel, { labels, photos, overrides })),
  };
}

function lockView({ lock }: OrderNow, { sessionId, settings, now }: Around): PackOrder['lock'] {
  if (!lock || lock.sessionId === null) return null;
  const mine = lock.sessionId === sessionId;
  if (!mine && lock.seenAt <= freeBefore(now, settings)) return null;
  return { mine, by: lock.person, station: lock.station, at: lock.lockedAt.toISOString() };
}

const putBack = (order: OrderNow): PackOrder['putBack'] =>
  order.items.flatMap(({ itemId, sku, title, parts }) => {
    const quantity = inParcel(order, { itemId, parts }).begun;
    return quantity > 0 ? [{ itemId, sku, title, quantity }] : [];
  });

function itemView(order: OrderNow, item: ItemNow): PackItem {
  const { itemId, sku, asin, title, productId, toPack, packed, room, needsSerial, needsTransparency, gift, customised } = item;
  const product = productId === null ? undefined : order.products.get(productId);
  const { whole, begun } = inParcel(order, item);
  const missing = missingCodes(order, item);
  const direct = order.content.units.get(itemId) ?? 0;
  return {
    itemId,
    sku,
    asin,
    title,
    imageUrl: product?.imageUrl ?? null,
    productId,
    productCode: product && product.kind !== 'placeholder' ? product.code : null,
    barcodes: product?.barcodes ?? [],
    toPack,
    packed,
    inParcel: whole,
    left: room - begun,
    picked: pickedUnits(order, item),
    needs: {
      serial: needsSerial,
      transparency: needsTransparency,
      serialsMissing: missing.serials,
      transparencyMissing: missing.transparency,
    },
    serials: order.content.serials.get(itemId) ?? [],
    transparencyCodes: order.content.transparency.get(itemId) ?? [],
    parts: [...item.parts].map(([id, perUnit]) => {
      const part = order.products.get(id);
      const scanned = (order.content.parts.get(itemId)?.get(id) ?? 0) - (whole - direct) * perUnit;
      return { productId: id, code: part?.code ?? '', title: part?.title ?? '', imageUrl: part?.imageUrl ?? null, perUnit, scanned };
    }),
    gift,
    customised,
  };
}

/** Whole units that picking brought; of a bundle as many as its scarcest part makes. */
function pickedUnits({ pick }: OrderNow, { itemId, parts }: ItemNow): number | null {
  if (!pick || pick.since === null) return null;
  const own = pick.items.filter((item) => item.itemId === itemId);
  if (own.length === 0) return 0;
  return Math.min(...own.map(({ productId, picked }) => Math.floor(picked / (parts.get(productId) ?? 1))));
}

async function openParcel(db: Db, order: OrderNow, { settings, boxes }: Around): Promise<PackOrder['parcel']> {
  const { content, acts, photos, parcels } = order;
  const products = productsOpen(order);
  const known = products.flatMap(({ productId, quantity }) => (productId === null ? [] : [{ productId, quantity }]));
  const usual = known.length > 0 && known.length === products.length ? await habitsOf(db, contentKey(known)) : [];
  const measured = products.map(({ productId, quantity }) => {
    const product = productId === null ? undefined : order.products.get(productId);
    return { quantity, size: product?.size ?? null, grams: product ? unitGrams({ stated: product.grams, learnt: product.learnt }) : null };
  });
  const size = sizeOf(order, boxes);
  return {
    number: (parcels.at(-1)?.number ?? 0) + 1,
    boxId: content.boxId,
    size,
    grams: content.grams,
    weightFrom: content.weightFrom,
    expectedGrams: expectedOf(order, boxes),
    weight: weightState(order, boxes, settings),
    billable: size ? billableOf(size, content.grams ?? expectedOf(order, boxes)) : [],
    boxes: boxHints(
      boxes.filter(({ active }) => active),
      measured,
      usual,
    ),
    giftWrapped: content.giftWrapped,
    note: content.note,
    photos: photos.filter(({ parcelId }) => parcelId === null).map(photoView),
    canUndo: hasBegun(acts),
    missing: missingOf(order, boxes, settings),
  };
}

/** What carriers reckon with, by their published divisors; nothing where nobody knows the weight. */
function billableOf([length, width, height]: Size, grams: number | null): PackOrder['parcel']['billable'] {
  if (grams === null) return [];
  const parcel = { length: length / 10, width: width / 10, height: height / 10, lengthUnit: 'cm', weight: grams, weightUnit: 'g' } as const;
  return Object.entries(volumeRules).map(([carrier, rule]) => {
    const { unit, billable, decidedBy } = billableWeight(parcel, rule);
    return { carrier, unit, billable, decidedBy };
  });
}
