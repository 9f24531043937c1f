import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackParcel } from '#src/modules/packing/contract.ts';
import type { PackStep } from '#src/modules/packing/index.ts';
import type { DeedOutcome } from '#src/modules/picking/contract.ts';
import { firstOf, outcomes, type PackingDesk, packingDesk } from './support/packing-desk.ts';
import { runChildFloor } from './support/run-child-desk.ts';

let desk: PackingDesk;
let kill: PackStep | undefined;
beforeAll(async () => {
  desk = await packingDesk({
    onPack: (step) => {
      if (step !== kill) return;
      kill = undefined;
      throw new Error('killed');
    },
  });
  for (const sku of ['GIFT', 'AGAIN', 'PAIR', 'LOST', 'KILL']) await desk.product(sku);
}, 60_000);
afterAll(() => desk?.close());

const minutes = (n: number) => desk.live(n * 60_000);
const bought = (orderId: string) =>
  desk.simulator.control.effects().filter(({ key }) => key.includes(orderId) && /^(confirm|label) /.test(key));

describe('boxes', () => {
  const box = { name: 'Small', code: 'BOX-S', inner: [200, 200, 200], outer: [210, 210, 210], tare: 100, maxWeight: 5000, active: true };

  it('are suggested, weigh in, and teach what a product weighs', async () => {
    expect((await desk.call('Owner', '/packing/boxes', box)).status).toBe(200);
    const ana = await desk.bench('Ana');
    for (const _ of [1, 2, 3]) {
      const order = await desk.orderOf({ sku: 'PAIR', quantity: 2 });
      expect(await outcomes(ana, order.orderId, 'PAIR', 'PAIR', 'BOX-S')).toEqual(['opened', 'counted', 'orderComplete', 'boxSet']);
      expect((await ana.act({ act: 'weight', grams: 9000, source: 'typed' })).outcome).toBe('tooHeavy');
      expect((await ana.act({ act: 'weight', grams: 700, source: 'scale' })).outcome).toBe('weightSet');
      await ana.scan('LATER');
    }
    const order = await desk.orderOf({ sku: 'PAIR', quantity: 2 });
    await ana.scan(order.orderId);
    const { state } = await ana.scan('PAIR', 2);
    expect(state.order?.parcel).toMatchObject({ expectedGrams: 600, boxes: [{ name: 'Small', reason: 'usual' }] });
    const boxed = await ana.scan('BOX-S');
    expect(boxed.state.order?.parcel).toMatchObject({ expectedGrams: 700, size: [210, 210, 210] });
    expect(boxed.state.order?.parcel.billable.find(({ carrier }) => carrier === 'ups')).toMatchObject({
      unit: 'lb',
      billable: 6,
      decidedBy: 'volume',
    });
    expect((await ana.act({ act: 'weight', grams: 300, source: 'scale' })).outcome).toBe('weightDiffers');
    await ana.scan('CANCEL');
  });
});

