import { z } from 'zod';
import type { CallOptions, FetchedOrder } from '#src/modules/sync/ports.ts';
import type { SpapiClient } from './client.ts';
import { includedData } from './included-data.ts';
import { parseOrder } from './parse-order.ts';
import { understand } from './understand.ts';

const answer = z.object({ order: z.unknown() });

/** One order in full by `getOrder` (Orders API 2026-01-01): 0.5 calls a second. */
export async function getOrder(client: SpapiClient, orderId: string, call: CallOptions = {}): Promise<FetchedOrder> {
  const reply = await client.read({
    operation: 'getOrder',
    method: 'GET',
    path: `/orders/2026-01-01/orders/${encodeURIComponent(orderId)}`,
    query: { includedData },
    ...call,
  });
  const { requestId } = reply;
  if (reply.status === 404) return { kind: 'not-found', requestId };
  return { kind: 'order', order: parseOrder(understand(reply, answer).order, 'get'), requestId };
}
