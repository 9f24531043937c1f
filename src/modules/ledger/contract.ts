import { z } from 'zod';

const instant = z.iso.datetime();

export const ledgerDay = z.object({
  accountId: z.string(),
  marketplaceId: z.string(),
  day: z.iso.date(),
  state: z.enum(['open', 'gap', 'closed']),
  held: z.int(),
  /** Ids per source: search, get, report, notification, file. */
  seen: z.record(z.string(), z.int()),
  odd: z.int(),
  /** Amazon's own count, which leaves out orders that wait for payment and cancelled ones. */
  metric: z.int().nullable(),
  reportAt: instant.nullable(),
  waitsFor: z.array(z.string()),
  lookedAt: instant.nullable(),
  closedAt: instant.nullable(),
  gaps: z.int(),
  hash: z.string().nullable(),
  /** While the day is not closed: its hours that have orders. `missing`: shown by a source, but in quarantine or still to be fetched. */
  hours: z.array(z.object({ from: instant, held: z.int(), seen: z.record(z.string(), z.int()), missing: z.int() })),
});
export type LedgerDay = z.infer<typeof ledgerDay>;

export const ledgerPage = z.object({
  items: z.array(ledgerDay),
  chain: z.array(z.object({ accountId: z.string(), entries: z.int(), brokenAt: z.string().nullable() })),
});
export type LedgerPage = z.infer<typeof ledgerPage>;

export const ledgerGap = z.object({
  accountId: z.string(),
  orderId: z.string(),
  marketplaceId: z.string(),
  day: z.iso.date(),
  foundBy: z.string(),
  missedBy: z.string(),
  foundAt: instant,
  filledAt: instant.nullable(),
});
export type LedgerGap = z.infer<typeof ledgerGap>;
