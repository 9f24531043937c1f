import { invalidInput } from '../http/api-failure.ts';
import type { Reply, SellerCall, SellerOperation } from '../http/operation.ts';
import { countParameter, instantParameter, listParameter, wordsParameter } from '../orders/parameters.ts';
import type { Table } from '../store/table.ts';
import { feedView } from './feed-view.ts';
import { FEED_STATUSES, type SimFeed } from './sim-feed.ts';

/** Everything a list is made from; the token of its next page carries it, since it comes alone. */
type Listing = { types: string[]; statuses: string[]; marketplaceIds: string[]; since: number; until: number; size: number; skip: number };

const RETAINED_MS = 90 * 86_400_000;

export const getFeeds = (feeds: Table<SimFeed>): SellerOperation => ({
  name: 'getFeeds',
  method: 'GET',
  path: '/feeds/2021-06-30/feeds',
  rate: 0.0222,
  burst: 10,
  handle: (call) => list(call, feeds),
});

function list(call: SellerCall, feeds: Table<SimFeed>): Reply {
  const listing = listingOf(call);
  const { types, statuses, marketplaceIds, since, until, size, skip } = listing;
  const found = [...feeds.all()]
    .filter((feed) => feed.sellerId === call.account.sellerId && types.includes(feed.feedType))
    .filter((feed) => statuses.length === 0 || statuses.includes(feed.status))
    .filter((feed) => marketplaceIds.length === 0 || feed.marketplaceIds.some((id) => marketplaceIds.includes(id)))
    .filter((feed) => feed.createdAt >= since && feed.createdAt <= until)
    .sort((a, b) => b.createdAt - a.createdAt);
  const next = skip + size < found.length ? { nextToken: encode({ ...listing, skip: skip + size }) } : {};
  return { status: 200, body: { feeds: found.slice(skip, skip + size).map(feedView), ...next } };
}

function listingOf({ query, now }: SellerCall): Listing {
  const token = query.get('nextToken');
  if (token !== null) {
    if (query.size > 1) throw invalidInput('Invalid Input', 'nextToken must be the only parameter.');
    return decode(token);
  }
  const types = listParameter(query, 'feedTypes');
  if (types.length === 0 || types.length > 10)
    throw invalidInput('Invalid Input', 'feedTypes takes one to ten values, or nextToken is given.');
  return {
    types,
    statuses: wordsParameter(query, 'processingStatuses', FEED_STATUSES),
    marketplaceIds: listParameter(query, 'marketplaceIds'),
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
