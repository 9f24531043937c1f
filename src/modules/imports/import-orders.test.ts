import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { columnNames, orderFile, orderIdOf, orderRow } from '../../../tests/support/all-orders-file.ts';
import { byteChunks } from '../../../tests/support/byte-chunks.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { unshippedFile, unshippedRow } from '../../../tests/support/unshipped-file.ts';
import { takeIn } from '../orders/take-in.ts';
import { readPersonal } from '../vault/index.ts';
import { importOrders, type OrdersFile } from './import-orders.ts';
import { listRuns } from './questions.ts';
import type { TakeDeps } from './take-batch.ts';
import { existingAccount } from './target-account.ts';

let desk: TestDesk;
let account: string;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  account = await desk.addAccount();
});

const take = (content: string | Uint8Array, more: Partial<OrdersFile> = {}, deps: Partial<TakeDeps> = {}) =>
  importOrders(
    { ...desk.intake, ...deps },
    { accountId: account, fileName: 'orders.txt', by: 'Owner', stream: byteChunks(content, 10_000), ...more },
  );
const rows = <Row = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  desk.database.read([account], (db) => db.query<Row>({ text, values: [account, ...values] }));
const order = async (n = 1) => (await rows('SELECT * FROM orders WHERE account_id = $1 AND order_id = $2', orderIdOf(n)))[0];
const items = () => rows('SELECT item_id, quantity, shipped, title FROM order_item WHERE account_id = $1 ORDER BY item_id');

