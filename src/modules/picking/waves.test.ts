import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '#src/kernel/ids.ts';
import { allocateOrders, changeStock, runAllocate } from '#src/modules/inventory/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { type FloorOrder, openWarehouse } from '../../../tests/support/warehouse.ts';
import { shipElsewhere } from './advise-rest.ts';
import { dropOrders, moveWave, planAgain } from './change-wave.ts';
import type { PickDeed } from './contract.ts';
import { doPick } from './do-pick.ts';
import { makeWave, previewWave } from './make-wave.ts';
import { putUnitsBack } from './put-back.ts';
import { orderInTote, pickStatesOf, pickViewOf, restAdviceOf, shortOrders } from './questions.ts';
import { freeTotes } from './store.ts';

let desk: TestDesk;
let accounts: AccountId[];
beforeAll(async () => {
  desk = await testDesk(new Date('2026-11-23T12:00:00Z'));
  accounts = [await desk.addAccount('First'), await desk.addAccount('Second')];
});
afterAll(() => desk.close());

let made = 0;
const deed = (step: Omit<PickDeed, 'key'> & { act: string } & Record<string, unknown>, key = `deed ${(made += 1)} 000`) =>
  ({ order: null, binId: null, quantity: 1, ...step, key }) as PickDeed;

type Order = FloorOrder;
const warehouse = () => openWarehouse(desk, accounts);

const view = (waveId: string, person = 'Ana') =>
  desk.database.read(accounts, (db) => pickViewOf(db, accounts, waveId, { person, now: desk.clock.now() }));
const act = (waveId: string, step: PickDeed, person = 'Ana') => doPick(desk, accounts, waveId, step, person);
const scan = (waveId: string, text: string, binId: string | null, more: Partial<Extract<PickDeed, { act: 'scan' }>> = {}, person = 'Ana') =>
  act(waveId, deed({ act: 'scan', text, binId, ...more }), person);
const stateOf = async ({ accountId, orderId }: Order) =>
  (await desk.database.read([accountId], (db) => pickStatesOf(db, accountId, [orderId]))).get(orderId);
const eventsOf = async ({ accountId, orderId }: Order) =>
  (
    await desk.database.read([accountId], (db) =>
      db.query<{ kind: string }>({
        text: `SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 AND kind LIKE 'pick.%' ORDER BY event_id`,
        values: [accountId, orderId],
      }),
    )
  ).map(({ kind }) => kind);
const shortOf = async (orders: readonly Order[]) => {
  const found = await Promise.all(accounts.map((accountId) => desk.database.read([accountId], (db) => shortOrders(db, accountId))));
  return found.flat().flatMap(({ orderId, waveId }) => (orders.some((order) => order.orderId === orderId) ? [`${orderId} ${waveId}`] : []));
};
const cancelled = { status: { state: 'cancelled' as const, raw: 'CANCELLED' } };

/** Two bins with the same cup, three orders of two accounts that want four of them. */
async function cups() {
  const w = await warehouse();
  const [a, b] = [await w.bin('A-1'), await w.bin('B-1')];
  const cup = await w.product('cup');
  await w.receive('cup', a, 3);
  await w.receive('cup', b, 3);
  const orders = [
    await w.order([{ sku: 'cup', quantity: 2 }]),
    await w.order([{ sku: 'cup', quantity: 1 }], {}, 1),
    await w.order([{ sku: 'cup', quantity: 1 }]),
  ] as const;
  return { w, a, b, cup, orders };
}

