import { z } from 'zod';
import { purpose, quotaView } from '#src/modules/quota/contract.ts';

const instant = z.iso.datetime();

export const syncAccount = z.object({
  accountId: z.string(),
  name: z.string(),
  /** Every change at Amazon before this instant is shown. While more changes than the quotas can read it stands still: an order that changes again while the list is read is not in it. */
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
  /** Open orders of the seller's own shipping that are not here in full yet, and how long Amazon's quotas need for them at least. */
  openToFetch: z.int(),
  openFetchedBy: instant.nullable(),
  /** Orders to be fetched in full, by why. */
  backlog: z.partialRecord(purpose, z.int()),
  /** The open orders of a new account are being read page by page, and the weeks before it was connected. */
  firstLoad: z.boolean(),
  recentPages: z.int().nullable(),
  quotas: z.array(quotaView),
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
