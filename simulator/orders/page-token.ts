import { createHash } from 'node:crypto';
import { invalidInput } from '../http/api-failure.ts';
import type { Position } from './list-orders.ts';
import type { TimeWindow } from './time-window.ts';

/** Where a list goes on. It carries the window of the first page, so that pages of one list belong together. */
export type PageToken = { window: TimeWindow; after: Position | undefined; request: string; issuedAt: number };

const LIFE_MS = 24 * 3_600_000;

export const encodePageToken = (token: PageToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

/** Reads a token of the last 24 hours that was made for the same request. */
export function decodePageToken(text: string, request: string, now: number): PageToken {
  const token = parse(text);
  if (token === undefined) throw invalidInput('Invalid Input', 'paginationToken is not valid.');
  if (now - token.issuedAt > LIFE_MS) throw invalidInput('Invalid Input', 'paginationToken has expired; it is good for 24 hours.');
  if (token.request !== request)
    throw invalidInput('Invalid Input', 'All parameters must be the same as in the request that generated paginationToken.');
  return token;
}

function parse(text: string): PageToken | undefined {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<PageToken>;
    return token.window && typeof token.issuedAt === 'number' && typeof token.request === 'string' ? (token as PageToken) : undefined;
  } catch {
    return undefined;
  }
}

/** A short name of a request's parameters, without those that may change from page to page. */
export function requestDigest(query: URLSearchParams, changing: string[], who: string): string {
  const fixed = [...query].filter(([name]) => !changing.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([who, fixed]))
    .digest('base64url')
    .slice(0, 16);
}
