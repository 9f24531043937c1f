import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpApp } from '#src/http/http-app.ts';
import type { BoardParcel, BoardView, EasyShipView, ErrandView, ScanView, SlotView, VanDetails } from '#src/modules/handover/contract.ts';
import { type ErrandStep, errandSteps } from '#src/modules/handover/errand.ts';
import { handoverStatesOf } from '#src/modules/handover/questions.ts';
import { askLabel, getRates, saveLabelSettings, switchCarrier, voidLabel } from '#src/modules/labels/index.ts';
import type { CarrierKind } from '#src/modules/labels/label.ts';
import { labelsOf } from '#src/modules/labels/questions.ts';
import { easypostStandIn } from '../simulator/carriers/easypost.ts';
import { shippoStandIn } from '../simulator/carriers/shippo.ts';
import { type StandIn } from '../simulator/carriers/stand-in.ts';
import type { FaultKind } from '../simulator/faults/fault.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

/** The end of a day through HTTP: manifests, pickups, slots of Easy Ship and vans, each once whatever is lost on the way. */
let desk: SimulatedDesk;
let http: HttpApp;
const servers = new Map<string, StandIn>();
let kill: ErrandStep | undefined;
const server = (kind: string): StandIn => {
  const found = servers.get(kind);
  if (!found) throw new Error(`no server stands in for ${kind}`);
  return found;
};
beforeAll(async () => {
  desk = await simulatedDesk({
    onErrand: (step) => {
      if (step !== kill) return;
      kill = undefined;
      throw new Error('killed');
    },
  });
  ({ http } = await desk.app.openServer());
  servers.set('easypost', await easypostStandIn());
  servers.set('shippo', await shippoStandIn());
  const { labels } = desk.app;
  const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
  const address = {
    name: 'Meadow Mugs',
    lines: ['12 Mill Lane'],
    city: 'Austin',
    region: 'TX',
    postalCode: '78701',
    country: 'US',
    phone: '555-0100',
  };
  const presets = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
  await saveLabelSettings(labels, desk.accountId, { shipFrom: { address }, presets, rules: [], format: 'pdf', printer: null }, 'Owner');
  for (const kind of ['easypost', 'shippo'] as const)
    await switchCarrier(labels, desk.accountId, { kind, enabled: true, key: 'secret-key', baseUrl: server(kind).url }, 'Owner');
  await switchCarrier(labels, desk.accountId, { kind: 'amazon_shipping', enabled: true }, 'Owner');
});
afterAll(async () => {
  for (const each of servers.values()) await each.close();
  await desk?.close();
});
beforeEach(() => {
  kill = undefined;
  desk.simulator.control.faults.clear();
});

let keys = 0;
const key = () => ({ 'idempotency-key': `handover-${(keys += 1)}` });
const send = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, headers: Record<string, string> = {}) =>
  http.inject({ method, url: `/api/v1${path}`, headers, ...(body ? { payload: body } : {}) });
const ask = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object, headers: Record<string, string> = {}): Promise<T> => {
  const answer = await send(method, path, body, headers);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};
const minutes = (n: number) => desk.live(n * 60_000);
const bought = async (kind: CarrierKind, service?: string): Promise<SimOrder> => {
  const order = await desk.order();
  const { quoteId, offers } = await getRates(desk.app.labels, desk.accountId, { orderId: order.orderId }, 'Owner');
  const offer = offers.findIndex((each) => each.kind === kind && (service === undefined || each.service === service));
  await askLabel(desk.app.labels, desk.accountId, { quoteId, offer, key: `label-${(keys += 1)}` }, 'Owner');
  await minutes(1);
  return order;
};
const labelOf = async ({ orderId }: SimOrder) => {
  const [label] = await desk.database.read([desk.accountId], (db) => labelsOf(db, desk.accountId, orderId));
  if (!label?.tracking) throw new Error('the order has no label');
  return { ...label, tracking: label.tracking };
};
const errand = async (errandId: string): Promise<ErrandView> => {
  const { errands } = await ask<BoardView>('GET', '/handover');
  const found = errands.find((each) => each.errandId === errandId);
  if (!found) throw new Error('the errand is not on the board');
  return found;
};
const groups = { easypost: { carrier: 'USPS' }, shippo: { carrier: 'UPS' }, amazon_shipping: { carrier: 'Amazon Shipping' } } as const;
const makeManifest = (way: string, carrier: string, headers = key(), more = {}) =>
  ask<ErrandView>('POST', `/handover/${desk.accountId}/manifests`, { place: 'main', carrier, way, ...more }, headers);
