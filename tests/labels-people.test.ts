import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addOwnLabel,
  askLabel,
  forgetLabels,
  getRates,
  isTestKey,
  printForms,
  printLabels,
  saveCustoms,
  saveCustomsDefaults,
  saveDraft,
  saveLabelSettings,
  switchCarrier,
  switchRulesOn,
  tryCarrier,
  tryOnPast,
  voidLabel,
} from '#src/modules/labels/index.ts';
import { labelsOf, rulesOf } from '#src/modules/labels/questions.ts';
import type { LabelSettings } from '#src/modules/labels/views.ts';
import { easypostStandIn } from '../simulator/carriers/easypost.ts';
import { shippoStandIn } from '../simulator/carriers/shippo.ts';
import { type StandIn } from '../simulator/carriers/stand-in.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

/** What people see and set up of labels: timeline, alerts, slips, rules tried on the past, customs. */
let desk: SimulatedDesk;
let servers: { easypost: StandIn; shippo: StandIn };
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
const presets: LabelSettings['presets'] = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
const settings = { shipFrom: { address }, presets, format: 'pdf' as const, printer: null };
beforeAll(async () => {
  desk = await simulatedDesk();
  servers = { easypost: await easypostStandIn(), shippo: await shippoStandIn() };
  await saveLabelSettings(desk.app.labels, desk.accountId, { ...settings, rules: [] }, 'Owner');
});
afterAll(async () => {
  await servers?.easypost.close();
  await servers?.shippo.close();
  await desk?.close();
});
beforeEach(() => desk.simulator.control.faults.clear());

const deps = () => desk.app.labels;
const minutes = (n: number, stepMs?: number) => desk.live(n * 60_000, stepMs);
const labels = (orderId: string) => desk.database.read([desk.accountId], (db) => labelsOf(db, desk.accountId, orderId));
const on = (kind: 'buy_shipping' | 'amazon_shipping' | 'easypost' | 'shippo', enabled: boolean, key?: string) =>
  switchCarrier(
    deps(),
    desk.accountId,
    { kind, enabled, key, baseUrl: kind === 'easypost' || kind === 'shippo' ? servers[kind].url : null },
    'Owner',
  );
const only = async (kind: 'buy_shipping' | 'amazon_shipping' | 'easypost' | 'shippo') => {
  for (const each of ['buy_shipping', 'amazon_shipping', 'easypost', 'shippo'] as const) await on(each, each === kind, 'secret-key');
};
let keys = 0;
const ask = async (orderId: string, offer?: number) => {
  const { quoteId, chosen } = await getRates(deps(), desk.accountId, { orderId }, 'Owner');
  return askLabel(deps(), desk.accountId, { quoteId, offer: offer ?? chosen ?? 0, key: `key ${(keys += 1)}` }, 'Owner');
};
const rows = <T extends object>(text: string, orderId: string): Promise<T[]> =>
  desk.database.read([desk.accountId], (db) => db.query<T>({ text, values: [desk.accountId, orderId] }));
const events = async (orderId: string) =>
  (
    await rows<{ kind: string }>(
      `SELECT kind FROM order_event WHERE account_id = $1 AND order_id = $2 AND kind LIKE 'label.%' ORDER BY event_id`,
      orderId,
    )
  ).map(({ kind }) => kind);
const alerts = (orderId: string) =>
  rows<{ kind: string; open: boolean }>(
    `SELECT kind, resolved_at IS NULL AS open FROM alert WHERE account_id = $1 AND details ->> 'orderId' = $2 AND kind LIKE 'label.%' ORDER BY kind`,
    orderId,
  );

test('the timeline tells of a label from the asking to the refund, in words without personal data', async () => {
  await only('buy_shipping');
  const order = await desk.order();
  const { labelId } = await ask(order.orderId);
  await minutes(1);
  await voidLabel(deps(), desk.accountId, labelId);
  await minutes(100, 600_000);
  expect(await events(order.orderId)).toEqual(['label.asked', 'label.bought', 'label.voiding', 'label.voided']);
  const said = await rows<{ text: string }>(
    `SELECT data::text AS text FROM order_event WHERE account_id = $1 AND order_id = $2 AND kind LIKE 'label.%'`,
    order.orderId,
  );
  expect(said.map(({ text }) => text).join()).not.toContain(order.address.line1);
});

