import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Band, bands, type TodayPage, type TodayRow, todayPage } from '#src/modules/today/contract.ts';
import { api } from '../../lib/api.ts';
import type { ActionTarget } from '../writes/action-store.ts';

export const todayOnly = ['ask', 'premium'] as const;
export type TodayFilter = {
  account: string;
  location: string;
  band: Band | undefined;
  carrier: string | undefined;
  only: (typeof todayOnly)[number] | undefined;
};

export const todayPagesQuery = (filter: TodayFilter) =>
  infiniteQueryOptions({
    queryKey: ['today', filter],
    queryFn: ({ signal, pageParam }) => api(todayPage, '/today', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    // The time itself moves orders from one band to the next.
    refetchInterval: 60_000,
  });

export type Counts = NonNullable<TodayPage['counts']>;

/** How many rows of the filter there are in each band, and in all. */
export function bandCounts(counts: Counts, { location, carrier, only }: TodayFilter): Record<Band | 'all', number> {
  const found = Object.fromEntries([...bands, 'all'].map((band) => [band, 0])) as Record<Band | 'all', number>;
  for (const count of counts) {
    if (location !== '' && (count.locationId ?? '0') !== location) continue;
    if (carrier !== undefined && count.carrier !== carrier) continue;
    const rows = only ? count[only] : count.rows;
    found[count.band] += rows;
    found.all += rows;
  }
  return found;
}

/** Rows that fit, by what `of` says of them. */
export function countsBy(counts: Counts, of: (count: Counts[number]) => string): Map<string, number> {
  const found = new Map<string, number>();
  for (const count of counts) found.set(of(count), (found.get(of(count)) ?? 0) + count.rows);
  return found;
}

export const rowKey = ({ accountId, orderId, locationId }: TodayRow): string => `${accountId}/${orderId}/${locationId ?? '0'}`;

/** A row in the shape that the actions take. */
export const todayTarget = (row: TodayRow): ActionTarget => {
  const valueOf = (key: string) => row.guards.find((guard) => guard.key === key)?.values['at'] ?? null;
  return {
    accountId: row.accountId,
    orderId: row.orderId,
    status: row.status,
    fulfilledBy: 'merchant',
    marketplaceId: row.marketplaceId,
    buyerMask: null,
    tags: row.tags,
    assignee: row.assignee,
    units: row.units,
    unitsShipped: 0,
    lines: row.lines,
    cancelRequestedAt: valueOf('writes.warn.cancelRequested'),
    heldAt: valueOf('writes.warn.held'),
  };
};