const parcelsOf = async (way: keyof typeof groups): Promise<BoardParcel[]> => {
  const query = new URLSearchParams({ place: 'main', carrier: groups[way].carrier, way });
  return (await ask<{ items: BoardParcel[] }>('GET', `/handover/${desk.accountId}/parcels?${query}`)).items;
};
const print = async (errandId: string) => send('GET', `/handover/${desk.accountId}/errands/${errandId}/document`);

describe.each(['easypost', 'shippo'] as const)('a manifest of %s', (way) => {
  test.each([undefined, 'lose-after', 'break'] as const)('%s: every ready label on one form, once', async (fault) => {
    const { carrier } = groups[way];
    const order = await bought(way);
    const before = server(way).made.size;
    server(way).next = fault;
    const headers = key();
    const { errandId } = await makeManifest(way, carrier, headers);
    expect(await makeManifest(way, carrier, headers)).toMatchObject({ errandId });
    await minutes(20);
    expect(await errand(errandId)).toMatchObject({ state: 'done', labels: 1, canPrint: true, reason: null });
    expect(server(way).made.size).toBe(before + 1);
    // It is on a form: nothing is left for a second one, until a later parcel comes.
    expect((await send('POST', `/handover/${desk.accountId}/manifests`, { place: 'main', carrier, way }, key())).statusCode).toBe(409);
    const states = await desk.database.read([desk.accountId], (db) => handoverStatesOf(db, desk.accountId, [order.orderId]));
    expect(states.get(order.orderId)).toMatchObject({ listed: true, handedAt: null });
    for (const _again of [1, 2]) expect((await print(errandId)).headers['content-type']).toBe('application/pdf');
    expect(await errand(errandId)).toMatchObject({ printed: 2 });
  });

  test('what was given back or cancelled is not on it; late parcels get a second one', async () => {
    const [gone, cancelled, stays] = [await bought(way), await bought(way), await bought(way)];
    await voidLabel(desk.app.labels, desk.accountId, (await labelOf(gone)).labelId);
    await desk.database.write([desk.accountId], (tx) =>
      tx.query({
        text: `UPDATE orders SET cancel_requested_at = $3 WHERE account_id = $1 AND order_id = $2`,
        values: [desk.accountId, cancelled.orderId, desk.clock.now()],
      }),
    );
    const readiness = new Map((await parcelsOf(way)).map((parcel) => [parcel.orderId, parcel.readiness]));
    expect([readiness.get(gone.orderId), readiness.get(cancelled.orderId), readiness.get(stays.orderId)]).toEqual([
      undefined,
      'stopped',
      'ready',
    ]);
    const { errandId } = await makeManifest(way, groups[way].carrier);
    await minutes(1);
    const late = await bought(way);
    const second = await makeManifest(way, groups[way].carrier);
    await minutes(1);
    const listedOn = new Map((await parcelsOf(way)).map((parcel) => [parcel.orderId, parcel.listedOn]));
    expect([listedOn.get(stays.orderId), listedOn.get(late.orderId), listedOn.get(cancelled.orderId)]).toEqual([
      errandId,
      second.errandId,
      null,
    ]);
  });
});

describe('a collection form of Amazon Shipping', () => {
  const kinds: FaultKind[] = ['reset-before', 'reset-after', 'throttle'];
  test.each(kinds)('%s: made once, read back', async (kind) => {
    await bought('amazon_shipping', 'Amazon Shipping Ground');
    desk.simulator.control.faults.add({ kind, match: { operation: 'generateCollectionForm' }, count: 1 });
    const { errandId } = await makeManifest('amazon_shipping', 'Amazon Shipping');
    await minutes(20);
    const done = await errand(errandId);
    expect(done).toMatchObject({ state: 'done', labels: 1, canPrint: true });
    expect(done.number).toMatch(/^[0-9a-f-]{36}$/);
    expect((await PDFDocument.load((await print(errandId)).rawPayload)).getPageCount()).toBe(1);
  });

  test.each(errandSteps.slice(1))('killed at %s: done once', async (step) => {
    await bought('amazon_shipping', 'Amazon Shipping Ground');
    const { errandId } = await makeManifest('amazon_shipping', 'Amazon Shipping');
    kill = step;
    await minutes(20);
    expect(await errand(errandId)).toMatchObject({ state: 'done', labels: 1 });
    kill = undefined;
  });
});