test('a refusal is an alert until a label is asked for again; one that the order itself stopped is none', async () => {
  await only('buy_shipping');
  const [one, two] = await desk.orders(2);
  if (!one || !two) throw new Error('two orders are needed');
  const quote = await getRates(deps(), desk.accountId, { orderId: one.orderId }, 'Owner');
  // The shop is closed until the price is over.
  desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'createShipment' }, count: 1000 });
  await askLabel(deps(), desk.accountId, { quoteId: quote.quoteId, offer: 0, key: 'over' }, 'Owner');
  await minutes(70, 30_000);
  expect((await labels(one.orderId))[0]).toMatchObject({ state: 'refused', reason: 'labels.reason.priceOver' });
  expect(await alerts(one.orderId)).toEqual([{ kind: 'label.refused', open: true }]);
  desk.simulator.control.faults.clear();
  await ask(one.orderId);
  expect(await alerts(one.orderId)).toEqual([{ kind: 'label.refused', open: false }]);
  await ask(two.orderId);
  desk.simulator.control.cancel(two.orderId);
  await desk.fetch(two.orderId);
  await minutes(1);
  const [stopped] = await labels(two.orderId);
  expect(stopped?.state).toBe('refused');
  expect((await alerts(two.orderId)).length).toBe(stopped?.reason === 'labels.reason.byCarrier' ? 1 : 0);
});

test('a label of which nobody knows whether it was bought is an alert after some looks, and no more once it is known', async () => {
  await only('buy_shipping');
  const order = await desk.order();
  await ask(order.orderId);
  desk.simulator.control.faults.add({ kind: 'reset-before', match: { operation: 'createShipment' }, count: 1 });
  await minutes(6);
  expect(await alerts(order.orderId)).toEqual([{ kind: 'label.unsure', open: true }]);
  await minutes(30, 20_000);
  expect((await labels(order.orderId))[0]?.state).toBe('bought');
  expect(await alerts(order.orderId)).toEqual([{ kind: 'label.unsure', open: false }]);
});

test('money that a carrier keeps is an alert; the label counts as bought', async () => {
  await only('buy_shipping');
  const order = await desk.order();
  const { labelId } = await ask(order.orderId);
  await minutes(1);
  desk.simulator.control.deliver(order.orderId);
  await voidLabel(deps(), desk.accountId, labelId);
  await minutes(20, 60_000);
  expect((await labels(order.orderId))[0]).toMatchObject({ state: 'bought', refund: 'rejected', reason: 'labels.reason.voidRefused' });
  expect(await alerts(order.orderId)).toEqual([{ kind: 'label.refund-rejected', open: true }]);
  expect((await events(order.orderId)).at(-1)).toBe('label.kept');
});

test('Prime: an unprotected offer cannot be bought', async () => {
  await only('buy_shipping');
  const order = await desk.order({ programs: ['PRIME'] });
  const quote = await getRates(deps(), desk.accountId, { orderId: order.orderId }, 'Owner');
  const unprotected = quote.offers.findIndex(({ protection }) => protection.claims !== true);
  const asked = { quoteId: quote.quoteId, offer: unprotected, key: 'prime' };
  await expect(askLabel(deps(), desk.accountId, asked, 'Owner')).rejects.toMatchObject({ data: { reason: 'labels.stop.unprotected' } });
});

