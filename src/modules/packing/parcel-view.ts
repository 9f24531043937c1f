import type { Label } from '#src/modules/labels/questions.ts';
import type { PackParcel } from './contract.ts';
import type { PhotoRow } from './order-views.ts';
import { labelOfParcel } from './parcel-label.ts';
import type { ParcelRow } from './parcel-views.ts';

export type Override = { key: string; reason: string; by: string; at: Date };
export type ParcelParts = { labels: readonly Label[]; photos: readonly PhotoRow[]; overrides: ReadonlyMap<string, Override[]> };

/** A parcel with its label, as pages show it. */
export function parcelView(parcel: ParcelRow, { labels, photos, overrides }: ParcelParts): PackParcel {
  const {
    accountId,
    orderId,
    parcelId,
    number,
    state,
    items,
    box,
    size,
    grams,
    expectedGrams,
    weightFrom,
    giftWrapped,
    note,
    packedBy,
    station,
  } = parcel;
  return {
    accountId,
    orderId,
    parcelId,
    number,
    state,
    items,
    box,
    size,
    grams,
    expectedGrams,
    weightFrom,
    giftWrapped,
    note,
    photos: photos.filter((photo) => photo.parcelId === parcelId).map(photoView),
    overrides: (overrides.get(parcelId) ?? []).map(({ key, reason, by, at }) => ({ key, reason, by, at: at.toISOString() })),
    packedBy,
    packedAt: parcel.packedAt.toISOString(),
    station,
    reopened: parcel.reopenedAt && { by: parcel.reopenedBy ?? '', at: parcel.reopenedAt.toISOString() },
    label: labelView(parcel, labelOfParcel(parcel, labels)),
  };
}

export const photoView = ({ photoId, at, person, type }: PhotoRow) => ({ photoId, at: at.toISOString(), by: person, type });

function labelView(parcel: ParcelRow, label: Label | undefined): PackParcel['label'] {
  const none = { labelId: null, before: false, carrier: null, service: null, tracking: null, printable: false, printed: 0 };
  if (!label) return { ...none, state: parcel.labelState === 'asked' ? 'wanted' : parcel.labelState, reason: parcel.labelReason };
  const said = label.carrierMessage === null ? {} : { said: label.carrierMessage };
  return {
    state: label.state,
    labelId: label.labelId,
    before: parcel.labelBefore,
    reason: label.reason === null ? null : { key: label.reason, values: said },
    carrier: label.offer.carrier,
    service: label.offer.service,
    tracking: label.tracking,
    printable: label.state === 'bought' && (label.hasFile || label.kind !== 'manual'),
    printed: label.printed,
  };
}