describe('a wave', () => {
  it('takes the orders of its rule, says why others are left out, and an order is in one open wave at most', async () => {
    const { w, orders } = await cups();
    const held = await w.order([{ sku: 'cup', quantity: 1 }]);
    await desk.database.write([held.accountId], (tx) =>
      tx.query({
        text: `UPDATE orders SET held_at = $3, held_by = 'Ben', hold_reason = 'asked' WHERE account_id = $1 AND order_id = $2`,
        values: [held.accountId, held.orderId, desk.clock.now()],
      }),
    );
    const waiting = await w.order([{ sku: 'cup', quantity: 9 }]);
    const preview = await previewWave(desk, accounts, w.rule());
    expect(preview.orders.map(({ orderId }) => orderId).toSorted()).toEqual(orders.map(({ orderId }) => orderId).toSorted());
    expect(preview).toMatchObject({ units: 4, bins: 2, more: 0 });
    const whys = new Map(preview.leftOut.map(({ orderId, why }) => [orderId, why.key]));
    expect(whys.get(held.orderId)).toBe('writes.warn.held');
    expect(whys.get(waiting.orderId)).toMatch(/^picking\.out\.(waits|part)$/);

    expect((await previewWave(desk, [accounts[1] ?? ''], w.rule())).orders).toHaveLength(1);
    expect(await previewWave(desk, accounts, w.rule({ mostOrders: 1 }))).toMatchObject({ units: 2, more: 2 });
    expect((await previewWave(desk, accounts, w.rule({ lines: 'one-unit' }))).orders).toHaveLength(2);
    expect((await previewWave(desk, accounts, w.rule({ zones: ['b-'] }))).orders).toHaveLength(0);
    // Noon in UTC is seven in New York, where the last van of the day leaves at four.
    expect((await previewWave(desk, accounts, w.rule({ due: 'late' }))).orders).toHaveLength(0);
    expect((await previewWave(desk, accounts, w.rule({ due: 'today' }))).orders).toHaveLength(3);

    const both = await Promise.allSettled([w.wave(), w.wave({ mostOrders: 2 }), w.wave()]);
    const taken = await desk.database.read(accounts, (db) =>
      db.query<{ orderId: string }>({
        text: `SELECT o.order_id AS "orderId" FROM wave_order o JOIN wave w ON w.wave_id = o.wave_id WHERE w.location_id = $1 AND o.open`,
        values: [w.locationId],
      }),
    );
    expect(taken.map(({ orderId }) => orderId).toSorted()).toEqual(orders.map(({ orderId }) => orderId).toSorted());
    const refusal = both.find((each) => each.status === 'rejected');
    expect(refusal?.reason).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('is asked for twice and made once; ends, and comes back while its orders are free', async () => {
    const { w } = await cups();
    const ask = () => makeWave(desk, accounts, { key: `twice ${w.locationId} 000`, name: 'Morning', rule: w.rule(), release: true }, 'Ana');
    const [waveId, again] = await Promise.all([ask(), ask()]);
    expect(again).toBe(waveId);
    await moveWave(desk, waveId, 'cancelled');
    expect((await previewWave(desk, accounts, w.rule())).orders).toHaveLength(3);
    await moveWave(desk, waveId, 'made');
    await expect(w.wave()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await act(waveId, deed({ act: 'undo' }))).toMatchObject({ ok: false, said: { key: 'picking.no.wave.made' } });
    await moveWave(desk, waveId, 'released');
    await moveWave(desk, waveId, 'paused');
    await expect(moveWave(desk, waveId, 'made')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const { orders } = await view(waveId);
    expect(await dropOrders(desk, waveId, orders.slice(0, 1))).toBe(1);
    await w.wave();
  });
});

describe('picking', () => {
  it('walks bin by bin, moves units to the packing place, counts a key once and blocks what does not belong here', async () => {
    const { w, a, b, cup, orders } = await cups();
    const waveId = await w.wave();
    const before = await view(waveId);
    expect(before.stops.map(({ bin, products }) => [bin, products[0]?.left])).toEqual([
      ['A-1', 3],
      ['B-1', 1],
    ]);
    const other = await w.product('plate');
    await w.receive('plate', a, 5);
    expect(await scan(waveId, w.ean('plate'), a)).toMatchObject({ ok: false, said: { key: 'picking.no.product' } });
    expect(await scan(waveId, 'A-9', null)).toMatchObject({ ok: false, said: { key: 'picking.no.known' } });
    expect(await scan(waveId, 'a-1', null)).toMatchObject({ ok: true, binId: a });
    expect((await view(waveId, 'Ben')).stops[0]?.visitor).toBe('Ana');

    const once = deed({ act: 'scan', text: w.ean('cup'), binId: a, quantity: 2 });
    const first = await Promise.all([act(waveId, once), act(waveId, once), act(waveId, once)]);
    expect(first.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(first.map(({ picks }) => picks.map(({ units }) => units))).toEqual([[2], [2], [2]]);
    expect(await w.onHand('cup', 'Packing')).toBe(2);
    expect(await w.onHand('cup', 'A-1')).toBe(1);
    expect(await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 2 }))).toMatchObject({
      ok: false,
      said: { key: 'picking.no.tooMany', values: { left: '1' } },
    });
    expect(await stateOf(orders[0])).toMatchObject({ progress: 'picked', items: [{ wanted: 2, picked: 2 }] });
    expect(await eventsOf(orders[0])).toEqual(['pick.picked']);

    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1 }));
    expect(await act(waveId, deed({ act: 'undo' }))).toMatchObject({ ok: true, said: { key: 'picking.said.undone' }, binId: a });
    expect(await w.onHand('cup', 'A-1')).toBe(1);
    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1 }));
    await act(waveId, deed({ act: 'pick', binId: b, productId: cup, quantity: 1 }));
    expect((await view(waveId)).stops).toEqual([]);
    expect(await w.broken()).toEqual([]);

    // What ships was fetched: it leaves from the packing place, not from a shelf.
    await w.tell(orders[0], [{ sku: 'cup', quantity: 2 }], { status: { state: 'shipped', raw: 'SHIPPED' } });
    expect([await w.onHand('cup', 'Packing'), await w.onHand('cup', 'B-1')]).toEqual([2, 2]);
    expect(await w.broken()).toEqual([]);
    expect(other).not.toBe(cup);
  });

  it('by two at one bin gives every unit once', async () => {
    const w = await warehouse();
    const a = await w.bin('A-1');
    const cup = await w.product('cup');
    await w.receive('cup', a, 12);
    const orders = [];
    for (let n = 0; n < 6; n += 1) orders.push(await w.order([{ sku: 'cup', quantity: 2 }], {}, n % 2));
    const waveId = await w.wave();
    const tries = await Promise.all(
      Array.from({ length: 9 }, (_, n) => act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 2 }), n % 2 ? 'Ana' : 'Ben')),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(6);
    for (const order of orders) expect(await stateOf(order)).toMatchObject({ progress: 'picked' });
    expect(await w.onHand('cup', 'Packing')).toBe(12);
    expect(await w.broken()).toEqual([]);
  });

  it('fetches the parts of a bundle', async () => {
    const w = await warehouse();
    const a = await w.bin('A-1');
    const [cup, tray] = [await w.product('cup'), await w.product('tray')];
    await w.product('set', [
      { productId: cup, quantity: 4 },
      { productId: tray, quantity: 1 },
    ]);
    await w.receive('cup', a, 8);
    await w.receive('tray', a, 2);
    const order = await w.order([{ sku: 'set', quantity: 2 }]);
    const waveId = await w.wave();
    expect((await view(waveId)).stops[0]?.products.map(({ left }) => left).toSorted()).toEqual([2, 8]);
    await scan(waveId, w.ean('cup'), a, { quantity: 8 });
    expect(await stateOf(order)).toMatchObject({ progress: 'picking' });
    await scan(waveId, w.ean('tray'), a, { quantity: 2 });
    expect(await stateOf(order)).toMatchObject({ progress: 'picked' });
  });

  it('puts orders into totes by scan, and the wrong tote is blocked', async () => {
    const { w, a, orders } = await cups();
    const waveId = await w.wave();
    const [first, second] = (await view(waveId)).orders;
    await scan(waveId, w.ean('cup'), a, { quantity: 2, order: first ?? null });
    expect(await scan(waveId, 't-1', null)).toMatchObject({ ok: true, said: { key: 'picking.said.tote' } });
    expect(await scan(waveId, 'T-1', null)).toMatchObject({ ok: true, said: { key: 'picking.said.rightTote' } });
    expect(await desk.database.read(accounts, (db) => orderInTote(db, 'T-1'))).toEqual({
      accountId: first?.accountId,
      orderId: first?.orderId,
    });
    await act(waveId, deed({ act: 'tote', code: 'T-2', order: second }));
    await scan(waveId, w.ean('cup'), a, { order: second ?? null });
    expect(await scan(waveId, 'T-1', null)).toMatchObject({ ok: false, said: { key: 'picking.no.wrongTote', values: { right: 'T-2' } } });

    const others = await cups();
    const other = await others.w.wave();
    expect(await act(other, deed({ act: 'tote', code: 'T-1', order: others.orders[0] }))).toMatchObject({
      ok: false,
      said: { key: 'picking.no.toteTaken' },
    });
    await desk.database.write([first?.accountId ?? ''], (tx) => freeTotes(tx, first?.accountId ?? '', [first?.orderId ?? '']));
    expect(await act(other, deed({ act: 'tote', code: 'T-1', order: others.orders[0] }))).toMatchObject({ ok: true });
    expect(orders).toHaveLength(3);
  });
});