test('labels print with the slip of what is in each parcel, in the order asked for', async () => {
  await only('buy_shipping');
  const [one, two] = await desk.orders(2, {
    items: [
      { sku: 'MUG', quantity: 1, title: 'Red mug' },
      { sku: 'CUP', quantity: 2, title: 'Blue cup' },
    ],
  });
  if (!one || !two) throw new Error('two orders are needed');
  const [mug] = one.items;
  const own = { orderId: one.orderId, carrier: 'UPS', service: 'Ground', parcel };
  const pdf = await PDFDocument.create();
  pdf.addPage([288, 432]);
  const file = { format: 'pdf', bytes: await pdf.save() } as const;
  const part = { ...own, key: 'part', tracking: upsNumbers[1], items: [{ itemId: mug?.itemId ?? '', quantity: 1 }], file };
  const first = await addOwnLabel(deps(), desk.accountId, part, 'Owner');
  const second = await ask(two.orderId);
  await minutes(1);
  const { bytes } = await printLabels(deps(), desk.accountId, [second.labelId, first.labelId], 'Owner', 'A4');
  const sizes = (await PDFDocument.load(bytes)).getPages().map((page) => Math.round(page.getWidth()));
  expect(sizes).toEqual([288, 595, 288, 595]);
  const { pdf: slips } = await deps().drawSlips(
    desk.accountId,
    [{ orderId: one.orderId, units: { [mug?.itemId ?? '']: 1 } }],
    '4x6',
    'Owner',
  );
  expect((await PDFDocument.load(slips)).getPageCount()).toBe(1);
});

