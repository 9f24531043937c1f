import { z } from 'zod';

const idText = z.string().regex(/^\d{1,18}$/);
const instant = z.iso.datetime();
export const parcelState = z.enum([
  'label',
  'accepted',
  'in_transit',
  'out_for_delivery',
  'attempted',
  'waiting',
  'delivered',
  'exception',
  'returning',
  'returned',
  'lost',
]);
export type ParcelState = z.infer<typeof parcelState>;
export const parcelException = z.enum(['no_scan', 'late', 'lost', 'returned', 'address', 'problem']);
export type ParcelException = z.infer<typeof parcelException>;

export const parcelView = z.object({
  accountId: z.string(),
  parcelId: z.string(),
  orderId: z.string(),
  tracking: z.string(),
  carrier: z.string(),
  service: z.string(),
  /** Who tells of it; `none`: nobody does. */
  source: z.enum(['amazon_shipping', 'easypost', 'shippo', 'amazon', 'none']),
  /** The carrier's own page of the number. */
  url: z.string().nullable(),
  state: parcelState,
  leftAt: instant,
  firstScanAt: instant.nullable(),
  lastScanAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  promisedAt: instant.nullable(),
  deliverBy: instant.nullable(),
  exceptions: z.array(parcelException),
  /** A key of the language file: why the last look brought nothing. */
  problem: z.string().nullable(),
  lookedAt: instant.nullable(),
  /** Null: it is not followed any more. */
  nextLookAt: instant.nullable(),
  ended: z.string().nullable(),
  settled: z.object({ at: instant, by: z.string(), note: z.string() }).nullable(),
});
export type ParcelView = z.infer<typeof parcelView>;

export const parcelEvent = z.object({
  at: instant,
  /** The carrier's own word. */
  code: z.string(),
  /** Ours for it; null for one that is not known. */
  step: parcelState.nullable(),
  back: z.boolean(),
  place: z.string(),
  heardAt: instant,
});
export type ParcelEvent = z.infer<typeof parcelEvent>;

export const parcelDetails = parcelView.extend({ events: z.array(parcelEvent) });
export type ParcelDetails = z.infer<typeof parcelDetails>;

export const parcelFilter = z.object({
  account: idText.optional(),
  state: parcelState.optional(),
  exception: z.enum([...parcelException.options, 'any']).optional(),
  carrier: z.string().max(100).optional(),
  /** A tracking number or its beginning, or an order id. */
  text: z.string().trim().max(60).optional(),
});
export const parcelQuery = parcelFilter.extend({
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const parcelPage = z.object({ items: z.array(parcelView), nextCursor: z.string().nullable() });

export const parcelSummary = z.object({
  parcels: z.int(),
  states: z.record(z.string(), z.int()),
  exceptions: z.record(z.string(), z.int()),
  /** Parcels with at least one exception. */
  wrong: z.int(),
  carriers: z.array(z.object({ carrier: z.string(), parcels: z.int() })),
});
export type ParcelSummary = z.infer<typeof parcelSummary>;

export const settleBody = z.object({ note: z.string().trim().max(500).default('') });
export const patienceBody = z.object({ scanHours: z.int().min(1).max(240), silentDays: z.int().min(1).max(60) });
