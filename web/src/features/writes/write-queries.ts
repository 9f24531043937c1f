import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { orderWrite } from '#src/modules/orders/contract.ts';
import { type WriteRequest, writePreview, writeResult } from '#src/modules/writes/contract.ts';
import { api } from '../../lib/api.ts';

const placedWrite = orderWrite.extend({ accountId: z.string(), orderId: z.string() });
export type PlacedWrite = z.infer<typeof placedWrite>;

export const writesQuery = (state: 'open' | 'rejected', account = '') =>
  queryOptions({
    queryKey: ['writes', state, account],
    queryFn: ({ signal }) => api(z.object({ items: z.array(placedWrite) }), '/writes', { query: { state, account }, signal }),
    select: (list) => list.items,
  });

export const askPreview = (request: WriteRequest) => api(writePreview, '/writes/preview', { json: request });

/** The same key again is the same request: a click that got no answer can be repeated without harm. */
export const askWrite = (request: WriteRequest, key: string) =>
  api(writeResult, '/writes', { json: request, headers: { 'idempotency-key': key } });