describe('what cannot be fetched', () => {
  it('is looked for in another bin, and what no bin has is short', async () => {
    const { w, a, b, cup, orders } = await cups();
    const waveId = await w.wave();
    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 2 }));
    expect(await act(waveId, deed({ act: 'short', binId: a, productId: cup, reason: 'not-found', quantity: undefined }))).toMatchObject({
      ok: true,
      said: { key: 'picking.said.elsewhere', values: { units: '1', found: '1' } },
    });
    expect([await w.onHand('cup', 'A-1'), await w.onHand('cup', 'B-1')]).toEqual([0, 3]);
    expect((await view(waveId)).stops.map(({ bin, products }) => [bin, products[0]?.left])).toEqual([['B-1', 2]]);
    expect(await act(waveId, deed({ act: 'short', binId: b, productId: cup, reason: 'damaged', quantity: 2 }))).toMatchObject({
      said: { key: 'picking.said.partElsewhere', values: { found: '1' } },
    });
    expect(await act(waveId, deed({ act: 'short', binId: b, productId: cup, reason: 'too-few', quantity: undefined }))).toMatchObject({
      said: { key: 'picking.said.short', values: { units: '1' } },
    });
    const missing = (await Promise.all(orders.map(stateOf))).filter((state) => state?.progress === 'short');
    expect(missing.length).toBeGreaterThan(0);
    expect((await shortOf(orders)).toSorted()).toEqual(missing.map((state) => `${state?.orderId} ${waveId}`).toSorted());
    expect(await w.broken()).toEqual([]);

    // One more is found: it is planned again and fetched.
    await w.receive('cup', b, 2);
    await desk.database.write(accounts, (tx) => allocateOrders(tx, orders, desk.clock.now()));
    expect(await planAgain(desk, waveId)).toBe(2);
    expect(await shortOf(orders)).toEqual([]);
    await act(waveId, deed({ act: 'pick', binId: b, productId: cup, quantity: 2 }));
    for (const order of orders) expect(await stateOf(order)).toMatchObject({ progress: 'picked' });
    expect(await w.broken()).toEqual([]);
  });

  it('is told of until it is settled: by an undo, by units that came, by a cancellation, by a part that left', async () => {
    const { w, a, b, cup, orders } = await cups();
    const [first] = orders;
    const waveId = await w.wave();
    const allocate = runAllocate(desk);
    const miss = (binId: string) => act(waveId, deed({ act: 'short', binId, productId: cup, reason: 'not-found', quantity: undefined }));
    await miss(b);
    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1, order: first }));
    await miss(a);
    expect(await shortOf(orders)).toHaveLength(3);
    await act(waveId, deed({ act: 'undo' }));
    expect(await shortOf([first])).toEqual([]);
    await miss(a);
    await w.tell(orders[1], [{ sku: 'cup', quantity: 1 }], cancelled);
    expect(await shortOf(orders)).toHaveLength(2);
    // Amazon shows the fetched unit as shipped: the rest was split off.
    const sku = `${first.orderId.split('-')[0]}-cup`;
    const items = [{ itemId: '1', sku, asin: 'B0', title: 'Thing', quantity: 2, shipped: 1, cancelled: 0 }];
    await w.tell(first, [], { status: { state: 'partially_shipped', raw: 'PARTIALLYSHIPPED' }, items });
    expect(await shortOf([first])).toEqual([]);
    // Set aside: it waits until some location promises what has come.
    await dropOrders(desk, waveId, [orders[2]]);
    await allocate();
    expect(await shortOf(orders)).toEqual([`${orders[2].orderId} ${waveId}`]);
    await w.receive('cup', b, 5);
    await allocate();
    expect(await shortOf(orders)).toEqual([]);
  });

  it('is undone with the books of the bin', async () => {
    const { w, a, cup } = await cups();
    const waveId = await w.wave();
    await act(waveId, deed({ act: 'short', binId: a, productId: cup, reason: 'not-found', quantity: undefined }));
    expect(await w.onHand('cup', 'A-1')).toBe(0);
    expect(await act(waveId, deed({ act: 'undo' }))).toMatchObject({ ok: true });
    expect(await w.onHand('cup', 'A-1')).toBe(3);
    expect(await w.broken()).toEqual([]);
  });

  it('ships from another location, and the advice says where it lies', async () => {
    const { w, a, cup, orders } = await cups();
    const far = await warehouse();
    const bin = await far.bin('Z-1');
    const waveId = await w.wave();
    await changeStock(
      desk,
      { entry: `far ${far.locationId} 000`, kind: 'receive', reason: '', ref: '', lines: [{ productId: cup, binId: bin, quantity: 5 }] },
      'Ana',
    );
    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1, order: orders[0] }));
    const advice = await desk.database.read(accounts, (db) => restAdviceOf(db, orders[0]));
    expect(advice).toMatchObject({ ready: 1, mayCancel: true, promisedBy: [{ locationId: w.locationId, units: 1 }] });
    expect(await shipElsewhere(desk, orders[0], w.locationId, 'Ana')).toBe(1);
    const farWave = await makeWave(
      desk,
      accounts,
      { key: `far wave ${far.locationId}`, name: '', rule: far.rule({ parts: true }), release: true },
      'Ana',
    );
    expect((await view(farWave)).stops.map(({ bin: name, products }) => [name, products[0]?.left])).toEqual([['Z-1', 1]]);
    expect(await w.broken()).toEqual([]);
  });
});

