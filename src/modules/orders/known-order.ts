import type { ItemFacts, PackageFacts } from './facts.ts';

/** What the tables hold about an order, as far as a comparison needs it. */
export type KnownOrder = {
  orderId: string;
  marketplaceId: string;
  salesChannel: string;
  sellerOrderId: string | null;
  status: string;
  statusRaw: string;
  fulfilledBy: string;
  orderType: string;
  serviceLevel: string;
  shipService: string | null;
  programs: string[];
  purchasedAt: Date;
  updatedAt: Date;
  shipAfter: Date | null;
  shipBy: Date | null;
  deliverAfter: Date | null;
  deliverBy: Date | null;
  total: string | null;
  currency: string | null;
  buyerMask: string | null;
  shipTo: string | null;
  poNumber: string | null;
  replacesOrderId: string | null;
  cancelRequestedAt: Date | null;
  cancelReason: string | null;
  shippedAt: Date | null;
  deliveredAt: Date | null;
  personal: string;
  depth: 'skeleton' | 'full';
  source: string;
  detail: Record<string, unknown>;
  factsHash: string;
  /** Keyed hash of the address that Amazon gave last; null before it gave one. */
  addressHash: string | null;
  /** When an address that was known became another. */
  addressChangedAt: Date | null;
  tags: string[];
  items: KnownItem[];
  packages: PackageFacts[];
};

/** As much of it as tells whether an answer has anything new, and what to say if it has not. */
export type SeenOrder = Pick<
  KnownOrder,
  | 'orderId'
  | 'marketplaceId'
  | 'status'
  | 'fulfilledBy'
  | 'depth'
  | 'purchasedAt'
  | 'updatedAt'
  | 'shipBy'
  | 'cancelRequestedAt'
  | 'factsHash'
>;

export type KnownItem = ItemFacts & { itemId: string; shipped: number; cancelled: number };
