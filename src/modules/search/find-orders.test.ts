import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { annotate, takeIn } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { fits, type SearchedOrder, sorted } from '../../../tests/support/search-oracle.ts';
import { orderNumberOf, searchedOrders, vocabulary } from '../../../tests/support/searched-orders.ts';
import { orderSorts, orderTabs } from './contract.ts';
import { countUpTo, filterOf, findOrders, type OrderSearch, selectOrders } from './find-orders.ts';
import { flags, queryKeys } from './query-keys.ts';
import { statusesOfTab } from './tabs.ts';

const now = new Date('2026-11-22T12:00:00Z');
const timeZone = 'America/Los_Angeles';
const frame = { now, timeZone, listings: new Map([...vocabulary.listing].map((listing, n) => [vocabulary.sku[n] ?? '', listing])) };

let desk: TestDesk;
beforeAll(async () => {
  desk = await testDesk(now);
});
afterAll(() => desk.close());

/** Puts orders where intake and people put them. */
async function store(orders: readonly SearchedOrder[]): Promise<void> {
  for (const accountId of new Set(orders.map((order) => order.accountId))) {
    const own = orders.filter((order) => order.accountId === accountId);
    await takeIn(
      desk.intake,
      accountId,
      own.map(({ facts }) => ({ facts, raw: {} })),
    );
    for (const { facts, tags, assignee, notes } of own) {
      const ref = [{ accountId, orderId: facts.orderId }];
      const note = notes > 0 ? { note: 'x' } : {};
      await annotate(desk.intake, ref, { addTags: tags, removeTags: [], assignee, actor: 'test', ...note });
    }
    await desk.database.write([accountId], async (tx) => {
      for (const { facts, writeState } of own)
        await tx.query({
          text: 'UPDATE orders SET write_state = $3 WHERE account_id = $1 AND order_id = $2',
          values: [accountId, facts.orderId, writeState],
        });
      for (const [sku, listing] of frame.listings)
        await tx.query({
          text: 'UPDATE product SET listing_id = $3 WHERE account_id = $1 AND sku = $2',
          values: [accountId, sku, listing],
        });
    });
  }
}

const search = (q: string, more: Partial<OrderSearch> = {}): OrderSearch => ({
  filter: filterOf(q),
  tab: 'all',
  sort: 'newest',
  now,
  timeZone,
  ...more,
});

/** Every page of a search, one after the other. */
async function allPages(accounts: readonly string[], asked: OrderSearch, limit: number): Promise<string[]> {
  return desk.database.read(accounts, async (db) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await findOrders(db, desk.sealing, { ...asked, limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map((row) => `${row.accountId} ${row.orderId}`));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  });
}

function expected(orders: readonly SearchedOrder[], accounts: readonly string[], { filter, tab, sort }: OrderSearch): string[] {
  const within = statusesOfTab(tab);
  const found = orders.filter(
    (order) =>
      accounts.includes(order.accountId) && (within?.includes(order.facts.status.state) ?? true) && fits(order, filter.terms, frame),
  );
  return sorted(found, sort).map(({ accountId, facts }) => `${accountId} ${facts.orderId}`);
}

