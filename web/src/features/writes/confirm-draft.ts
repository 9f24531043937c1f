import type { OrderItem } from '#src/modules/orders/contract.ts';
import type { ConfirmPackage, WriteRequest } from '#src/modules/writes/contract.ts';
import type { ActionTarget } from './action-store.ts';

/** A parcel as it is being typed. Without a carrier the desk recognises it; without items it holds all that is left. */
export type ParcelDraft = {
  id: number;
  tracking: string;
  carrier: string;
  carrierName: string;
  service: string;
  items: Readonly<Record<string, number>> | null;
  /** Transparency codes by item, as scanned: one a line, or with blanks or commas between. */
  codes: Readonly<Record<string, string>>;
};
export type OrderDraft = { target: ActionTarget; parcels: readonly ParcelDraft[] };

export const emptyParcel = (id: number): ParcelDraft => ({
  id,
  tracking: '',
  carrier: '',
  carrierName: '',
  service: '',
  items: null,
  codes: {},
});
export const firstDrafts = (targets: readonly ActionTarget[]): OrderDraft[] =>
  targets.map((target) => ({ target, parcels: [emptyParcel(1)] }));

/** The different codes in what was scanned. */
export const codesOf = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** Units of an item that no parcel holds yet. */
export const unitsLeft = (item: OrderItem): number => Math.max(0, item.quantity - item.shipped - item.cancelled);

/** One more parcel: from now on every parcel says what it holds, the first everything, the new one nothing. */
export function withParcel({ target, parcels }: OrderDraft, items: readonly OrderItem[]): OrderDraft {
  const all = Object.fromEntries(items.map((item) => [item.itemId, unitsLeft(item)]));
  const id = Math.max(0, ...parcels.map((parcel) => parcel.id)) + 1;
  return { target, parcels: [...parcels.map((parcel) => ({ ...parcel, items: parcel.items ?? all })), { ...emptyParcel(id), items: {} }] };
}

/** A pasted column of tracking numbers goes down the list from the order it was pasted at. */
export function pasted(drafts: readonly OrderDraft[], at: number, text: string): OrderDraft[] {
  const numbers = text
    .split(/[\r\n\t]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  return drafts.map((draft, index) => {
    const number = index >= at ? numbers[index - at] : undefined;
    const [first, ...others] = draft.parcels;
    return number && first ? { ...draft, parcels: [{ ...first, tracking: number }, ...others] } : draft;
  });
}

/** `shipDate`: ISO 8601; without one it counts as shipped when it is sent. */
export function packageOf({ accountId, orderId }: ActionTarget, parcel: ParcelDraft, shipDate?: string): ConfirmPackage {
  const items = Object.entries(parcel.items ?? {}).flatMap(([itemId, quantity]) => {
    const transparencyCodes = codesOf(parcel.codes[itemId] ?? '');
    return quantity > 0 ? [{ itemId, quantity, ...(transparencyCodes.length > 0 ? { transparencyCodes } : {}) }] : [];
  });
  return {
    accountId,
    orderId,
    trackingNumber: parcel.tracking.trim(),
    ...(parcel.carrier ? { carrierCode: parcel.carrier } : {}),
    ...(parcel.carrier === 'Other' && parcel.carrierName.trim() ? { carrierName: parcel.carrierName.trim() } : {}),
    ...(parcel.service.trim() ? { shippingMethod: parcel.service.trim() } : {}),
    ...(shipDate ? { shipDate } : {}),
    ...(items.length > 0 ? { items } : {}),
  };
}

/** Everything that has a tracking number; orders without one are left alone. `null` while there is nothing to send. */
export function confirmRequest(drafts: readonly OrderDraft[], shipDate?: string): WriteRequest | null {
  const packages = drafts.flatMap(({ target, parcels }) =>
    parcels.filter((parcel) => parcel.tracking.trim() !== '').map((parcel) => packageOf(target, parcel, shipDate)),
  );
  return packages.length > 0 ? { action: 'confirm', packages } : null;
}
