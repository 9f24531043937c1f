import type { z } from 'zod';
import type { Reply } from './client.ts';
import { notUnderstood, refused } from './failures.ts';

/** A good answer in its shape. Throws AMAZON_REFUSED for an error of Amazon, AMAZON_ANSWER for another shape. */
export function understand<T>(reply: Reply, shape: z.ZodType<T>): T {
  const { operation, status, errors, requestId } = reply;
  if (status >= 300) throw refused({ operation, status, errors, requestId });
  const parsed = shape.safeParse(reply.body);
  if (!parsed.success) throw notUnderstood({ operation, status, requestId }, parsed.error);
  return parsed.data;
}