describe('an order that is stopped after its wave was made', () => {
  it('is left where it lies, and put back where it was fetched', async () => {
    const { w, a, b, cup, orders } = await cups();
    const waveId = await w.wave();
    await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1, order: orders[0] }));
    await w.tell(orders[0], [{ sku: 'cup', quantity: 2 }], cancelled);
    const now = await view(waveId);
    expect(now.leave).toMatchObject([{ orderId: orders[0].orderId, units: 1, bins: ['A-1'] }]);
    expect(now.putBacks).toMatchObject([{ orderId: orders[0].orderId, bin: 'A-1', units: 1, productId: cup }]);
    expect(await act(waveId, deed({ act: 'pick', binId: a, productId: cup, quantity: 1, order: orders[0] }))).toMatchObject({ ok: false });
    expect(await stateOf(orders[0])).toMatchObject({ progress: 'put-back' });
    // Nobody else gets a unit on the way: those left in the bin go to the orders that are open.
    expect(now.stops.map(({ bin, products }) => [bin, products[0]?.left])).toEqual([
      ['A-1', 1],
      ['B-1', 1],
    ]);
    const back = { ...orders[0], key: `back ${waveId} 00`, itemId: '1', productId: cup, binId: b, quantity: 1 };
    expect(await Promise.all([putUnitsBack(desk, back, 'Ana'), putUnitsBack(desk, back, 'Ana')])).toContain(false);
    expect((await view(waveId)).putBacks).toEqual([]);
    expect([await w.onHand('cup', 'Packing'), await w.onHand('cup', 'B-1')]).toEqual([0, 4]);
    expect(await eventsOf(orders[0])).toEqual(['pick.put-back']);
    await expect(putUnitsBack(desk, { ...back, key: `more ${waveId} 00` }, 'Ana')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await w.broken()).toEqual([]);
  });
});

