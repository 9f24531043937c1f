import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { orderSorts } from './contract.ts';

export type OrderSort = (typeof orderSorts)[number];

/** The last row of a page: its place in the sort order, and its account where rows of several are equal. */
export type Place = { readonly sort: OrderSort; readonly values: readonly string[]; readonly accountId: string };

const version = 1;
const instant = z.iso.datetime();
const orderId = z.string().min(1).max(60);
const accountId = z.string().regex(/^\d{1,18}$/);
const whole = z.string().regex(/^-?\d{1,18}$/);
const shape = z.union([
  z.tuple([z.literal(version), z.enum(['newest', 'oldest']), z.tuple([instant, orderId]), accountId]),
  z.tuple([z.literal(version), z.literal('ship-by'), z.tuple([z.union([instant, z.literal('infinity')]), orderId]), accountId]),
  z.tuple([z.literal(version), z.literal('total'), z.tuple([whole, instant, orderId]), accountId]),
]);

export const writeCursor = ({ sort, values, accountId: account }: Place): string =>
  Buffer.from(JSON.stringify([version, sort, values, account])).toString('base64url');

/** Throws INVALID_CURSOR for what `writeCursor` did not make, or made for another sort order. */
export function readCursor(text: string, sort: OrderSort): Place {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[1] !== sort)
    throw new AppError('INVALID_CURSOR', `cursor: not one that a page sorted by ${sort} gave (got ${text.length} characters)`);
  return { sort, values: parsed.data[2], accountId: parsed.data[3] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
