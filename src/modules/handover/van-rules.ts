/** What a number that was scanned at a van turns out to be. */
export const verdicts = [
  'ok',
  'unlisted',
  'again',
  'unknown',
  'void',
  'cancelled',
  'buyer_cancel',
  'other_carrier',
  'other_place',
] as const;
export type Verdict = (typeof verdicts)[number];

export type ScannedParcel = {
  carrier: string;
  /** Null where nobody knows: it was confirmed elsewhere. */
  place: string | null;
  isVoid: boolean;
  orderCancelled: boolean;
  cancelAsked: boolean;
  isListed: boolean;
  handedOver: boolean;
};

/**
 * Whether a parcel may go along. `carrierLists`: a manifest of this carrier was made today, so one that is not on it needs a
 * second one. The hardest reason comes first.
 */
export function verdictOf(parcel: ScannedParcel | undefined, van: { place: string; carrier: string }, carrierLists: boolean): Verdict {
  if (!parcel) return 'unknown';
  if (parcel.isVoid) return 'void';
  if (parcel.orderCancelled) return 'cancelled';
  if (parcel.handedOver) return 'again';
  if (parcel.cancelAsked) return 'buyer_cancel';
  if (van.carrier !== '' && plain(van.carrier) !== plain(parcel.carrier)) return 'other_carrier';
  if (parcel.place !== null && van.place !== parcel.place) return 'other_place';
  return carrierLists && !parcel.isListed ? 'unlisted' : 'ok';
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** It goes into the van. */
export const goesAlong = (verdict: Verdict): boolean => verdict === 'ok' || verdict === 'unlisted';

/** A supervisor may let it go along all the same; a label that was given back, a cancelled order or a stranger never goes. */
export const mayOverride = (verdict: Verdict): boolean =>
  verdict === 'buyer_cancel' || verdict === 'other_carrier' || verdict === 'other_place';