test('a carrier without a manifest gets the desk’s own list, with every number as a bar code', async () => {
  const order = await bought('buy_shipping');
  const { offer } = await labelOf(order);
  const { errandId } = await makeManifest('own', offer.carrier);
  expect(await errand(errandId)).toMatchObject({ state: 'done', labels: 1, way: 'own' });
  const { rawPayload } = await print(errandId);
  expect((await PDFDocument.load(rawPayload)).getPageCount()).toBe(1);
});

test('a refused manifest frees its labels, says why, and the desk can make the list instead', async () => {
  const order = await bought('easypost');
  const { receipt } = await labelOf(order);
  // The carrier knows of another form that it is on.
  await fetch(`${server('easypost').url}/v2/scan_forms`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('secret-key:').toString('base64')}` },
    body: JSON.stringify({ shipments: [{ id: receipt?.shipmentId }] }),
  });
  const { errandId } = await makeManifest('easypost', 'USPS');
  await minutes(1);
  expect(await errand(errandId)).toMatchObject({ state: 'refused', carrierCode: 'SCAN_FORM.SHIPMENTS.ALREADY_ON_FORM', labels: 0 });
  const alerts = () =>
    desk.database.read([desk.accountId], (db) =>
      db.query({
        text: `SELECT 1 FROM alert WHERE account_id = $1 AND kind = 'handover.refused' AND resolved_at IS NULL`,
        values: [desk.accountId],
      }),
    );
  expect(await alerts()).toHaveLength(1);
  const own = await makeManifest('easypost', 'USPS', key(), { own: true });
  expect(own).toMatchObject({ state: 'done', way: 'own' });
  await minutes(1);
  await desk.database.write([desk.accountId], async (tx) => {
    const { poke } = await import('#src/platform/due.ts');
    await poke(tx, desk.accountId, 'handover', desk.clock.now());
  });
  await minutes(1);
  expect(await alerts()).toEqual([]);
});

describe('pickups', () => {
  const window = () => ({
    from: new Date(desk.clock.now().getTime() + 3_600_000).toISOString(),
    to: new Date(desk.clock.now().getTime() + 4 * 3_600_000).toISOString(),
  });
  const book = (way: string, carrier: string, more = {}) =>
    ask<ErrandView>('POST', `/handover/${desk.accountId}/pickups`, { place: 'main', carrier, way, ...window(), ...more }, key());

  test.each([undefined, 'lose-after'] as const)('EasyPost, %s: booked once, and called off', async (fault) => {
    await bought('easypost');
    const before = server('easypost').made.size;
    server('easypost').next = fault;
    const { errandId } = await book('easypost', 'USPS');
    await minutes(20);
    expect(await errand(errandId)).toMatchObject({ state: 'done', number: 'WTC123', facts: { price: '0.00 USD' } });
    expect(server('easypost').made.size).toBe(before + 1);
    const cancel = await ask<ErrandView>('POST', `/handover/${desk.accountId}/errands/${errandId}/cancel`, undefined, key());
    await minutes(1);
    expect(await errand(cancel.errandId)).toMatchObject({ kind: 'pickup_cancel', state: 'done', ofErrand: errandId });
  });

  test('Shippo tells nothing of a pickup whose answer was lost: it is never sent again, and a person says what became of it', async () => {
    await bought('shippo');
    const before = server('shippo').made.size;
    server('shippo').next = 'lose-after';
    const { errandId } = await book('shippo', 'UPS');
    await desk.live(2 * 3_600_000, 600_000);
    expect(await errand(errandId)).toMatchObject({ state: 'unsure', reason: 'handover.reason.carrierSilent' });
    expect(server('shippo').made.size).toBe(before + 1);
    const decided = await ask<ErrandView>('POST', `/handover/${desk.accountId}/errands/${errandId}/decide`, {
      happened: true,
      number: 'P9',
    });
    expect(decided).toMatchObject({ state: 'done', number: 'P9' });
  });

  test('dropped off: a note with person and time', async () => {
    expect(await book('own', 'USPS', { note: 'At the post office' })).toMatchObject({
      state: 'done',
      askedBy: 'Owner',
      note: 'At the post office',
    });
  });
});

describe('Easy Ship', () => {
  const IN = 'A21TJRUUN4KGV';
  const newOrder = () => desk.order({ marketplaceId: IN, programs: ['AMAZON_EASY_SHIP'] });
  const path = ({ orderId }: SimOrder) => `/orders/${desk.accountId}/${orderId}/easy-ship`;
  const slotsOf = async (order: SimOrder) =>
    (await ask<{ slots: SlotView[] }>('POST', `${path(order)}/slots`, { length: 20, width: 15, height: 10, weight: 500 })).slots;
  const effects = ({ orderId }: SimOrder) =>
    desk.simulator.control.effects().filter(({ key: effect }) => effect.startsWith(`slot ${orderId}`));
  const kinds: FaultKind[] = ['reset-before', 'reset-after', 'truncate', 'throttle'];

  const schedule = async (order: SimOrder) => {
    const [slot, other] = await slotsOf(order);
    if (!slot || !other) throw new Error('there are no slots');
    await ask('PUT', path(order), { slot }, key());
    return { slot, other };
  };

  test.each(kinds)('%s: scheduled once, and read back', async (kind) => {
    const order = await newOrder();
    desk.simulator.control.faults.add({ kind, match: { operation: 'createScheduledPackageBulk' }, count: 1 });
    const { slot } = await schedule(order);
    await minutes(10);
    const { errands } = await ask<EasyShipView>('GET', path(order));
    expect(errands).toMatchObject([{ kind: 'slot', state: 'done', facts: { status: 'ReadyForPickup', from: slot.from } }]);
    expect(errands[0]?.facts['tracking']).toMatch(/^[AFC]\d{10}$/);
    expect(effects(order).map(({ times }) => times)).toEqual([1]);
  });

  test('counted on the board beside the others; the label is printed, and another slot chosen', async () => {
    const onBoard = async () => (await ask<BoardView>('GET', '/handover')).groups.find(({ way }) => way === 'easy_ship');
    const before = await onBoard();
    const order = await newOrder();
    expect(await onBoard()).toMatchObject({ carrier: 'Easy Ship', ready: (before?.ready ?? 0) + 1, listed: before?.listed ?? 0 });
    // It leaves without a label or a confirmation of ours.
    const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' };
    const label = { carrier: 'UPS', service: 'Ground', tracking: '1Z8V92A70367203024', parcel };
    const refused = await send('POST', `/orders/${desk.accountId}/${order.orderId}/own-label`, label, key());
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('writes.skip.easyShip')]);
    const { other } = await schedule(order);
    await minutes(1);
    expect(await onBoard()).toMatchObject({ ready: before?.ready ?? 0, listed: (before?.listed ?? 0) + 1 });
    const query = new URLSearchParams({ place: 'main', carrier: 'Easy Ship', way: 'easy_ship' });
    const { items } = await ask<{ items: BoardParcel[] }>('GET', `/handover/${desk.accountId}/parcels?${query}`);
    expect(items.find(({ orderId }) => orderId === order.orderId)).toMatchObject({ readiness: 'listed', labelId: null });
    const { applies, errands } = await ask<EasyShipView>('GET', path(order));
    expect(applies).toBe(true);
    const { rawPayload } = await print(errands[0]?.errandId ?? '');
    expect((await PDFDocument.load(rawPayload)).getPageCount()).toBe(1);
    await ask('PUT', path(order), { slot: other }, key());
    await minutes(1);
    const after = await ask<EasyShipView>('GET', path(order));
    expect(after.errands[0]).toMatchObject({ kind: 'slot_change', state: 'done', facts: { from: other.from } });
    expect((await onBoard())?.leavesAt).not.toBeNull();
  });

  test('an order whose buyer asks to cancel is not scheduled, nor one that is no Easy Ship', async () => {
    const order = await newOrder();
    const [slot] = await slotsOf(order);
    desk.simulator.control.cancelRequest(order.orderId);
    await desk.fetch(order.orderId);
    expect((await send('PUT', path(order), { slot }, key())).statusCode).toBe(409);
    const plain = await desk.order();
    expect((await ask<EasyShipView>('GET', path(plain))).applies).toBe(false);
    expect((await send('POST', `${path(plain)}/slots`, { length: 20, width: 15, height: 10, weight: 500 })).statusCode).toBe(409);
  });
});

test('a van: what goes along, what is stopped, and every scan kept', async () => {
  const [first, second, voided, cancelled, asked, other] = [
    await bought('easypost'),
    await bought('easypost'),
    await bought('easypost'),
    await bought('easypost'),
    await bought('easypost'),
    await bought('shippo'),
  ];
  await voidLabel(desk.app.labels, desk.accountId, (await labelOf(voided)).labelId);
  const change = (order: SimOrder, what: string) =>
    desk.database.write([desk.accountId], (tx) =>
      tx.query({ text: `UPDATE orders SET ${what} WHERE account_id = $1 AND order_id = $2`, values: [desk.accountId, order.orderId] }),
    );
  await change(cancelled, `status = 'cancelled'`);
  await change(asked, `cancel_requested_at = purchased_at`);
  const van = await ask<VanDetails>('POST', '/handover/vans', { place: 'main', carrier: 'USPS' });
  let scans = 0;
  const scan = async (number: string, more: { scanKey?: string; override?: string } = {}) =>
    (await ask<{ scan: ScanView }>('POST', `/handover/vans/${van.vanId}/scans`, { scanKey: `scan-key-${(scans += 1)}`, number, ...more }))
      .scan;
  const { tracking } = await labelOf(first);
  // As a scanner reads a postal label: the ZIP code in front.
  expect(await scan(`42078701${tracking}`, { scanKey: 'the-same-key' })).toMatchObject({
    verdict: expect.stringMatching(/^(ok|unlisted)$/),
    goes: true,
  });
  expect(await scan(tracking, { scanKey: 'the-same-key' })).toMatchObject({ goes: true });
  expect(await scan(tracking)).toMatchObject({ verdict: 'again', goes: false });
  expect(await scan((await labelOf(second)).tracking)).toMatchObject({ goes: true });
  expect(await scan((await labelOf(voided)).tracking)).toMatchObject({ verdict: 'void', goes: false });
  expect(await scan((await labelOf(cancelled)).tracking, { override: 'never mind' })).toMatchObject({ verdict: 'cancelled', goes: false });
  expect(await scan('NOT-A-PARCEL')).toMatchObject({ verdict: 'unknown', goes: false, orderId: null });
  expect(await scan((await labelOf(asked)).tracking)).toMatchObject({ verdict: 'buyer_cancel', goes: false });
  expect(await scan((await labelOf(asked)).tracking, { override: 'the buyer wants it after all' })).toMatchObject({ goes: true });
  expect(await scan((await labelOf(other)).tracking)).toMatchObject({ verdict: 'other_carrier', goes: false });
  const stateOf = async ({ orderId }: SimOrder) =>
    (await desk.database.read([desk.accountId], (db) => handoverStatesOf(db, desk.accountId, [orderId]))).get(orderId);
  expect(await stateOf(first)).toMatchObject({ handedAt: expect.any(Date), departed: false });
  const closed = await ask<VanDetails>('POST', `/handover/vans/${van.vanId}/close`, { note: 'Driver Kim' });
  expect(closed).toMatchObject({ loaded: 3, stopped: 5, closedBy: 'Owner', note: 'Driver Kim' });
  expect(closed.scans).toHaveLength(9);
  expect((await send('POST', `/handover/vans/${van.vanId}/scans`, { scanKey: 'after-the-end', number: tracking })).statusCode).toBe(409);
  expect(await stateOf(first)).toMatchObject({ handedAt: expect.any(Date), departed: true });
  expect(await stateOf(other)).toEqual({ listed: false, hasSlot: false, handedAt: null, departed: false });
});
