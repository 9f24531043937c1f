import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blindEmail, blindName } from '#src/modules/vault/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import type { OrderFacts } from './facts.ts';
import { takeIn } from './take-in.ts';

let desk: TestDesk;
let account: string;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

const take = (...facts: OrderFacts[]) =>
  takeIn(
    desk.intake,
    account,
    facts.map((f) => ({ facts: f, raw: { orderId: f.orderId } })),
  );

const rows = <Row = Record<string, unknown>>(text: string) =>
  desk.database.read([account], (db) => db.query<Row>({ text, values: [account] }));
const events = async (kind?: string) =>
  (
    await rows<{ kind: string; data: Record<string, unknown> }>(
      'SELECT kind, data FROM order_event WHERE account_id = $1 ORDER BY event_id',
    )
  ).filter((e) => !kind || e.kind === kind);

describe('takeIn', () => {
  beforeAll(async () => {
    account = await desk.addAccount();
  });

  it('stores a new order in all its tables', async () => {
    expect(await take(orderFacts())).toMatchObject([{ orderId: '111-0000001-0000001', outcome: 'new', status: 'unshipped' }]);
    expect(
      await rows(
        'SELECT order_id, status, total, currency, units, buyer_mask, ship_to, lines, line_count FROM orders WHERE account_id = $1',
      ),
    ).toEqual([
      {
        order_id: '111-0000001-0000001',
        status: 'unshipped',
        total: '24.50',
        currency: 'USD',
        units: 2,
        buyer_mask: 'M. K., Austin TX',
        ship_to: 'Austin TX',
        lines: [{ sku: 'KT-MUG-BLU', asin: 'B0WAYBILL1', title: 'Stoneware mug, blue', quantity: 2 }],
        line_count: 1,
      },
    ]);
    const keys = await rows<{ kind: string; n: string }>(
      'SELECT kind, count(*) AS n FROM order_key WHERE account_id = $1 GROUP BY kind ORDER BY kind',
    );
    expect(Object.fromEntries(keys.map((k) => [k.kind, Number(k.n)]))).toEqual({ asin: 1, mail: 1, name: 2, sku: 1 });
    expect(await rows('SELECT status, n FROM order_count WHERE account_id = $1')).toEqual([{ status: 'unshipped', n: '1' }]);
    expect(await events()).toMatchObject([{ kind: 'order.placed' }]);
  });

  it('changes nothing when the same answer comes again, from any source', async () => {
    expect(await take(orderFacts({ source: 'get' }))).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await events()).toHaveLength(1);
  });

  it('never lets older data overwrite newer', async () => {
    const shipped = orderFacts({ status: { state: 'shipped', raw: 'SHIPPED' }, updatedAt: new Date('2026-11-02T10:00:00Z') });
    expect(await take(shipped)).toMatchObject([{ outcome: 'changed', status: 'shipped' }]);
    expect(await take(orderFacts({ updatedAt: new Date('2026-11-02T09:59:59Z') }))).toMatchObject([
      { outcome: 'older', status: 'shipped' },
    ]);
    expect(await rows('SELECT status, n FROM order_count WHERE account_id = $1 AND n > 0')).toEqual([{ status: 'shipped', n: '1' }]);
    expect(await events('order.status')).toMatchObject([{ data: { from: 'unshipped', to: 'shipped' } }]);
  });

  it('notes a move that Amazon is not known to make, and takes it all the same', async () => {
    await take(orderFacts({ updatedAt: new Date('2026-11-03T10:00:00Z') }));
    expect(await rows('SELECT status FROM orders WHERE account_id = $1')).toEqual([{ status: 'unshipped' }]);
    expect(await events('order.anomaly')).toMatchObject([{ data: { from: 'shipped', to: 'unshipped' } }]);
  });

  it('takes the newest of several answers in one batch', async () => {
    const id = '111-0000002-0000002';
    const older = orderFacts({ orderId: id, status: { state: 'pending', raw: 'PENDING' }, updatedAt: new Date('2026-11-01T10:00:00Z') });
    const newer = orderFacts({ orderId: id, updatedAt: new Date('2026-11-01T11:00:00Z') });
    expect(await take(newer, older)).toMatchObject([{ orderId: id, status: 'unshipped' }]);
  });

  it('finds packages, their edits and their delivery, and sets the day of the purge', async () => {
    const id = '111-0000003-0000003';
    const parcel = {
      reference: '1',
      carrierRaw: 'UPS',
      tracking: '1Z5R89390357567127',
      status: { state: 'shipped', raw: 'SHIPPED' } as const,
      shipDate: new Date('2026-11-02T10:00:00Z'),
      items: [],
    };
    await take(orderFacts({ orderId: id }));
    await take(orderFacts({ orderId: id, updatedAt: new Date('2026-11-02T10:00:00Z'), packages: [parcel] }));
    await take(
      orderFacts({ orderId: id, updatedAt: new Date('2026-11-02T12:00:00Z'), packages: [{ ...parcel, tracking: '1Z879E930346834440' }] }),
    );
    const delivered = new Date('2026-11-05T12:00:00Z');
    await take(
      orderFacts({
        orderId: id,
        updatedAt: delivered,
        status: { state: 'shipped', raw: 'SHIPPED' },
        packages: [{ ...parcel, tracking: '1Z879E930346834440', status: { state: 'delivered', raw: 'DELIVERED' } }],
      }),
    );
    const kinds = await desk.database.read([account], (db) =>
      db.query<{ kind: string }>({
        text: 'SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 ORDER BY event_id',
        values: [account, id],
      }),
    );
    expect(kinds.map((k) => k.kind)).toEqual(['order.placed', 'package.added', 'package.changed', 'order.status', 'package.status']);
    expect(await rows(`SELECT key FROM order_key WHERE account_id = $1 AND kind = 'track'`)).toEqual([{ key: '1z879e930346834440' }]);
    expect(await rows(`SELECT purge_at FROM vault_order WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([
      { purge_at: new Date(delivered.getTime() + 30 * 86_400_000) },
    ]);
  });

  it('lets the API deepen what a file brought, and no file make it poorer', async () => {
    const id = '111-0000004-0000004';
    const file = orderFacts({
      orderId: id,
      source: 'file',
      depth: 'skeleton',
      personalState: 'unknown',
      updatedAt: new Date('2026-11-10T00:00:00Z'),
      items: [
        { sku: 'A', asin: 'B0A', title: 'A', quantity: 1 },
        { sku: 'A', asin: 'B0A', title: 'A', quantity: 1 },
      ],
    });
    const { personal: _, packages: __, ...skeleton } = file;
    await take(skeleton);
    expect(await rows(`SELECT item_id FROM order_item WHERE account_id = $1 AND order_id = '${id}' ORDER BY position`)).toEqual([
      { item_id: 'A|B0A|1' },
      { item_id: 'A|B0A|2' },
    ]);
    expect(await take(orderFacts({ orderId: id }))).toMatchObject([{ outcome: 'changed', depth: 'full' }]);
    expect(await rows(`SELECT item_id, total FROM order_item WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([
      { item_id: '90000000000001', total: '20.00' },
    ]);
    expect(await take({ ...skeleton, status: { state: 'shipped', raw: 'Shipped' } })).toMatchObject([
      { outcome: 'changed', status: 'shipped', depth: 'full' },
    ]);
    expect(await rows(`SELECT item_id, total FROM order_item WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([
      { item_id: '90000000000001', total: '20.00' },
    ]);
    expect(await take(skeleton)).toMatchObject([{ outcome: 'unchanged', status: 'shipped' }]);
  });

  it('seals personal data anew only when it is other data, and the search keys follow', async () => {
    const id = '111-0000008-0000008';
    const vault = () =>
      rows<{ sealed: Buffer; content_hash: string }>(
        `SELECT sealed, content_hash FROM vault_order WHERE account_id = $1 AND order_id = '${id}'`,
      );
    const keys = async () =>
      (
        await rows<{ key: string }>(
          `SELECT key FROM order_key WHERE account_id = $1 AND kind IN ('mail', 'name') AND order_id = '${id}' ORDER BY key`,
        )
      ).map(({ key }) => key);
    await take(orderFacts({ orderId: id }));
    const [first, firstKeys] = [await vault(), await keys()];
    const shipped = { orderId: id, status: { state: 'shipped', raw: 'SHIPPED' } } as const;
    await take(orderFacts({ ...shipped, updatedAt: new Date('2026-11-02T10:00:00Z') }));
    expect(await vault()).toEqual(first);
    expect(await keys()).toEqual(firstKeys);
    const personal = { buyerName: 'Maria Novak', buyerEmail: 'x7k2@marketplace.amazon.com' };
    await take(orderFacts({ ...shipped, updatedAt: new Date('2026-11-03T10:00:00Z'), personal }));
    expect((await vault())[0]?.content_hash).not.toBe(first[0]?.content_hash);
    const hashes = [blindEmail(desk.sealing, personal.buyerEmail), ...blindName(desk.sealing, personal.buyerName)];
    expect(await keys()).toEqual(hashes.toSorted());
  });

  it('tells apart what is new, changed, the same and older in one batch', async () => {
    const id = (n: number) => `333-0000000-000000${n}`;
    const later = new Date('2026-11-05T10:00:00Z');
    await take(orderFacts({ orderId: id(1) }), orderFacts({ orderId: id(2) }), orderFacts({ orderId: id(3), updatedAt: later }));
    const taken = await take(
      orderFacts({ orderId: id(1), updatedAt: later, status: { state: 'cancelled', raw: 'CANCELLED' } }),
      orderFacts({ orderId: id(2), updatedAt: later }),
      orderFacts({ orderId: id(3), status: { state: 'pending', raw: 'PENDING' } }),
      orderFacts({ orderId: id(4) }),
    );
    expect(taken.map(({ orderId, outcome, status }) => [orderId, outcome, status])).toEqual([
      [id(1), 'changed', 'cancelled'],
      [id(2), 'unchanged', 'unshipped'],
      [id(3), 'older', 'unshipped'],
      [id(4), 'new', 'unshipped'],
    ]);
  });

  it('does not store personal data that is past its purge', async () => {
    const id = '111-0000005-0000005';
    await take(
      orderFacts({ orderId: id, purchasedAt: new Date('2026-01-01T00:00:00Z'), deliverBy: { to: new Date('2026-01-08T00:00:00Z') } }),
    );
    expect(await rows(`SELECT personal, buyer_mask FROM orders WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([
      { personal: 'purged', buyer_mask: null },
    ]);
    expect(await rows(`SELECT 1 FROM vault_order WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([]);
  });

  it('moves the keys when the date of purchase turns out to be another', async () => {
    const id = '111-0000006-0000006';
    await take(orderFacts({ orderId: id }));
    await take(orderFacts({ orderId: id, purchasedAt: new Date('2026-11-01T12:00:00Z'), updatedAt: new Date('2026-11-04T00:00:00Z') }));
    expect(await rows(`SELECT DISTINCT purchased_at FROM order_key WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([
      { purchased_at: new Date('2026-11-01T12:00:00Z') },
    ]);
  });

  it('knows a SKU by the name of its newest sale, in whatever order the sales come in', async () => {
    const sale = (n: number, day: string, title: string) => {
      const facts = orderFacts({ orderId: `111-0000077-000000${n}`, purchasedAt: new Date(`${day}T12:00:00Z`) });
      return { ...facts, items: facts.items.map((item) => ({ ...item, sku: 'RENAMED', title })) };
    };
    const name = async () =>
      (await rows<{ title: string }>(`SELECT title FROM product WHERE account_id = $1 AND sku = 'RENAMED'`))[0]?.title;
    await take(sale(1, '2026-06-01', 'Mug, new name'));
    await take(sale(2, '2026-01-01', 'Mug, old name'));
    expect(await name()).toBe('Mug, new name');
    // The name was still the same in September, so a sale of July under another one is old.
    await take(sale(3, '2026-09-01', 'Mug, new name'));
    await take(sale(4, '2026-07-05', 'Mug, summer name'));
    expect(await name()).toBe('Mug, new name');
    await take(sale(5, '2026-09-02', 'Mug, newest name'));
    expect(await name()).toBe('Mug, newest name');
  });

  it('keeps everything or nothing when the transaction fails', async () => {
    const id = '111-0000007-0000007';
    const broken = takeIn(desk.intake, account, [{ facts: orderFacts({ orderId: id }), raw: {} }], () => Promise.reject(new Error('no')));
    await expect(broken).rejects.toThrow('no');
    expect(await rows(`SELECT 1 FROM orders WHERE account_id = $1 AND order_id = '${id}'`)).toEqual([]);
  });

  it('counts right under intakes that run side by side', async () => {
    const before = await rows<{ n: string }>(`SELECT n FROM order_count WHERE account_id = $1 AND status = 'cancelled'`);
    const id = (n: number) => `222-0000000-${String(n).padStart(7, '0')}`;
    const batch = (from: number) =>
      Array.from({ length: 20 }, (_, i) => orderFacts({ orderId: id(from + i), status: { state: 'cancelled', raw: 'CANCELLED' } }));
    await Promise.all([0, 10, 20, 30, 5, 15].map((from) => take(...batch(from))));
    const after = await rows<{ n: string }>(`SELECT n FROM order_count WHERE account_id = $1 AND status = 'cancelled'`);
    expect(Number(after[0]?.n) - Number(before[0]?.n ?? 0)).toBe(50);
  });

  it('cannot be seen from another account', async () => {
    const other = await desk.addAccount('Other');
    const seen = await desk.database.read([other], (db) =>
      db.query({ text: 'SELECT 1 FROM orders UNION ALL SELECT 1 FROM order_key UNION ALL SELECT 1 FROM vault_order' }),
    );
    expect(seen).toEqual([]);
  });
});

it('the same said of a later time is no change, but what lies before that time is old from then on', async () => {
  account = await desk.addAccount();
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 2, hour));
  const shipped = (hour: number) => orderFacts({ status: { state: 'shipped', raw: 'SHIPPED' }, updatedAt: at(hour) });
  await take(shipped(9));
  expect(await take(shipped(12))).toMatchObject([{ outcome: 'unchanged', updatedAt: at(12) }]);
  expect(await rows('SELECT updated_at FROM orders WHERE account_id = $1')).toEqual([{ updated_at: at(12) }]);
  const late = orderFacts({ status: { state: 'unshipped', raw: 'UNSHIPPED' }, updatedAt: at(10) });
  expect(await take(late)).toMatchObject([{ outcome: 'older', status: 'shipped' }]);
});

it('a report that shows the change of a notification shows that the rest of it is not here', async () => {
  account = await desk.addAccount();
  const id = '111-0000008-0000008';
  const at = new Date('2026-11-03T09:00:00Z');
  const answer = orderFacts({ orderId: id });
  const cancelled = { orderId: id, status: { state: 'cancelled', raw: 'Canceled' }, updatedAt: at } as const;
  const { items, ...told } = orderFacts({ ...cancelled, source: 'notification', depth: 'skeleton', personalState: 'unknown' });
  const row = orderFacts({ ...cancelled, source: 'report', depth: 'skeleton', status: { state: 'cancelled', raw: 'Cancelled' } });
  await take(answer);
  expect(await take(row)).toMatchObject([{ outcome: 'changed', behind: true }]);
  await take({ ...answer, ...cancelled });
  expect(await take(row)).toMatchObject([{ behind: false }]);
  await take({ ...told, items: items.slice(0, 0), updatedAt: new Date(at.getTime() + 1) });
  const later = { ...row, updatedAt: new Date(at.getTime() + 1) };
  expect(await take(row)).toMatchObject([{ outcome: 'older', behind: false }]);
  expect(await take(later)).toMatchObject([{ behind: true }]);
  await take({ ...answer, ...cancelled, updatedAt: later.updatedAt });
  expect(await take(later)).toMatchObject([{ behind: false }]);
});
