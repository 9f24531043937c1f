import type { Label } from '#src/modules/labels/questions.ts';
import { labelKeyOf, type ParcelRow } from './parcel-views.ts';

/** The label of a parcel: one that was there before, else the one that was asked for with its own key. */
export const labelOfParcel = (parcel: ParcelRow, labels: readonly Label[]): Label | undefined =>
  parcel.labelId === null
    ? labels.find(({ requestKey }) => requestKey === labelKeyOf(parcel))
    : labels.find(({ labelId }) => labelId === parcel.labelId);

/** Labels of the order that are good and belong to no parcel: bought before it was packed. */
export function looseLabels(parcels: readonly ParcelRow[], labels: readonly Label[]): Label[] {
  const taken = new Set(parcels.filter(({ state }) => state === 'packed').map((parcel) => labelOfParcel(parcel, labels)?.labelId));
  const keys = new Set(parcels.map(labelKeyOf));
  return labels.filter(
    ({ labelId, requestKey, state }) =>
      !taken.has(labelId) && !keys.has(requestKey) && (state === 'bought' || state === 'asked' || state === 'buying' || state === 'unsure'),
  );
}

type Units = readonly { itemId: string; quantity: number }[];

/** The loose label that was bought for exactly these units. */
export const labelFor = (items: Units, loose: readonly Label[]): Label | undefined =>
  loose.toReversed().find(({ wish }) => isFor(wish.items, items));

/** Exactly the same units. */
export const isFor = (items: Units, others: Units): boolean => asText(items) === asText(others);

const asText = (items: Units): string =>
  items
    .map(({ itemId, quantity }) => `${itemId}×${quantity}`)
    .toSorted()
    .join(' ');
