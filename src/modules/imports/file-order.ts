/** Which of Amazon's order files a row comes from. */
export type ReportKind = 'all-orders' | 'unshipped';

/**
 * One order as a file of Seller Central tells it. Texts are Amazon's own words, unmapped; `undefined` means that the file
 * has no such column or nothing in it.
 */
export type FileOrder = {
  report: ReportKind;
  orderId: string;
  sellerOrderId: string | undefined;
  purchasedAt: Date;
  /** The latest of the order's lines; the unshipped-orders report has none. */
  updatedAt: Date | undefined;
  paidAt: Date | undefined;
  /** The promise date: the moment by which it must leave. */
  shipBy: Date | undefined;
  /** `Shipped - Delivered to Buyer` and the like are kept. The unshipped-orders report has none: all of it is unshipped. */
  status: string | undefined;
  /** `Merchant` or `Amazon`. The unshipped-orders report has none: all of it is the merchant's. */
  fulfilmentChannel: string | undefined;
  salesChannel: string | undefined;
  /** By the sales channel; for rows without one, the store that the caller named. `undefined` for `Non-Amazon`. */
  marketplaceId: string | undefined;
  orderChannel: string | undefined;
  serviceLevel: string | undefined;
  serviceName: string | undefined;
  purchaseOrderNumber: string | undefined;
  /** The order that a replacement or an exchange stands for. */
  replacesOrderId: string | undefined;
  cancelReason: string | undefined;
  flags: FileFlags;
  shipTo: { city: string | undefined; state: string | undefined; country: string | undefined };
  /** Belongs into the vault and nowhere else. */
  personal: FilePersonal;
  items: FileItem[];
};

/** `undefined`: not told. */
export type FileFlags = {
  business: boolean | undefined;
  prime: boolean | undefined;
  premium: boolean | undefined;
  globalExpress: boolean | undefined;
  replacement: boolean | undefined;
  exchange: boolean | undefined;
  inStorePickup: boolean | undefined;
  cancelRequested: boolean | undefined;
  /** Amazon's own warnings: it is about to cancel the order, or the order is about to be late. */
  vergeOfCancellation: boolean | undefined;
  vergeOfLateShipment: boolean | undefined;
};

export type FilePersonal = {
  recipientName: string | undefined;
  addressLines: string[];
  postalCode: string | undefined;
  recipientPhone: string | undefined;
  buyerName: string | undefined;
  buyerEmail: string | undefined;
  buyerPhone: string | undefined;
  buyerCompany: string | undefined;
  /** Other columns that hold, or by their name may hold, personal data: by column name. */
  other: Record<string, string>;
};

export type FileItem = {
  /** Counts lines of one order with the same SKU and ASIN, from 1: with them the key of an item without Amazon's id. */
  nth: number;
  itemId: string | undefined;
  /** Empty when the file does not say; never both SKU and ASIN. */
  sku: string;
  asin: string;
  title: string | undefined;
  status: string | undefined;
  quantity: number;
  quantityShipped: number | undefined;
  quantityToShip: number | undefined;
  /** Three capital letters. */
  currency: string | undefined;
  amounts: FileAmounts;
  promotionIds: string[];
  priceDesignation: string | undefined;
  giftWrap: string | undefined;
  transparency: boolean | undefined;
  /** Gift message and customisation: into the vault. */
  personal: Record<string, string>;
  /** Every other column that is not empty, by column name. */
  extra: Record<string, string>;
};

/** Decimal texts for the whole line (unit price times quantity), signs as in the file. */
export type FileAmounts = {
  itemPrice: string | undefined;
  itemTax: string | undefined;
  shippingPrice: string | undefined;
  shippingTax: string | undefined;
  giftWrapPrice: string | undefined;
  giftWrapTax: string | undefined;
  itemPromotionDiscount: string | undefined;
  shipPromotionDiscount: string | undefined;
};

/** What is wrong with a line. `column` is its name in the header; `null` when it is about the whole line. */
export type LineProblem = { line: number; column: string | null; reason: string };
