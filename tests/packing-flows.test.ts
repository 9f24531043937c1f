import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackSettings, PackSetup, StationState } from '#src/modules/packing/contract.ts';
import { packStatesOf } from '#src/modules/packing/questions.ts';
import type { PickView } from '#src/modules/picking/contract.ts';
import type { TodayPage } from '#src/modules/today/contract.ts';
import { firstOf, outcomes, type PackingDesk, packingDesk } from './support/packing-desk.ts';

let desk: PackingDesk;
beforeAll(async () => {
  desk = await packingDesk();
  const mug = await desk.product('MUG', { barcodes: ['4006381333931'] });
  const cup = await desk.product('CUP');
  const parts = [
    { productId: mug, quantity: 2 },
    { productId: cup, quantity: 1 },
  ];
  await desk.product('SET', { barcodes: ['5901234123457'], parts });
  for (const sku of ['ONE', 'MANY', 'CODED', 'SERIAL', 'HEAVY', 'TOTED']) await desk.product(sku);
}, 60_000);
afterAll(() => desk?.close());

const setup = async () => (await desk.call<PackSetup>('Owner', '/packing/setup')).body;
const settle = async (change: Partial<PackSettings>) =>
  desk.call('Owner', '/packing/settings', { ...(await setup()).settings, ...change }, 'PUT');
const minutes = (n: number) => desk.live(n * 60_000);

describe('an order', () => {
  it('is packed by scans: what does not belong to it is refused, its label is bought, and the evidence stays', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 2 });
    const ana = await desk.bench('Ana');
    expect(await outcomes(ana, order.orderId, 'P-CUP', '4006381333931', 'MUG', 'P-MUG')).toEqual([
      'opened',
      'wrongItem',
      'counted',
      'orderComplete',
      'tooMany',
    ]);
    const { state, ...done } = await ana.scan('DONE');
    expect(done).toMatchObject({ outcome: 'finished', sound: 'good', meant: 'command' });
    expect(state).toMatchObject({ order: null, recent: [{ number: 1, packedBy: 'Ana', label: { state: 'wanted' } }] });
    await minutes(1);
    const label = await desk.labelOf(firstOf(state));
    expect(label).toMatchObject({ state: 'bought', printable: true, before: false });
    expect(desk.simulator.control.order(order.orderId)?.packages.map(({ trackingNumber }) => trackingNumber)).toEqual([label.tracking]);
    const kept = await desk.evidence(order.orderId);
    expect(kept.acts.map(({ kind, code, by, number }) => [kind, code, by, number])).toEqual([
      ['unit', '4006381333931', 'Ana', 1],
      ['unit', 'MUG', 'Ana', 1],
    ]);
    expect((await ana.state()).today).toEqual({ parcels: 1, units: 2 });
    expect((await (await desk.bench('Ana#2')).state()).today).toEqual({ parcels: 0, units: 0 });
    const states = await desk.database.read([desk.accountId], (db) => packStatesOf(db, desk.accountId, [order.orderId]));
    expect(states.get(order.orderId)).toMatchObject({ state: 'packed', parcels: 1, units: 2, withoutLabel: 0, lock: null });
  });

  it('is split over parcels, a bundle by its own barcode and by its parts', async () => {
    const order = await desk.orderOf({ sku: 'SET', quantity: 2 });
    const ana = await desk.bench('Ana');
    expect(await outcomes(ana, order.orderId, '5901234123457', 'DONE')).toEqual(['opened', 'counted', 'missing']);
    expect((await ana.scan('NEXT')).outcome).toBe('finished');
    expect(await outcomes(ana, '4006381333931', 'P-CUP', 'DONE')).toEqual(['partCounted', 'partCounted', 'unfinishedSet']);
    expect(await outcomes(ana, 'P-CUP', '4006381333931')).toEqual(['tooMany', 'orderComplete']);
    const { state } = await ana.scan('LATER');
    expect(state.recent.slice(0, 2).map(({ number, items, label }) => [number, items[0]?.quantity, label.state])).toEqual([
      [2, 1, 'later'],
      [1, 1, 'wanted'],
    ]);
  });

  it('is found by its item: of one unit the most urgent ends at once, of several people choose', async () => {
    const single = await desk.orderOf({ sku: 'ONE' });
    const ana = await desk.bench('Ana');
    const found = await ana.scan('ONE');
    expect(found.outcome).toBe('finished');
    expect(firstOf(found.state).orderId).toBe(single.orderId);
    expect((await ana.scan('ONE')).outcome).toBe('noOrderWantsIt');
    const [first, second] = [await desk.orderOf({ sku: 'MANY', quantity: 2 }), await desk.orderOf({ sku: 'MANY', quantity: 3 })];
    const asked = await ana.scan('MANY');
    expect(asked).toMatchObject({ outcome: 'choose', sound: 'ask' });
    expect(asked.state.candidates.map(({ orderId }) => orderId).toSorted()).toEqual([first.orderId, second.orderId].toSorted());
    const chosen = await ana.act({ act: 'open', accountId: desk.accountId, orderId: second.orderId });
    expect(chosen.outcome).toBe('counted');
    expect(chosen.state.order).toMatchObject({ orderId: second.orderId, items: [{ inParcel: 1, left: 2 }] });
    expect((await ana.scan('CANCEL')).state.order).toBeNull();
  });

  it('asks for serial numbers and Transparency codes, each once in the organisation', async () => {
    const coded = await desk.orderOf({ sku: 'CODED', quantity: 2, programs: ['TRANSPARENCY'] });
    const ana = await desk.bench('Ana');
    const codes = ['AZ:ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ZA:ABCDEFGHIJKLMNOPQRSTUVWXY2'];
    expect(await outcomes(ana, coded.orderId, 'CODED', 'NEXT', codes[0] ?? '', 'CODED', codes[0] ?? '', codes[1] ?? '')).toEqual([
      'opened',
      'needsTransparency',
      'needsTransparency',
      'codeTaken',
      'needsTransparency',
      'usedCode',
      'orderComplete',
    ]);
    const { state } = await ana.scan('DONE');
    await minutes(1);
    expect(firstOf(state).items[0]?.transparencyCodes).toEqual(codes);
    expect((await desk.labelOf(firstOf(state))).state).toBe('bought');

    const { productId } = (await desk.call<{ items: { productId: string }[] }>('Owner', '/stock/find?text=P-SERIAL')).body.items[0] ?? {};
    await desk.call('Owner', `/packing/products/${productId}/measures`, { grams: null, size: null, serials: true }, 'PUT');
    const numbered = await desk.orderOf({ sku: 'SERIAL', quantity: 2 });
    expect(await outcomes(ana, numbered.orderId, 'SERIAL', '4006381333931', 'SN-1', 'SN-2', 'UNDO', 'SN-2', 'SERIAL', 'SN-1')).toEqual([
      'opened',
      'needsSerial',
      'wrongItem',
      'codeTaken',
      'unknownCode',
      'undone',
      'codeTaken',
      'needsSerial',
      'orderComplete',
    ]);
    await ana.scan('DONE');
  });
});

