import { marketplaces } from '#src/kernel/marketplaces.ts';
import type { KeyName } from './filter.ts';

/**
 * closed: one of `values`. suggested: `values` are the usual ones, others are searched as typed.
 * open: anything; the desk suggests from its own orders where `asks` is true. time, amount: see parse-value.ts.
 */
export type QueryKey = {
  readonly key: KeyName;
  readonly also: readonly string[];
  readonly takes: 'closed' | 'suggested' | 'open' | 'time' | 'amount';
  readonly values: readonly string[];
  readonly asks: boolean;
  readonly meaning: string;
  readonly example: string;
};

const key = (name: KeyName, meaning: string, example: string, more: Partial<QueryKey> = {}): QueryKey => ({
  key: name,
  also: [],
  takes: 'open',
  values: [],
  asks: false,
  meaning,
  example,
  ...more,
});

export const statuses = [
  'pending',
  'pending_availability',
  'unshipped',
  'partially_shipped',
  'shipped',
  'cancelled',
  'unfulfillable',
  'unknown',
] as const;

export const serviceLevels = [
  'STANDARD',
  'EXPEDITED',
  'PRIORITY',
  'SECOND_DAY',
  'NEXT_DAY',
  'SAME_DAY',
  'SCHEDULED',
  'FREE_ECONOMY',
] as const;

export const programmes = [
  'PRIME',
  'AMAZON_BUSINESS',
  'PREMIUM',
  'AMAZON_BAZAAR',
  'AMAZON_EASY_SHIP',
  'AMAZON_HAUL',
  'DELIVERY_BY_AMAZON',
  'FBM_SHIP_PLUS',
  'INVOICE_BY_AMAZON',
  'IN_STORE_PICK_UP',
  'PREORDER',
] as const;

export const orderTypes = ['StandardOrder', 'LongLeadTimeOrder', 'Preorder', 'BackOrder', 'SourcingOnDemandOrder'] as const;

export const flags = {
  prime: 'Prime, by Amazon or by the seller',
  business: 'bought by a business',
  premium: 'with a premium delivery promise',
  gift: 'an item is a gift',
  customised: 'an item is made to order',
  replacement: 'replaces an earlier order',
  'cancel-requested': 'the buyer asks to cancel',
  'multi-item': 'more than one line',
  unmatched: 'known from a file only, not yet from Amazon',
  open: 'something is still to be shipped',
  tagged: 'has a tag',
  assigned: 'somebody looks after it',
  noted: 'has a note',
  held: 'held by a person: nothing may leave',
} as const;
export type Flag = keyof typeof flags;

export const writeStates = ['queued', 'sending', 'sent', 'accepted', 'verified', 'rejected', 'withdrawn'] as const;

/** Every key of the search, in the order in which people are shown them. docs/search.md is printed from it. */
export const queryKeys: readonly QueryKey[] = [
  key('order', 'order number of Amazon', 'order:111-1234567-1234567', { also: ['id', 'order-id'] }),
  key('seller-order', "the seller's own order number", 'seller-order:WB-1042', { also: ['alias'] }),
  key('sku', "the seller's SKU", 'sku:KT-MUG-BLU', { asks: true }),
  key('asin', 'ASIN', 'asin:B0WAYBILL1', { asks: true }),
  key('listing', 'listing id', 'listing:0728ZJ1Q2XY'),
  key('title', 'product name: all of the words', 'title:"blue mug"', { also: ['product'] }),
  key('buyer', 'name of buyer or recipient: all of the words, whole and in any order', 'buyer:"maria keller"', { also: ['name'] }),
  key('email', 'e-mail address of the buyer, whole', 'email:x7k2@marketplace.amazon.com', { also: ['mail'] }),
  key('track', 'tracking number', 'track:1Z5R89390357567127', { also: ['tracking'] }),
  key('carrier', 'carrier as Amazon shows it', 'carrier:UPS', { asks: true }),
  key('service', 'shipping service', 'service:second-day', { takes: 'suggested', values: serviceLevels, asks: true }),
  key('status', 'status of the order', 'status:unshipped,partially-shipped', { takes: 'closed', values: statuses }),
  key('date', 'day of purchase', 'date:2026-11-01..2026-11-07', { takes: 'time', values: ['today', 'yesterday', '<24h', '<7d', '>30d'] }),
  key('after', 'bought on that day or later', 'after:2026-11-01', { takes: 'time', values: ['today', 'yesterday'], also: ['since'] }),
  key('before', 'bought before that day', 'before:2026-11-08', { takes: 'time', values: ['today', 'yesterday'] }),
  key('ship-by', 'latest time of dispatch', 'ship-by:<24h', {
    takes: 'time',
    values: ['overdue', 'today', 'tomorrow', '<24h', '<48h'],
    also: ['ship'],
  }),
  key('deliver-by', 'latest time of delivery', 'deliver-by:tomorrow', {
    takes: 'time',
    values: ['overdue', 'today', 'tomorrow', '<48h'],
    also: ['deliver'],
  }),
  key('marketplace', 'store, by its country', 'marketplace:US', {
    takes: 'suggested',
    values: marketplaces.map(({ id }) => id),
    also: ['store', 'country'],
  }),
  key('channel', 'sales channel', 'channel:Amazon.com', { asks: true }),
  key('by', 'who fulfils it: fba Amazon, fbm the seller, sfp the seller under Prime', 'by:fbm', {
    takes: 'closed',
    values: ['fba', 'fbm', 'sfp'],
  }),
  key('is', 'kind of order', 'is:prime', { takes: 'closed', values: Object.keys(flags) }),
  key('programme', 'programme of Amazon', 'programme:amazon-business', { takes: 'suggested', values: programmes, also: ['program'] }),
  key('tag', 'tag that people put on it', 'tag:fragile', { asks: true }),
  key('amount', 'total of the order', 'amount:20..30EUR', { takes: 'amount', values: ['>50', '<20', '20..30'], also: ['total'] }),
  key('type', 'order type', 'type:Preorder', { takes: 'suggested', values: orderTypes }),
  key('assignee', 'who looks after it', 'assignee:Ana', { asks: true, also: ['assigned'] }),
  key('po', "the buyer's purchase order number", 'po:4500012345'),
  key('write', 'where a change to Amazon stands; unverified: on its way', 'write:rejected', {
    takes: 'closed',
    values: ['unverified', ...writeStates],
  }),
];

const byName = new Map(queryKeys.flatMap((entry) => [entry.key, ...entry.also].map((name) => [name, entry])));

/** The key of this name, in any case and under any of its names. */
export const queryKeyOf = (name: string): QueryKey | undefined => byName.get(name.toLowerCase());

/** The keys as a table in Markdown, for docs/search.md. */
export function keysTable(): string {
  const code = (text: string) => `\`${text}\``;
  const rows = queryKeys.map(
    ({ key: name, also, meaning, example }) => `| ${[name, ...also].map((n) => code(`${n}:`)).join(' ')} | ${meaning} | ${code(example)} |`,
  );
  return ['| key | finds by | example |', '|---|---|---|', ...rows].join('\n');
}
