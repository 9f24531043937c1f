import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';

/** The last row of a page: its place in the order of the list. `at` is as `WorkRow.place`. */
export type Place = { at: string; orderId: string; accountId: string; locationId: string };

const version = 2;
const id = z.string().regex(/^\d{1,18}$/);
const shape = z.tuple([
  z.literal(version),
  z.union([z.iso.datetime({ precision: 6 }), z.literal('infinity')]),
  z.string().min(1).max(60),
  id,
  id,
]);

export const writePlace = ({ at, orderId, accountId, locationId }: Place): string =>
  Buffer.from(JSON.stringify([version, at, orderId, accountId, locationId])).toString('base64url');

/** Throws INVALID_CURSOR for what `writePlace` did not make. */
export function readPlace(text: string): Place {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success)
    throw new AppError('INVALID_CURSOR', `cursor: not one that a page of today's work gave (got ${text.length} characters)`);
  const [, at, orderId, accountId, locationId] = parsed.data;
  return { at, orderId, accountId, locationId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
