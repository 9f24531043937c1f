import { z } from 'zod';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const answer = z.object({ payload: z.object({ RegulatedOrderVerificationStatus: z.object({ Status: z.string() }) }) });

/**
 * What Amazon says of the regulated goods of an order by `getOrderRegulatedInfo` (Orders v0, 0.5 calls a second), as one word
 * in small letters: pending, approved, rejected, expired, cancelled; none where the order holds none.
 */
export async function getRegulated(client: SpapiClient, orderId: string): Promise<string> {
  const reply = await client.read({
    operation: 'getOrderRegulatedInfo',
    method: 'GET',
    path: `/orders/v0/orders/${encodeURIComponent(orderId)}/regulatedInfo`,
    priority: 'normal',
  });
  if (reply.status === 404) return 'none';
  return understand(reply, answer).payload.RegulatedOrderVerificationStatus.Status.toLowerCase();
}
