import type pg from 'pg';
import { filterOf, findOrders, type OrderSearch, tabCounts } from '#src/modules/search/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { benchNow, buyerEmail, counts, firstName, lastName } from './search-orders.ts';

/** One question to the module, as the grid asks it. */
export type Question = (db: Db, sealing: Sealing) => Promise<unknown>;
export type Case = { name: string; question(random: () => number): Question };

/** A few real orders, whose numbers the cases look for. */
export type Known = { ids: string[]; tracking: string[]; page1000: string };

const limit = 50;

/** What the issue asks to be measured. Each question draws new values; those of real orders are often found, others are not. */
export function searchCases(known: Known): Case[] {
  const one = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;
  const below = (n: number, random: () => number) => Math.floor(random() * n);
  const page = (q: string, more: Partial<OrderSearch & { cursor: string }> = {}): Question => {
    const filter = filterOf(q);
    return (db, sealing) =>
      findOrders(db, sealing, { tab: 'all', sort: 'newest', now: benchNow, timeZone: 'America/Los_Angeles', filter, limit, ...more });
  };
  const searched = (name: string, q: (random: () => number) => string, more: Partial<OrderSearch> = {}): Case => ({
    name,
    question: (random) => page(q(random), more),
  });
  const sku = (random: () => number) => `SKU-${String(below(counts.skus, random)).padStart(4, '0')}`;
  // As sellers meet them: common names more often.
  const first = (random: () => number) => firstName(Math.floor(counts.firstNames * random() ** 2));
  const last = (random: () => number) => lastName(Math.floor(counts.lastNames * random() ** 2));
  const products = ['mug', 'blue mug', 'garden', 'desk lamp white', 'bread knife', 'model 17', 'pillow'];
  const day = (random: () => number) => new Date(benchNow.getTime() - below(390, random) * 86_400_000);
  const iso = (at: Date) => at.toISOString().slice(0, 10);

  return [
    searched('all', () => ''),
    searched('unshipped', () => '', { tab: 'unshipped' }),
    searched('order-id', (r) => one(known.ids, r)),
    searched('order-ids-200', (r) => Array.from({ length: 200 }, () => one(known.ids, r)).join(' ')),
    searched('sku', (r) => `sku:${sku(r)}`),
    searched('asin', (r) => `asin:B0BENCH${String(below(counts.skus, r)).padStart(3, '0')}`),
    searched('buyer-email', (r) => `email:${buyerEmail(below(70_000, r))}`),
    searched('buyer-name', (r) => `buyer:"${first(r)} ${last(r)}"`),
    searched('product-name', (r) => `title:"${one(products, r)}"`),
    searched('tracking', (r) => `track:${one(known.tracking, r)}`),
    searched('carrier', (r) => `carrier:${one(['USPS', 'UPS', 'FedEx', 'OnTrac', 'Spee-Dee'], r)}`),
    searched('service', (r) => `service:${one(['standard', 'expedited', 'second-day', 'next-day', 'scheduled'], r)}`),
    searched('ship-by', (r) => (r() < 0.2 ? 'ship-by:<48h' : `ship-by:${iso(day(r))}`), { sort: 'ship-by' }),
    searched('date-range', (r) => {
      const from = day(r);
      return `date:${iso(from)}..${iso(new Date(from.getTime() + below(14, r) * 86_400_000))}`;
    }),
    searched('channel', (r) => `channel:${one(['Amazon.com', 'Amazon.ca', 'Amazon.com.mx', 'Non-Amazon'], r)}`),
    searched('marketplace', (r) => `marketplace:${one(['US', 'CA', 'MX'], r)}`),
    searched('amount', (r) => `amount:${one(['>50', '19.99', '20..30', '<10', '>150', '24.99USD'], r)}`),
    searched('tag', (r) => `tag:"${one(['fragile', 'gift wrap', 'vip'], r)}"`),
    searched('free-text', (r) => one([sku(r), last(r), one(products, r), one(known.tracking, r), `${first(r)} ${last(r)}`], r)),
    { name: 'tab-counts', question: () => (db) => tabCounts(db) },
    { name: 'page-1000', question: () => page('', { cursor: known.page1000 }) },
  ];
}

/** Draws real numbers from the tables, and the cursor behind page 999. */
export async function knownOrders(client: pg.Client, cursorOf: (purchasedAt: Date, orderId: string) => string): Promise<Known> {
  const sample = await client.query<{ order_id: string; tracking: string | null }>(
    'SELECT order_id, tracking FROM orders TABLESAMPLE SYSTEM (2) REPEATABLE (7) ORDER BY order_id LIMIT 20000',
  );
  const { rows } = await client.query<{ purchased_at: Date; order_id: string }>(
    'SELECT purchased_at, order_id FROM orders ORDER BY purchased_at DESC, order_id DESC OFFSET least(49949, (SELECT count(*) FROM orders) * 9 / 10) LIMIT 1',
  );
  const place = rows[0];
  return {
    ids: sample.rows.map((row) => row.order_id),
    tracking: sample.rows.flatMap(({ tracking }) => tracking ?? []),
    page1000: place ? cursorOf(place.purchased_at, place.order_id) : '',
  };
}
