import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { complianceView, holdView, keysView, purgeView } from '#src/modules/privacy/contract.ts';
import { api } from '../../lib/api.ts';

export const complianceQuery = queryOptions({
  queryKey: ['compliance'],
  queryFn: ({ signal }) => api(complianceView, '/compliance', { signal }),
  refetchInterval: 60_000,
});

export const keysQuery = queryOptions({
  queryKey: ['encryption-keys'],
  queryFn: ({ signal }) => api(keysView, '/encryption-keys', { signal }),
  // While a version takes over, its progress moves.
  refetchInterval: ({ state }) =>
    state.data?.items.some((key) => key.state === 'announced' || key.state === 'taking-over') ? 5_000 : 60_000,
});

export const purgesQuery = queryOptions({
  queryKey: ['purges'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(purgeView) }), '/privacy/purges', { query: { limit: 50 }, signal }),
  select: (list) => list.items,
});

export const holdsQuery = (account?: string, order?: string) =>
  queryOptions({
    queryKey: ['holds', account ?? '', order ?? ''],
    queryFn: ({ signal }) => api(z.object({ items: z.array(holdView) }), '/privacy/holds', { query: { account, order }, signal }),
    select: (list) => list.items,
  });
