import type { Money } from '#src/kernel/money.ts';
import type { PersonalData } from '#src/modules/vault/index.ts';

/**
 * What one answer of one source says about one order, in our words. Adapters and file readers make it; intake
 * compares it with what is known. A field that the source does not carry is `undefined` and changes nothing;
 * `null` means that the source says there is none.
 */
export type OrderFacts = {
  orderId: string;
  source: OrderSource;
  /** skeleton: no Amazon item ids, no personal data, no packages (files and reports). */
  depth: 'skeleton' | 'full';
  marketplaceId: string;
  /** As Amazon names it (`Amazon.com`, `Non-Amazon`). */
  salesChannel: string;
  sellerOrderId?: string | null;
  status: Worded<OrderStatus>;
  fulfilledBy: Worded<FulfilledBy>;
  orderType?: string;
  /** Upper snake case as in the Orders API 2026-01-01; unknown words are kept. */
  serviceLevel?: string;
  /** The carrier-facing name of the service, where a source has it (`Std US D2D Dom`). */
  shipService?: string;
  /** PRIME, AMAZON_BUSINESS, PREMIUM … an open list. */
  programs?: string[];
  purchasedAt: Date;
  /** Amazon's own time of the last change: it alone decides what is newer. */
  updatedAt: Date;
  shipBy?: Window;
  deliverBy?: Window;
  total?: Money | null;
  poNumber?: string | null;
  replacesOrderId?: string | null;
  items: ItemFacts[];
  packages?: PackageFacts[];
  /** given: see `personal`; withheld: the role is missing; not_yet: Amazon gives it later (Pending); unknown: this source never has it. */
  personalState: 'given' | 'withheld' | 'not_yet' | 'unknown';
  personal?: PersonalData;
  /** City, region and country are not personal data (spapi.md 1.3). */
  shipTo?: { city?: string; region?: string; country?: string };
  /** Money breakdowns, payment, tax, promotions: shown on the order page, never searched. No personal data. */
  detail?: Record<string, unknown>;
};

export type OrderSource = 'search' | 'get' | 'notification' | 'report' | 'file';

/** Our state beside Amazon's word for it. */
export type Worded<T> = { state: T; raw: string };

export type OrderStatus =
  | 'pending_availability'
  | 'pending'
  | 'unshipped'
  | 'partially_shipped'
  | 'shipped'
  | 'cancelled'
  | 'unfulfillable'
  | 'unknown';

export type FulfilledBy = 'merchant' | 'amazon' | 'unknown';

export type Window = { from?: Date; to?: Date };

export type ItemFacts = {
  /** Amazon's order item id; `undefined` in files, where items are told apart by SKU, ASIN and count. */
  itemId?: string;
  sku: string;
  asin: string;
  title: string;
  quantity: number;
  shipped?: number;
  cancelled?: number;
  condition?: string;
  unitPrice?: Money;
  /** Price of the line as the buyer pays it, without shipping. */
  total?: Money;
  programs?: string[];
  gift?: boolean;
  customised?: boolean;
  /** `null`: the source says that the buyer does not ask; most sources only say when one does. */
  cancelRequest?: { reason?: string } | null;
  statusRaw?: string;
  detail?: Record<string, unknown>;
};

export type PackageFacts = {
  reference: string;
  carrierRaw?: string;
  service?: string;
  tracking?: string;
  status: Worded<PackageStatus>;
  shipDate?: Date;
  deliveredAt?: Date;
  items: { itemId: string; quantity: number }[];
};

export type PackageStatus = 'pending' | 'in_transit' | 'shipped' | 'delivered' | 'cancelled' | 'undeliverable' | 'unknown';
