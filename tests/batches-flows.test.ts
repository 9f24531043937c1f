import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchRow, BatchView } from '#src/modules/batches/contract.ts';
import { type BatchStep, runBatches } from '#src/modules/batches/index.ts';
import { batchPage } from '#src/modules/batches/questions.ts';
import { saveLabelSettings } from '#src/modules/labels/index.ts';
import type { TodayPage } from '#src/modules/today/contract.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

type Http = Awaited<ReturnType<SimulatedDesk['app']['openServer']>>;
type Refusal = { status: number; detail: string };

let desk: SimulatedDesk;
let server: Http;
beforeAll(async () => {
  desk = await simulatedDesk({ timeoutMs: 4000 });
  server = await desk.app.openServer();
  const address = {
    name: 'Meadow Mugs',
    lines: ['12 Mill Lane'],
    city: 'Austin',
    region: 'TX',
    postalCode: '78701',
    country: 'US',
    phone: '555-0100',
  };
  const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
  const presets = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
  const settings = { shipFrom: { address }, presets, rules: [], format: 'pdf' as const, printer: null };
  await saveLabelSettings(desk.app.labels, desk.accountId, settings, 'Owner');
});
afterAll(async () => {
  await server?.close();
  await desk?.close();
});
beforeEach(() => desk.simulator.control.faults.clear());

async function send(url: string, payload?: object, headers: Record<string, string> = {}) {
  const call = payload === undefined ? { url: `/api/v1${url}` } : { method: 'POST' as const, url: `/api/v1${url}`, payload };
  return server.http.inject({ ...call, headers: { 'x-waybill': '1', ...headers } });
}
async function ask<T>(...call: Parameters<typeof send>): Promise<T> {
  const answer = await send(...call);
  if (answer.statusCode !== 200) throw new Error(`${call[0]}: ${answer.statusCode} ${answer.body}`);
  return answer.json() as T;
}
async function refusal(...call: Parameters<typeof send>): Promise<Refusal> {
  const answer = await send(...call);
  return { status: answer.statusCode, detail: String((answer.json() as { detail?: string }).detail) };
}

let keys = 0;
const refs = (orders: readonly SimOrder[]) => orders.map(({ orderId }) => ({ accountId: desk.accountId, orderId }));
const make = (orders: readonly SimOrder[], key = `batch-key-${(keys += 1)}`) =>
  ask<BatchView>('/batches', { orders: refs(orders), name: 'Morning', origin: 'selection' }, { 'idempotency-key': key });
const view = (batchId: string) => ask<BatchView>(`/batches/${batchId}`);
const rows = async (batchId: string) => (await ask<{ rows: BatchRow[] }>(`/batches/${batchId}/rows`)).rows;
const phases = async (batchId: string) => (await rows(batchId)).map(({ phase }) => phase);
const buy = (batchId: string, body: object = {}) => ask<BatchView>(`/batches/${batchId}/buy`, body);
const minutes = (n: number) => desk.live(n * 60_000);
/** Lets time pass until nothing of the batch is under way, for half an hour at most. */
async function settled(batchId: string): Promise<BatchView> {
  for (let n = 0; n < 30; n += 1) {
    const batch = await view(batchId);
    if (batch.counts.waiting + batch.counts.wanted + batch.counts.buying + batch.counts.unsure === 0) return batch;
    await desk.live(60_000, 5_000);
  }
  throw new Error('the batch does not come to an end');
}
const previewed = async (orders: readonly SimOrder[]) => settled((await make(orders)).batchId);
const purchases = (orders: readonly SimOrder[]) =>
  desk.simulator.control
    .effects()
    .filter(({ key }) => /^(confirm|label) /.test(key) && orders.some(({ orderId }) => key.includes(orderId)))
    .map(({ times }) => times);
const pages = (body: Buffer) => PDFDocument.load(body).then((pdf) => pdf.getPageCount());

