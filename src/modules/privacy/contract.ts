import { z } from 'zod';

const instant = z.iso.datetime();
const digits = z.string().regex(/^\d{1,18}$/);
const orderId = z.string().min(1).max(60);

export const dutyView = z.object({
  id: z.string(),
  title: z.string(),
  /** What Amazon asks, and how Waybill meets it. */
  asked: z.string(),
  how: z.string(),
  /** `yours`: no program can measure it. */
  state: z.enum(['good', 'warn', 'bad', 'yours']),
  finding: z.string(),
  remedy: z.string().nullable(),
  /** To paste into Amazon's questionnaire. */
  answer: z.string(),
});
export type DutyView = z.infer<typeof dutyView>;
export const complianceView = z.object({ at: instant, state: z.enum(['good', 'warn', 'bad']), duties: z.array(dutyView) });
export type ComplianceView = z.infer<typeof complianceView>;

const keyVersionView = z.object({
  version: z.int(),
  state: z.enum(['announced', 'taking-over', 'in-use', 'old']),
  madeAt: instant,
  madeBy: z.string(),
  /** How many keys were wrapped anew by it so far. */
  moved: z.int(),
  finishedAt: instant.nullable(),
});
export const keysView = z.object({ root: z.enum(['file', 'environment', 'command']).nullable(), items: z.array(keyVersionView) });
export type KeysView = z.infer<typeof keysView>;

const trace = z.object({ place: z.string(), traces: z.int() });
const scan = z.object({ tables: z.int(), rows: z.int(), files: z.int(), whole: z.boolean(), values: z.int() });
export const purgeView = z.object({
  accountId: z.string(),
  purgeId: z.string(),
  at: instant,
  reason: z.enum(['due', 'request', 'scan']),
  askedBy: z.string(),
  orders: z.int(),
  oldestDue: instant.nullable(),
  removed: z.record(z.string(), z.int()),
  /** What was looked through afterwards; null: it was cut off before. */
  scan: scan.nullable(),
  found: z.array(trace),
});
export type PurgeView = z.infer<typeof purgeView>;

export const holdBody = z.object({
  accountId: digits,
  orderId: orderId.optional(),
  email: z.email().max(200).optional(),
  ground: z.string().trim().min(3).max(300),
  until: z.iso.date().refine((day) => day >= '0001', 'must be a day of our era'),
});
export const liftBody = z.object({ reason: z.string().trim().min(3).max(300) });
export const holdView = z.object({
  accountId: z.string(),
  holdId: z.string(),
  /** null: all orders of a buyer. */
  orderId: z.string().nullable(),
  ground: z.string(),
  until: z.iso.date(),
  inForce: z.boolean(),
  setBy: z.string(),
  setAt: instant,
  liftedBy: z.string().nullable(),
  liftedAt: instant.nullable(),
});
export type HoldView = z.infer<typeof holdView>;

export const buyerBody = z.object({ email: z.string().trim().max(200).optional(), name: z.string().trim().max(200).optional() });
export const buyerOrderView = z.object({
  accountId: z.string(),
  orderId: z.string(),
  purchasedAt: instant,
  status: z.string(),
  state: z.enum(['erasable', 'open', 'held', 'gone']),
  hold: z.object({ ground: z.string(), until: z.iso.date() }).nullable(),
});
export type BuyerOrderView = z.infer<typeof buyerOrderView>;
export const buyerView = z.object({ items: z.array(buyerOrderView) });
export const erasedView = z.object({
  erased: z.int(),
  items: z.array(buyerOrderView),
  /** Where traces were found afterwards, over all accounts; none is the proof. */
  found: z.array(trace),
  /** The same for a file: order, date, status, what became of it. */
  csv: z.string(),
});
export type ErasedView = z.infer<typeof erasedView>;

export const lookView = z.object({
  items: z.array(
    z.object({
      accountId: z.string(),
      orders: z.int(),
      overdue: z.int(),
      strays: z.int(),
      scan,
      found: z.array(trace),
    }),
  ),
});
export type LookView = z.infer<typeof lookView>;