describe('a tote', () => {
  let made = 0;
  /** Fetches orders of one product into a tote. */
  const fetchInto = async (tote: string, ...orders: { orderId: string }[]) => {
    const named = orders.map(({ orderId }) => ({ accountId: desk.accountId, orderId }));
    const wave = { key: `wave of ${tote}`, rule: { locationId: '1' }, orders: named, release: true };
    const path = `/picking/waves/${(await desk.call<{ waveId: string }>('Ana', '/picking/waves', wave)).body.waveId}`;
    const deed = async (body: object) => {
      made += 1;
      expect((await desk.call('Ana', `${path}/deeds`, { key: `deed of ${made}`, ...body })).body).toMatchObject({ ok: true });
    };
    for (const order of named) await deed({ act: 'tote', code: tote, order });
    for (const { binId, products } of (await desk.call<PickView>('Ana', `${path}/pick`)).body.stops)
      for (const { productId, left } of products) await deed({ act: 'pick', binId, productId, quantity: left });
  };

  it('opens its order; of several people choose one, in the order in which they must leave', async () => {
    const alone = await desk.orderOf({ sku: 'TOTED', quantity: 2 });
    await fetchInto('T-1', alone);
    const ana = await desk.bench('Ana');
    const opened = await ana.scan('t-1');
    expect(opened).toMatchObject({ outcome: 'opened', meant: 'tote', state: { order: { orderId: alone.orderId, tote: 'T-1' } } });
    expect(await outcomes(ana, 'P-TOTED', 'T-1', 'P-TOTED', 'LATER', 'T-1')).toEqual([
      'counted',
      'opened',
      'orderComplete',
      'finished',
      'noSuchOrder',
    ]);
    const both = [await desk.orderOf({ sku: 'TOTED', quantity: 2 }), await desk.orderOf({ sku: 'TOTED', quantity: 3 })] as const;
    await fetchInto('T-2', ...both);
    const asked = await ana.scan('T-2');
    expect(asked).toMatchObject({ outcome: 'choose', meant: 'tote', state: { order: null, candidatesFor: 'T-2' } });
    const today = (await desk.call<TodayPage>('Ana', '/today')).body.items;
    const leaveBy = (id: string) => today.find(({ orderId }) => orderId === id)?.leaveBy;
    expect(asked.state.candidates.map((each) => [each.orderId, each.picked, each.leaveBy])).toEqual(
      today.filter(({ orderId }) => both.some((order) => order.orderId === orderId)).map((row) => [row.orderId, 'all', row.leaveBy]),
    );
    const { orderId } = both[1];
    const chosen = await ana.act({ act: 'open', accountId: desk.accountId, orderId });
    expect(chosen).toMatchObject({
      outcome: 'opened',
      state: { order: { orderId, leaveBy: leaveBy(orderId), items: [{ inParcel: 0, picked: 3 }] } },
    });
    await ana.scan('P-TOTED', 3);
    await ana.scan('LATER');
    expect((await ana.scan('T-2')).state.order?.orderId).toBe(both[0].orderId);
    expect(await outcomes(ana, 'P-TOTED', 'UNDO', 'UNDO', 'P-TOTED', 'P-TOTED', 'LATER')).toEqual([
      'counted',
      'undone',
      'nothingToUndo',
      'counted',
      'orderComplete',
      'finished',
    ]);
    const { acts } = await desk.evidence(both[0].orderId);
    expect(acts.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['unit', true],
      ['unit', false],
      ['unit', false],
    ]);
  });
});

