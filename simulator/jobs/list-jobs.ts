import { invalidInput } from '../http/api-failure.ts';
import type { SellerCall } from '../http/operation.ts';
import { countParameter, instantParameter, listParameter, wordsParameter } from '../orders/parameters.ts';

/** What a seller asked Amazon to work on: a feed or a report. */
export type Job = { sellerId: string; marketplaceIds: string[]; createdAt: number; status: JobStatus };

export const JOB_STATUSES = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Everything a list is made from; the token of its next page carries it, since it comes alone. */
type Listing = { types: string[]; statuses: string[]; marketplaceIds: string[]; since: number; until: number; size: number; skip: number };

export const RETAINED_MS = 90 * 86_400_000;

/** One page of a seller's jobs, newest first. `typesName` is the parameter that takes their types. */
export function listJobs<J extends Job>(
  call: SellerCall,
  all: Iterable<J>,
  typesName: string,
  typeOf: (job: J) => string,
): { page: J[]; next: { nextToken?: string } } {
  const listing = listingOf(call, typesName);
  const { types, statuses, marketplaceIds, since, until, size, skip } = listing;
  const found = [...all]
    .filter((job) => job.sellerId === call.account.sellerId && types.includes(typeOf(job)))
    .filter((job) => statuses.length === 0 || statuses.includes(job.status))
    .filter((job) => marketplaceIds.length === 0 || job.marketplaceIds.some((id) => marketplaceIds.includes(id)))
    .filter((job) => job.createdAt >= Math.max(since, call.now - RETAINED_MS) && job.createdAt <= until)
    .sort((a, b) => b.createdAt - a.createdAt);
  const next = skip + size < found.length ? { nextToken: encode({ ...listing, skip: skip + size }) } : {};
  return { page: found.slice(skip, skip + size), next };
}

function listingOf({ query, now }: SellerCall, typesName: string): Listing {
  const token = query.get('nextToken');
  if (token !== null) {
    if (query.size > 1) throw invalidInput('Invalid Input', 'nextToken must be the only parameter.');
    return decode(token);
  }
  const types = listParameter(query, typesName);
  if (types.length === 0 || types.length > 10)
    throw invalidInput('Invalid Input', `${typesName} takes one to ten values, or nextToken is given.`);
  const marketplaceIds = listParameter(query, 'marketplaceIds');
  if (marketplaceIds.length > 10) throw invalidInput('Invalid Input', 'marketplaceIds takes at most ten values.');
  return {
    types,
    statuses: wordsParameter(query, 'processingStatuses', JOB_STATUSES),
    marketplaceIds,
    since: instantParameter(query, 'createdSince') ?? now - RETAINED_MS,
    until: instantParameter(query, 'createdUntil') ?? now,
    size: query.get('pageSize') === null ? 10 : countParameter(query, 'pageSize', 1, 100),
    skip: 0,
  };
}

const encode = (listing: Listing) => Buffer.from(JSON.stringify(listing)).toString('base64url');

function decode(token: string): Listing {
  try {
    const listing = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Listing>;
    if (Array.isArray(listing.types) && typeof listing.skip === 'number') return listing as Listing;
  } catch {
    // Said below, as for any other text that is no token.
  }
  throw invalidInput('Invalid Input', 'nextToken is not valid.');
}
