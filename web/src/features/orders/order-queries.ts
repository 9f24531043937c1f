import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { type OrderRef, orderDetails, orderEvent } from '#src/modules/orders/contract.ts';
import { type OrderPage, type OrderRow, orderPage, type orderSorts, type orderTabs, tabCounts } from '#src/modules/search/contract.ts';
import { api } from '../../lib/api.ts';

export type Tab = (typeof orderTabs)[number];
export type Sort = (typeof orderSorts)[number];

/** What the grid asks for, always complete, so that the same question has the same cache key. */
export type GridFilter = { account: string; tab: Tab; q: string; sort: Sort };

const pageSize = 100;

const askPage = (filter: GridFilter, more: { cursor?: string; limit: number; signal?: AbortSignal }): Promise<OrderPage> => {
  const { signal, ...query } = more;
  return api(orderPage, '/orders', { query: { ...filter, ...query }, ...(signal ? { signal } : {}) });
};

/** Pages are never asked again by age: live events say what changed (use-live-rows.ts). */
export const orderPagesQuery = (filter: GridFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam, signal }) => askPage(filter, { cursor: pageParam, limit: pageSize, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  });

export const askFirstPage = (filter: GridFilter): Promise<OrderPage> => askPage(filter, { limit: pageSize });

/** These orders as rows, whatever tab they are in now; at most 200. */
export async function askRows(account: string, orderIds: readonly string[]): Promise<OrderRow[]> {
  if (orderIds.length === 0) return [];
  const page = await askPage({ account, tab: 'all', q: orderIds.join(' '), sort: 'newest' }, { limit: 200 });
  return page.items;
}

/** The first rows of a question, page by page, up to a limit: for "select all that match". */
export async function askUpTo(filter: GridFilter, limit: number): Promise<{ rows: OrderRow[]; more: boolean }> {
  const rows: OrderRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null && rows.length < limit) {
    const page: OrderPage = await askPage(filter, { cursor, limit: Math.min(200, limit - rows.length) });
    rows.push(...page.items);
    cursor = page.next;
  }
  return { rows, more: cursor !== null };
}

export const countsQuery = (account: string) =>
  queryOptions({
    queryKey: ['counts', account],
    queryFn: ({ signal }) => api(tabCounts, '/orders/counts', { query: { account }, signal }),
    select: (answer) => answer.counts,
  });

const orderPath = ({ accountId, orderId }: OrderRef) => `/orders/${accountId}/${encodeURIComponent(orderId)}`;

export const orderQuery = (ref: OrderRef) =>
  queryOptions({
    queryKey: ['order', ref.accountId, ref.orderId],
    queryFn: ({ signal }) => api(orderDetails, orderPath(ref), { signal }),
    staleTime: 10_000,
  });

const eventList = z.object({ items: z.array(orderEvent) });

export const eventsQuery = (ref: OrderRef) =>
  queryOptions({
    queryKey: ['order', ref.accountId, ref.orderId, 'events'],
    queryFn: ({ signal }) => api(eventList, `${orderPath(ref)}/events`, { signal }),
    select: (list) => list.items,
  });

const rawList = z.object({
  items: z.array(z.object({ source: z.string(), receivedAt: z.string(), requestId: z.string().nullable(), body: z.unknown() })),
});

export const rawQuery = (ref: OrderRef) =>
  queryOptions({
    queryKey: ['order', ref.accountId, ref.orderId, 'raw'],
    queryFn: ({ signal }) => api(rawList, `${orderPath(ref)}/raw`, { signal }),
    select: (list) => list.items,
  });

export const revealPath = (ref: OrderRef): string => `${orderPath(ref)}/reveal`;
