/** One effect that a seller's program (or Seller Central) had on an order, for tests that count them. */
export type SimWrite = {
  seq: number;
  at: number;
  kind: 'confirm' | 'edit' | 'cancel' | 'acknowledge' | 'pick-up' | 'verification' | 'label' | 'slot';
  via: 'api' | 'feed' | 'seller-central' | 'label';
  sellerId: string;
  orderId: string;
  /** The package of a confirmation, the items of a cancellation, the seller's order number of an acknowledgement. */
  reference: string;
  /** The same for the same effect: sent twice means two writes with one key. */
  key: string;
  detail: unknown;
};