test('select, preview, buy, print: each label once, in print order, and again from n to m', async () => {
  const orders = [...(await desk.orders(3, { items: [{ sku: 'B' }] })), ...(await desk.orders(3, { items: [{ sku: 'A' }] }))];
  const made = await make(orders, 'morning-batch');
  expect(made).toMatchObject({ state: 'checking', orders: 6, name: 'Morning', origin: 'selection', madeBy: 'Owner' });
  const ready = await settled(made.batchId);
  expect(ready).toMatchObject({ state: 'ready', counts: { ready: 6 }, warnings: 0 });
  const [planned, ...others] = ready.totals;
  expect(others).toEqual([]);
  expect(planned).toMatchObject({ kind: 'planned', labels: 6, currency: 'USD' });
  const shown = await rows(made.batchId);
  expect(shown.map(({ orderId }) => orderId)).toEqual(orders.map(({ orderId }) => orderId));
  expect(
    shown.every(
      ({ outcome, claimsProtected, arrivesBy, deliverBy }) =>
        outcome === 'will' && claimsProtected === true && arrivesBy !== null && deliverBy !== null,
    ),
  ).toBe(true);
  expect(purchases(orders)).toEqual([]);
  const standing = async () => {
    const { items } = await ask<TodayPage>('/today');
    return new Set(items.filter(({ batch }) => batch?.batchId === made.batchId).map(({ stage, batch }) => `${stage} ${batch?.name}`));
  };
  expect(await standing()).toEqual(new Set(['batched Morning']));

  // The page is loaded again, and somebody clicks twice.
  expect((await make(orders, 'morning-batch')).batchId).toBe(made.batchId);
  const atMost = [{ amount: planned?.amount ?? '', currency: 'USD' }];
  const both = await Promise.all([buy(made.batchId, { atMost }), buy(made.batchId, { atMost })]);
  expect(both.map(({ boughtBy }) => boughtBy)).toEqual(['Owner', 'Owner']);
  const done = await settled(made.batchId);
  expect(done).toMatchObject({ state: 'done', counts: { bought: 6 }, totals: [{ kind: 'bought', labels: 6, amount: planned?.amount }] });
  expect(purchases(orders)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(new Set((await rows(made.batchId)).map(({ tracking }) => tracking)).size).toBe(6);

  const stack = await ask<{ run: number; labels: number }>(`/batches/${made.batchId}/prints`, { sort: 'sku' });
  expect(stack).toEqual({ run: 1, labels: 6 });
  const file = await send(`/batches/${made.batchId}/prints/1/file`, {});
  expect([file.statusCode, file.headers['content-type'], await pages(file.rawPayload)]).toEqual([200, 'application/pdf', 6]);
  const placed = (await rows(made.batchId)).toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  expect(placed.map(({ sku, place, printed }) => [sku, place, printed])).toEqual(
    ['A', 'A', 'A', 'B', 'B', 'B'].map((sku, i) => [sku, i + 1, 1]),
  );
  const jam = await send(`/batches/${made.batchId}/prints/1/file`, { from: 5, to: 6, slip: '4x6' });
  expect(await pages(jam.rawPayload)).toBe(4);
  expect((await rows(made.batchId)).map(({ printed }) => printed).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 2, 2]);
  expect(await refusal(`/batches/${made.batchId}/prints`, {})).toMatchObject({ status: 409 });

  const csv = (await send(`/batches/${made.batchId}/rows.csv`)).body.trim().split('\n');
  expect([csv.length, csv[1]?.startsWith(`${desk.accountId},${orders[0]?.orderId},bought,will,Arrives in time and is protected.`)]).toEqual(
    [7, true],
  );
});

test('a key names one batch; an order that is not here makes none; who does not see an account sees no batch of it', async () => {
  const [one, two] = await desk.orders(2);
  if (!one || !two) throw new Error('two orders are needed');
  const { batchId } = await make([one], 'one-and-only');
  const other = await refusal('/batches', { orders: refs([two]) }, { 'idempotency-key': 'one-and-only' });
  expect(other).toMatchObject({ status: 400 });
  const unknown = { orders: [{ accountId: desk.accountId, orderId: '113-0000000-0000000' }] };
  expect(await refusal('/batches', unknown, { 'idempotency-key': 'unknown-order' })).toMatchObject({ status: 404 });
  const blind = desk.database.read([], (db) => batchPage(db, batchId, desk.clock.now()));
  await expect(blind).rejects.toThrow('no such batch');
});

