import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type OfferQuery,
  offerPage,
  productDetails,
  stockExceptions,
  stockLocation,
  stockMovement,
  stockObjective,
  stockPage,
  stockSummary,
} from '#src/modules/inventory/contract.ts';
import { api } from '../../lib/api.ts';

/** What the list of products can be limited to. */
export const stockShows = ['all', 'short', 'incoming', 'bundles', 'archived'] as const;
export type StockShow = (typeof stockShows)[number];

export const stockQuery = (text: string, show: StockShow, location: string) =>
  infiniteQueryOptions({
    queryKey: ['stock', 'list', text, show, location],
    queryFn: ({ signal, pageParam }) =>
      api(stockPage, '/stock', { query: { text, show, location, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });

export const offersQuery = (text: string, channel: OfferQuery['channel'], mapped: OfferQuery['mapped']) =>
  infiniteQueryOptions({
    queryKey: ['stock', 'offers', text, channel, mapped],
    queryFn: ({ signal, pageParam }) =>
      api(offerPage, '/stock/offers', { query: { text, channel, mapped, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });

export const summaryQuery = queryOptions({
  queryKey: ['stock', 'summary'],
  queryFn: ({ signal }) => api(stockSummary, '/stock/summary', { signal }),
  refetchInterval: 30_000,
});

export const exceptionsQuery = queryOptions({
  queryKey: ['stock', 'exceptions'],
  queryFn: ({ signal }) => api(stockExceptions, '/stock/exceptions', { signal }),
  refetchInterval: 30_000,
});

export const productQuery = (productId: string) =>
  queryOptions({
    queryKey: ['stock', 'product', productId],
    queryFn: ({ signal }) => api(productDetails, `/stock/products/${productId}`, { signal }),
    // Units are given to orders a moment after they were received.
    refetchInterval: 3_000,
  });

export const movementsQuery = (productId: string) =>
  queryOptions({
    queryKey: ['stock', 'product', productId, 'movements'],
    queryFn: ({ signal }) => api(z.object({ items: z.array(stockMovement) }), `/stock/products/${productId}/movements`, { signal }),
    select: (list) => list.items,
    refetchInterval: 30_000,
  });

const settings = z.object({ objective: stockObjective, locations: z.array(stockLocation) });

export const shelvesQuery = queryOptions({
  queryKey: ['stock', 'shelves'],
  queryFn: ({ signal }) => api(settings, '/stock/settings', { signal }),
});

const found = z.object({ items: z.array(z.object({ productId: z.string(), code: z.string(), title: z.string(), by: z.string() })) });

/** What a scanner read: barcode, number, SKU or ASIN, exactly. */
export const findProducts = async (text: string) => (await api(found, '/stock/find', { query: { text } })).items;
