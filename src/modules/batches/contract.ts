import { z } from 'zod';
import { parcel } from '#src/modules/labels/contract.ts';
import { orderRef } from '#src/modules/orders/contract.ts';
import { batchStates, phases } from './states.ts';

export type Parcel = z.infer<typeof parcel>;

const money = z.object({ amount: z.string(), currency: z.string() });
const short = (most: number) => z.string().trim().min(1).max(most);

/** A key of the language file with its values. */
const reason = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });

const batchOrigins = ['selection', 'wave', 'today', 'api'] as const;
export const printSorts = ['given', 'location', 'sku', 'carrier', 'deadline'] as const;
export type PrintSort = (typeof printSorts)[number];

export const batchBody = z.object({
  orders: z
    .array(orderRef)
    .min(1)
    .max(500)
    .refine(
      (orders) => new Set(orders.map(({ accountId, orderId }) => `${accountId}/${orderId}`)).size === orders.length,
      'names an order twice',
    ),
  name: z.string().trim().max(80).default(''),
  origin: z.enum(batchOrigins).default('api'),
});
export type BatchBody = z.infer<typeof batchBody>;

/** How many rows are in each phase. */
const counts = z.record(z.enum(phases), z.int());

/** What labels of one carrier cost together. `planned`: ready or on its way to be bought; `bought`: as the carrier charged it. */
const total = z.object({
  kind: z.enum(['planned', 'bought']),
  carrier: z.string(),
  currency: z.string(),
  labels: z.int(),
  amount: z.string(),
});

export const batchView = z.object({
  batchId: z.string(),
  name: z.string(),
  origin: z.enum(batchOrigins),
  state: z.enum(batchStates),
  paused: z.boolean(),
  accounts: z.array(z.string()),
  orders: z.int(),
  counts,
  /** Of the ready rows: with something that a person should know. */
  warnings: z.int(),
  /** Of the ready rows: their price has run out. It is asked for again when they are bought. */
  expired: z.int(),
  totals: z.array(total),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  boughtBy: z.string().nullable(),
  boughtAt: z.iso.datetime().nullable(),
  cancelledBy: z.string().nullable(),
  cancelledAt: z.iso.datetime().nullable(),
  /** Stacks that were printed, newest first. */
  runs: z.array(z.object({ run: z.int(), sortedBy: z.enum(printSorts), labels: z.int(), madeBy: z.string(), madeAt: z.iso.datetime() })),
});
export type BatchView = z.infer<typeof batchView>;

export const batchList = z.object({ items: z.array(batchView.omit({ runs: true })), nextBefore: z.string().nullable() });

export const batchRow = z.object({
  accountId: z.string(),
  orderId: z.string(),
  phase: z.enum(phases),
  outcome: z.enum(['will', 'warning', 'skip']).nullable(),
  reasons: z.array(reason),
  /** What the carrier or Amazon said where it refused. */
  said: z.string().nullable(),
  parcel: parcel.nullable(),
  carrier: z.string().nullable(),
  service: z.string().nullable(),
  price: money.nullable(),
  arrivesBy: z.iso.datetime().nullable(),
  deliverBy: z.iso.datetime().nullable(),
  arrival: z.enum(['in-time', 'risky', 'late', 'unknown']).nullable(),
  claimsProtected: z.boolean().nullable(),
  expired: z.boolean(),
  shipBy: z.iso.datetime().nullable(),
  location: z.string().nullable(),
  sku: z.string(),
  units: z.int(),
  labelId: z.string().nullable(),
  tracking: z.string().nullable(),
  printed: z.int(),
  /** Its place in the stack that was printed last. */
  place: z.int().nullable(),
});
export type BatchRow = z.infer<typeof batchRow>;
export const batchRows = z.object({ rows: z.array(batchRow) });

const some = z.array(orderRef).min(1).max(500);

/** What a person changes of rows that are not bought: the parcel, the offer, or nothing but new rates. */
export const changeBody = z
  .object({
    /** All rows that can be changed where it is absent. */
    orders: some.optional(),
    parcel: parcel.optional(),
    /** The same service for all of them that are offered it. */
    service: z.object({ carrier: short(100), service: short(100) }).optional(),
    /** all: asks for rates anew; expired: only where the price has run out. */
    refresh: z.enum(['expired', 'all']).optional(),
  })
  .refine(({ parcel: size, service, refresh }) => [size, service, refresh].filter((each) => each !== undefined).length === 1, {
    message: 'takes one of parcel, service and refresh',
  });
export type ChangeBody = z.infer<typeof changeBody>;
export const changed = z.object({ changed: z.int(), unchanged: z.int() });

export const buyBatchBody = z.object({
  withWarnings: z.boolean().default(true),
  /** What was shown, by currency: where the labels would now cost more, nothing is bought. */
  atMost: z.array(money).max(20).optional(),
});
export const pauseBody = z.object({ paused: z.boolean() });
export const retryBody = z.object({ which: z.enum(['refused', 'skipped', 'voided']).default('refused') });
export const voidBody = z.object({ printedToo: z.boolean().default(false) });
export const voidResult = z.object({
  asked: z.int(),
  refused: z.array(z.object({ accountId: z.string(), orderId: z.string(), reason: z.string() })),
});

export const printBatchBody = z.object({
  sort: z.enum(printSorts).default('given'),
  /** new: what was never printed. */
  which: z.enum(['new', 'all']).default('new'),
});
export const printRun = z.object({ run: z.int(), labels: z.int() });
export const printFileBody = z
  .object({
    from: z.int().min(1).optional(),
    to: z.int().min(1).optional(),
    /** Puts the packing slip of each parcel behind its label, on this paper. */
    slip: z.enum(['4x6', 'A4', 'Letter']).optional(),
  })
  .refine(({ from = 1, to }) => to === undefined || from <= to, 'ends before it begins');

/** Offers of a row, to choose another one from. */
export const rowOffers = z.object({
  offers: z.array(
    z.object({
      carrier: z.string(),
      service: z.string(),
      price: money,
      latest: z.string().nullable(),
      arrival: z.enum(['in-time', 'risky', 'late', 'unknown']),
      claimsProtected: z.boolean().nullable(),
      chosen: z.boolean(),
    }),
  ),
  why: z.array(reason),
});
