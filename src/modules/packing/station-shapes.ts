import { z } from 'zod';
import { actResult } from './act-shapes.ts';
import { orderView } from './order-shapes.ts';
import { packParcel } from './parcel-shapes.ts';
import { packStation } from './setup-shapes.ts';
import { id, instant, text } from './shapes.ts';

const candidate = z.object({
  accountId: z.string(),
  orderId: z.string(),
  shipBy: instant.nullable(),
  leaveBy: instant.nullable(),
  units: z.int(),
  /** Of the product that was scanned. */
  wanted: z.int(),
  picked: z.enum(['all', 'some', 'none']),
  allocated: z.boolean(),
  lockedBy: z.string().nullable(),
});
export type PackCandidate = z.infer<typeof candidate>;

/** The whole state of a station. Every answer of a session has it. */
export const stationState = z.object({
  sessionId: z.string(),
  station: packStation,
  person: z.string(),
  /** The last thing done that the server has. The next one has `seq` lastSeq + 1. */
  lastSeq: z.int(),
  now: instant,
  order: orderView.nullable(),
  /** Orders that hold what was scanned, fully picked first, then by deadline. The scanned item counts for the one opened. */
  candidates: z.array(candidate),
  candidatesFor: z.string().nullable(),
  /** A code that nothing is known by, while an order is open: it may be taught. */
  unknownCode: z.string().nullable(),
  /** The last parcels finished in this session, newest first, with how far their labels are. */
  recent: z.array(packParcel),
  /** What this person has finished today, at whichever station, by the day of this one's location; null while an order is at hand. */
  today: z.object({ parcels: z.int(), units: z.int() }).nullable(),
});
export type StationState = z.infer<typeof stationState>;

/** `results` in the order of the acts. Nothing of an act after one that was refused for its `seq` is done. */
export const actsAnswer = z.object({ results: z.array(actResult), state: stationState });
export type ActsAnswer = z.infer<typeof actsAnswer>;

/** POST /packing/sessions/:sessionId/take-over: takes an order from whoever has it. Noted in the audit and on the order. */
export const takeOverBody = z.object({ accountId: id, orderId: text(60) });

/**
 * POST /packing/sessions/:sessionId/override: allows guards that ask, or the weight as it was measured (key `packing.weight`).
 * By the person, who then needs floor.override, or by a supervisor beside them who gives e-mail address and password.
 */
export const overrideBody = z.object({
  keys: z.array(text(100)).min(1).max(20),
  reason: text(300),
  supervisor: z.object({ email: z.email().max(200), password: z.string().min(1).max(200) }).optional(),
});

/** POST /packing/sessions/:sessionId/teach: says which product an unknown barcode is. The station then scans it again. */
export const teachBody = z.object({ code: text(100), productId: id });
