import { z } from 'zod';

/** Stock as its pages show it. Ids are 64-bit numbers as text; times are ISO 8601 in UTC; quantities are units. */

const id = z.string().regex(/^\d{1,18}$/);
const instant = z.iso.datetime();
const unitsIn = z.int().min(-1_000_000).max(1_000_000);

const productKind = z.enum(['simple', 'bundle', 'placeholder']);
export const stockObjective = z.enum(['deadline', 'cost', 'distance', 'parcels']);

/** A product as a row of the grid. `available` = on hand − reserved − kept; of a bundle: how many its parts make. */
export const stockRow = z.object({
  productId: z.string(),
  code: z.string(),
  title: z.string(),
  kind: productKind,
  asin: z.string().nullable(),
  imageUrl: z.string().nullable(),
  skus: z.array(z.object({ accountId: z.string(), sku: z.string() })),
  onHand: z.int(),
  reserved: z.int(),
  kept: z.int(),
  available: z.int(),
  incoming: z.int(),
  /** Units with Amazon that can be sold; null where no offer is FBA. */
  fba: z.int().nullable(),
  locations: z.array(z.object({ locationId: z.string(), name: z.string(), onHand: z.int(), allocated: z.int() })),
});
export type StockRow = z.infer<typeof stockRow>;

export const stockPage = z.object({ items: z.array(stockRow), nextCursor: z.string().nullable() });
export type StockPage = z.infer<typeof stockPage>;

export const stockSummary = z.object({
  products: z.int(),
  onHand: z.int(),
  reserved: z.int(),
  /** SKUs that orders brought and nobody has mapped. */
  unmapped: z.int(),
  /** Products of which more is sold than there is. */
  short: z.int(),
  kept: z.int(),
});
export type StockSummary = z.infer<typeof stockSummary>;

