import { type Content, type Parts, unitsIn } from './content-rules.ts';

/** An item as far as scanning asks about it. */
export type Wanted = {
  itemId: string;
  sku: string;
  productId: string | null;
  parts: Parts;
  /** Units that may lie in the open parcel. */
  room: number;
};

/** What was scanned: a product that some barcode or number means, or a SKU. */
export type Meant = { productIds: readonly string[]; sku: string };

export type Taken = { itemId: string; productId: string | null; kind: 'unit' | 'part'; quantity: number };

/**
 * Which items a scan counts for. Whole units go to the first items that want them; what is nobody's unit may be a part of a
 * bundle. `no`: nothing is counted, because the order does not hold it, or holds no more of it.
 */
export function take(
  items: readonly Wanted[],
  content: Content,
  meant: Meant,
  quantity: number,
): { no: 'wrongItem' | 'tooMany' } | { taken: Taken[] } {
  const whole = items.filter((item) => item.sku === meant.sku || (item.productId !== null && meant.productIds.includes(item.productId)));
  const taken: Taken[] = [];
  let left = quantity;
  const give = (item: Wanted, productId: string | null, room: number) => {
    const units = Math.min(left, Math.max(0, room));
    if (units > 0) taken.push({ itemId: item.itemId, productId, kind: productId === null ? 'unit' : 'part', quantity: units });
    left -= units;
  };
  for (const item of whole) give(item, null, item.room - unitsIn(content, item.itemId, item.parts).begun);
  const bundles = items.flatMap((item) => [...item.parts.keys()].filter((id) => meant.productIds.includes(id)).map((id) => ({ item, id })));
  for (const { item, id } of bundles) if (left > 0) give(item, id, roomForPart(item, content, id));
  if (left === 0) return { taken };
  return { no: whole.length + bundles.length > 0 ? 'tooMany' : 'wrongItem' };
}

/** Parts that still find a place in units that are begun, or may be. */
function roomForPart({ itemId, parts, room }: Wanted, content: Content, productId: string): number {
  const perUnit = parts.get(productId) ?? 0;
  const scanned = content.parts.get(itemId)?.get(productId) ?? 0;
  return (room - (content.units.get(itemId) ?? 0)) * perUnit - scanned;
}