describe('two stations', () => {
  it('that scan one order at the same moment: one has it, and the other is told whose it is', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 2 });
    const [ana, ben] = [await desk.bench('Ana'), await desk.bench('Ben')];
    const [first, second] = await Promise.all([ana.scan(order.orderId), ben.scan(order.orderId)]);
    expect([first.outcome, second.outcome].toSorted()).toEqual(['locked', 'opened']);
    await Promise.all([ana.scan('MUG'), ben.scan('MUG')]);
    const [mine, theirs] = first.outcome === 'opened' ? [ana, ben] : [ben, ana];
    expect((await mine.state()).order).toMatchObject({ lock: { mine: true }, items: [{ inParcel: 1 }] });
    expect((await theirs.state()).order?.lock?.mine).toBe(false);
    await mine.scan('CANCEL');
    expect((await theirs.scan(order.orderId)).outcome).toBe('opened');
    await theirs.scan('CANCEL');
  });

  it('do not pack one order: it is locked, taken over with a note, and free after a while', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 3 });
    const [ana, ben] = [await desk.bench('Ana'), await desk.bench('Ben')];
    await ana.scan(order.orderId);
    await ana.scan('MUG');
    const refused = await ben.scan(order.orderId);
    expect(refused).toMatchObject({ outcome: 'locked', reason: { values: { by: 'Ana' } } });
    expect(refused.state.order?.lock).toMatchObject({ mine: false, by: 'Ana' });
    expect((await ben.scan('MUG')).outcome).toBe('locked');
    const taken = await desk.call<StationState>('Ben', `/packing/sessions/${ben.sessionId}/take-over`, {
      accountId: desk.accountId,
      orderId: order.orderId,
    });
    expect(taken.body.order).toMatchObject({ lock: { mine: true }, items: [{ inParcel: 1 }] });
    expect(await outcomes(ana, 'MUG', 'DONE')).toEqual(['locked', 'locked']);
    await ben.scan('MUG');
    await minutes(31);
    expect((await ana.scan(order.orderId)).outcome).toBe('opened');
    expect((await ana.scan('MUG')).outcome).toBe('orderComplete');
    expect((await ben.scan('MUG')).outcome).toBe('locked');
    await ana.scan('LATER');
    const kinds = await desk.database.read([desk.accountId], (db) =>
      db.query<{ kind: string }>({
        text: `SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 AND kind LIKE 'pa%' ORDER BY event_id`,
        values: [desk.accountId, order.orderId],
      }),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['packing.taken-over', 'parcel.packed']);
  });
});

