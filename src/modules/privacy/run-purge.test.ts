import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { forgetQuarantine, quarantine, takeIn } from '#src/modules/orders/index.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { eraseBuyer, findBuyer } from './buyer.ts';
import { forget, type PrivacyDeps } from './forget.ts';
import { endHold, setHold } from './holds.ts';
import { lookForTraces } from './look-for-traces.ts';
import { runPurge } from './run-purge.ts';
import { allHolds, lastPurges } from './views.ts';

const dayMs = 86_400_000;
const start = new Date('2026-11-10T00:00:00Z');
const deliveredAt = new Date('2026-11-05T00:00:00Z');
const ana = { name: 'Ana', actor: { kind: 'person' as const, id: 'ana', place: '127.0.0.1' } };
const traces = ['Maria Keller', 'keller', 'x7k2@marketplace.amazon.com', 'M. K.', 'Example Street', '78701', 'Austin'];

let desk: TestDesk;
let dataDir: string;
let deps: PrivacyDeps;
let accountId: string;
let serial = 0;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'waybill-purge-'));
  desk = await testDesk(start);
  deps = { ...desk, dataDir, keepers: [{ name: 'quarantine', forget: forgetQuarantine }] };
});
beforeEach(async () => {
  desk.clock.set(start);
  accountId = await desk.addAccount(`Shop ${(serial += 1)}`);
});
afterAll(async () => {
  await desk.close();
  await rm(dataDir, { recursive: true });
});

const idOf = (n: number) => `111-0000001-${String(n).padStart(7, '0')}`;
const parcel = {
  reference: '1',
  carrierRaw: 'UPS',
  tracking: '1Z5R89390357567127',
  status: { state: 'delivered', raw: 'DELIVERED' } as const,
  deliveredAt,
  items: [],
};
const raw = {
  orderId: 'x',
  recipient: { deliveryAddress: { city: 'Austin', countryCode: 'US' } },
  buyer: { buyerPurchaseOrderNumber: 'P' },
};
const shipped = (n: number, changes: Parameters<typeof orderFacts>[0] = {}) =>
  takeIn(desk.intake, accountId, [
    { facts: orderFacts({ orderId: idOf(n), status: { state: 'shipped', raw: 'SHIPPED' }, packages: [parcel], ...changes }), raw },
  ]);
const purge = () => runPurge(deps)(accountId);
const names = async (...orders: number[]) =>
  [...(await readPersonal(desk, { accountId, orderIds: orders.map(idOf), reader: 'test', purpose: 'test' })).keys()].toSorted();
const purges = () => desk.database.read([accountId], (db) => lastPurges(db, 10));

/** Every row of every table of the account, as text. */
const everything = () =>
  desk.database.read([accountId], async (db) => {
    const tables = await db.query<{ name: string }>({
      text: `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'account_id' ORDER BY 1`,
    });
    const rows = [];
    for (const { name } of tables)
      rows.push(await db.query({ text: `SELECT t::text AS row FROM ${name} t WHERE account_id = $1`, values: [accountId] }));
    return JSON.stringify(rows);
  });

it('leaves nothing of a buyer 30 days after delivery, says so, and can be repeated', async () => {
  await shipped(1);
  await desk.database.write([accountId], async (tx) => {
    await tx.query({
      text: `INSERT INTO order_note (account_id, order_id, at, author, body) VALUES ($1, $2, $3, 'Ana', 'Rang: MARIA KELLER (1 Example Street) wants it blue')`,
      values: [accountId, idOf(1), desk.clock.now()],
    });
    const answer = {
      orderId: idOf(1),
      source: 'get',
      reason: 'not_money',
      detail: 'x',
      raw: { a: 1 },
      personalRaw: { name: 'Maria Keller' },
    };
    await quarantine(tx, desk, accountId, [answer]);
  });
  await purge();
  expect(await names(1)).toEqual([idOf(1)]);
  const hash = desk.sealing.blind('name', 'keller');
  expect(await everything()).toContain(hash);

  desk.clock.set(new Date(deliveredAt.getTime() + 30 * dayMs));
  await purge();
  expect(await names(1)).toEqual([]);
  const left = await everything();
  for (const trace of [hash, desk.sealing.blind('mail', 'x7k2@marketplace.amazon.com'), ...traces])
    expect(left.toLowerCase()).not.toContain(trace === hash ? hash.toLowerCase() : trace.toLowerCase());
  expect(left).toContain('wants it blue');
  expect(left).toContain('KT-MUG-BLU');
  expect(await purges()).toMatchObject([
    { reason: 'due', orders: 1, removed: { vault: 1, quarantine: 1 }, found: [], scan: { whole: true }, oldestDue: desk.clock.now() },
  ]);
  await purge();
  expect(await everything()).toBe(left);
});

