import type { LedgerDay } from '#src/modules/ledger/contract.ts';

export type StoreDays = {
  key: string;
  accountId: string;
  marketplaceId: string;
  /** Newest first. */
  days: LedgerDay[];
  counts: Record<LedgerDay['state'], number>;
};

/** The days of each store by themselves, stores with a gap first, then those with open days. */
export function storeDays(days: readonly LedgerDay[]): StoreDays[] {
  const stores = Map.groupBy(days, ({ accountId, marketplaceId }) => `${accountId} ${marketplaceId}`);
  return [...stores]
    .flatMap(([key, list]): StoreDays[] => {
      const [first] = list;
      if (!first) return [];
      const { accountId, marketplaceId } = first;
      return [{ key, accountId, marketplaceId, days: list.toSorted((a, b) => b.day.localeCompare(a.day)), counts: countStates(list) }];
    })
    .toSorted((a, b) => b.counts.gap - a.counts.gap || b.counts.open - a.counts.open || a.key.localeCompare(b.key));
}

export function countStates(days: readonly LedgerDay[]): Record<LedgerDay['state'], number> {
  const counts = { closed: 0, open: 0, gap: 0 };
  for (const { state } of days) counts[state] += 1;
  return counts;
}