describe('the queue of a station', () => {
  it('counts what is sent twice once, and takes nothing out of turn', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 5 });
    const ana = await desk.bench('Ana');
    await ana.scan(order.orderId);
    const { lastSeq } = await ana.state();
    const scan = (n: number) => ({ act: 'scan' as const, code: 'MUG', key: `queued-${n}`, seq: lastSeq + n });
    const first = await ana.send([scan(1), scan(2)]);
    const again = await ana.send([scan(1), scan(2), scan(3)]);
    expect(first.body.results.map(({ again: twice }) => twice)).toEqual([false, false]);
    expect(again.body.results.map(({ outcome, again: twice }) => [outcome, twice])).toEqual([
      ['counted', true],
      ['counted', true],
      ['counted', false],
    ]);
    expect(again.body.state.order?.items[0]?.inParcel).toBe(3);
    expect((await ana.send([scan(5)])).status).toBe(409);
    expect((await ana.send([{ ...scan(2), key: 'another' }])).status).toBe(409);
    const both = await Promise.all([ana.send([scan(4)]), ana.send([scan(4)])]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await ana.state()).order?.items[0]?.inParcel).toBe(4);
    await ana.scan('CANCEL');
  });
});

it('whatever the network repeats, a parcel is the same as if everything had come once', async () => {
  const order = await desk.orderOf({ sku: 'SET', quantity: 2 }, { sku: 'MUG', quantity: 2 });
  const ana = await desk.bench('Ana');
  let tries = 0;
  /** Does what the codes say in an empty parcel, in pieces that end where `cuts` say, each sent again from a piece before. */
  const packed = async (codes: readonly string[], cuts: readonly number[]) => {
    tries += 1;
    await ana.scan(order.orderId);
    const { lastSeq } = await ana.state();
    const acts = codes.map((code, at) => ({ act: 'scan' as const, code, key: `try-${tries}-${at}`, seq: lastSeq + 1 + at }));
    const ends = [...cuts.map((cut) => cut % (acts.length + 1)), acts.length].toSorted((a, b) => a - b);
    const outcomes = new Map<number, string>();
    let before = 0;
    for (const [at, end] of ends.entries()) {
      const again = acts.slice(at % 2 === 0 ? 0 : before, end);
      before = end;
      if (again.length === 0) continue;
      for (const { seq, outcome } of (await ana.send(again)).body.results) outcomes.set(seq - lastSeq, outcome);
    }
    const { order: now } = await ana.state();
    const units = now?.items.map(({ itemId, toPack, inParcel, left, parts }) => {
      expect(inParcel + left).toBeLessThanOrEqual(toPack);
      return [itemId, inParcel, left, parts.map(({ scanned }) => scanned)];
    });
    await ana.act({ act: 'cancel' });
    return { units, outcomes: [...outcomes].toSorted(([a], [b]) => a - b) };
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('P-MUG', 'P-CUP', 'P-SET', 'P-ONE', 'UNDO'), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(12), { maxLength: 3 }),
      async (codes, cuts) => {
        const once = await packed(codes, []);
        expect(await packed(codes, cuts)).toEqual(once);
      },
    ),
    { numRuns: 6 },
  );
});

