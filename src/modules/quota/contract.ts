import { z } from 'zod';

/** What a call to Amazon is for, most valuable first; `new` and `sweep` are worth the same. */
export const purposes = ['person', 'write', 'deadline', 'cancel', 'new', 'sweep', 'upkeep', 'reconcile', 'history'] as const;
export const purpose = z.enum(purposes);
export type Purpose = z.infer<typeof purpose>;

/** Calls by what they were for. */
const spent = z.partialRecord(purpose, z.int());

/** One operation of one account: what is left of its quota, and what became of the rest. */
export const quotaView = z.object({
  operation: z.string(),
  tokens: z.number(),
  burst: z.number(),
  perSecond: z.number(),
  /** When there is one more token than now; null while the bucket is full. */
  nextTokenAt: z.iso.datetime().nullable(),
  fullAt: z.iso.datetime(),
  /** Amazon has said 429, and nothing is asked until then. */
  blockedUntil: z.iso.datetime().nullable(),
  calls: z.int(),
  throttled: z.int(),
  lastHour: spent,
  lastDay: spent,
  /** Who waits for the next tokens, most valuable first. */
  waiting: z.array(z.object({ purpose, calls: z.int(), since: z.iso.datetime() })),
});
