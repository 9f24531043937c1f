import { invalidInput } from '../http/api-failure.ts';
import type { SellerCall } from '../http/operation.ts';
import { listParameter } from '../orders/parameters.ts';
import { GRANULARITIES, type Grid, offsetAt } from './granularity.ts';

export type MetricsRequest = {
  marketplaceId: string;
  from: number;
  to: number;
  grid: Grid;
  buyerType: 'B2B' | 'B2C' | 'All';
  fulfillmentNetwork: 'MFN' | 'AFN' | undefined;
  asin: string | undefined;
  sku: string | undefined;
  isHaul: boolean;
};

const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The parameters of `getOrderMetrics`, or Amazon's refusal. */
export function metricsRequest({ query, account, now }: SellerCall): MetricsRequest {
  const [marketplaceId, ...more] = listParameter(query, 'marketplaceIds');
  if (marketplaceId === undefined || more.length > 0) throw invalidInput('Invalid Input', 'marketplaceIds takes exactly one marketplace.');
  if (!account.marketplaceIds.includes(marketplaceId))
    throw invalidInput('Invalid Input', `marketplaceIds contains ${marketplaceId}, in which the seller does not sell.`);
  const granularity = word(query, 'granularity', GRANULARITIES);
  if (!granularity) throw invalidInput('Invalid Input', 'granularity is required.');
  const [from, to] = intervalOf(query);
  const memory = granularity === 'Hour' ? 30 * DAY_MS : 2 * 366 * DAY_MS;
  if (from.at < now - memory)
    throw invalidInput('Invalid Input', `interval must begin within the last ${granularity === 'Hour' ? '30 days' : '2 years'}.`);
  const [asin, sku] = [query.get('asin') ?? undefined, query.get('sku') ?? undefined];
  if (asin !== undefined && sku !== undefined) throw invalidInput('Invalid Input', 'asin and sku cannot be combined.');
  return {
    marketplaceId,
    from: from.at,
    to: to.at,
    grid: { granularity, timeZone: zoneOf(query, granularity, from, to), weekBegins: word(query, 'firstDayOfWeek', WEEK) ?? 'Monday' },
    buyerType: word(query, 'buyerType', ['B2B', 'B2C', 'All'] as const) ?? 'All',
    fulfillmentNetwork: word(query, 'fulfillmentNetwork', ['MFN', 'AFN'] as const),
    asin,
    sku,
    isHaul: word(query, 'amazonProgram', ['AmazonHaul'] as const) !== undefined,
  };
}

const WEEK = ['Monday', 'Sunday'] as const;

type End = { at: number; offset: string };

function intervalOf(query: URLSearchParams): [End, End] {
  const ends = (query.get('interval') ?? '').split('--').map((text): End => {
    const [, offset = ''] = INSTANT.exec(text) ?? [];
    return { at: offset ? Date.parse(text) : Number.NaN, offset: offset === 'Z' ? '+00:00' : offset };
  });
  const [from, to] = ends;
  if (!from || !to || ends.length !== 2 || Number.isNaN(from.at) || Number.isNaN(to.at))
    throw invalidInput('Invalid Input', 'interval must be two ISO 8601 date-times with an offset, separated by "--".');
  if (to.at <= from.at) throw invalidInput('Invalid Input', 'interval must end after it begins.');
  return [from, to];
}

/** Days need the zone they belong to, and the interval must be written in it. */
function zoneOf(query: URLSearchParams, granularity: Grid['granularity'], from: End, to: End): string {
  const zone = query.get('granularityTimeZone');
  if (zone === null) {
    if (granularity !== 'Hour' && granularity !== 'Total')
      throw invalidInput('Invalid Input', `granularityTimeZone is required for granularity ${granularity}.`);
    return from.offset === '+00:00' ? 'UTC' : from.offset;
  }
  for (const end of [from, to]) {
    const offset = offsetAt(end.at, zone);
    if (offset === undefined) throw invalidInput('Invalid Input', `granularityTimeZone ${zone} is not a time zone.`);
    if (offset !== end.offset)
      throw invalidInput('Invalid Input', `granularityTimeZone ${zone} does not match the offset ${end.offset} of the interval.`);
  }
  return zone;
}

function word<W extends string>(query: URLSearchParams, name: string, words: readonly W[]): W | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const found = words.find((each) => each === text);
  if (found === undefined) throw invalidInput('Invalid Input', `${name} must be one of ${words.join(', ')}.`);
  return found;
}
