import type { Money } from '#src/kernel/money.ts';
import type { SlipWords } from './words.ts';

/** What stands on the packing slip of one order. Dates and labels come as text in the language of the slip. */
export type Slip = {
  /** BCP 47, such as `de-DE` or `ar-AE`: side of the page, form of amounts, and which shape of Han characters. */
  readonly locale: string;
  readonly words: SlipWords;
  readonly sellerName: string;
  readonly marketplace: string;
  /** Name and address as they are written on a parcel, a line each. */
  readonly shipTo: readonly string[];
  readonly orderId: string;
  /** What the Code 128 says: the order id, or what the pack station scans. Printable ASCII. */
  readonly barcode: string;
  readonly orderDate: string;
  readonly shipBy?: string;
  readonly serviceLevel?: string;
  /** Of a business order; Amazon asks for it on the slip. */
  readonly purchaseOrderNumber?: string;
  readonly items: readonly SlipItem[];
  /** The lines under the items: label and amount, the last one is the sum. */
  readonly totals: readonly { readonly label: string; readonly amount: Money }[];
};

export type SlipItem = {
  readonly title: string;
  readonly sku: string;
  readonly asin?: string;
  readonly quantity: number;
  readonly condition?: string;
  readonly unitPrice?: Money;
  readonly gift: boolean;
  /** The level of gift wrap, as the buyer chose it. */
  readonly giftWrap?: string;
  readonly giftMessage?: string;
  readonly customised: boolean;
};

/** One gift among the items hides every price, because whoever opens the parcel reads the whole slip. */
export const showsPrices = (slip: Slip): boolean => !slip.items.some(({ gift, giftMessage }) => gift || giftMessage !== undefined);
