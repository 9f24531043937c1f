import { z } from 'zod';

/** One order as its page shows it, and what people do to it. Times are ISO 8601 in UTC, money is decimal text. */

const instant = z.iso.datetime();
const moneyShape = z.object({ amount: z.string(), currency: z.string() });

export const orderRef = z.object({ accountId: z.string().regex(/^\d+$/), orderId: z.string().min(1).max(60) });
export type OrderRef = z.infer<typeof orderRef>;

export const orderItem = z.object({
  itemId: z.string(),
  /** false while the item is known from a file only; it cannot be confirmed by item then. */
  known: z.boolean(),
  sku: z.string(),
  asin: z.string(),
  title: z.string(),
  quantity: z.int(),
  shipped: z.int(),
  cancelled: z.int(),
  condition: z.string().nullable(),
  unitPrice: moneyShape.nullable(),
  total: moneyShape.nullable(),
  programs: z.array(z.string()),
  gift: z.boolean(),
  customised: z.boolean(),
  cancelRequested: z.boolean(),
  statusRaw: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type OrderItem = z.infer<typeof orderItem>;

export const orderPackage = z.object({
  reference: z.string(),
  carrier: z.string().nullable(),
  carrierRaw: z.string().nullable(),
  service: z.string().nullable(),
  tracking: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  status: z.string(),
  statusRaw: z.string(),
  shipDate: instant.nullable(),
  deliveredAt: instant.nullable(),
  items: z.array(z.object({ itemId: z.string(), quantity: z.int() })),
});
export type OrderPackage = z.infer<typeof orderPackage>;

export const orderWrite = z.object({
  writeId: z.string(),
  kind: z.enum(['confirm', 'edit', 'cancel']),
  state: z.enum(['queued', 'sending', 'sent', 'accepted', 'verified', 'rejected', 'withdrawn']),
  reason: z.string().nullable(),
  amazonCode: z.string().nullable(),
  amazonMessage: z.string().nullable(),
  askedBy: z.string(),
  askedAt: instant,
  sentAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  nextAt: instant.nullable(),
  payload: z.record(z.string(), z.unknown()),
});
export type OrderWrite = z.infer<typeof orderWrite>;

export const orderEvent = z.object({
  eventId: z.string(),
  at: instant,
  /** e.g. order.placed, order.status, order.items, package.added, cancel.requested, write.verified, note.added */
  kind: z.string(),
  origin: z.enum(['amazon', 'person', 'rule', 'program', 'system']),
  actor: z.string(),
  source: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OrderEvent = z.infer<typeof orderEvent>;

const orderNote = z.object({ noteId: z.string(), at: instant, author: z.string(), body: z.string() });

export const orderDetails = z.object({
  accountId: z.string(),
  orderId: z.string(),
  sellerOrderId: z.string().nullable(),
  marketplaceId: z.string(),
  salesChannel: z.string(),
  /** The same order in Seller Central; `null` for a store that Waybill does not know. */
  sellerCentralUrl: z.string().nullable(),
  status: z.string(),
  statusRaw: z.string(),
  fulfilledBy: z.string(),
  orderType: z.string(),
  serviceLevel: z.string(),
  shipService: z.string().nullable(),
  programs: z.array(z.string()),
  purchasedAt: instant,
  updatedAt: instant,
  shipAfter: instant.nullable(),
  shipBy: instant.nullable(),
  deliverAfter: instant.nullable(),
  deliverBy: instant.nullable(),
  total: moneyShape.nullable(),
  poNumber: z.string().nullable(),
  replacesOrderId: z.string().nullable(),
  buyerMask: z.string().nullable(),
  shipTo: z.string().nullable(),
  personal: z.string(),
  cancelRequestedAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  /** Set by a person: nothing leaves until somebody lifts it. */
  hold: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  tags: z.array(z.string()),
  assignee: z.string().nullable(),
  depth: z.enum(['skeleton', 'full']),
  source: z.string(),
  seenAt: instant,
  detail: z.record(z.string(), z.unknown()),
  items: z.array(orderItem),
  packages: z.array(orderPackage),
  writes: z.array(orderWrite),
  notes: z.array(orderNote),
});
export type OrderDetails = z.infer<typeof orderDetails>;

export const personalDetails = z.object({
  state: z.enum(['given', 'withheld', 'not_yet', 'unknown', 'purged']),
  buyerName: z.string().nullable(),
  buyerEmail: z.string().nullable(),
  buyerCompany: z.string().nullable(),
  recipient: z.array(z.string()),
  phone: z.string().nullable(),
  deliveryInstruction: z.string().nullable(),
  gifts: z.record(z.string(), z.object({ message: z.string().optional(), wrap: z.string().optional() })),
  customisations: z.record(z.string(), z.string()),
});
export type PersonalDetails = z.infer<typeof personalDetails>;

/** A tag, note or assignment for one or many orders; the answer says per order what was done. */
export const annotateBody = z.object({
  orders: z.array(orderRef).min(1).max(500),
  addTags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  removeTags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  note: z.string().trim().min(1).max(4000).optional(),
  assignee: z.string().trim().max(80).nullable().optional(),
  /** Why nothing of the orders may leave for now; null lets them go again. */
  hold: z.string().trim().min(1).max(200).nullable().optional(),
});
export type AnnotateBody = z.input<typeof annotateBody>;

const outcome = z.object({ accountId: z.string(), orderId: z.string(), ok: z.boolean(), reason: z.string().nullable() });
export const outcomes = z.object({ outcomes: z.array(outcome) });
