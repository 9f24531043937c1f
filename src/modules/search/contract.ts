import { z } from 'zod';
import { queryKeys } from './query-keys.ts';

export { completeQuery } from './complete-query.ts';
export { orderNumber, parseQuery } from './parse-query.ts';
export { queryKeyOf, queryKeys } from './query-keys.ts';
export { quoted, tokensOf } from './query-tokens.ts';

/** What the grid asks and gets; shared with the web. Times are ISO 8601 in UTC, money is decimal text. */

export const orderTabs = ['pending', 'unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unfulfillable', 'all'] as const;
export const orderSorts = ['newest', 'oldest', 'ship-by', 'total'] as const;

export const orderRow = z.object({
  accountId: z.string(),
  orderId: z.string(),
  sellerOrderId: z.string().nullable(),
  marketplaceId: z.string(),
  salesChannel: z.string(),
  status: z.string(),
  statusRaw: z.string(),
  fulfilledBy: z.string(),
  serviceLevel: z.string(),
  programs: z.array(z.string()),
  purchasedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  shipBy: z.iso.datetime().nullable(),
  deliverBy: z.iso.datetime().nullable(),
  total: z.string().nullable(),
  currency: z.string().nullable(),
  units: z.int(),
  unitsShipped: z.int(),
  lines: z.array(z.object({ sku: z.string(), asin: z.string(), title: z.string(), quantity: z.int() })),
  lineCount: z.int(),
  buyerMask: z.string().nullable(),
  shipTo: z.string().nullable(),
  poNumber: z.string().nullable(),
  cancelRequestedAt: z.iso.datetime().nullable(),
  /** Since when a person holds it. */
  heldAt: z.iso.datetime().nullable(),
  tags: z.array(z.string()),
  assignee: z.string().nullable(),
  notes: z.int(),
  tracking: z.string().nullable(),
  carrier: z.string().nullable(),
  writeState: z.string().nullable(),
  depth: z.enum(['skeleton', 'full']),
});
export type OrderRow = z.infer<typeof orderRow>;

export const orderPageQuery = z.object({
  account: z.string().regex(/^\d+$/).optional().describe('One account; all that you may see when absent'),
  tab: z.enum(orderTabs).default('all'),
  q: z.string().max(10_000).default('').describe('Search text with prefix keys, as in docs/search.md'),
  sort: z.enum(orderSorts).default('newest'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const orderPage = z.object({ items: z.array(orderRow), next: z.string().nullable() });
export type OrderPage = z.infer<typeof orderPage>;

/** Orders per tab, without any filter but the account: kept by intake, never counted by scanning. */
export const tabCounts = z.object({ counts: z.record(z.enum(orderTabs), z.int()) });
export type TabCounts = z.infer<typeof tabCounts>;

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  /** The state of the grid as in its URL: tab, q, sort, account. */
  query: z.string(),
  columns: z.unknown().nullable(),
  shared: z.boolean(),
  mine: z.boolean(),
  /** How many orders it shows now, counted up to 1,000; `null` while that is not known. */
  count: z.int().nullable(),
});
export type SavedView = z.infer<typeof savedView>;

export const savedViewBody = z.object({
  name: z.string().trim().min(1).max(80),
  query: z.string().max(12_000),
  columns: z.unknown().nullable().default(null),
  shared: z.boolean().default(false),
});

export const completionQuery = z.object({ key: z.enum(queryKeys.map(({ key }) => key)), prefix: z.string().max(200).default('') });

/** Values that the desk has seen; the label says more about one, such as the name of the product behind a SKU. */
export const completions = z.object({ items: z.array(z.object({ value: z.string(), label: z.string() })) });
export type Completions = z.infer<typeof completions>;

export const exportQuery = orderPageQuery.omit({ cursor: true, limit: true }).extend({ format: z.enum(['csv', 'xlsx']) });
export type ExportQuery = z.infer<typeof exportQuery>;
