import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Db } from '#src/platform/db.ts';
import type { OfferPage, OfferQuery } from './contract.ts';
import { type OfferPlace, offerList } from './offer-list-views.ts';

/** A page of offers, FBM and FBA, whether anybody has said which product they are or not. Throws INVALID_CURSOR. */
export async function offerPageOf(db: Db, query: OfferQuery): Promise<OfferPage> {
  const rows = await offerList(db, query, query.cursor === undefined ? undefined : readPlace(query.cursor), query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({ ...row, shownAt: row.shownAt?.toISOString() ?? null })),
    nextCursor: last ? writePlace([last.sku, last.accountId, last.marketplaceId, last.channel]) : null,
  };
}

const shape = z.tuple([z.string(), z.string().regex(/^\d{1,18}$/), z.string(), z.string()]);

const writePlace = (place: OfferPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(text: string): OfferPlace {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_CURSOR', `cursor: not one that a page of offers gave (got ${text.length} characters)`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
