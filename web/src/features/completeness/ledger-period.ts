export const ledgerPeriods = ['7', '30', '90', '365'] as const;
export type LedgerPeriod = (typeof ledgerPeriods)[number];

const dayMs = 86_400_000;

/** The calendar days to ask for; up to tomorrow in UTC, since stores in the east are ahead of it. */
export const periodDays = (days: LedgerPeriod, now: Date): { from: string; to: string } => ({
  from: new Date(now.getTime() - Number(days) * dayMs).toISOString().slice(0, 10),
  to: new Date(now.getTime() + dayMs).toISOString().slice(0, 10),
});