describe('whatever pickers do side by side', () => {
  it('every unit is accounted for and on one line, and the walk only goes forward', { timeout: 120_000 }, async () => {
    const steps = fc.record({
      what: fc.constantFrom('pick', 'pick', 'pick', 'short', 'undo', 'cancel', 'again'),
      bin: fc.nat(2),
      product: fc.nat(1),
      units: fc.integer({ min: 1, max: 3 }),
      person: fc.constantFrom('Ana', 'Ben'),
      reason: fc.constantFrom('not-found' as const, 'damaged' as const),
    });
    const orders = fc.array(fc.tuple(fc.nat(1), fc.nat(1), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 }),
        orders,
        fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        async (stock, wanted, rounds) => {
          const w = await warehouse();
          const bins = [await w.bin('A'), await w.bin('B'), await w.bin('C')];
          const codes = ['cup', 'tray'] as const;
          const products = [await w.product('cup'), await w.product('tray')];
          for (const [i, units] of stock.entries()) if (units > 0) await w.receive(codes[i % 2] ?? 'cup', bins[i % 3] ?? '', units);
          const all: Order[] = [];
          for (const [account, product, quantity] of wanted)
            all.push(await w.order([{ sku: codes[product] ?? 'cup', quantity }], {}, account));
          const waveId = await w.wave({ parts: true }).catch(() => undefined);
          if (waveId === undefined) return;

          const planned = await desk.database.read(accounts, (db) =>
            db.query<{ account_id: string; order_id: string; planned: string; promised: string }>({
              text: `SELECT a.account_id, a.order_id, sum(a.quantity) AS promised, (SELECT sum(l.quantity) FROM wave_line l WHERE l.account_id = a.account_id
                AND l.order_id = a.order_id AND l.wave_id = $2) AS planned FROM stock_allocation a WHERE a.location_id = $1 GROUP BY 1, 2`,
              values: [w.locationId, waveId],
            }),
          );
          for (const row of planned) expect(row.planned).toBe(row.promised);
          const walk = (await view(waveId)).stops.map(({ bin }) => bin);
          expect(walk).toEqual(walk.toSorted());

          for (const together of rounds) {
            await Promise.all(
              together.map(async ({ what, bin, product, units, person, reason }, i) => {
                const where = { binId: bins[bin], productId: products[product] };
                if (what === 'cancel') {
                  const order = all[(bin + i) % all.length];
                  const [, kind, quantity] = wanted[(bin + i) % all.length] ?? [0, 0, 1];
                  if (order) await w.tell(order, [{ sku: codes[kind] ?? 'cup', quantity }], cancelled);
                } else if (what === 'again') await planAgain(desk, waveId);
                else if (what === 'pick') await act(waveId, deed({ act: 'pick', ...where, quantity: units }), person);
                else if (what === 'undo') await act(waveId, deed({ act: 'undo' }), person);
                else await act(waveId, deed({ act: 'short', ...where, reason, quantity: reason === 'damaged' ? 1 : undefined }), person);
              }),
            );
            expect(await w.broken()).toEqual([]);
          }
          const odd = await desk.database.read(accounts, (db) =>
            db.query({
              text: `SELECT l.line_id FROM wave_line l WHERE l.wave_id = $1 AND l.picked <> (SELECT coalesce(sum(CASE p.kind WHEN 'picked' THEN p.quantity
                  WHEN 'put-back' THEN -p.quantity WHEN 'undone' THEN -(SELECT q.quantity FROM pick q WHERE q.account_id = p.account_id AND q.pick_id = p.undoes AND q.kind = 'picked') END), 0)
                  FROM pick p WHERE p.account_id = l.account_id AND p.line_id = l.line_id)
                UNION ALL SELECT 1 FROM stock_staged s WHERE s.location_id = $2 GROUP BY s.product_id
                  HAVING sum(s.quantity) <> (SELECT coalesce(sum(i.on_hand), 0) FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id AND b.staging
                    WHERE b.location_id = $2 AND i.product_id = s.product_id)`,
              values: [waveId, w.locationId],
            }),
          );
          expect(odd).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  });
});
