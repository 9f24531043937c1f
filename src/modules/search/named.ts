import { hash } from 'node:crypto';
import type { Statement } from '#src/platform/db.ts';

/**
 * A statement whose plan the server keeps, for searches of one or two parts: they come again and again. Longer ones have too
 * many shapes to be kept.
 */
export const named = (text: string, values: readonly unknown[], parts: number): Statement => ({
  ...(parts <= 2 ? { name: `search ${hash('sha1', text, 'base64url')}` } : {}),
  text,
  values,
});
