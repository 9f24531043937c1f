import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { alertCounts, alertList, healthView, noticeSettings } from '#src/modules/notices/contract.ts';
import { api } from '../../lib/api.ts';

export const alertCountQuery = queryOptions({
  queryKey: ['alerts', 'count'],
  queryFn: ({ signal }) => api(alertCounts, '/alerts/count', { signal }),
  refetchInterval: 60_000,
});

export const alertsQuery = (state: 'open' | 'resolved') =>
  infiniteQueryOptions({
    queryKey: ['alerts', state],
    queryFn: ({ signal, pageParam }) => api(alertList, '/alerts', { query: { state, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });

export const settingsQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => api(noticeSettings, '/notices', { signal }),
});

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => api(healthView, '/health', { signal }),
  refetchInterval: 15_000,
});
