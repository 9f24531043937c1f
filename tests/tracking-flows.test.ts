import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HttpApp } from '#src/http/http-app.ts';
import { addOwnLabel, askLabel, getRates, saveLabelSettings, switchCarrier, voidLabel } from '#src/modules/labels/index.ts';
import type { CarrierKind } from '#src/modules/labels/label.ts';
import { orderEvents } from '#src/modules/orders/questions.ts';
import type { ParcelDetails, ParcelSummary } from '#src/modules/tracking/contract.ts';
import { trackStatesOf } from '#src/modules/tracking/questions.ts';
import { easypostStandIn } from '../simulator/carriers/easypost.ts';
import { shippoStandIn } from '../simulator/carriers/shippo.ts';
import { type StandIn } from '../simulator/carriers/stand-in.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

/** Parcels on their way, told of by the simulated Amazon and by servers that stand in for carriers, in the time of a stepped clock. */
let desk: SimulatedDesk;
let http: HttpApp;
let easypost: StandIn;
let shippo: StandIn;
const parcelOfBox = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
beforeAll(async () => {
  desk = await simulatedDesk();
  ({ http } = await desk.app.openServer());
  easypost = await easypostStandIn();
  shippo = await shippoStandIn();
  const { labels } = desk.app;
  const address = { name: 'Meadow Mugs', lines: ['12 Mill Lane'], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' };
  const presets = [{ name: 'Box', parcel: parcelOfBox, skus: [], upTo: null, isDefault: true }];
  await saveLabelSettings(labels, desk.accountId, { shipFrom: { address }, presets, rules: [], format: 'pdf', printer: null }, 'Owner');
  const on = { enabled: true, key: 'secret-key' };
  await switchCarrier(labels, desk.accountId, { kind: 'easypost', ...on, baseUrl: easypost.url }, 'Owner');
  await switchCarrier(labels, desk.accountId, { kind: 'shippo', ...on, baseUrl: shippo.url }, 'Owner');
  await switchCarrier(labels, desk.accountId, { kind: 'amazon_shipping', enabled: true }, 'Owner');
});
afterAll(async () => {
  await easypost?.close();
  await shippo?.close();
  await desk?.close();
});
beforeEach(() => desk.simulator.control.limits.enable(false));

const hour = 3_600_000;
const later = (hours: number) => new Date(desk.clock.now().getTime() + hours * hour).toISOString();
/** Time passes in large steps: what is due meanwhile is done at the end of each. */
const hours = (n: number) => desk.live(n * hour, 2 * hour);
const get = async <T>(path: string): Promise<T> => {
  const answer = await http.inject({ method: 'GET', url: `/api/v1${path}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};
const post = async <T>(path: string, body: object = {}): Promise<T> => {
  const answer = await http.inject({ method: 'POST', url: `/api/v1${path}`, payload: body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};
const parcelsOf = async ({ orderId }: { orderId: string }) =>
  (await get<{ parcels: ParcelDetails[] }>(`/orders/${desk.accountId}/${orderId}/parcels`)).parcels;
const onlyParcel = async (order: SimOrder): Promise<ParcelDetails> => {
  const [parcel, ...others] = await parcelsOf(order);
  expect(others).toEqual([]);
  if (!parcel) throw new Error('the order has no parcel');
  return parcel;
};
let keys = 0;
const bought = async (kind: CarrierKind, order?: SimOrder): Promise<SimOrder> => {
  const made = order ?? (await desk.order());
  const { quoteId, offers } = await getRates(desk.app.labels, desk.accountId, { orderId: made.orderId }, 'Owner');
  const offer = offers.findIndex((each) => each.kind === kind);
  await askLabel(desk.app.labels, desk.accountId, { quoteId, offer, key: `label-${(keys += 1)}` }, 'Owner');
  await desk.live(60_000);
  return made;
};
const events = async ({ orderId }: SimOrder) =>
  (await desk.database.read([desk.accountId], (db) => orderEvents(db, desk.accountId, orderId)))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('parcel.'))
    .toSorted();
const alertKinds = async () => {
  const rows = await desk.database.read([desk.accountId], (db) =>
    db.query<{ kind: string }>({
      text: `SELECT DISTINCT kind FROM alert WHERE account_id = $1 AND resolved_at IS NULL AND kind LIKE 'parcel.%' ORDER BY 1`,
      values: [desk.accountId],
    }),
  );
  return rows.map(({ kind }) => kind);
};

test('a parcel of EasyPost: silent for a working day, then told out of order, twice and with an unknown word, then delivered', async () => {
  const order = await bought('easypost');
  const first = await onlyParcel(order);
  expect(first).toMatchObject({ source: 'easypost', state: 'label', exceptions: [], lookedAt: null });
  // It left on a Sunday, on which nobody works: the day is over on Monday night.
  await hours(26);
  expect(await onlyParcel(order)).toMatchObject({ exceptions: [], lookedAt: null });
  await hours(12);
  expect(await onlyParcel(order)).toMatchObject({ exceptions: ['no_scan'] });
  expect(await alertKinds()).toEqual(['parcel.no-scan']);
  const at = (n: number) => new Date(desk.clock.now().getTime() + n * hour).toISOString();
  const line = (status: string, n: number, detail = 'unknown') => ({
    status,
    status_detail: detail,
    datetime: at(n),
    message: 'Left with JANE MASON',
    tracking_location: { city: 'Memphis', state: 'TN', country: 'US', zip: '38118' },
  });
  const told = [
    line('in_transit', -1),
    line('in_transit', -2, 'received_at_origin_facility'),
    line('in_transit', -1),
    line('teleported', -0.5),
  ];
  easypost.journeys.set(first.tracking, { details: told, promised: at(48) });
  await hours(14);
  const moving = await onlyParcel(order);
  expect(moving).toMatchObject({ state: 'in_transit', firstScanAt: told[1]?.datetime, exceptions: [] });
  expect(moving.events.map(({ code, step }) => [code, step])).toEqual([
    ['in_transit: received_at_origin_facility', 'accepted'],
    ['in_transit', 'in_transit'],
    ['teleported', null],
  ]);
  expect(JSON.stringify(moving)).not.toMatch(/MASON|38118/);
  expect(await alertKinds()).toEqual([]);
  easypost.journeys.set(first.tracking, { details: [line('delivered', 0), ...told] });
  await hours(14);
  const done = await onlyParcel(order);
  expect(done).toMatchObject({ state: 'delivered', ended: 'delivered', nextLookAt: null });
  expect(await events(order)).toEqual(['parcel.delivered', 'parcel.exception', 'parcel.scanned']);
  const states = await desk.database.read([desk.accountId], (db) => trackStatesOf(db, desk.accountId, [order.orderId]));
  expect(states.get(order.orderId)).toMatchObject([{ state: 'delivered', exceptions: [] }]);
});

test('Amazon Shipping and Shippo: an address that does not work, a parcel that comes back, one that is lost', async () => {
  const [address, back, lost] = [await bought('amazon_shipping'), await bought('amazon_shipping'), await bought('shippo')];
  const now = desk.clock.now().getTime();
  const { control } = desk.simulator;
  control.travel(address.orderId, {
    journey: [
      { eventCode: 'PickupDone', at: now + hour },
      { eventCode: 'DeliveryAttempted', at: now + 20 * hour },
    ],
    detailCodes: ['AddressNotFound'],
  });
  control.travel(back.orderId, {
    journey: [
      { eventCode: 'Delivered', at: now + 23 * hour, back: true },
      { eventCode: 'PickupDone', at: now + hour },
      { eventCode: 'Rejected', at: now + 10 * hour },
    ],
  });
  const { tracking } = await onlyParcel(lost);
  const scans = [
    { status: 'TRANSIT', substatus: { code: 'package_lost' }, status_date: later(20), location: null },
    { status: 'TRANSIT', substatus: { code: 'package_accepted' }, status_date: later(2), location: null },
  ];
  shippo.journeys.set(tracking, { details: scans });
  await hours(26);
  expect(await onlyParcel(address)).toMatchObject({ state: 'exception', exceptions: ['address'] });
  expect(await onlyParcel(back)).toMatchObject({ state: 'returned', exceptions: ['returned'], ended: 'returned' });
  expect(await onlyParcel(lost)).toMatchObject({ state: 'lost', exceptions: ['lost'], ended: 'lost' });
  expect(await alertKinds()).toEqual(['parcel.address', 'parcel.lost', 'parcel.returned']);

  const summary = await get<ParcelSummary>('/parcels/summary');
  expect(summary).toMatchObject({ wrong: 3, exceptions: { address: 1, returned: 1, lost: 1 } });
  const { items } = await get<{ items: ParcelDetails[] }>('/parcels?exception=any');
  expect(items.map(({ orderId }) => orderId).toSorted()).toEqual([address, back, lost].map(({ orderId }) => orderId).toSorted());
  expect(
    (await get<{ items: ParcelDetails[] }>(`/parcels?text=${tracking.slice(0, 9)}`)).items.some((each) => each.tracking === tracking),
  ).toBe(true);
  const csv = await http.inject({ method: 'GET', url: '/api/v1/parcels.csv?exception=lost' });
  expect(csv.body.split('\n')[1]).toContain(tracking);

  // Who has dealt with it says so: the alert goes and does not come back.
  const { parcelId } = await onlyParcel(lost);
  expect(await post(`/parcels/${desk.accountId}/${parcelId}/settle`, { note: 'refunded' })).toMatchObject({
    exceptions: [],
    settled: { by: 'Owner', note: 'refunded' },
  });
  await hours(4);
  expect(await alertKinds()).toEqual(['parcel.address', 'parcel.returned']);
});

test('a carrier that does not answer stops nothing and is asked again', async () => {
  const order = await bought('shippo');
  const { parcelId } = await onlyParcel(order);
  shippo.fails = 503;
  await post(`/parcels/${desk.accountId}/${parcelId}/look`);
  await desk.live(1000);
  expect(await onlyParcel(order)).toMatchObject({ problem: 'parcels.problems.notReached' });
  await hours(2);
  expect(await onlyParcel(order)).toMatchObject({ problem: null });
});

test('what Amazon shows on the order: confirmed elsewhere, and a label of one’s own that nobody tells of at first', async () => {
  const elsewhere = await desk.order();
  desk.simulator.control.confirmInSellerCentral(elsewhere.orderId, {
    reference: '1',
    carrierCode: 'UPS',
    trackingNumber: upsNumbers[1],
    shipDate: desk.simulator.control.now(),
    items: [{ itemId: elsewhere.items[0]?.itemId ?? '', quantity: 1 }],
  });
  await desk.fetch(elsewhere.orderId);
  await desk.live(1000);
  expect(await onlyParcel(elsewhere)).toMatchObject({ source: 'amazon', state: 'label', tracking: upsNumbers[1] });
  // A corrected number takes the place of the one before.
  await desk.edit(elsewhere, { trackingNumber: upsNumbers[3] });
  await desk.live(10 * 60_000);
  expect(await onlyParcel(elsewhere)).toMatchObject({ source: 'amazon', tracking: upsNumbers[3] });

  const own = await desk.order();
  const label = { orderId: own.orderId, key: 'own', carrier: 'UPS', service: 'Ground', tracking: upsNumbers[2], parcel: parcelOfBox };
  await addOwnLabel(desk.app.labels, desk.accountId, label, 'Owner');
  await desk.app.runner.runDue();
  await desk.app.runner.runDue();
  expect(await onlyParcel(own)).toMatchObject({ source: 'none', exceptions: [] });
  await desk.live(10 * 60_000);
  expect(await onlyParcel(own)).toMatchObject({ source: 'amazon' });

  await hours(24);
  for (const order of [elsewhere, own]) desk.simulator.control.deliver(order.orderId);
  await desk.fetch(elsewhere.orderId, own.orderId);
  await desk.live(1000);
  for (const order of [elsewhere, own])
    expect(await onlyParcel(order)).toMatchObject({ state: 'delivered', exceptions: [], ended: 'delivered' });
});

test('a label that is given back is followed no more, also before the money is there', async () => {
  const order = await bought('easypost');
  // What EasyPost says of days is an average, not its promise.
  expect(await onlyParcel(order)).toMatchObject({ promisedAt: null, deliverBy: expect.stringContaining('T') });
  const [label] = await get<{ labels: { labelId: string }[] }>(`/orders/${desk.accountId}/${order.orderId}/labels`).then(
    ({ labels }) => labels,
  );
  await voidLabel(desk.app.labels, desk.accountId, label?.labelId ?? '');
  // The carrier has it back; the money comes later.
  await desk.live(2 * 60_000);
  expect(await parcelsOf(order)).toEqual([]);
  await hours(2);
  expect(await parcelsOf(order)).toEqual([]);
});
