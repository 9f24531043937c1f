import { hash } from 'node:crypto';
import type { Statement } from '#src/platform/db.ts';

/**
 * A statement whose plan the server keeps, for searches of one part: they come again and again. Longer ones have too many
 * shapes to be kept on every connection, and their planning takes half a millisecond.
 */
export const named = (text: string, values: readonly unknown[], parts: number): Statement => ({
  ...(parts <= 1 ? { name: `search ${hash('sha1', text, 'base64url')}` } : {}),
  text,
  values,
});
