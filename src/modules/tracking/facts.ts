/** How far a parcel is, in our words; from `label` (there is a label, nobody has scanned it) on. */
export const steps = [
  'label',
  'accepted',
  'in_transit',
  'out_for_delivery',
  'attempted',
  'waiting',
  'delivered',
  'exception',
  'returning',
  'returned',
  'lost',
] as const;
export type Step = (typeof steps)[number];

/** What one line of a carrier's history says. Nothing of it may name a person: codes and places alone. */
export type Scan = {
  at: Date;
  /** The carrier's own word; kept as it is, also when nobody knows it. */
  code: string;
  /** Ours for it; null for an unknown word, which moves nothing. */
  step: Step | null;
  /** On the way back to the seller. */
  back: boolean;
  trouble: 'address' | null;
  /** City, region and country; empty where the carrier names none. */
  place: string;
};

/** Why somebody should look at a parcel. */
export const exceptionKinds = ['no_scan', 'late', 'lost', 'returned', 'address', 'problem'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

export const sources = ['amazon_shipping', 'easypost', 'shippo', 'amazon', 'none'] as const;
export type Source = (typeof sources)[number];