const some = (values: readonly string[]) => fc.constantFrom(...values, ...values.map((value) => value.toLowerCase()), 'nothing');
const words: Record<string, fc.Arbitrary<string>> = {
  order: fc.nat(30).map(orderNumberOf),
  'seller-order': some(vocabulary['seller-order']),
  sku: some(vocabulary.sku),
  asin: some(vocabulary.asin),
  listing: fc.constantFrom(...vocabulary.listing),
  title: fc.constantFrom('mug', 'Mug blue', 'blue stoneware', '100%', 'plate', '和風', 'x'),
  buyer: fc.constantFrom('maria', 'Keller', 'smith jon', 'Ana Keller', 'nobody'),
  email: some(vocabulary.email),
  track: some(vocabulary.track),
  carrier: some(vocabulary.carrier),
  service: fc.oneof(some(vocabulary.service), some(vocabulary.shipService)),
  status: fc.constantFrom(...vocabulary.status),
  date: fc.constantFrom(
    '2026-10-31',
    '2026-11',
    '2026-10-31..2026-11-01',
    '..2026-11-20',
    '2026-11-21..',
    'today',
    'yesterday',
    '<24h',
    '>7d',
  ),
  after: fc.constantFrom('2026-11-01', '2026-11', 'today'),
  before: fc.constantFrom('2026-11-01', '2026-11', 'yesterday'),
  'ship-by': fc.constantFrom('<24h', '>24h', 'today', 'tomorrow', 'overdue', '2026-11-20..2026-11-22'),
  'deliver-by': fc.constantFrom('<48h', 'today', 'overdue', '..2026-11-20'),
  marketplace: fc.constantFrom('US', 'CA', 'DE'),
  channel: some(vocabulary.channel),
  by: fc.constantFrom('fba', 'fbm', 'sfp'),
  is: fc.constantFrom(...Object.keys(flags)),
  programme: fc.constantFrom('prime', 'business', 'premium'),
  tag: some(vocabulary.tag),
  amount: fc.constantFrom('19.99', '>20', '<=24.5', '7..24.5', '>=50EUR', '20..USD', '24.50'),
  type: some(vocabulary.type),
  assignee: some(vocabulary.assignee),
  po: some(vocabulary.po),
  write: fc.constantFrom(...vocabulary.write, 'unverified'),
};
const free = fc
  .constantFrom('mug', 'KT-MUG', 'maria', 'keller', 'blue', 'B0WAYBILL1', 'a@marketplace.amazon.com', '1z5r89390357567127', 'wb-1', '100%')
  .chain((word) => fc.constantFrom(word, '"mug stoneware"', `${orderNumberOf(3)} ${orderNumberOf(7)} ${orderNumberOf(99)}`));
const keyed = fc
  .constantFrom(...Object.keys(words))
  .chain((key) =>
    fc
      .array(words[key] ?? fc.constant(''), { minLength: 1, maxLength: 3 })
      .map((values) => `${key}:${values.map((value) => `"${value.replaceAll('\\', '\\\\')}"`).join(',')}`),
  );
const term = fc
  .tuple(fc.constantFrom('', '', '', '-'), fc.oneof({ weight: 5, arbitrary: keyed }, { weight: 2, arbitrary: free }))
  .map(([sign, text]) => (text.includes(' ') && !text.includes(':') && sign ? text : sign + text));
