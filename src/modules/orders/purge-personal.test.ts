import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPersonal } from '#src/modules/vault/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { purgePersonal } from './purge-personal.ts';
import { takeIn } from './take-in.ts';

let desk: TestDesk;
let accountId: string;
beforeAll(async () => {
  desk = await testDesk(new Date('2026-11-10T00:00:00Z'));
  accountId = await desk.addAccount();
});
afterAll(() => desk.close());

const everything = () =>
  desk.database.read([accountId], async (db) => {
    const tables = [
      'orders',
      'order_item',
      'order_package',
      'order_key',
      'order_event',
      'order_raw',
      'order_note',
      'product',
      'quarantine',
      'vault_order',
    ];
    const rows = [];
    for (const table of tables)
      rows.push(await db.query({ text: `SELECT t::text AS row FROM ${table} t WHERE account_id = $1`, values: [accountId] }));
    return JSON.stringify(rows);
  });

it('leaves nothing of a buyer 30 days after delivery, and can be repeated', async () => {
  const id = '111-0000001-0000001';
  const deliveredAt = new Date('2026-11-05T00:00:00Z');
  const parcel = {
    reference: '1',
    carrierRaw: 'UPS',
    tracking: '1Z5R89390357567127',
    status: { state: 'delivered', raw: 'DELIVERED' } as const,
    deliveredAt,
    items: [],
  };
  await takeIn(desk.intake, accountId, [
    { facts: orderFacts({ orderId: id, status: { state: 'shipped', raw: 'SHIPPED' }, packages: [parcel] }), raw: {} },
  ]);
  const purge = () => purgePersonal(desk)(accountId);
  const read = () => readPersonal(desk, { accountId, orderIds: [id], reader: 'test', purpose: 'test' });

  await purge();
  expect((await read()).get(id)?.buyerName).toBe('Maria Keller');
  const hash = desk.sealing.blind('name', 'keller');
  expect(await everything()).toContain(hash);

  desk.clock.set(new Date(deliveredAt.getTime() + 30 * 86_400_000));
  await purge();
  expect((await read()).size).toBe(0);
  const left = await everything();
  for (const trace of [hash, desk.sealing.blind('mail', 'x7k2@marketplace.amazon.com'), 'M. K.', 'Keller', 'Example Street', '78701'])
    expect(left).not.toContain(trace);
  expect(left).toContain('Austin TX');
  await purge();
  expect(await everything()).toBe(left);
});
