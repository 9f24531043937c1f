import { z } from 'zod';

/** What can go wrong on purpose. README.md says what each one does. */
export const FAULT_KINDS = [
  'throttle',
  'server-error',
  'expire-token',
  'reset-before',
  'reset-after',
  'slow',
  'truncate',
  'drop-rate-header',
  'unknown-enum',
  'unknown-field',
  'missing-field',
  'omit-order',
  'omit-rows',
  'empty-page',
  'lose-notification',
  'double-notification',
  'delay-notification',
  'shuffle-notification',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export const newFaultShape = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  match: z.strictObject({ operation: z.string(), orderId: z.string(), account: z.string() }).partial().default({}),
  /** Lets the first matching calls pass. */
  skip: z.int().min(0).default(0),
  /** Happens so many times, then never again; without it, until it is deleted. */
  count: z.int().min(1).optional(),
  /** Happens to a matching call (`omit-rows`: to each order of a list) with this chance. */
  probability: z.number().min(0).max(1).default(1),
  /** `slow`: the answer is held back so many real milliseconds; the effect has happened by then. Notifications: virtual ones. */
  ms: z.int().min(0).default(1000),
  /** `server-error`: 500 or 503. */
  status: z.union([z.literal(500), z.literal(503)]).default(500),
  /** Body faults: the field of the order, with dots; each has a sensible one of its own. */
  field: z.string().optional(),
  /** `unknown-enum`: the word nobody knows. */
  value: z.string().default('SOMETHING_NEW'),
});

export type NewFault = z.input<typeof newFaultShape>;

/** A switched-on fault; `hits` is how often it has happened. */
export type Fault = z.output<typeof newFaultShape> & { id: string; hits: number };