describe('the all-orders report', () => {
  test('becomes orders with items, amounts, keys and counts', async () => {
    const result = await take(
      orderFile(orderRow(), orderRow({ 'amazon-order-id': orderIdOf(2), 'order-status': 'Cancelled', quantity: '0', 'item-price': '' })),
    );
    expect(result).toMatchObject({ lines: 2, orders: 2, imported: 2, updated: 0, unchanged: 0, rejected: [] });
    expect(await order()).toMatchObject({
      marketplace_id: 'A1PA6795UKMFR9',
      sales_channel: 'Amazon.de',
      seller_order_id: 'W-17',
      status: 'shipped',
      status_raw: 'Shipped - Delivered to Buyer',
      fulfilled_by: 'merchant',
      service_level: 'STANDARD',
      programs: ['AMAZON_BUSINESS'],
      // 1,234.50 less a discount of 5; in euro the price holds the tax.
      total: '1229.5',
      currency: 'EUR',
      units: 2,
      units_shipped: 2,
      po_number: 'PO 9',
      ship_to: 'Kiel SH',
      depth: 'skeleton',
      source: 'file',
      personal: 'unknown',
    });
    expect(await order(2)).toMatchObject({ status: 'cancelled', total: null });
    expect(await items()).toMatchObject([
      { item_id: 'POT-1L|B0TESTPOT1|1', quantity: 2, shipped: 2 },
      { item_id: 'POT-1L|B0TESTPOT1|1', quantity: 0, shipped: 0 },
    ]);
    const [raw] = await rows<{ body: unknown }>(
      `SELECT body FROM order_raw WHERE account_id = $1 AND order_id = $2 AND source = 'file'`,
      orderIdOf(1),
    );
    expect(raw?.body).toMatchObject({ 'all-orders': { items: [{ extra: { 'x-new-column': 'kept' } }] } });
    expect(JSON.stringify(raw)).not.toContain('24103');
    expect(await rows('SELECT status, n FROM order_count WHERE account_id = $1 ORDER BY status')).toEqual([
      { status: 'cancelled', n: '1' },
      { status: 'shipped', n: '1' },
    ]);
  });

  test('twice changes nothing, whatever the encoding, the delimiter and the packing', async () => {
    const text = orderFile(...[1, 2, 3].map((n) => orderRow({ 'amazon-order-id': orderIdOf(n), 'product-name': 'Teekanne „Möwe“' })));
    expect(await take(text)).toMatchObject({ imported: 3 });
    const before = await rows('SELECT order_id, changed_at, facts_hash FROM orders WHERE account_id = $1');
    const events = await rows('SELECT * FROM order_event WHERE account_id = $1');
    desk.clock.advance(60_000);
    const same = { lines: 3, orders: 3, imported: 0, updated: 0, unchanged: 3, rejected: [] };
    expect(await take(text)).toMatchObject(same);
    expect(await take(iconv.encode(text, 'windows-1252'))).toMatchObject(same);
    expect(await take(iconv.encode(text, 'utf16le', { addBOM: true }))).toMatchObject(same);
    expect(await take(gzipSync(text.replaceAll('1.234,50', '1234,50').replaceAll('\t', ';')))).toMatchObject(same);
    expect(await rows('SELECT order_id, changed_at, facts_hash FROM orders WHERE account_id = $1')).toEqual(before);
    expect(await rows('SELECT * FROM order_event WHERE account_id = $1')).toEqual(events);
  });

  test('Shift-JIS and yen without decimals', async () => {
    const row = orderRow({
      'sales-channel': 'Amazon.co.jp',
      currency: 'JPY',
      'item-price': '1,980',
      'item-tax': '',
      'item-promotion-discount': '',
      'product-name': '南部鉄器の急須',
    });
    await take(iconv.encode(orderFile(row), 'shift-jis'), { marketplaceId: 'A1VC38T7YXB528' });
    expect(await order()).toMatchObject({ total: '1980', currency: 'JPY' });
    expect(await items()).toMatchObject([{ title: '南部鉄器の急須' }]);
  });

  test('a later download updates, an earlier one does not', async () => {
    const early = orderFile(
      orderRow({ 'order-status': 'Unshipped', 'last-updated-date': '2026-11-03T11:00:00+00:00', 'item-status': 'Unshipped' }),
    );
    await take(early);
    expect(await take(orderFile(orderRow()))).toMatchObject({ imported: 0, updated: 1, unchanged: 0 });
    expect(await order()).toMatchObject({ status: 'shipped' });
    expect(await take(early)).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await order()).toMatchObject({ status: 'shipped' });
  });

  test('in dollars tax comes on top; a missing price or currency leaves the total open', async () => {
    const us = {
      'sales-channel': 'Amazon.com',
      currency: 'USD',
      'item-price': '20.00',
      'item-tax': '1.65',
      'item-promotion-discount': '2.00',
      'shipping-price': '4.99',
    };
    await take(
      orderFile(
        orderRow(us),
        orderRow({ ...us, 'amazon-order-id': orderIdOf(2), 'item-price': '' }),
        orderRow({ ...us, 'amazon-order-id': orderIdOf(3), currency: '' }),
      ),
    );
    expect([(await order(1))?.['total'], (await order(2))?.['total'], (await order(3))?.['total']]).toEqual(['24.64', null, null]);
    const [item] = await rows<{ detail: unknown }>('SELECT detail FROM order_item WHERE account_id = $1 AND order_id = $2', orderIdOf(3));
    expect(item?.detail).toMatchObject({ amounts: { itemPrice: '20.00' } });
  });

  test('an order whose lines stand far apart is whole, counted once, and unchanged the second time', async () => {
    const others = Array.from({ length: 2_300 }, (_, n) => orderRow({ 'amazon-order-id': orderIdOf(n + 10) }));
    const text = orderFile(orderRow({ sku: 'A' }), ...others, orderRow({ sku: 'B', asin: 'B0TESTPOT2' }));
    expect(await take(text)).toMatchObject({ lines: 2_302, orders: 2_301, imported: 2_301 });
    const itemIds = async () =>
      (
        await rows<{ item_id: string }>(
          'SELECT item_id FROM order_item WHERE account_id = $1 AND order_id = $2 ORDER BY item_id',
          orderIdOf(1),
        )
      ).map((row) => row.item_id);
    expect(await itemIds()).toEqual(['A|B0TESTPOT1|1', 'B|B0TESTPOT2|1']);
    expect(await take(text)).toMatchObject({ orders: 2_301, imported: 0, updated: 0, unchanged: 2_301 });
    expect(await itemIds()).toEqual(['A|B0TESTPOT1|1', 'B|B0TESTPOT2|1']);
  });

  test('what cannot be read or stored is rejected with its line and does not stop the others', async () => {
    const long = Array.from({ length: 600 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('');
    const text = orderFile(
      orderRow(),
      orderRow({ 'amazon-order-id': orderIdOf(2), quantity: 'many' }),
      // Longer than a key of an index can be.
      orderRow({ 'amazon-order-id': orderIdOf(3), sku: long + long }),
      orderRow({ 'amazon-order-id': orderIdOf(4) }),
    );
    const result = await take(text);
    expect(result).toMatchObject({
      lines: 4,
      orders: 4,
      imported: 2,
      rejected: [
        { line: 3, column: 'quantity' },
        { line: 4, column: null },
      ],
    });
    expect(result.rejected[1]?.reason).toMatch(/^cannot be stored: a text is too long/);
    expect(await rows('SELECT order_id FROM orders WHERE account_id = $1 ORDER BY 1')).toEqual([
      { order_id: orderIdOf(1) },
      { order_id: orderIdOf(4) },
    ]);
  });
});

describe('both reports', () => {
  const owner = { reader: 'Owner', purpose: 'test' };
  const personal = async () => (await readPersonal(desk, { accountId: account, orderIds: [orderIdOf(1)], ...owner })).get(orderIdOf(1));
  const open = orderFile(orderRow({ 'order-status': 'Pending', 'item-status': 'Unshipped' }));
  const unshipped = unshippedFile(unshippedRow({ 'gift-wrap-type': 'Classic', 'gift-message-text': 'Alles Gute!' }));
  const check = async () => {
    expect(await order()).toMatchObject({
      status: 'unshipped',
      total: '1229.5',
      ship_by: new Date('2026-11-06T22:59:59Z'),
      personal: 'given',
      buyer_mask: 'A. P., Kiel SH',
      marketplace_id: 'A1PA6795UKMFR9',
    });
    expect(await items()).toMatchObject([{ item_id: 'POT-1L|B0TESTPOT1|1', quantity: 2 }]);
    expect(await personal()).toMatchObject({
      buyerName: 'Jörg Petersen',
      recipient: { name: 'Anke Petersen', lines: ['Hafenstraße 5'], postalCode: '24103' },
    });
  };

  test.each([
    ['all orders first', [open, unshipped]],
    ['unshipped orders first', [unshipped, open]],
  ])('complete each other, %s; importing any of them again changes nothing', async (_name, [first = '', second = '']) => {
    expect(await take(first)).toMatchObject({ imported: 1 });
    expect(await take(second)).toMatchObject({ imported: 0, updated: 1 });
    await check();
    for (const again of [first, second, first]) expect(await take(again)).toMatchObject({ imported: 0, updated: 0, unchanged: 1 });
    await check();
  });

  test('the unshipped-orders report alone: merchant, unshipped, personal data in the vault only', async () => {
    await take(unshipped, { marketplaceId: 'A1PA6795UKMFR9' });
    expect(await order()).toMatchObject({
      status: 'unshipped',
      fulfilled_by: 'merchant',
      marketplace_id: 'A1PA6795UKMFR9',
      updated_at: new Date('2026-11-03T10:11:12Z'),
    });
    expect((await personal())?.gifts).toEqual({ 'POT-1L||1': { message: 'Alles Gute!', wrap: 'Classic' } });
    for (const table of ['orders', 'order_item', 'order_raw', 'order_event'])
      expect(JSON.stringify(await rows(`SELECT * FROM ${table} WHERE account_id = $1`))).not.toMatch(
        /Petersen|Hafen|24103|q8w3|Alles Gute/,
      );
  });

  test('an answer of the API wins over both, and what a file gave of the buyer stays when the API may not', async () => {
    await take(open);
    await take(unshipped);
    const { personal: _none, ...facts } = orderFacts({
      orderId: orderIdOf(1),
      personalState: 'withheld',
      updatedAt: new Date('2026-11-03T10:12:00Z'),
    });
    const [taken] = await takeIn(desk.intake, account, [{ facts, raw: {} }]);
    expect(taken).toMatchObject({ outcome: 'changed', depth: 'full' });
    expect(await items()).toMatchObject([{ item_id: '90000000000001' }]);
    expect(await order()).toMatchObject({
      depth: 'full',
      source: 'search',
      total: '24.50',
      personal: 'given',
      buyer_mask: 'A. P., Kiel SH',
    });
    expect(await take(unshipped)).toMatchObject({ unchanged: 1 });
    expect(await take(orderFile(orderRow({ 'order-status': 'Pending' })))).toMatchObject({ unchanged: 1 });
    expect(await items()).toMatchObject([{ item_id: '90000000000001' }]);
  });
});

describe('an import', () => {
  test('is a run whose lines can be watched, with its counts and rejections at the end', async () => {
    const seen: number[] = [];
    const text = orderFile(
      ...Array.from({ length: 450 }, (_, n) => orderRow({ 'amazon-order-id': orderIdOf(n), quantity: n === 3 ? 'x' : '1' })),
    );
    const watch = async () => {
      const [run] = await desk.database.read([account], (db) => listRuns(db));
      seen.push(run?.lines ?? -1);
    };
    await take(text, {}, { onTaken: [watch] });
    expect(seen).toEqual([0, 200, 400]);
    expect(await desk.database.read([account], (db) => listRuns(db))).toMatchObject([
      {
        kind: 'orders',
        fileName: 'orders.txt',
        lines: 450,
        counts: { orders: 450, imported: 449, rejected: 1 },
        error: null,
        finishedAt: '2026-11-22T12:01:00.000Z',
      },
    ]);
  });

  test('that breaks off keeps what came before and says so; two at once are refused', async () => {
    const text = orderFile(...Array.from({ length: 300 }, (_, n) => orderRow({ 'amazon-order-id': orderIdOf(n) })));
    async function* breaking() {
      yield Buffer.from(text);
      // Enough lines for the first orders to be given out.
      yield Buffer.from(`${Array.from({ length: 2_000 }, (_, n) => orderRow({ 'amazon-order-id': orderIdOf(n + 400) })).join('\n')}\n`);
      await expect(take(text)).rejects.toMatchObject({ code: 'CONFLICT' });
      throw new Error('connection lost');
    }
    await expect(take('', { stream: breaking() })).rejects.toThrow('connection lost');
    expect(await rows('SELECT count(*)::int AS n FROM orders WHERE account_id = $1')).toEqual([{ n: 200 }]);
    expect(await desk.database.read([account], (db) => listRuns(db))).toMatchObject([
      { lines: 200, error: expect.stringContaining('broke off') },
    ]);
    expect(await take(text)).toMatchObject({ imported: 100, unchanged: 200 });
  });

  test('asks for open orders of a connected account to be fetched in full, in the same transaction', async () => {
    const asked: string[] = [];
    const fetchOpen: TakeDeps['fetchOpen'] = async (_tx, _account, ids) => void asked.push(...ids);
    await take(orderFile(orderRow(), orderRow({ 'amazon-order-id': orderIdOf(2), 'order-status': 'Unshipped' })), {}, { fetchOpen });
    expect(asked).toEqual([orderIdOf(2)]);
  });

  test('makes an account in the region of the file, once it is a file of orders', async () => {
    // The test's own accounts were numbered by hand.
    await desk.database.listAccounts({ text: `SELECT nextval('account_ids') FROM generate_series(1, 100)` });
    const run = (content: string) =>
      importOrders(desk.intake, { accountName: 'Teehaus', among: [], fileName: 'a.txt', by: 'Owner', stream: byteChunks(content) });
    await expect(run('name,place\nx,y\n')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    const accounts = () =>
      desk.database.listAccounts<{ name: string; region: string; host: string; state: string }>({
        text: `SELECT name, region, host, state FROM account WHERE name = 'Teehaus'`,
      });
    expect(await accounts()).toEqual([]);
    expect(await run(orderFile(orderRow()))).toMatchObject({ imported: 1 });
    expect(await accounts()).toEqual([{ name: 'Teehaus', region: 'EU', host: 'files', state: 'unconnected' }]);
  });

  test('streams 20,000 lines: what waits in memory does not grow with the file', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => orderIdOf(n));
    let given = 0;
    let ahead = 0;
    let taken = 0;
    async function* lines() {
      yield Buffer.from(`${columnNames.join('\t')}\n`);
      for (const id of ids) {
        yield Buffer.from(`${orderRow({ 'amazon-order-id': id, sku: 'A' })}\n${orderRow({ 'amazon-order-id': id, sku: 'B' })}\n`);
        given += 1;
        ahead = Math.max(ahead, given - taken);
      }
    }
    const count: TakeDeps['onTaken'][number] = async (_tx, _account, orders) => void (taken += orders.length);
    expect(await take('', { stream: lines() }, { onTaken: [count] })).toMatchObject({ lines: 20_000, orders: 10_000, imported: 10_000 });
    // The window of 2,000 lines, and a batch.
    expect(ahead).toBeLessThan(1_500);
  });
});

test('a file that names no account is of the demo shop only where it is about orders that are here', async () => {
  const wish = { among: [account] };
  await expect(existingAccount(desk.database, wish)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  expect((await existingAccount(desk.database, wish, true)).accountId).toBe(account);
  await expect(existingAccount(desk.database, { accountName: 'Another' }, true)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
});