export const stockQuery = z.object({
  text: z.string().trim().max(200).default(''),
  show: z.enum(['all', 'short', 'incoming', 'bundles', 'archived']).default('all'),
  location: id.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const stockMovement = z.object({
  movementId: z.string(),
  entry: z.string(),
  at: instant,
  kind: z.enum(['received', 'counted', 'adjusted', 'moved', 'picked', 'unpicked', 'shipped', 'unshipped', 'undone']),
  location: z.string(),
  bin: z.string(),
  quantity: z.int(),
  reason: z.string(),
  person: z.string(),
  ref: z.string(),
  order: z.object({ accountId: z.string(), orderId: z.string() }).nullable(),
  mayUndo: z.boolean(),
});
export type StockMovement = z.infer<typeof stockMovement>;

export const stockOffer = z.object({
  accountId: z.string(),
  sku: z.string(),
  marketplaceId: z.string(),
  channel: z.enum(['FBM', 'FBA']),
  asin: z.string(),
  status: z.string(),
  /** FBM: what Amazon shows, and what it should show. */
  shown: z.int().nullable(),
  shownAt: instant.nullable(),
  wanted: z.int().nullable(),
  /** Units that are held back: of this offer, and what its account says where that is null. */
  buffer: z.int().nullable(),
  channelBuffer: z.int(),
  state: z.enum(['queued', 'sending', 'sent', 'accepted', 'verified', 'rejected']).nullable(),
  reason: z.string().nullable(),
  way: z.enum(['single', 'file']).nullable(),
  /** FBA: what lies with Amazon. */
  fulfillable: z.int().nullable(),
  inbound: z.int().nullable(),
  held: z.int().nullable(),
  unsellable: z.int().nullable(),
});
export type StockOffer = z.infer<typeof stockOffer>;

const productName = z.object({ productId: z.string(), code: z.string(), title: z.string() });

/** An offer in the list of all: which product it is, or one that it may be. */
export const listedOffer = stockOffer.extend({ title: z.string(), product: productName.nullable(), suggestion: productName.nullable() });
export type ListedOffer = z.infer<typeof listedOffer>;
export const offerPage = z.object({ items: z.array(listedOffer), nextCursor: z.string().nullable() });
export type OfferPage = z.infer<typeof offerPage>;

export const offerQuery = z.object({
  text: z.string().trim().max(200).default(''),
  channel: z.enum(['all', 'FBM', 'FBA']).default('all'),
  /** `no`: only what nobody has said the product of. */
  mapped: z.enum(['all', 'no']).default('all'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type OfferQuery = z.infer<typeof offerQuery>;

export const productDetails = stockRow.extend({
  barcodes: z.array(z.string()),
  parts: z.array(z.object({ productId: z.string(), code: z.string(), title: z.string(), quantity: z.int(), available: z.int() })),
  partOf: z.array(z.object({ productId: z.string(), code: z.string(), title: z.string(), quantity: z.int() })),
  bins: z.array(z.object({ locationId: z.string(), location: z.string(), binId: z.string(), bin: z.string(), onHand: z.int() })),
  incomings: z.array(
    z.object({
      incomingId: z.string(),
      location: z.string(),
      quantity: z.int(),
      received: z.int(),
      expectedOn: z.iso.date().nullable(),
      ref: z.string(),
    }),
  ),
  claims: z.array(
    z.object({
      accountId: z.string(),
      orderId: z.string(),
      sku: z.string(),
      status: z.string(),
      shipBy: instant.nullable(),
      reserved: z.int(),
      allocated: z.int(),
      locations: z.array(z.string()),
      objective: z.string().nullable(),
    }),
  ),
  offers: z.array(stockOffer),
  countedAt: instant.nullable(),
  archivedAt: instant.nullable(),
});
export type ProductDetails = z.infer<typeof productDetails>;

const code = z.string().trim().min(1).max(100).regex(/^[^?]/, 'must not begin with a question mark');
export const productBody = z.object({
  code,
  title: z.string().trim().min(1).max(500),
  asin: z.string().trim().max(20).nullable().default(null),
  barcodes: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  /** With parts it is a bundle. */
  parts: z
    .array(z.object({ productId: id, quantity: z.int().min(1).max(10_000) }))
    .max(100)
    .default([]),
});
export type ProductBody = z.infer<typeof productBody>;

export const stockChange = z.object({
  /** Made by whoever asks; the same twice does it once, and by it the change can be undone. */
  entry: z.string().trim().min(8).max(100),
  kind: z.enum(['receive', 'adjust', 'count', 'move']),
  reason: z.string().trim().max(200).default(''),
  ref: z.string().trim().max(100).default(''),
  lines: z
    .array(z.object({ productId: id, binId: id, toBinId: id.optional(), quantity: unitsIn }))
    .min(1)
    .max(500),
});
export type StockChange = z.infer<typeof stockChange>;

export const stockOutcome = z.object({ entry: z.string(), movements: z.int(), units: z.int() });

const bin = z.object({ binId: z.string(), name: z.string() });
export const stockLocation = z.object({
  locationId: z.string(),
  name: z.string(),
  country: z.string(),
  region: z.string(),
  timeZone: z.string(),
  cutOff: z.string(),
  parcelCost: z.string(),
  currency: z.string(),
  active: z.boolean(),
  bins: z.array(bin),
});
export type StockLocation = z.infer<typeof stockLocation>;

export const locationBody = z.object({
  name: z.string().trim().min(1).max(80),
  country: z
    .string()
    .trim()
    .regex(/^([A-Z]{2})?$/, 'must be two capital letters'),
  region: z.string().trim().max(40),
  timeZone: z.string().trim().min(1).max(60),
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 14:00'),
  parcelCost: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be an amount such as 4.50'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters'),
  active: z.boolean(),
});
export type LocationBody = z.infer<typeof locationBody>;

/** A SKU that orders want and nobody has mapped. */
export const unmappedSku = z.object({
  accountId: z.string(),
  sku: z.string(),
  productId: z.string(),
  title: z.string(),
  asin: z.string().nullable(),
  reserved: z.int(),
  orders: z.int(),
  since: instant,
  /** A product that it may be: same number, same ASIN. */
  suggestion: productName.nullable(),
});
export type UnmappedSku = z.infer<typeof unmappedSku>;

/** `productId` says which product the SKU is; without it a product of its own is made. */
export const mapBody = z.object({ accountId: id, sku: z.string().min(1).max(200), productId: id.nullable() });
export type MapBody = z.infer<typeof mapBody>;

export const shortRow = z.object({
  productId: z.string(),
  code: z.string(),
  title: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  kept: z.int(),
  missing: z.int(),
  orders: z.array(z.object({ accountId: z.string(), orderId: z.string(), shipBy: instant.nullable(), missing: z.int() })),
});
export type ShortRow = z.infer<typeof shortRow>;

export const stockExceptions = z.object({ unmapped: z.array(unmappedSku), short: z.array(shortRow) });
export type StockExceptions = z.infer<typeof stockExceptions>;

/** How offers were told last, and why: what either way would have taken. `notBefore`: a file was due, but Amazon takes none before. */
export const wayTaken = z.object({
  way: z.enum(['single', 'file']),
  at: instant,
  offers: z.int(),
  inFiles: z.int(),
  singleSeconds: z.int(),
  fileSeconds: z.int(),
  notBefore: instant.optional(),
});
export type WayTaken = z.infer<typeof wayTaken>;

/** Whether an account tells Amazon what is available. `buffer`: units that each of its offers holds back. */
export const stockChannel = z.object({
  accountId: z.string(),
  pushes: z.boolean(),
  buffer: z.int(),
  listingsAt: instant.nullable(),
  /** Offers whose quantity is on its way, and those that Amazon refused. */
  waiting: z.int(),
  rejected: z.int(),
  way: wayTaken.nullable(),
});
export type StockChannel = z.infer<typeof stockChannel>;

const held = z.int().min(0).max(10_000);
export const channelBody = z.object({ pushes: z.boolean(), buffer: held });

/** Units that one offer holds back; null: as many as its account says. */
export const bufferBody = z.object({ sku: z.string().min(1).max(200), marketplaceId: z.string().min(1).max(30), buffer: held.nullable() });