describe('a label', () => {
  it('is bought once for a parcel, whatever dies in between', async () => {
    for (const step of ['parcel.rated', 'parcel.asked'] as const) {
      const order = await desk.orderOf({ sku: 'LOST' });
      const ana = await desk.bench('Ana');
      kill = step;
      const { state } = await ana.scan('LOST');
      await minutes(2);
      expect(kill).toBeUndefined();
      expect((await desk.labelOf(firstOf(state))).state).toBe('bought');
      expect(bought(order.orderId).map(({ times }) => times)).toEqual([1]);
    }
  });

  it('that was bought before is the parcel’s; one of a parcel that is opened again is given back', async () => {
    const order = await desk.orderOf({ sku: 'AGAIN' });
    const path = `/orders/${desk.accountId}/${order.orderId}`;
    const quote = (await desk.call<{ quoteId: string; chosen: number }>('Ana', `${path}/rates`, {})).body;
    const headers = { 'x-person': 'Ana', 'content-type': 'application/json', 'idempotency-key': 'before' };
    const asked = await desk.http.inject({
      method: 'POST',
      url: `/api/v1/labels/${desk.accountId}`,
      headers,
      payload: JSON.stringify({ quoteId: quote.quoteId, offer: quote.chosen }),
    });
    expect(asked.statusCode).toBe(200);
    await minutes(1);
    await desk.fetch(order.orderId);
    const ana = await desk.bench('Ana');
    const packed = await ana.scan(order.orderId);
    expect(packed.outcome).toBe('opened');
    const { state } = await ana.scan('AGAIN');
    expect(firstOf(state).label).toMatchObject({ state: 'bought', before: true, printable: true });
    expect(bought(order.orderId).map(({ times }) => times)).toEqual([1]);

    const next = await desk.orderOf({ sku: 'AGAIN', quantity: 2 });
    await ana.scan(next.orderId);
    await ana.scan('AGAIN', 2);
    const parcel = firstOf((await ana.scan('DONE')).state);
    await minutes(1);
    expect((await desk.labelOf(parcel)).state).toBe('bought');
    // Another person of the same name has the order: nothing is opened, and no label given back.
    const other = await desk.bench('Ana#2');
    expect((await other.scan(next.orderId)).outcome).toBe('nothingLeft');
    const refused = await desk.call<{ detail: string }>('Ana', `/packing/parcels/${desk.accountId}/${parcel.parcelId}/reopen`, {});
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Ana has the order at Station 1') as string } });
    expect((await desk.labelOf(parcel)).state).toBe('bought');
    await other.scan('LEAVE');
    const reopened = await desk.call<PackParcel>('Ana', `/packing/parcels/${desk.accountId}/${parcel.parcelId}/reopen`, {});
    expect(reopened.body).toMatchObject({ state: 'reopened', label: { state: 'voiding' } });
    const opened = await ana.scan(next.orderId);
    expect(opened.state.order?.items[0]).toMatchObject({ inParcel: 2, packed: 0 });
    await ana.scan('UNDO');
    await ana.scan('LEAVE');
  });

  it('that is bought later, in a batch or on the page of the order, is the one of the parcel that waits for it', async () => {
    const order = await desk.orderOf({ sku: 'LOST', quantity: 2 });
    const ana = await desk.bench('Ana');
    await outcomes(ana, order.orderId, 'LOST', 'LOST');
    const parcel = firstOf((await ana.scan('LATER')).state);
    expect(parcel.label.state).toBe('later');
    const { quoteId, chosen } = (
      await desk.call<{ quoteId: string; chosen: number }>('Ana', `/orders/${desk.accountId}/${order.orderId}/rates`, {})
    ).body;
    const headers = { 'x-person': 'Ana', 'content-type': 'application/json', 'idempotency-key': 'later' };
    const payload = JSON.stringify({ quoteId, offer: chosen });
    await desk.http.inject({ method: 'POST', url: `/api/v1/labels/${desk.accountId}`, headers, payload });
    await minutes(2);
    expect(await desk.labelOf(parcel)).toMatchObject({ state: 'bought', before: false, printable: true });
  });

  it('that carriers refuse does not lose the packing, and one bought elsewhere takes its place', async () => {
    const order = await desk.orderOf({ sku: 'LOST', quantity: 2 });
    const ana = await desk.bench('Ana');
    await ana.scan(order.orderId);
    await ana.act({ act: 'box', boxId: null, size: [200, 100, 100] });
    await ana.act({ act: 'weight', grams: 500, source: 'typed' });
    await ana.scan('LOST', 2);
    const parcel = firstOf((await ana.scan('LATER')).state);
    const path = `/packing/parcels/${desk.accountId}/${parcel.parcelId}/label`;
    const own = { how: 'own', carrier: 'UPS', service: 'Ground', tracking: '1Z8V92A70367203024' };
    expect((await desk.call<PackParcel>('Ana', path, own)).body.label).toMatchObject({
      state: 'bought',
      tracking: own.tracking,
      before: false,
    });
    expect((await desk.call('Ana', path, own)).status).toBe(409);
  });
});

