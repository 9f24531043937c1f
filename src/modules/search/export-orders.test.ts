import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotate, takeIn } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { unzipped } from '../../../tests/support/unzipped.ts';
import { exportOrders } from './export-orders.ts';
import { filterOf, type OrderSearch } from './find-orders.ts';

let desk: TestDesk;
let account: string;
const many = 1203;
const idOf = (n: number) => `111-0000000-${String(n).padStart(7, '0')}`;

beforeAll(async () => {
  desk = await testDesk();
  account = await desk.addAccount();
  const other = await desk.addAccount();
  const item = (n: number) => ({
    itemId: String(n),
    sku: n === 0 ? '=HYPERLINK("http://x")' : `SKU-${n}`,
    asin: 'B0WAYBILL1',
    title: 'Mug',
    quantity: n + 1,
  });
  const facts = Array.from({ length: many }, (_, n) =>
    orderFacts({
      orderId: idOf(n),
      purchasedAt: new Date(Date.parse('2026-11-01T00:00:00Z') + n * 1000),
      items: n === 5 ? [0, 1, 2, 3].map((at) => ({ ...item(at + 1), quantity: 1 })) : [item(n % 50)],
      poNumber: n === 3 ? '@SUM(A1)' : null,
      total: n === 4 ? null : { amount: '1234567.89', currency: 'USD' },
    }),
  );
  for (let at = 0; at < many; at += 500)
    await takeIn(
      desk.intake,
      account,
      facts.slice(at, at + 500).map((one) => ({ facts: one, raw: {} })),
    );
  await takeIn(desk.intake, other, [{ facts: orderFacts({ orderId: idOf(99_999) }), raw: {} }]);
  await annotate(desk.intake, [{ accountId: account, orderId: idOf(2) }], {
    addTags: ['-1+1'],
    removeTags: [],
    assignee: '+cmd',
    actor: 'x',
  });
});
afterAll(() => desk.close());

const search = (q = '', more: Partial<OrderSearch> = {}): OrderSearch => ({
  filter: filterOf(q),
  tab: 'all',
  sort: 'oldest',
  now: desk.clock.now(),
  timeZone: 'America/Los_Angeles',
  ...more,
});
const records = z.array(z.record(z.string(), z.string()));
const csv = async (asked: OrderSearch) =>
  records.parse(parse(await text(await exportOrders(desk, [account], asked, 'csv')), { columns: true, bom: true }));

describe('a CSV export', () => {
  it('has every order of the search in its order, and of no other account', async () => {
    const rows = await csv(search());
    expect(rows.map((row) => row['order-id'])).toEqual(Array.from({ length: many }, (_, n) => idOf(n)));
    expect(rows[1]).toMatchObject({
      'purchased-at': '2026-11-01T00:00:01.000Z',
      marketplace: 'US',
      'fulfilled-by': 'SFP',
      items: '2 × SKU-1',
      total: '1234567.89',
      currency: 'USD',
    });
    expect(rows[4]?.['total']).toBe('');
    expect(rows[5]?.['items']).toBe('1 × SKU-1, 1 × SKU-2, 1 × SKU-3, 1 × SKU-4');
    expect((await csv(search('sku:SKU-7'))).length).toBe(24);
    expect(await csv(search('sku:none'))).toEqual([]);
  });

  it('holds no cell that a sheet program would run', async () => {
    const cells = (await csv(search())).flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toEqual(expect.arrayContaining(["'@SUM(A1)", "'-1+1", "'+cmd"]));
  });

  it('holds nothing that tells who the buyer is', async () => {
    const whole = await text(await exportOrders(desk, [account], search(), 'csv'));
    expect(whole).not.toMatch(/maria|keller|M\. K\.|example street|marketplace\.amazon/i);
  });

  it('ends with the error when a page cannot be read', async () => {
    const broken = { ...desk, database: { ...desk.database, read: () => Promise.reject(new Error('gone')) } };
    await expect(text(await exportOrders(broken, [account], search(), 'csv'))).rejects.toThrow('gone');
  });
});

describe('a sheet', () => {
  it('has the same rows, numbers as numbers and texts as texts', async () => {
    const files = unzipped(await buffer(await exportOrders(desk, [account], search('', { sort: 'newest' }), 'xlsx')));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row /g)).toHaveLength(many + 1);
    expect(sheet).toContain('<v>1234567.89</v>');
    expect(sheet).not.toContain('<f>');
  });
});
