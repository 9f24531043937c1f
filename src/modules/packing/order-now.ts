import type { AccountId } from '#src/kernel/ids.ts';
import type { Guard } from '#src/modules/guards/contract.ts';
import type { Label } from '#src/modules/labels/questions.ts';
import type { PickState } from '#src/modules/picking/questions.ts';
import { type Act, type Content, canBeUndone, contentOf, type Parts, unitsIn } from './content-rules.ts';
import type { ItemRow, LockRow, OrderRow, PhotoRow, ProductFacts } from './order-views.ts';
import type { ParcelRow } from './parcel-views.ts';
import type { Wanted } from './take-rules.ts';

export type ItemNow = ItemRow &
  Wanted & {
    /** Ordered less cancelled less shipped from elsewhere. */
    toPack: number;
    /** In parcels that are finished. */
    packed: number;
    needsSerial: boolean;
    needsTransparency: boolean;
  };

/** An order as packing knows it at one moment. */
export type OrderNow = {
  accountId: AccountId;
  row: OrderRow;
  items: ItemNow[];
  /** Products of the items and of the bundles among them. */
  products: Map<string, ProductFacts>;
  /** What stands in its way; questions that somebody has answered are not among them. */
  guards: Guard[];
  words: { key: string; reason: string; person: string; at: Date }[];
  acts: (Act & { person: string; at: Date })[];
  content: Content;
  /** Finished, oldest first. */
  parcels: ParcelRow[];
  labels: Label[];
  photos: PhotoRow[];
  lock: LockRow | undefined;
  pick: PickState | undefined;
};

/** The order with these acts in its open parcel. */
export const withActs = (order: OrderNow, acts: OrderNow['acts']): OrderNow => ({ ...order, acts, content: contentOf(acts) });

/** Something was done to the open parcel that would be lost, or lie about. */
export const hasBegun = (acts: readonly Pick<Act, 'kind'>[]): boolean => acts.some(({ kind }) => canBeUndone(kind));

/** Units of our own labels that Amazon shows as shipped: they are not shipped from elsewhere, whoever packs them. */
export function ownShown(row: OrderRow, labels: readonly Label[], itemId: string): number {
  const shown = new Set(row.packages.filter(({ status }) => status !== 'cancelled').map(({ tracking }) => tracking));
  // One that was given back still stands there until another takes its place.
  const ours = labels.filter(
    ({ state, tracking }) => (state === 'bought' || state === 'voiding' || state === 'voided') && tracking !== null && shown.has(tracking),
  );
  return ours.reduce((sum, { wish }) => sum + unitsOf(wish.items, itemId), 0);
}

export const unitsOf = (items: readonly { itemId: string; quantity: number }[], itemId: string): number =>
  items.reduce((sum, item) => (item.itemId === itemId ? sum + item.quantity : sum), 0);

/** What keeps units from being counted; undefined: nothing does. */
export const blockOfOrder = ({ guards }: OrderNow): Guard | undefined =>
  guards.find(({ effect }) => effect === 'stop') ?? guards.find(({ effect }) => effect === 'ask');

export const inParcel = ({ content }: OrderNow, { itemId, parts }: { itemId: string; parts: Parts }) => unitsIn(content, itemId, parts);

/** Codes that units of the open parcel still miss. */
export function missingCodes(order: OrderNow, item: ItemNow): { serials: number; transparency: number } {
  const { whole } = inParcel(order, item);
  const missing = (needed: boolean, codes: Map<string, string[]>) =>
    needed ? Math.max(0, whole - (codes.get(item.itemId)?.length ?? 0)) : 0;
  return {
    serials: missing(item.needsSerial, order.content.serials),
    transparency: missing(item.needsTransparency, order.content.transparency),
  };
}

/** Nothing of the order is left to count. */
export const isComplete = (order: OrderNow): boolean =>
  order.items.every((item) => {
    const { whole } = inParcel(order, item);
    return whole >= item.room;
  });

/** Units in the open parcel, over all items. */
export const unitsOpen = (order: OrderNow): number => order.items.reduce((sum, item) => sum + inParcel(order, item).whole, 0);

/** Products in the open parcel, bundles by what they are made of; null in place of a product where a SKU has none. */
export function productsOpen(order: OrderNow): { productId: string | null; quantity: number }[] {
  const sums = new Map<string | null, number>();
  const add = (productId: string | null, quantity: number) => {
    if (quantity > 0) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  };
  for (const item of order.items) {
    const own = order.content.units.get(item.itemId) ?? 0;
    if (item.parts.size === 0) add(item.productId, own);
    else {
      for (const [productId, perUnit] of item.parts) add(productId, own * perUnit);
      for (const [productId, units] of order.content.parts.get(item.itemId) ?? []) add(productId, units);
    }
  }
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }));
}
