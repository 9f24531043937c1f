import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { parcelDetails, parcelPage, parcelSummary } from '#src/modules/tracking/contract.ts';
import { api } from '../../lib/api.ts';

export type ParcelsFilter = { account?: string; state?: string; exception?: string; carrier?: string; text?: string };

export const parcelsQuery = (filter: ParcelsFilter) =>
  infiniteQueryOptions({
    queryKey: ['parcels', 'list', filter],
    queryFn: ({ signal, pageParam }) => api(parcelPage, '/parcels', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 10_000,
  });

export const parcelSummaryQuery = (account: string | undefined) =>
  queryOptions({
    queryKey: ['parcels', 'summary', account],
    queryFn: ({ signal }) => api(parcelSummary, '/parcels/summary', { query: { account }, signal }),
    refetchInterval: 10_000,
  });

export const parcelQuery = (accountId: string, parcelId: string) =>
  queryOptions({
    queryKey: ['parcels', 'one', accountId, parcelId],
    queryFn: ({ signal }) => api(parcelDetails, `/parcels/${accountId}/${parcelId}`, { signal }),
    refetchInterval: 15_000,
  });

export const orderParcelsQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['parcels', 'order', accountId, orderId],
    queryFn: ({ signal }) => api(z.object({ parcels: z.array(parcelDetails) }), `/orders/${accountId}/${orderId}/parcels`, { signal }),
    select: ({ parcels }) => parcels,
    refetchInterval: 10_000,
  });