describe('rules', () => {
  const cheapest = { name: 'Any price', when: {}, want: { pick: 'cheapest' as const, inTime: false, protected: false } };
  const fastest = { name: 'Air', when: {}, want: { pick: 'fastest' as const, inTime: true, protected: true } };
  const version = async () => (await desk.database.read([desk.accountId], (db) => rulesOf(db, desk.accountId))).version;

  test('a draft is tried on past quotes against what was bought, and chooses only once it is switched on', async () => {
    await only('buy_shipping');
    const order = await desk.order();
    await ask(order.orderId);
    await minutes(1);
    const before = await version();
    await saveDraft(deps(), desk.accountId, [fastest], 'Owner');
    const { rows: tried, summary } = await tryOnPast(deps(), desk.accountId, { last: 50 });
    const row = tried.find(({ orderId }) => orderId === order.orderId);
    expect(row?.chosen?.service).toContain('Next Day');
    expect(row?.bought?.service).not.toBe(row?.chosen?.service);
    expect(Number(row?.difference?.amount)).toBeGreaterThan(0);
    expect(summary.costs[0]?.currency).toBe('USD');
    expect(tried.filter(({ orderId }) => orderId === order.orderId)).toHaveLength(1);
    const next = await desk.order();
    expect((await getRates(deps(), desk.accountId, { orderId: next.orderId }, 'Owner')).rule).toBe('');
    const state = await switchRulesOn(deps(), desk.accountId, before, 'Owner');
    expect(state).toMatchObject({ version: before + 1, draft: null, rules: [fastest], history: [{ by: 'Owner', rules: 1 }] });
    expect((await getRates(deps(), desk.accountId, { orderId: next.orderId }, 'Owner')).rule).toBe('Air');
  });

  test('who switches on over rules that came meanwhile is told; a rule that can never choose is not kept', async () => {
    const before = await version();
    await saveDraft(deps(), desk.accountId, [cheapest], 'Owner');
    await saveLabelSettings(deps(), desk.accountId, { ...settings, rules: [cheapest, fastest].slice(1) }, 'Ana');
    expect(await version()).toBe(before);
    await saveLabelSettings(deps(), desk.accountId, { ...settings, rules: [] }, 'Ana');
    expect(await version()).toBe(before + 1);
    await expect(switchRulesOn(deps(), desk.accountId, before, 'Owner')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(saveDraft(deps(), desk.accountId, [cheapest, fastest], 'Owner')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ field: 'rules.1' }],
    });
    await saveDraft(deps(), desk.accountId, null, 'Owner');
    await expect(switchRulesOn(deps(), desk.accountId, before + 1, 'Owner')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('customs', () => {
  const abroad = (more = {}) =>
    desk.order({
      address: { countryCode: 'DE', city: 'Köln', postalCode: '50674', line1: 'Lindenstraße 5' },
      items: [{ sku: 'MUG', quantity: 2, iossNumber: 'IM4420001234', ...more }],
    });
  const fact = { sku: 'MUG', hsCode: '691200', origin: 'PT', description: 'Enamel mug', value: null, grams: 380 };
  const setting = { contents: 'merchandise', signer: 'Ana Meadow', ifUndelivered: 'return', duties: 'dap' } as const;

  test('without its facts a parcel gets no rates, and every gap is named', async () => {
    await only('easypost');
    const order = await abroad();
    await saveCustomsDefaults(deps(), desk.accountId, setting, 'Owner');
    await saveCustoms(deps(), desk.accountId, [{ ...fact, hsCode: null, grams: null }], 'Owner');
    const refused = getRates(deps(), desk.accountId, { orderId: order.orderId }, 'Owner');
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { reason: 'labels.stop.noCustoms' },
      problems: [
        { field: 'customs.MUG.hsCode', message: 'SKU MUG: the HS code is missing' },
        { field: 'customs.MUG.grams', message: 'SKU MUG: the weight of one unit is missing' },
      ],
    });
  });

  test.each(['easypost', 'shippo', 'amazon_shipping'] as const)('%s is told all, and its form is printed with the label', async (kind) => {
    await only(kind);
    await saveCustoms(deps(), desk.accountId, [fact], 'Owner');
    await saveCustomsDefaults(deps(), desk.accountId, setting, 'Owner');
    const order = await abroad();
    const quote = await getRates(deps(), desk.accountId, { orderId: order.orderId }, 'Owner');
    expect(quote.offers.length).toBeGreaterThan(0);
    // What Amazon Shipping is told, the simulator holds against what it asks for.
    const sent = kind === 'amazon_shipping' ? null : JSON.stringify(servers[kind].calls.at(-1)?.body);
    const told = ['691200', 'PT', 'Enamel mug', '40', 'IM4420001234', 'Ana Meadow'];
    expect(told.filter((each) => sent !== null && !sent.includes(each))).toEqual([]);
    const { labelId } = await askLabel(deps(), desk.accountId, { quoteId: quote.quoteId, offer: 0, key: `customs ${kind}` }, 'Owner');
    await minutes(5);
    expect((await labels(order.orderId))[0]).toMatchObject({ state: 'bought', forms: 1 });
    const printed = await printLabels(deps(), desk.accountId, [labelId], 'Owner');
    expect((await PDFDocument.load(printed.bytes)).getPageCount()).toBe(2);
    expect((await PDFDocument.load(await printForms(deps(), desk.accountId, [labelId], 'Owner'))).getPageCount()).toBe(1);
    // The number is for the data alone: it is neither on the label nor on the slip.
    const { pdf } = await deps().drawSlips(desk.accountId, [{ orderId: order.orderId, units: {} }], '4x6', 'Owner');
    for (const file of [printed.bytes, pdf]) expect(Buffer.from(file).toString('latin1')).not.toContain('IM4420001234');
    await desk.database.write([desk.accountId], (tx) => forgetLabels(tx, desk.accountId, [order.orderId], desk.clock.now()));
    await expect(printForms(deps(), desk.accountId, [labelId], 'Owner')).rejects.toThrow('they are gone');
  });

  test('Amazon sells nothing that is not described, and within a country nobody is asked', async () => {
    await only('buy_shipping');
    const order = await desk.order();
    expect((await getRates(deps(), desk.accountId, { orderId: order.orderId }, 'Owner')).wish.customs).toBeUndefined();
  });
});

test('a key is tried at the carrier: taken, refused, or there is none to try', async () => {
  await only('easypost');
  await tryCarrier(deps(), desk.accountId, 'easypost');
  for (const kind of ['easypost', 'shippo'] as const) {
    await on(kind, true, 'wrong');
    await expect(tryCarrier(deps(), desk.accountId, kind)).rejects.toMatchObject({ code: 'CARRIER_UNAUTHORISED' });
  }
  await on('shippo', true, 'secret-key');
  // Switched off and on again it keeps key and address.
  for (const enabled of [false, true]) await switchCarrier(deps(), desk.accountId, { kind: 'shippo', enabled }, 'Owner');
  await tryCarrier(deps(), desk.accountId, 'shippo');
  expect(['EZTKabc', 'shippo_test_abc', 'EZAKabc', 'shippo_live_abc'].map(isTestKey)).toEqual([true, true, false, false]);
  await on('buy_shipping', true);
  await expect(tryCarrier(deps(), desk.accountId, 'buy_shipping')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  await expect(tryCarrier(deps(), desk.accountId, 'amazon_shipping')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
});
