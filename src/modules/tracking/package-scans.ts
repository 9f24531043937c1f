import type { Step } from './facts.ts';

/** Amazon's word for a package on its order, with the detail where that says more: `IN_TRANSIT/OUT_FOR_DELIVERY`. */
const words: Readonly<Record<string, Step>> = {
  PENDING: 'label',
  SHIPPED: 'label',
  IN_TRANSIT: 'in_transit',
  DELIVERED: 'delivered',
  UNDELIVERABLE: 'exception',
  PENDING_SCHEDULE: 'label',
  PENDING_PICK_UP: 'label',
  PENDING_DROP_OFF: 'label',
  PICKED_UP: 'accepted',
  DROPPED_OFF: 'accepted',
  AT_ORIGIN_FC: 'in_transit',
  AT_DESTINATION_FC: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  REJECTED_BY_BUYER: 'returning',
  RETURNING_TO_SELLER: 'returning',
  RETURNED_TO_SELLER: 'returned',
  LOST: 'lost',
  DAMAGED: 'exception',
};

/** Our step for each of Amazon's words on a package, alone and with a detail behind it; others are not known. */
export const packageWords: Readonly<Record<string, Step>> = Object.fromEntries(
  Object.entries(words).flatMap(([word, step]) => [
    [word, step] as const,
    ...['PENDING', 'SHIPPED', 'IN_TRANSIT', 'DELIVERED', 'UNDELIVERABLE'].map((status) => [`${status}/${word}`, step] as const),
  ]),
);
