import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ledgerGap, ledgerPage } from '#src/modules/ledger/contract.ts';
import { backfillView } from '#src/modules/reports/contract.ts';
import { api } from '../../lib/api.ts';

export const ledgerQuery = (account: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['ledger', account, from, to],
    queryFn: ({ signal }) => api(ledgerPage, '/ledger', { query: { account, from, to }, signal }),
    refetchInterval: 60_000,
  });

export const gapsQuery = queryOptions({
  queryKey: ['gaps'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(ledgerGap) }), '/ledger/gaps', { signal }),
  select: (list) => list.items,
  refetchInterval: 60_000,
});

export const backfillQuery = queryOptions({
  queryKey: ['backfill'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(backfillView) }), '/backfill', { signal }),
  select: (list) => list.items,
  refetchInterval: ({ state }) => (state.data?.items.every(({ slices, done, failed }) => done + failed >= slices) ? 60_000 : 5_000),
});
