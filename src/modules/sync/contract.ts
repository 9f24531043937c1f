import { z } from 'zod';

const instant = z.iso.datetime();

export const syncAccount = z.object({
  accountId: z.string(),
  name: z.string(),
  /** Everything that Amazon showed as changed before this instant is here. */
  freshAsOf: instant.nullable(),
  lastAttemptAt: instant.nullable(),
  lastError: z.string().nullable(),
  lastRequestId: z.string().nullable(),
  nextSweepAt: instant.nullable(),
  /** A walk through pages that is under way. */
  walk: z.object({ from: instant, to: instant, pages: z.int(), orders: z.int() }).nullable(),
  hydrateBacklog: z.int(),
  openWrites: z.int(),
  quarantined: z.int(),
  quotas: z.array(
    z.object({
      operation: z.string(),
      tokens: z.number(),
      burst: z.number(),
      perSecond: z.number(),
      fullAt: instant,
      calls: z.int(),
      throttled: z.int(),
    }),
  ),
});
export const syncState = z.object({ now: instant, accounts: z.array(syncAccount) });

const quarantineRow = z.object({
  accountId: z.string(),
  quarantineId: z.string(),
  orderId: z.string().nullable(),
  source: z.string(),
  reason: z.string(),
  detail: z.string(),
  receivedAt: instant,
  body: z.unknown(),
});
export const quarantineList = z.object({ items: z.array(quarantineRow) });
export const replayResult = z.object({ replayed: z.int(), resolved: z.int(), still: z.int() });
