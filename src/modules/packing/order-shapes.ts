import { z } from 'zod';
import { packParcel } from './parcel-shapes.ts';
import { instant, why } from './shapes.ts';

/** What a person must know of an order; `ask` can be overridden, `stop` cannot, `need` says what must be brought. */
const guardView = z.object({
  key: z.string(),
  effect: z.enum(['stop', 'ask', 'need']),
  values: z.record(z.string(), z.string()),
  /** Somebody allowed it all the same. */
  override: z.object({ by: z.string(), reason: z.string(), at: instant }).nullable(),
});

const partView = z.object({
  productId: z.string(),
  code: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  /** Of it in one unit of the item. */
  perUnit: z.int(),
  /** Scanned towards units of the open parcel that are not whole yet. */
  scanned: z.int(),
});

const itemView = z.object({
  itemId: z.string(),
  sku: z.string(),
  asin: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  productId: z.string().nullable(),
  productCode: z.string().nullable(),
  barcodes: z.array(z.string()),
  /** Ordered less cancelled less shipped from elsewhere. */
  toPack: z.int(),
  /** In parcels that are finished. */
  packed: z.int(),
  /** In the parcel that is open. */
  inParcel: z.int(),
  left: z.int(),
  /** Units that picking brought; null where nobody picked. */
  picked: z.int().nullable(),
  /** What each unit needs a code for, and how many units of the open parcel have none yet. */
  needs: z.object({ serial: z.boolean(), transparency: z.boolean(), serialsMissing: z.int(), transparencyMissing: z.int() }),
  /** Of the open parcel. */
  serials: z.array(z.string()),
  transparencyCodes: z.array(z.string()),
  /** Of a bundle; empty for other products. */
  parts: z.array(partView),
  gift: z.boolean(),
  customised: z.boolean(),
});
export type PackItem = z.infer<typeof itemView>;

const boxHint = z.object({ boxId: z.string(), name: z.string(), reason: z.enum(['usual', 'volume']) });

export const orderView = z.object({
  accountId: z.string(),
  orderId: z.string(),
  marketplaceId: z.string(),
  status: z.string(),
  shipBy: instant.nullable(),
  /** The last safe collection before it, as in today's work. */
  leaveBy: instant.nullable(),
  deliverBy: instant.nullable(),
  serviceLevel: z.string(),
  programs: z.array(z.string()),
  /** Some item is a gift: its message is at GET /packing/orders/:accountId/:orderId/gift. */
  gift: z.boolean(),
  /** Whose it is. `mine` false: only looked at, and every act but leave is refused with `locked`. */
  lock: z.object({ mine: z.boolean(), by: z.string(), station: z.string(), at: instant }).nullable(),
  guards: z.array(guardView),
  /** A guard stops it, or asks and nobody has allowed it: nothing more is packed. */
  stopped: z.boolean(),
  /** What lies in the open parcel of a stopped order and goes back to its shelf. */
  putBack: z.array(z.object({ itemId: z.string(), sku: z.string(), title: z.string(), quantity: z.int() })),
  /** What should be known and stops nothing: not picked, no stock promised, parcels bought before. */
  warnings: z.array(why),
  tote: z.string().nullable(),
  items: z.array(itemView),
  /** The parcel that is open. */
  parcel: z.object({
    number: z.int(),
    boxId: z.string().nullable(),
    size: z.tuple([z.int(), z.int(), z.int()]).nullable(),
    grams: z.int().nullable(),
    weightFrom: z.enum(['scale', 'typed']).nullable(),
    expectedGrams: z.int().nullable(),
    /** null: nothing to compare; off: weigh again or override. */
    weight: z.enum(['fits', 'off', 'overridden']).nullable(),
    /** Weight that carriers bill for, by their published divisors. */
    billable: z.array(
      z.object({ carrier: z.string(), unit: z.enum(['lb', 'kg']), billable: z.number(), decidedBy: z.enum(['weight', 'volume']) }),
    ),
    boxes: z.array(boxHint),
    giftWrapped: z.boolean(),
    note: z.string(),
    photos: z.array(z.object({ photoId: z.string(), at: instant, by: z.string(), type: z.string() })),
    canUndo: z.boolean(),
    /** Why it cannot be finished yet; empty: it can. */
    missing: z.array(why),
  }),
  /** Parcels of the order that are finished, oldest first. */
  parcels: z.array(packParcel),
});
export type PackOrder = z.infer<typeof orderView>;
