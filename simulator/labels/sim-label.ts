/** A label that a seller has bought, with all that is needed to print it again. Times are epoch milliseconds. */
export type SimLabel = {
  shipmentId: string;
  api: 'merchant-fulfillment' | 'shipping';
  sellerId: string;
  orderId: string;
  /** The package of the order that it is on; none where buying does not confirm. */
  reference: string | null;
  serviceId: string;
  carrier: string;
  service: string;
  price: string;
  currency: string;
  tracking: string;
  items: { itemId: string; quantity: number }[];
  parcel: SimParcel;
  boughtAt: number;
  shipAt: number;
  earliest: number;
  latest: number;
  /** When the seller asked for the money back; it comes an hour later. */
  voidedAt?: number;
  /** What the buyer of the label sent, for the answer to show. */
  request: unknown;
  /** What carriers do to it, where a test says so instead of the shop; the promise and details that they give then. */
  journey?: { eventCode: string; at: number; back?: boolean }[];
  promised?: number;
  detailCodes?: string[];
  /** The key that makes a repeated purchase the same one. */
  key?: string;
};

export type SimParcel = { inches: [number, number, number]; ounces: number };
export type LabelFormat = 'PDF' | 'PNG' | 'ZPL203' | 'ZPL300';
