import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { boardView, easyShipView, vanDetails, vanView } from '#src/modules/handover/contract.ts';
import { api } from '../../lib/api.ts';

export const boardQuery = (account: string | undefined) =>
  queryOptions({
    queryKey: ['handover', 'board', account],
    queryFn: ({ signal }) => api(boardView, '/handover', { query: { account }, signal }),
    refetchInterval: 5_000,
  });

export const vansQuery = queryOptions({
  queryKey: ['handover', 'vans'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(vanView) }), '/handover/vans', { signal }),
  select: ({ items }) => items,
  refetchInterval: 15_000,
});

export const vanQuery = (vanId: string) =>
  queryOptions({
    queryKey: ['handover', 'vans', vanId],
    queryFn: ({ signal }) => api(vanDetails, `/handover/vans/${vanId}`, { signal }),
  });

export const easyShipQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['handover', 'easy-ship', accountId, orderId],
    queryFn: ({ signal }) => api(easyShipView, `/orders/${accountId}/${orderId}/easy-ship`, { signal }),
    refetchInterval: 5_000,
  });
