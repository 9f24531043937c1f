import { z } from 'zod';
import { id, instant, text, why } from './shapes.ts';

export const packParcel = z.object({
  accountId: z.string(),
  orderId: z.string(),
  parcelId: z.string(),
  /** The first parcel of the order is 1. */
  number: z.int(),
  state: z.enum(['packed', 'reopened']),
  items: z.array(
    z.object({
      itemId: z.string(),
      sku: z.string(),
      title: z.string(),
      quantity: z.int(),
      serials: z.array(z.string()),
      transparencyCodes: z.array(z.string()),
    }),
  ),
  box: z.string().nullable(),
  size: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  grams: z.int().nullable(),
  expectedGrams: z.int().nullable(),
  /** Where the weight is from: expected means that nobody weighed it. */
  weightFrom: z.enum(['scale', 'typed', 'expected']).nullable(),
  giftWrapped: z.boolean(),
  note: z.string(),
  photos: z.array(z.object({ photoId: z.string(), at: instant, by: z.string(), type: z.string() })),
  overrides: z.array(z.object({ key: z.string(), reason: z.string(), by: z.string(), at: instant })),
  packedBy: z.string(),
  packedAt: instant,
  station: z.string(),
  reopened: z.object({ by: z.string(), at: instant }).nullable(),
  label: z.object({
    /**
     * later: none is asked for; wanted: rates are being asked for; choose: the rules left the choice to a person; asked,
     * buying, unsure, bought, voiding, voided, refused: as the label stands.
     */
    state: z.enum(['later', 'wanted', 'choose', 'asked', 'buying', 'unsure', 'bought', 'voiding', 'voided', 'refused']),
    labelId: z.string().nullable(),
    /** It was bought before the parcel was packed. */
    before: z.boolean(),
    reason: why.nullable(),
    carrier: z.string().nullable(),
    service: z.string().nullable(),
    tracking: z.string().nullable(),
    /** The file can be had from POST /labels/:accountId/print with this labelId. */
    printable: z.boolean(),
    /** How often it was printed. */
    printed: z.int(),
  }),
});
export type PackParcel = z.infer<typeof packParcel>;

/** POST /packing/parcels/:accountId/:parcelId/label: what finishing left open. */
export const parcelLabelBody = z.discriminatedUnion('how', [
  /** Asks the rules, also again after a refusal. */
  z.object({ how: z.literal('rules') }),
  /** An offer of a quote of this order, asked for with the parcel's items and size (POST /orders/…/rates). */
  z.object({ how: z.literal('offer'), quoteId: id, offer: z.int().min(0).max(1000) }),
  /** A label of this order that is there already. */
  z.object({ how: z.literal('bought'), labelId: id }),
  /** One bought elsewhere. */
  z.object({ how: z.literal('own'), carrier: text(60), service: z.string().trim().max(100).default(''), tracking: text(60) }),
]);
export type ParcelLabelBody = z.infer<typeof parcelLabelBody>;

/** A photo's form has no fields, only the file: JPEG, PNG or WebP, up to 5 MB. */
export const photoFields = z.object({});

/** What buyers wrote and chose for gifts, by item. Reading it is logged. */
export const giftView = z.object({
  gifts: z.array(z.object({ itemId: z.string(), title: z.string(), message: z.string().nullable(), wrap: z.string().nullable() })),
});

/** What is kept of the packing of an order, for claims later. */
export const packEvidence = z.object({
  parcels: z.array(packParcel),
  acts: z.array(
    z.object({
      at: instant,
      /** The parcel; null: the one that is open. */
      number: z.int().nullable(),
      kind: z.enum(['unit', 'part', 'serial', 'transparency', 'box', 'weight', 'wrap', 'note', 'override']),
      by: z.string(),
      station: z.string(),
      itemId: z.string().nullable(),
      sku: z.string().nullable(),
      code: z.string(),
      quantity: z.int(),
      /** By hand, without a scan. */
      byHand: z.boolean(),
      undone: z.boolean(),
    }),
  ),
});
export type PackEvidence = z.infer<typeof packEvidence>;
