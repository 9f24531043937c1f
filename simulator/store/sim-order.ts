/**
 * One order as the simulated Amazon knows it: the whole truth, personal data included. What a caller gets to see of it
 * depends on the API version, the role and `includedData`; that is decided where it is served.
 * Times are epoch milliseconds of the simulated clock. Money is decimal text in the order's currency.
 */
export type SimOrder = {
  orderId: string;
  sellerId: string;
  marketplaceId: string;
  sellerOrderId?: string;
  createdAt: number;
  updatedAt: number;
  /** When the payment went through; absent before it, and where it did so at once. */
  fulfillableAt?: number;
  status: SimStatus;
  fulfilledBy: 'MERCHANT' | 'AMAZON';
  serviceLevel: 'EXPEDITED' | 'FREE_ECONOMY' | 'NEXT_DAY' | 'PRIORITY' | 'SAME_DAY' | 'SECOND_DAY' | 'SCHEDULED' | 'STANDARD';
  shipServiceName: string;
  programs: string[];
  currency: string;
  buyer: { name: string; email: string; companyName?: string; purchaseOrderNumber?: string };
  address: SimAddress;
  deliveryInstruction?: string;
  shipBy?: SimWindow;
  deliverBy?: SimWindow;
  replaces?: { orderId: string; type: 'REPLACEMENT_ORIGINAL_ID' | 'EXCHANGE_ORIGINAL_ID' };
  paymentMethod: 'Standard' | 'COD' | 'CVS' | 'Invoice';
  items: SimItem[];
  packages: SimPackage[];
  /** What will happen next by itself and when; the life-cycle engine takes the earliest due one of the whole shop. */
  next?: { at: number; what: SimNext };
  /** True while the verification of a regulated order is open. */
  regulated?: boolean;
  /** The seller's answer to that verification. */
  verification?: { status: 'Approved' | 'Rejected'; reviewerId: string; reasonId?: string; at: number };
  /** Pick-up in store: how far it is. */
  pickUp?: 'ReadyForPickup' | 'PickedUp' | 'RefusedPickup';
};

export type SimStatus = 'PENDING_AVAILABILITY' | 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED' | 'UNFULFILLABLE';
export type SimNext =
  | 'authorise-payment'
  | 'cancel-by-buyer'
  | 'cancel-by-amazon'
  | 'ship-by-amazon'
  | 'auto-cancel'
  | 'carrier-scan'
  | 'deliver';
export type SimWindow = { earliest: number; latest: number };

export type SimAddress = {
  name: string;
  companyName?: string;
  line1: string;
  line2?: string;
  line3?: string;
  city: string;
  stateOrRegion?: string;
  districtOrCounty?: string;
  postalCode: string;
  countryCode: string;
  phone?: string;
  type: 'RESIDENTIAL' | 'COMMERCIAL' | 'PICKUP_POINT';
  /** The parts of a Brazilian address. */
  extended?: { streetName?: string; streetNumber?: string; complement?: string; neighborhood?: string };
};

/** Amounts other than `unitPrice` are for the whole line; discounts are positive. `shipped` counts what reads already show. */
export type SimItem = {
  itemId: string;
  asin: string;
  sku: string;
  title: string;
  quantity: number;
  shipped: number;
  cancelled: number;
  condition: 'New' | 'Used' | 'Refurbished' | 'Collectible';
  unitPrice: string;
  itemTax: string;
  shippingPrice: string;
  shippingTax: string;
  giftWrapPrice: string;
  giftWrapTax: string;
  itemDiscount: string;
  shippingDiscount: string;
  promotionIds: string[];
  programs: string[];
  gift?: { message?: string; wrapLevel?: string };
  customizationUrl?: string;
  cancelRequest?: { at: number; reason: string };
  /** Units that came back after delivery. The order's status does not change by that. */
  returned?: { at: number; quantity: number; reason: string };
  cancellation?: { by: 'BUYER' | 'MERCHANT' | 'AMAZON'; reason: string };
  iossNumber?: string;
  pointsCost?: string;
};

export type SimPackage = {
  reference: string;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber: string;
  shipDate: number;
  confirmedAt: number;
  /** A confirmation shows in reads only from here on. */
  visibleAt: number;
  status: 'PENDING' | 'IN_TRANSIT' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'UNDELIVERABLE';
  detailedStatus?: string;
  scannedAt?: number;
  deliveredAt?: number;
  /** True until the confirmation shows. A hidden package with the reference of a shown one is an edit and will replace it. */
  hidden?: true;
  /** When the carrier will scan and when it will deliver the package; absent where `next` of the order says it. */
  scanAt?: number;
  deliverAt?: number;
  items: { itemId: string; quantity: number; transparencyCodes?: string[] }[];
};
