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
  /** The key that makes a repeated purchase the same one. */
  key?: string;
};

export type SimParcel = { inches: [number, number, number]; ounces: number };
export type LabelFormat = 'PDF' | 'PNG' | 'ZPL203' | 'ZPL300';