it('what was purged does not come back, whatever Amazon shows', async () => {
  await shipped(1);
  desk.clock.set(new Date(deliveredAt.getTime() + 31 * dayMs));
  await purge();
  await shipped(1, { updatedAt: desk.clock.now(), total: { amount: '1.00', currency: 'USD' } });
  expect(await names(1)).toEqual([]);
  const left = (await everything()).toLowerCase();
  for (const trace of traces) expect(left).not.toContain(trace.toLowerCase());
});

it('an order that was erased on request stays erased, though its day is far', async () => {
  await shipped(1);
  await shipped(2, { status: { state: 'unshipped', raw: 'UNSHIPPED' }, packages: [] });
  await shipped(3, { personal: { buyerName: 'Otto Weiss', buyerEmail: 'otto@marketplace.amazon.com' } });
  await shipped(4);
  await setHold(deps, accountId, { orderId: idOf(4), ground: 'Tax audit', until: '2027-12-31' }, ana);
  const buyer = { email: ' X7K2@marketplace.amazon.com ' };
  const found = await findBuyer(deps, [accountId], buyer);
  expect(Object.fromEntries(found.map(({ orderId, state }) => [orderId, state]))).toEqual({
    [idOf(1)]: 'erasable',
    [idOf(2)]: 'open',
    [idOf(4)]: 'held',
  });
  expect((await findBuyer(deps, [accountId], { name: 'keller MARIA' })).map(({ orderId }) => orderId).toSorted()).toEqual(
    [1, 2, 4].map(idOf),
  );

  const { erased } = await eraseBuyer(deps, [accountId], buyer, ana);
  expect(erased).toBe(1);
  expect(await names(1, 2, 3, 4)).toEqual([2, 3, 4].map(idOf));
  await shipped(1, { updatedAt: new Date(start.getTime() + 1000), total: { amount: '1.00', currency: 'USD' } });
  expect(await names(1)).toEqual([]);
  const [report] = await purges();
  expect(report).toMatchObject({ reason: 'request', askedBy: 'Ana', orders: 1 });
  expect(report?.outcomes.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))).toEqual([
    { orderId: idOf(1), outcome: 'erased' },
    { orderId: idOf(2), outcome: 'open' },
    { orderId: idOf(4), outcome: 'held' },
  ]);
  expect((await findBuyer(deps, [accountId], buyer)).map(({ orderId }) => orderId)).not.toContain(idOf(1));
});