test('what may not have a label says why; a refusal can be tried again alone, and nothing is bought twice', async () => {
  const orders = await desk.orders(4);
  const [gone, held, , late] = orders;
  if (!gone || !held || !late) throw new Error('four orders are needed');
  await ask('/orders/annotate', { orders: refs([held]), hold: 'call first' });
  desk.simulator.control.cancel(gone.orderId);
  await desk.fetch(gone.orderId);
  const ready = await previewed(orders);
  expect(ready.counts).toMatchObject({ skipped: 2, ready: 2 });
  const [first, second] = await rows(ready.batchId);
  expect(first).toMatchObject({ orderId: gone.orderId, outcome: 'skip', reasons: [{ key: 'writes.skip.cancelled' }], price: null });
  expect(second).toMatchObject({
    orderId: held.orderId,
    outcome: 'skip',
    reasons: [{ key: 'writes.warn.held', values: { reason: 'call first' } }],
  });

  // Cancelled at Amazon, and the desk does not know it yet: the carrier says no.
  desk.simulator.control.cancel(late.orderId);
  await buy(ready.batchId);
  const done = await settled(ready.batchId);
  expect(done).toMatchObject({ state: 'done', counts: { bought: 1, refused: 1, skipped: 2 } });
  const labels = (await rows(ready.batchId)).map(({ labelId }) => labelId);
  await desk.fetch(late.orderId);
  const again = await ask<BatchView>(`/batches/${ready.batchId}/retry`, { which: 'refused' });
  expect(again.counts).toMatchObject({ waiting: 1, bought: 1, skipped: 2 });
  const looked = await settled(ready.batchId);
  expect(looked.counts).toMatchObject({ bought: 1, skipped: 3 });
  expect((await rows(ready.batchId)).map(({ labelId }) => labelId)).toEqual(labels.map((id, i) => (i === 3 ? null : id)));
  expect(purchases(orders)).toEqual([1]);
});

describe('faults', () => {
  test.each([
    ['throttle', 'getEligibleShipmentServices'],
    ['reset-before', 'getEligibleShipmentServices'],
    ['throttle', 'createShipment'],
    ['reset-after', 'createShipment'],
    ['server-error', 'createShipment'],
  ] as const)('%s on %s: every label once', async (kind, operation) => {
    const orders = await desk.orders(3);
    desk.simulator.control.faults.add({ kind, match: { operation }, count: 1, skip: 1 });
    const ready = await previewed(orders);
    expect(ready.counts.ready).toBe(3);
    await buy(ready.batchId);
    expect((await settled(ready.batchId)).counts.bought).toBe(3);
    expect(purchases(orders)).toEqual([1, 1, 1]);
  });
});

describe('killed', () => {
  const killedAt = async (step: BatchStep) => {
    let armed = true;
    const work = runBatches({
      labels: desk.app.labels,
      onStep: (passed) => {
        if (!armed || passed !== step) return;
        armed = false;
        throw new Error('killed');
      },
    });
    await expect(work(desk.accountId)).rejects.toThrow('killed');
  };

  test.each(['batch.quoted', 'batch.checked', 'batch.asked'] as const)('at %s: it goes on, and buys every label once', async (step) => {
    const orders = await desk.orders(2);
    const { batchId } = await make(orders);
    if (step === 'batch.asked') {
      await settled(batchId);
      await buy(batchId);
    }
    await killedAt(step);
    if (step !== 'batch.asked') {
      await settled(batchId);
      await buy(batchId);
    }
    expect((await settled(batchId)).counts.bought).toBe(2);
    expect(purchases(orders)).toEqual([1, 1]);
  });
});

test('a batch is paused and goes on; cancelling drops what is not bought, and keeps what is', async () => {
  const orders = await desk.orders(26);
  const ready = await previewed(orders);
  await buy(ready.batchId);
  await desk.live(3_000, 500);
  const paused = await ask<BatchView>(`/batches/${ready.batchId}/pause`, { paused: true });
  expect(paused).toMatchObject({ state: 'paused', paused: true });
  await minutes(5);
  const still = await view(ready.batchId);
  expect(still.counts.wanted).toBe(paused.counts.wanted);
  expect(still.counts.wanted).toBeGreaterThan(0);
  expect(still.counts.bought + still.counts.wanted).toBe(26);
  await ask(`/batches/${ready.batchId}/pause`, { paused: false });
  await desk.live(1_000, 500);
  await ask(`/batches/${ready.batchId}/cancel`, {});
  const over = await settled(ready.batchId);
  expect(over).toMatchObject({ state: 'cancelled', cancelledBy: 'Owner', counts: { wanted: 0 } });
  expect(over.counts.bought + over.counts.dropped).toBe(26);
  expect(purchases(orders)).toHaveLength(over.counts.bought);
  expect(await refusal(`/batches/${ready.batchId}/buy`, {})).toMatchObject({ status: 409 });
});

