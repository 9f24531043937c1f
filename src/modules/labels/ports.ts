import type { Money } from '#src/kernel/money.ts';

export const labelFormats = ['pdf', 'png', 'zpl203', 'zpl300'] as const;
/** A label is 4 × 6 inches; ZPL names the dots per inch of the printer. */
export type LabelFormat = (typeof labelFormats)[number];

/** Where a parcel starts or ends. */
export type Address = {
  name: string;
  company?: string;
  lines: string[];
  city: string;
  region?: string;
  postalCode: string;
  country: string;
  phone?: string;
  email?: string;
};

/** Outer measures and gross weight, in the units that the seller measures in. */
export type Parcel = {
  length: number;
  width: number;
  height: number;
  lengthUnit: 'in' | 'cm';
  weight: number;
  weightUnit: 'oz' | 'g';
};

export type LabelItem = { itemId: string; sku: string; title: string; quantity: number; value?: Money; transparencyCodes?: string[] };

/** What is in a parcel that leaves the country, as the carrier hands it to customs. */
export type CustomsDeclaration = {
  /** ISO country that it goes to. */
  to: string;
  contents: 'merchandise' | 'gift' | 'documents' | 'sample' | 'returned_goods';
  /** Who answers for what it says. */
  signer: string;
  ifUndelivered: 'return' | 'abandon';
  /** Who pays duties: dap, the recipient; ddp, the seller. */
  duties: 'dap' | 'ddp';
  /** Amazon's number of the import one-stop shop. For the data alone: never printed on the outside. */
  ioss: string | null;
  items: CustomsItem[];
};
/** `value` and `grams` are of one unit. */
export type CustomsItem = {
  itemId: string;
  sku: string;
  description: string;
  quantity: number;
  hsCode: string;
  origin: string;
  value: Money;
  grams: number;
};

/** What shall be shipped. It holds nothing of the recipient: that goes beside it, and is not kept. */
export type Wish = {
  orderId: string;
  marketplaceId: string;
  items: LabelItem[];
  from: Address;
  parcel: Parcel;
  /** ISO 8601. */
  shipAt: string;
  mustArriveBy: string | null;
  format: LabelFormat;
  signature: 'none' | 'signature' | 'adult';
  /** Absent where no customs stands between. */
  customs?: CustomsDeclaration;
};

/** What a carrier or Amazon promises beyond the transport; null where nothing was said. */
export type Protection = {
  claims: boolean | null;
  onTime: boolean | null;
  /** The carrier's own words: why something is not included. */
  excluded: { benefit: string; reasons: string[] }[];
};

export type Offer = {
  carrier: string;
  service: string;
  price: Money;
  /** ISO 8601; null where the carrier says nothing. */
  earliest: string | null;
  latest: string | null;
  /** The days are the carrier's average, not its promise; then `latest` has a working day to spare. */
  estimated?: true;
  protection: Protection;
  formats: LabelFormat[];
  /** After it the carrier no longer sells at this price (ISO 8601). */
  expiresAt: string | null;
  /** What the adapter needs to buy it. */
  handle: Record<string, unknown>;
};

export type Rates = {
  offers: Offer[];
  /** Services that do not take this parcel, in the carrier's words. */
  unavailable: { carrier: string; service: string; reason: string }[];
};

export type LabelFile = { format: LabelFormat; bytes: Uint8Array };
/** A form for customs (CN22, commercial invoice) that comes with a label. */
export type LabelPaper = { kind: string; format: 'pdf' | 'png'; bytes: Uint8Array };

/** What names a bought label at its carrier. */
export type Receipt = {
  /** Null: it was bought, but its number at the carrier is not known, because the answer was lost. */
  shipmentId: string | null;
  tracking: string | null;
  handle: Record<string, unknown>;
  /** Bought with a test key: no parcel travels with it. */
  sample?: true;
};

export type Bought = { receipt: Receipt; price: Money; file: LabelFile | null; papers?: LabelPaper[] };

export type Purchase = {
  wish: Wish;
  offer: Offer;
  /** The same for every try of the same label. */
  key: string;
  /** Numbers of parcels that the order had before: what is new was bought by this. */
  knownTracking: readonly string[];
};

/** unknown: it was sent and the answer was lost; it may have happened. */
export type BuyOutcome =
  | { kind: 'bought'; bought: Bought }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'unknown'; why: string };

export type Refund = 'none' | 'pending' | 'refunded' | 'rejected';
export type VoidOutcome =
  | { kind: 'done'; refund: Refund }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'unknown'; why: string };

/**
 * One way to buy labels. Whatever throws (AppError) has certainly not bought or voided anything: no quota
 * (AMAZON_THROTTLED with `data.nextAt`), no connection, refused credentials. It may be tried again.
 */
export type Carrier = {
  /** Whether rates need the recipient's address. Amazon knows its own. */
  needsRecipient: boolean;
  /** Buying also confirms the order at Amazon. */
  confirmsOrder: boolean;
  /** So long after a lost answer "it is not there" is not yet believed. */
  settlesMs: number;
  rates(wish: Wish, to: Address | undefined): Promise<Rates>;
  buy(purchase: Purchase): Promise<BuyOutcome>;
  /** After a lost answer: was it bought? unclear: the carrier did not say, ask again. */
  find(purchase: Purchase): Promise<{ kind: 'bought'; bought: Bought } | { kind: 'none' } | { kind: 'unclear' }>;
  void(receipt: Receipt): Promise<VoidOutcome>;
  /** How far the refund of a label is. */
  refund(receipt: Receipt): Promise<Refund>;
  /** The file again; null where the carrier has none. */
  file(receipt: Receipt): Promise<LabelFile | null>;
  /** Whether the carrier takes the key. Throws as a question does. Amazon's own have none to try. */
  tryKey?(): Promise<void>;
};

/**
 * Packing slips of parcels as one PDF, with the number of pages of each, in the order asked for. Reading names and addresses
 * is logged with `reader`.
 */
export type DrawSlips = (
  accountId: string,
  parcels: readonly { orderId: string; units: Readonly<Record<string, number>> }[],
  paper: SlipPaper,
  reader: string,
) => Promise<{ pdf: Uint8Array; pages: readonly number[] }>;
export type SlipPaper = 'A4' | 'Letter' | '4x6';

/** Sends bytes to a printer as they are. Throws PRINTER_UNREACHABLE. */
export type SendToPrinter = (printer: { host: string; port: number }, bytes: Uint8Array) => Promise<void>;