it('a hold keeps an order, or all orders of a buyer, until it is lifted or over', async () => {
  await shipped(1);
  await shipped(2);
  await shipped(3, { personal: { buyerName: 'Otto Weiss', buyerEmail: 'otto@marketplace.amazon.com' } });
  const one = await setHold(deps, accountId, { orderId: idOf(1), ground: 'Claim 17', until: '2027-01-31' }, ana);
  await setHold(deps, accountId, { email: 'otto@marketplace.amazon.com', ground: 'Court', until: '2026-12-31' }, ana);
  desk.clock.set(new Date(deliveredAt.getTime() + 31 * dayMs));
  await purge();
  expect(await names(1, 2, 3)).toEqual([1, 3].map(idOf));
  await endHold(deps, accountId, one, 'Claim settled', ana);
  await expect(endHold(deps, accountId, one, 'again', ana)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await purge();
  expect(await names(1, 2, 3)).toEqual([idOf(3)]);
  desk.clock.set(new Date('2027-01-01T00:00:00Z'));
  await purge();
  expect(await names(1, 2, 3)).toEqual([]);
  const events = await desk.database.read([accountId], (db) =>
    db.query<{ kind: string }>({
      text: `SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 AND kind LIKE 'hold.%' ORDER BY event_id`,
      values: [accountId, idOf(1)],
    }),
  );
  expect(events).toEqual([{ kind: 'hold.set' }, { kind: 'hold.lifted' }]);
  const holds = await desk.database.read([accountId], (db) => allHolds(db, 10));
  expect(holds.find(({ holdId }) => holdId === one)).toMatchObject({ ground: 'Claim 17', setBy: 'Ana', liftedBy: 'Ana' });
  const chain = await desk.database.read([], (db) =>
    db.query<{ action: string }>({
      text: `SELECT action FROM audit_entry WHERE account_id = $1 AND action LIKE 'hold.%' ORDER BY seq`,
      values: [accountId],
    }),
  );
  expect(chain.map(({ action }) => action)).toEqual(['hold.set', 'hold.set', 'hold.lifted']);
});

it('a hold is refused without an order that is there, with both or neither, or over before it begins', async () => {
  await shipped(1);
  const hold = { ground: 'Claim', until: '2027-01-01' };
  for (const [wish, code] of [
    [{ ...hold, orderId: idOf(9) }, 'ORDER_NOT_FOUND'],
    [{ ...hold, orderId: idOf(1), email: 'a@b.de' }, 'INVALID_INPUT'],
    [hold, 'INVALID_INPUT'],
    [{ ...hold, orderId: idOf(1), until: '2026-11-09' }, 'INVALID_INPUT'],
  ] as const)
    await expect(setHold(deps, accountId, wish, ana)).rejects.toMatchObject({ code });
});

it('a look finds what people and programs left outside the vault: in tables, bytes and files', async () => {
  await shipped(1);
  expect(await lookForTraces(deps, accountId, 'Ana')).toMatchObject({ orders: 1, overdue: 0, strays: 0, found: [] });
  await desk.database.write([accountId], async (tx) => {
    await tx.query({
      text: `INSERT INTO order_note (account_id, order_id, at, author, body) VALUES ($1, $2, $3, 'Ana', 'call maria keller')`,
      values: [accountId, idOf(1), desk.clock.now()],
    });
    await tx.query({
      text: `UPDATE orders SET facts_hash = $2, detail = '{"a": [{"b": "to 1 Example Street, please"}]}' WHERE account_id = $1`,
      values: [accountId, Buffer.from('x7k2@marketplace.amazon.com')],
    });
  });
  await mkdir(path.join(dataDir, 'exports'));
  await writeFile(path.join(dataDir, 'exports', 'old.csv'), `id,name\n1,${'x'.repeat(600_000)}\n2,Maria Keller\n`);
  const look = await lookForTraces(deps, accountId, 'Ana');
  expect(look.found).toEqual([
    { place: `file ${path.join('exports', 'old.csv')}`, traces: 1 },
    { place: 'order_note.body', traces: 1 },
    { place: 'orders.detail', traces: 1 },
    { place: 'orders.facts_hash', traces: 1 },
  ]);
  expect(JSON.stringify(await purges())).not.toMatch(/keller|x7k2/i);
  await rm(path.join(dataDir, 'exports'), { recursive: true });
});

it('names every table and column that can hold text', async () => {
  await shipped(1);
  const { scan } = await lookForTraces(deps, accountId, 'Ana');
  const [{ n } = { n: 0 }] = await desk.database.read([], (db) =>
    db.query<{ n: number }>({
      text: `SELECT count(*)::int AS n FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
        WHERE s.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT')`,
    }),
  );
  expect(scan.tables).toBe(n);
});

it('a hold that is set after the orders were chosen keeps them all the same, and is not taken for a trace', async () => {
  await shipped(1);
  await shipped(2, { personal: { buyerName: 'Otto Brandt', buyerEmail: 'b9z1@marketplace.amazon.com' } });
  await setHold(deps, accountId, { orderId: idOf(1), ground: 'A lawsuit', until: '2030-01-01' }, ana);
  const done = await forget(deps, accountId, { orderIds: [idOf(1), idOf(2)], reason: 'due', askedBy: 'Waybill', oldestDue: null });
  expect(done.gone).toEqual([idOf(2)]);
  expect(done.found).toEqual([]);
  expect(await names(1)).toEqual([idOf(1)]);
});