describe('kill -9', () => {
  const kills = [
    { nth: 1, at: 4 },
    { nth: 1, at: 'before commit' },
    { nth: 1, at: 'after commit' },
  ] as const;
  const task = () => ({ connection: desk.connection, now: desk.clock.now().toISOString(), accountId: desk.accountId });
  const count = async (text: string, orderId: string) =>
    (await desk.database.read([desk.accountId], (db) => db.query<{ units: number }>({ text, values: [desk.accountId, orderId] })))[0]
      ?.units;

  it('in the middle of a pick leaves all of it or nothing, and it counts once when it is sent again', async () => {
    const { orderId } = await desk.orderOf({ sku: 'KILL', quantity: 6 });
    const wave = { key: 'wave to kill', rule: { locationId: '1' }, orders: [{ accountId: desk.accountId, orderId }], release: true };
    const { waveId } = (await desk.call<{ waveId: string }>('Ana', '/picking/waves', wave)).body;
    const units = async () => [
      await count('SELECT sum(picked)::int AS units FROM wave_line WHERE account_id = $1 AND order_id = $2', orderId),
      (await count('SELECT sum(quantity)::int AS units FROM stock_staged WHERE account_id = $1 AND order_id = $2', orderId)) ?? 0,
      (await count('SELECT sum(quantity)::int AS units FROM pick WHERE account_id = $1 AND order_id = $2', orderId)) ?? 0,
    ];
    const ends = await Promise.all(
      kills.map(async (kill) => {
        const deed = { act: 'scan', key: `pick to kill ${kill.at}`, text: 'P-KILL', binId: null, quantity: 2, order: null } as const;
        return { deed, ...(await runChildFloor({ ...task(), does: { waveId, deed }, kill })) };
      }),
    );
    expect(ends.map(({ killed }) => killed)).toEqual([true, true, true]);
    expect(await units()).toEqual([2, 2, 2]);
    const again = async () => {
      const sent = ends.map(({ deed }) => desk.call<DeedOutcome>('Ana', `/picking/waves/${waveId}/deeds`, deed));
      return (await Promise.all(sent)).map(({ body }) => [body.ok, body.repeated]);
    };
    expect(await again()).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ]);
    expect(await units()).toEqual([6, 6, 6]);
    expect(await again()).toEqual(Array.from({ length: 3 }, () => [true, true]));
    expect(await units()).toEqual([6, 6, 6]);
  });

  it('in the middle of a pack leaves all of each step or nothing, and each counts once when they are sent again', async () => {
    const ana = await desk.bench('Ana');
    for (const kill of kills) {
      const { orderId } = await desk.orderOf({ sku: 'KILL', quantity: 2 });
      await ana.scan(orderId);
      const { lastSeq } = await ana.state();
      // The last of them, in which it dies, writes the parcel down.
      const acts = ['P-KILL', 'P-KILL', 'LATER'].map((code, n) => ({
        act: 'scan' as const,
        code,
        key: `pack to kill ${kill.at} ${n}`,
        seq: lastSeq + 1 + n,
      }));
      const does = { sessionId: ana.sessionId, acts };
      expect(await runChildFloor({ ...task(), does, kill: { ...kill, nth: 3 } })).toEqual({ killed: true });
      const isDone = kill.at === 'after commit';
      const before = await desk.evidence(orderId);
      expect(before.parcels.map(({ items }) => items.map(({ quantity }) => quantity))).toEqual(isDone ? [[2]] : []);
      expect(before.acts.map(({ kind, number }) => [kind, number])).toEqual(Array.from({ length: 2 }, () => ['unit', isDone ? 1 : null]));
      for (const again of [
        [true, true, isDone],
        [true, true, true],
      ])
        expect((await ana.send(acts)).body.results.map((result) => [result.outcome, result.again])).toEqual([
          ['counted', again[0]],
          ['orderComplete', again[1]],
          ['finished', again[2]],
        ]);
      const after = await desk.evidence(orderId);
      expect(after.parcels.map(({ items }) => items.map(({ quantity }) => quantity))).toEqual([[2]]);
      expect(after.acts).toHaveLength(2);
    }
  });
});

describe('photos, gifts and notes', () => {
  it('stay sealed with the order and go with its personal data', async () => {
    const order = await desk.orderOf({ sku: 'GIFT', quantity: 2, gift: { message: 'For you', wrapLevel: 'Classic' } });
    const ana = await desk.bench('Ana');
    const { state } = await ana.scan(order.orderId);
    expect(state.order?.gift).toBe(true);
    const gifts = (await desk.call('Ana', `/packing/orders/${desk.accountId}/${order.orderId}/gift`)).body;
    expect(gifts).toMatchObject({ gifts: [{ message: 'For you', wrap: 'Classic' }] });
    const send = async (bytes: Buffer) => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
      const body = new Response(form);
      return desk.http.inject({
        method: 'POST',
        url: `/api/v1/packing/sessions/${ana.sessionId}/photos`,
        headers: { 'x-person': 'Ana', 'content-type': body.headers.get('content-type') ?? '' },
        payload: Buffer.from(await body.arrayBuffer()),
      });
    };
    expect((await send(Buffer.from('not a picture'))).statusCode).toBe(415);
    expect((await send(Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(6 * 1024 * 1024)]))).statusCode).toBe(413);
    const picture = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('a parcel')]);
    expect((await send(picture)).statusCode).toBe(200);
    await ana.act({ act: 'wrap', on: true });
    await ana.act({ act: 'note', text: 'For Maria' });
    await ana.scan('GIFT', 2);
    const parcel = firstOf((await ana.scan('LATER')).state);
    expect(parcel).toMatchObject({ giftWrapped: true, note: 'For Maria', photos: [{ by: 'Ana', type: 'image/jpeg' }] });
    const url = `/api/v1/packing/photos/${desk.accountId}/${parcel.photos[0]?.photoId}`;
    const seen = await desk.http.inject({ method: 'GET', url, headers: { 'x-person': 'Ana' } });
    expect(seen.rawPayload.equals(picture)).toBe(true);
    desk.simulator.control.cancel(order.orderId);
    await desk.fetch(order.orderId);
    expect((await desk.call('Owner', '/privacy/erase', { email: order.buyer.email })).body).toMatchObject({ erased: 1, found: [] });
    expect((await desk.http.inject({ method: 'GET', url, headers: { 'x-person': 'Ana' } })).statusCode).toBe(404);
    expect((await desk.evidence(order.orderId)).parcels).toMatchObject([{ note: '', photos: [] }]);
  });
});