describe('what stands in the way', () => {
  it('stops an order that is cancelled while it is packed, and says what to put back', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 2 });
    const ana = await desk.bench('Ana');
    await ana.scan(order.orderId);
    await ana.scan('MUG');
    desk.simulator.control.cancel(order.orderId);
    await desk.fetch(order.orderId);
    const stopped = await ana.scan('MUG');
    expect(stopped).toMatchObject({ outcome: 'stopped', sound: 'bad', reason: { key: 'writes.skip.cancelled' } });
    expect(stopped.state.order).toMatchObject({ stopped: true, putBack: [{ sku: 'MUG', quantity: 1 }] });
    expect((await ana.scan('DONE')).outcome).toBe('stopped');
    expect((await ana.scan('CANCEL')).state.order).toBeNull();
  });

  it('asks a supervisor about a held order and about a weight', async () => {
    const order = await desk.orderOf({ sku: 'HEAVY', quantity: 2 });
    await desk.call('Owner', '/orders/annotate', { orders: [{ accountId: desk.accountId, orderId: order.orderId }], hold: 'Wait' });
    const ana = await desk.bench('Ana');
    expect((await ana.scan(order.orderId)).outcome).toBe('heldByGuard');
    const allow = (person: string, sessionId: string, keys: string[]) =>
      desk.call<StationState>(person, `/packing/sessions/${sessionId}/override`, { keys, reason: 'It is all right' });
    expect((await allow('Ana', ana.sessionId, ['writes.warn.held'])).status).toBe(403);
    await desk.makeOwner('olga@example.com', 'Kiln-fired mugs 7');
    const beside = (password: string, keys: string[]) =>
      desk.call<StationState>('Ana', `/packing/sessions/${ana.sessionId}/override`, {
        keys,
        reason: 'Seen by me',
        supervisor: { email: 'olga@example.com', password },
      });
    expect((await beside('a wrong one', ['writes.warn.held'])).status).toBe(400);
    expect((await ana.state()).order?.stopped).toBe(true);
    expect((await beside('Kiln-fired mugs 7', ['writes.warn.held'])).body.order).toMatchObject({
      stopped: false,
      guards: [{ key: 'writes.warn.held', override: { by: 'Olga', reason: 'Seen by me' } }],
    });
    expect((await beside('Kiln-fired mugs 7', ['writes.warn.held'])).status).toBe(409);
    await ana.scan('LEAVE');
    const again = { orders: [{ accountId: desk.accountId, orderId: order.orderId }] };
    await desk.call('Owner', '/orders/annotate', { ...again, hold: null });
    desk.clock.advance(1000);
    await desk.call('Owner', '/orders/annotate', { ...again, hold: 'Wait again' });
    const max = await desk.bench('Max');
    expect((await max.scan(order.orderId)).outcome).toBe('heldByGuard');
    expect((await allow('Max', max.sessionId, ['writes.warn.held'])).body.order).toMatchObject({ stopped: false });
    const { productId } = (await desk.call<{ items: { productId: string }[] }>('Owner', '/stock/find?text=P-HEAVY')).body.items[0] ?? {};
    await desk.call('Owner', `/packing/products/${productId}/measures`, { grams: 400, size: [100, 100, 100], serials: false }, 'PUT');
    expect(await outcomes(max, 'HEAVY', 'HEAVY')).toEqual(['counted', 'orderComplete']);
    const off = await max.act({ act: 'weight', grams: 1200, source: 'scale' });
    expect(off).toMatchObject({ outcome: 'weightDiffers', state: { order: { parcel: { expectedGrams: 800, weight: 'off' } } } });
    expect((await max.scan('DONE')).outcome).toBe('weightDiffers');
    await allow('Max', max.sessionId, ['packing.weight']);
    const { state } = await max.scan('DONE');
    expect(firstOf(state)).toMatchObject({
      grams: 1200,
      weightFrom: 'scale',
      overrides: [
        { key: 'writes.warn.held', by: 'Olga' },
        { key: 'writes.warn.held', by: 'Max' },
        { key: 'packing.weight', by: 'Max' },
      ],
    });
  });
});

it('an unknown barcode is taught to a product and then counts', async () => {
  const order = await desk.orderOf({ sku: 'CUP', quantity: 2 });
  const ana = await desk.bench('Ana');
  await ana.scan(order.orderId);
  expect(await ana.scan('NEW-CODE')).toMatchObject({ outcome: 'unknownCode', state: { unknownCode: 'NEW-CODE' } });
  const { productId } = (await desk.call<{ items: { productId: string }[] }>('Owner', '/stock/find?text=P-CUP')).body.items[0] ?? {};
  await desk.call('Ana', `/packing/sessions/${ana.sessionId}/teach`, { code: 'NEW-CODE', productId });
  expect((await ana.scan('NEW-CODE')).outcome).toBe('counted');
  expect((await ana.scan('4006381333930')).outcome).toBe('scanAgain');
  await settle({ finishSingles: false });
  const { body } = await ana.send([{ act: 'cancel', key: 'cancel-it', seq: (await ana.state()).lastSeq + 1 }]);
  expect(body.results[0]?.outcome).toBe('cancelled');
  await settle({ finishSingles: true });
});
