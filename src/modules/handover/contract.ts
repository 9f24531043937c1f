import { z } from 'zod';

const idText = z.string().regex(/^\d{1,18}$/);
const instant = z.iso.datetime();
const short = (most: number) => z.string().trim().max(most);
const place = z.union([z.literal('main'), idText]);
const way = z.enum(['own', 'amazon_shipping', 'easypost', 'shippo', 'easy_ship']);
const makerWay = z.enum(['own', 'amazon_shipping', 'easypost', 'shippo']);

export const slot = z.object({ slotId: z.string().min(1).max(255), from: instant.nullable(), to: instant.nullable(), method: short(40) });
export type SlotView = z.infer<typeof slot>;

export const errandView = z.object({
  accountId: z.string(),
  errandId: z.string(),
  kind: z.enum(['manifest', 'pickup', 'pickup_cancel', 'slot', 'slot_change']),
  way,
  state: z.enum(['asked', 'sending', 'unsure', 'done', 'refused']),
  place: z.string(),
  carrier: z.string(),
  orderId: z.string().nullable(),
  ofErrand: z.string().nullable(),
  /** Its number at the carrier: of the form, the pickup, the package. */
  number: z.string().nullable(),
  /** What the carrier says of it. */
  facts: z.record(z.string(), z.string()),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  slot: slot.nullable(),
  note: z.string(),
  /** A key of the language file: why it stands where it stands. */
  reason: z.string().nullable(),
  carrierCode: z.string().nullable(),
  carrierMessage: z.string().nullable(),
  labels: z.int(),
  askedBy: z.string(),
  askedAt: instant,
  doneAt: instant.nullable(),
  printed: z.int(),
  canPrint: z.boolean(),
});
export type ErrandView = z.infer<typeof errandView>;

export const boardGroup = z.object({
  accountId: z.string(),
  place: z.string(),
  carrier: z.string(),
  /** Who lists these parcels. Of Easy Ship nobody does: there `ready` waits for a slot, `listed` has one, `gone` was collected in it. */
  way,
  ready: z.int(),
  unpacked: z.int(),
  stopped: z.int(),
  listed: z.int(),
  gone: z.int(),
  leftOver: z.int(),
  premium: z.int(),
  /** When the next parcels of this carrier leave, by the calendar of the place or the next slot; premium ones may leave on a weekend. */
  leavesAt: instant.nullable(),
  premiumLeavesAt: instant.nullable(),
});
export type BoardGroup = z.infer<typeof boardGroup>;

export const boardView = z.object({
  today: instant,
  places: z.array(z.object({ place: z.string(), name: z.string() })),
  groups: z.array(boardGroup),
  errands: z.array(errandView),
});
export type BoardView = z.infer<typeof boardView>;

export const boardParcel = z.object({
  accountId: z.string(),
  /** Null for a parcel of Easy Ship. */
  labelId: z.string().nullable(),
  orderId: z.string(),
  tracking: z.string(),
  service: z.string(),
  /** When its label was bought; of Easy Ship its slot. */
  since: instant.nullable(),
  readiness: z.enum(['ready', 'unpacked', 'stopped', 'listed', 'gone']),
  listedOn: z.string().nullable(),
  handedAt: instant.nullable(),
});
export type BoardParcel = z.infer<typeof boardParcel>;

export const groupQuery = z.object({ place, carrier: short(100), way });

export const manifestBody = z.object({ place, carrier: short(100), way: makerWay, own: z.boolean().optional() });
export const pickupBody = z.object({
  place,
  carrier: short(100),
  way: z.enum(['easypost', 'shippo', 'own']),
  from: instant,
  to: instant,
  note: short(300).default(''),
});
export const decideBody = z.object({ happened: z.boolean(), number: short(100).optional() });

export const slotParcel = z.object({
  length: z.number().positive().max(500),
  width: z.number().positive().max(500),
  height: z.number().positive().max(500),
  /** Grams; Amazon takes no less than 11. */
  weight: z.number().min(11).max(100_000),
});
export const slotList = z.object({ slots: z.array(slot) });
export const slotBody = z.object({ slot, format: z.enum(['PDF', 'ZPL']).optional() });
export const easyShipView = z.object({
  /** The order is one of Easy Ship. */
  applies: z.boolean(),
  /** A key of the language file: why no slot may be chosen now. */
  stop: z.string().nullable(),
  errands: z.array(errandView),
});
export type EasyShipView = z.infer<typeof easyShipView>;

export const vanBody = z.object({ place, carrier: short(100).default('') });
export const scanBody = z.object({
  scanKey: z.string().min(8).max(80),
  number: z.string().trim().min(1).max(200),
  /** Why a stopped parcel goes along all the same. */
  override: z.string().trim().min(3).max(300).optional(),
});
export const closeBody = z.object({ note: short(500).default('') });

const verdict = z.enum(['ok', 'unlisted', 'again', 'unknown', 'void', 'cancelled', 'buyer_cancel', 'other_carrier', 'other_place']);
export const scanView = z.object({
  scanKey: z.string(),
  at: instant,
  person: z.string(),
  number: z.string(),
  verdict,
  goes: z.boolean(),
  override: z.string().nullable(),
  accountId: z.string().nullable(),
  orderId: z.string().nullable(),
});
export type ScanView = z.infer<typeof scanView>;
export const vanView = z.object({
  vanId: z.string(),
  place: z.string(),
  carrier: z.string(),
  openedBy: z.string(),
  openedAt: instant,
  closedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  note: z.string(),
  loaded: z.int(),
  stopped: z.int(),
});
export type VanView = z.infer<typeof vanView>;
export const vanDetails = vanView.extend({ scans: z.array(scanView) });
export type VanDetails = z.infer<typeof vanDetails>;
export const scanAnswer = z.object({ scan: scanView, van: vanView });