const asked = fc.record({
  q: fc
    .oneof(
      { weight: 4, arbitrary: fc.array(term, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(free, { minLength: 2, maxLength: 4 }) },
    )
    .map((terms) => terms.join(' ')),
  sort: fc.constantFrom(...orderSorts),
  tab: fc.oneof({ weight: 3, arbitrary: fc.constant('all' as const) }, { weight: 1, arbitrary: fc.constantFrom(...orderTabs) }),
  limit: fc.constantFrom(2, 5, 50),
  scope: fc.constantFrom(1, 2),
});

describe('a search on a real database', () => {
  let orders: SearchedOrder[];
  let accounts: string[];
  beforeAll(async () => {
    accounts = [await desk.addAccount(), await desk.addAccount(), await desk.addAccount()];
    // The third account is never asked; the first two have one order number in common.
    const [drawn] = fc.sample(searchedOrders(90), { numRuns: 1, seed: 7 });
    orders = drawn?.((n) => accounts[n % 3] ?? '') ?? [];
    const twin = orders[0];
    if (twin) orders.push({ ...twin, accountId: twin.accountId === accounts[0] ? (accounts[1] ?? '') : (accounts[0] ?? '') });
    await store(orders);
  }, 30_000);

  it('finds exactly what a plain look at every order finds, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ q, sort, tab, limit, scope }) => {
        const own = accounts.slice(0, scope);
        const wanted = search(q, { sort, tab });
        expect(await allPages(own, wanted, limit)).toEqual(expected(orders, own, wanted));
      }),
      { numRuns: 400, examples: [[{ q: '', sort: 'newest', tab: 'all', limit: 7, scope: 2 }]] },
    );
  }, 180_000);

  test.each(queryKeys.map(({ key }) => key))('%s: finds something, and not everything', async (key) => {
    const own = accounts.slice(0, 2);
    const found = await Promise.all(
      fc.sample(words[key] ?? free, { numRuns: 12, seed: 3 }).map(async (value) => {
        const wanted = search(`${key}:"${value.replaceAll('\\', '\\\\')}"`);
        const ids = await allPages(own, wanted, 50);
        expect(ids).toEqual(expected(orders, own, wanted));
        return ids.length;
      }),
    );
    expect(found.some((n) => n > 0 && n < 61)).toBe(true);
  });

  it('counts up to a limit and selects up to a limit', async () => {
    const own = accounts.slice(0, 2);
    await desk.database.read(own, async (db) => {
      expect(await countUpTo(db, desk.sealing, search(''), 1000)).toBe(61);
      expect(await countUpTo(db, desk.sealing, search(''), 10)).toBe(10);
      expect(await countUpTo(db, desk.sealing, search('sku:nothing'), 10)).toBe(0);
      const all = await selectOrders(db, desk.sealing, search(''), 500);
      expect(all.more).toBe(false);
      expect(all.orders.map((ref) => `${ref.accountId} ${ref.orderId}`)).toEqual(expected(orders, own, search('')));
      const few = await selectOrders(db, desk.sealing, search(''), 5);
      expect([few.orders.length, few.more]).toEqual([5, true]);
    });
  });

  it('refuses a cursor that it did not give, or gave for another order', async () => {
    await desk.database.read(accounts.slice(0, 1), async (db) => {
      const { next } = await findOrders(db, desk.sealing, { ...search(''), limit: 2 });
      const withCursor = (cursor: string, sort: OrderSearch['sort']) =>
        findOrders(db, desk.sealing, { ...search('', { sort }), limit: 2, cursor });
      await expect(withCursor(next ?? '', 'total')).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      await expect(withCursor('junk', 'newest')).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      await expect(withCursor(Buffer.from('[1,"newest",["x","y"],"1"]').toString('base64url'), 'newest')).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      });
    });
  });

  it('names every part of a text that is wrong', () => {
    expect(() => filterOf('colour:blue status:gone')).toThrowError(expect.objectContaining({ code: 'INVALID_FILTER' }));
  });
});

describe('a name that very many products share', () => {
  let account: string;
  beforeAll(async () => {
    account = await desk.addAccount();
    const many = Array.from({ length: 230 }, (_, n) =>
      orderFacts({
        orderId: orderNumberOf(n),
        purchasedAt: new Date(now.getTime() - n * 60_000),
        items: [
          { itemId: `i${n}`, sku: `SKU-${n}`, asin: 'B0WAYBILL1', title: n % 10 === 0 ? `Dinner plate ${n}` : `Mug ${n}`, quantity: 1 },
        ],
      }),
    );
    await takeIn(
      desk.intake,
      account,
      many.map((facts) => ({ facts, raw: {} })),
    );
    // More than are listed, though they were never sold.
    await desk.database.write([account], (tx) =>
      tx.query({
        text: `INSERT INTO product (account_id, sku, asin, title, seen_at) SELECT $1, 'A-SKU-' || n, 'X', 'Mug of old ' || n, $2 FROM generate_series(1, 1100) n`,
        values: [account, now],
      }),
    );
  });

  test.each([
    ['title:mug', 207],
    ['sku-', 230],
    ['-title:mug', 23],
    ['mug plate', 0],
    ['mug sku-1', 100],
    ['keller mug', 207],
    ['mug keller maria x7k2@marketplace.amazon.com', 207],
    ['title:plate', 23],
    ['mug buyer:keller', 207],
  ])('%s', async (q, n) => {
    for (const sort of orderSorts) expect(new Set(await allPages([account], search(q, { sort }), 50)).size).toBe(n);
  });
});
