import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.int().min(0);

/** One account and local day: the orders whose ship-by lies in it. Minutes run from the order to its confirmation. */
export const parallelDay = z.object({
  accountId: z.string(),
  day: z.iso.date(),
  due: count,
  inTime: count,
  late: count,
  missing: count,
  waiting: count,
  cancelled: count,
  unknown: count,
  ours: count,
  afterCancel: count,
  byShipDate: count,
  listed: count,
  missed: count,
  takenLate: count,
  times: z.object({ count, median: count, p90: count, worst: count }).nullable(),
});
export type ParallelDay = z.infer<typeof parallelDay>;

/** An order as the report sees it. `confirmedAt`: the change that first showed it; `null` where nobody saw the moment. */
export const parallelOrder = z.object({
  accountId: z.string(),
  orderId: z.string(),
  day: z.iso.date(),
  status: z.string(),
  purchasedAt: instant,
  shipBy: instant,
  confirmedAt: instant.nullable(),
  shipDate: instant.nullable(),
  minutes: z.int().nullable(),
  verdict: z.enum(['in-time', 'late', 'missing', 'waiting', 'cancelled', 'unknown']),
  afterCancel: z.boolean(),
  ours: z.boolean(),
  list: z.enum(['taken', 'taken-late', 'missed']).nullable(),
  listedAt: instant.nullable(),
});
export type ParallelOrder = z.infer<typeof parallelOrder>;

/** What was imported of the other tool's list; `strangers` are orders of it that are not here. */
export const parallelList = z.object({
  accountId: z.string(),
  orders: count,
  from: instant,
  to: instant,
  importedAt: instant,
  strangers: z.array(z.string()),
});
export type ParallelList = z.infer<typeof parallelList>;

const modeChange = z.object({ accountId: z.string(), at: instant, readOnly: z.boolean(), actor: z.string() });

/** Days newest first; `findings` are the orders worth a look, 500 at most. */
export const parallelReport = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  days: z.array(parallelDay),
  findings: z.array(parallelOrder),
  more: z.boolean(),
  lists: z.array(parallelList),
  modes: z.array(modeChange),
});
export type ParallelReport = z.infer<typeof parallelReport>;

const day = z.iso.date().refine((day) => day >= '0001', 'must be a day of our era');
export const parallelQuery = z.object({ account: z.string().regex(/^\d+$/).optional(), from: day.optional(), to: day.optional() });

export const readOnlyBody = z.object({ readOnly: z.boolean() });

/** `lines` counts data lines, the others orders; `fresh` were not in an earlier list. */
export const takenList = z.object({
  lines: count,
  orders: count,
  fresh: count,
  rejected: z.array(z.object({ line: z.int(), column: z.string().nullable(), reason: z.string() })),
});
export type TakenList = z.infer<typeof takenList>;
