import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { orderWrite } from '#src/modules/orders/contract.ts';
import { type WriteRequest, type WriteResult, writePreview, writeResult } from '#src/modules/writes/contract.ts';
import { api } from '../../lib/api.ts';

const placedWrite = orderWrite.extend({ accountId: z.string(), orderId: z.string() });
export type PlacedWrite = z.infer<typeof placedWrite>;

const writeList = z.object({ items: z.array(placedWrite) });

export const writesQuery = (state: 'open' | 'rejected', account = '') =>
  queryOptions({
    queryKey: ['writes', state, account],
    queryFn: ({ signal }) => api(writeList, '/writes', { query: { state, account }, signal }),
    select: (list) => list.items,
  });

export type Progress = { open: readonly PlacedWrite[]; rejected: readonly PlacedWrite[] };

/**
 * How these writes go on, asked anew and in this order: one that has left the open ones is then among the refused, if it
 * was refused.
 */
export const progressQuery = (result: WriteResult) =>
  queryOptions({
    queryKey: ['writes', 'progress', ...result.rows.map(({ accountId, writeId }) => `${accountId}/${writeId}`)],
    queryFn: async ({ signal }): Promise<Progress> => {
      const ask = async (state: 'open' | 'rejected') => (await api(writeList, '/writes', { query: { state }, signal })).items;
      return { open: await ask('open'), rejected: await ask('rejected') };
    },
  });

export const askPreview = (request: WriteRequest) => api(writePreview, '/writes/preview', { json: request });

/** The same key again is the same request: a click that got no answer can be repeated without harm. */
export const askWrite = (request: WriteRequest, key: string) =>
  api(writeResult, '/writes', { json: request, headers: { 'idempotency-key': key } });
