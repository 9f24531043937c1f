import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type BatchView,
  batchList,
  batchRows,
  batchView,
  type ChangeBody,
  changed,
  type PrintSort,
  printRun,
  rowOffers,
  voidResult,
} from '#src/modules/batches/contract.ts';
import type { OrderRef } from '#src/modules/orders/contract.ts';
import { api, apiFile } from '../../lib/api.ts';

/** Whether a batch changes by itself soon. */
const isMoving = ({ counts, state }: Pick<BatchView, 'counts' | 'state'>): boolean =>
  state !== 'paused' &&
  state !== 'cancelled' &&
  (counts.waiting ?? 0) + (counts.wanted ?? 0) + (counts.buying ?? 0) + (counts.unsure ?? 0) > 0;

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches', 'list'],
  queryFn: ({ signal, pageParam }) => api(batchList, '/batches', { query: { before: pageParam, limit: 25 }, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.nextBefore ?? undefined,
  refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isMoving)) ? 3_000 : 30_000),
});

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batches', batchId],
    queryFn: ({ signal }) => api(batchView, `/batches/${batchId}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 1_500 : 15_000),
  });

/** The rows of a batch as it stands: asked for again when it comes to rest, and meanwhile every few seconds. */
export const batchRowsQuery = (batch: BatchView) =>
  queryOptions({
    queryKey: ['batches', batch.batchId, 'rows', isMoving(batch) ? 'moving' : JSON.stringify([batch.counts, batch.runs[0]?.run])],
    queryFn: ({ signal }) => api(batchRows, `/batches/${batch.batchId}/rows`, { signal }),
    select: ({ rows }) => rows,
    placeholderData: keepPreviousData,
    refetchInterval: isMoving(batch) ? 3_000 : 60_000,
  });

export const rowOffersQuery = (batchId: string, { accountId, orderId }: OrderRef) =>
  queryOptions({
    queryKey: ['batches', batchId, 'offers', accountId, orderId],
    queryFn: ({ signal }) => api(rowOffers, `/batches/${batchId}/rows/${accountId}/${encodeURIComponent(orderId)}/offers`, { signal }),
    retry: false,
  });

/** The same key again is the same batch: a click that got no answer can be repeated without harm. */
export const makeBatch = (orders: readonly OrderRef[], about: { name: string; origin: BatchView['origin'] }, key: string) =>
  api(batchView, '/batches', {
    json: { orders: orders.map(({ accountId, orderId }) => ({ accountId, orderId })), ...about },
    headers: { 'idempotency-key': key },
  });

/** Buys what is ready; nothing where it would cost more than what is shown. */
export const buyBatch = (batchId: string, withWarnings: boolean, atMost: readonly { amount: string; currency: string }[]) =>
  api(batchView, `/batches/${batchId}/buy`, { json: { withWarnings, atMost } });

export const pauseBatch = (batchId: string, paused: boolean) => api(batchView, `/batches/${batchId}/pause`, { json: { paused } });
export const cancelBatch = (batchId: string) => api(batchView, `/batches/${batchId}/cancel`, { method: 'POST' });
export const retryBatch = (batchId: string, which: 'refused' | 'skipped' | 'voided') =>
  api(batchView, `/batches/${batchId}/retry`, { json: { which } });
export const giveBack = (batchId: string, printedToo: boolean) => api(voidResult, `/batches/${batchId}/void`, { json: { printedToo } });
export const changeRows = (batchId: string, change: ChangeBody) => api(changed, `/batches/${batchId}/change`, { json: change });
export const makeStack = (batchId: string, wish: { sort: PrintSort; which: 'new' | 'all' }) =>
  api(printRun, `/batches/${batchId}/prints`, { json: wish });
export const stackFile = (batchId: string, run: number, part: { from?: number; to?: number; slip?: '4x6' | 'A4' | 'Letter' }) =>
  apiFile(`/batches/${batchId}/prints/${run}/file`, { json: part });