test('parcel and service can be changed until it is bought; what costs more than was shown is not bought', async () => {
  const orders = await desk.orders(3);
  const ready = await previewed(orders);
  const [first] = await rows(ready.batchId);
  const one = refs(orders.slice(0, 1));
  const heavy = { length: 14, width: 12, height: 10, lengthUnit: 'in', weight: 160, weightUnit: 'oz' };
  expect(await ask(`/batches/${ready.batchId}/change`, { orders: one, parcel: heavy })).toEqual({ changed: 1, unchanged: 0 });
  await settled(ready.batchId);
  const [dear, ...others] = await rows(ready.batchId);
  expect(dear?.parcel).toEqual(heavy);
  expect(Number(dear?.price?.amount)).toBeGreaterThan(Number(first?.price?.amount));
  expect(
    await refusal(`/batches/${ready.batchId}/buy`, { atMost: ready.totals.map(({ amount, currency }) => ({ amount, currency })) }),
  ).toMatchObject({ status: 409 });
  expect((await view(ready.batchId)).counts.ready).toBe(3);

  const last = others.at(-1);
  const { offers } = await ask<{ offers: { carrier: string; service: string; chosen: boolean; price: { amount: string } }[] }>(
    `/batches/${ready.batchId}/rows/${desk.accountId}/${last?.orderId}/offers`,
  );
  expect(offers.filter(({ chosen }) => chosen)).toHaveLength(1);
  const other = offers.find(({ chosen }) => !chosen);
  const service = { carrier: other?.carrier, service: other?.service };
  expect(await ask(`/batches/${ready.batchId}/change`, { orders: refs(orders.slice(2)), service })).toEqual({ changed: 1, unchanged: 0 });
  expect((await rows(ready.batchId)).at(-1)).toMatchObject({ ...service, price: other?.price });
});

test('a price that has run out is asked for again: bought where it did not go up, refused where it did', async () => {
  const orders = await desk.orders(2);
  const ready = await previewed(orders);
  const [cheap] = orders;
  await desk.database.write([desk.accountId], (tx) =>
    tx.query({
      text: `UPDATE label_batch_row SET expires_at = $3, price = CASE WHEN order_id = $4 THEN 0.01 ELSE price END WHERE account_id = $1 AND batch_id = $2`,
      values: [desk.accountId, ready.batchId, desk.clock.now(), cheap?.orderId],
    }),
  );
  expect((await view(ready.batchId)).expired).toBe(2);
  await buy(ready.batchId);
  await settled(ready.batchId);
  const [dearer, same] = await rows(ready.batchId);
  expect(dearer).toMatchObject({
    phase: 'refused',
    labelId: null,
    reasons: [{ key: 'batches.reason.dearer', values: { was: '0.01 USD' } }],
  });
  expect(same?.phase).toBe('bought');
  expect(purchases(orders)).toEqual([1]);
});

test('labels that were not printed are given back, and their orders may be labelled again', async () => {
  const orders = await desk.orders(3);
  const ready = await previewed(orders);
  await buy(ready.batchId);
  await settled(ready.batchId);
  await ask(`/batches/${ready.batchId}/prints`, {});
  await send(`/batches/${ready.batchId}/prints/1/file`, { from: 1, to: 1 });
  expect(await ask(`/batches/${ready.batchId}/void`, {})).toEqual({ asked: 2, refused: [] });
  expect(await ask(`/batches/${ready.batchId}/void`, {})).toEqual({ asked: 0, refused: [] });
  await desk.live(120 * 60_000, 600_000);
  expect((await phases(ready.batchId)).toSorted()).toEqual(['bought', 'voided', 'voided']);
  const rest = await send(`/batches/${ready.batchId}/prints/1/file`, {});
  expect(await pages(rest.rawPayload)).toBe(1);
  await desk.fetch(...orders.map(({ orderId }) => orderId));
  await ask(`/batches/${ready.batchId}/retry`, { which: 'voided' });
  expect((await settled(ready.batchId)).counts).toMatchObject({ ready: 2, bought: 1 });
  await buy(ready.batchId);
  expect((await settled(ready.batchId)).counts.bought).toBe(3);
});
