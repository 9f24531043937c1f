import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addOwnLabel,
  askLabel,
  forgetLabels,
  getRates,
  type LabelStep,
  printLabels,
  saveLabelSettings,
  switchCarrier,
  voidLabel,
} from '#src/modules/labels/index.ts';
import { labelSteps } from '#src/modules/labels/label.ts';
import type { LabelFormat } from '#src/modules/labels/ports.ts';
import { labelsOf } from '#src/modules/labels/questions.ts';
import type { FaultKind } from '../simulator/faults/fault.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

// Long enough that only the fault `slow` is ever too slow, also on a busy machine.
const timeoutMs = 4000;
let desk: SimulatedDesk;
let kill: LabelStep | undefined;
beforeAll(async () => {
  desk = await simulatedDesk({
    timeoutMs,
    onLabel: (step) => {
      if (step !== kill) return;
      kill = undefined;
      throw new Error('killed');
    },
  });
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
  await saveLabelSettings(
    desk.app.labels,
    desk.accountId,
    {
      shipFrom: { address },
      presets: [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }],
      rules: [],
      format: 'pdf',
      printer: null,
    },
    'Owner',
  );
});
afterAll(() => desk?.close());
beforeEach(() => {
  kill = undefined;
  desk.simulator.control.faults.clear();
});

let keys = 0;
const rates = (order: SimOrder, format: LabelFormat = 'pdf') =>
  getRates(desk.app.labels, desk.accountId, { orderId: order.orderId, format }, 'Owner');
const ask = async (order: SimOrder, { key = `key-${(keys += 1)}`, format = 'pdf' as LabelFormat, kind = 'buy_shipping' } = {}) => {
  const { quoteId, offers } = await rates(order, format);
  return askLabel(desk.app.labels, desk.accountId, { quoteId, offer: offers.findIndex((offer) => offer.kind === kind), key }, 'Owner');
};
const labels = (order: SimOrder) => desk.database.read([desk.accountId], (db) => labelsOf(db, desk.accountId, order.orderId));
const minutes = (n: number) => desk.live(n * 60_000);
const atAmazon = (order: SimOrder) =>
  desk.simulator.control.effects().filter(({ key }) => key.includes(order.orderId) && /^(confirm|label) /.test(key));
const truth = (order: SimOrder) => desk.simulator.control.order(order.orderId);

test('rates stand side by side with their reasons; the label is bought, confirms the order, and prints', async () => {
  const order = await desk.order();
  const quote = await rates(order);
  expect(quote.offers.length).toBeGreaterThan(4);
  expect(quote.offers.every(({ latest, price }) => latest !== null && /^\d+(\.\d\d)?$/.test(price.amount))).toBe(true);
  const chosen = quote.offers[quote.chosen ?? -1];
  expect(chosen?.protection.claims).toBe(true);
  expect(quote.why.map(({ key }) => key)).toContain('labels.why.cheapest');
  const { labelId } = await askLabel(
    desk.app.labels,
    desk.accountId,
    { quoteId: quote.quoteId, offer: quote.chosen ?? 0, key: 'first' },
    'Owner',
  );
  await minutes(1);
  const [label] = await labels(order);
  expect(label).toMatchObject({ state: 'bought', price: chosen?.price, hasFile: true, confirmation: 'carrier', askedBy: 'Owner' });
  expect(truth(order)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: label?.tracking }] });
  const { bytes, type } = await printLabels(desk.app.labels, desk.accountId, [labelId], 'Owner');
  expect(type).toBe('application/pdf');
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(1);
  const reads = await desk.database.read([desk.accountId], (db) =>
    db.query({
      text: 'SELECT purpose FROM vault_read WHERE account_id = $1 AND $2 = ANY(order_ids)',
      values: [desk.accountId, order.orderId],
    }),
  );
  expect(reads).toEqual([{ purpose: 'label printed' }]);
});

test('the same key asks once; units that have a label get no second one', async () => {
  const order = await desk.order();
  const first = await ask(order, { key: 'twice' });
  expect(await ask(order, { key: 'twice' }).catch((error: unknown) => String(error))).toContain('labels.stop.labelled');
  const { quoteId } = await rates(await desk.order());
  expect((await askLabel(desk.app.labels, desk.accountId, { quoteId, offer: 0, key: 'twice' }, 'Owner')).labelId).toBe(first.labelId);
  await minutes(1);
  expect(atAmazon(order).map(({ times }) => times)).toEqual([1]);
});

test('what was cancelled meanwhile is not bought', async () => {
  const order = await desk.order();
  await ask(order);
  desk.simulator.control.cancel(order.orderId);
  await desk.fetch(order.orderId);
  await minutes(1);
  // Who sees it first, our guard or Amazon, is chance.
  const [label] = await labels(order);
  expect(label?.state).toBe('refused');
  expect(['writes.skip.cancelled', 'labels.reason.byCarrier']).toContain(label?.reason);
  expect(atAmazon(order)).toEqual([]);
});

describe('never twice', () => {
  const kinds: FaultKind[] = ['reset-before', 'reset-after', 'server-error', 'slow', 'truncate', 'throttle', 'expire-token'];
  const ways = [
    { kind: 'buy_shipping', operation: 'createShipment' },
    { kind: 'amazon_shipping', operation: 'purchaseShipment' },
  ];
  const cases = ways.flatMap((way) => kinds.map((fault) => ({ ...way, fault })));

  test.each(cases)('$fault on $operation: exactly one label', async ({ kind, operation, fault }) => {
    await switchCarrier(desk.app.labels, desk.accountId, { kind: 'amazon_shipping', enabled: true }, 'Owner');
    const order = await desk.order();
    await ask(order, { kind });
    desk.simulator.control.faults.add({ kind: fault, match: { operation }, count: 1, ms: timeoutMs * 2 });
    await minutes(30);
    const [label, ...others] = await labels(order);
    expect(others).toEqual([]);
    expect(label).toMatchObject({ state: 'bought', kind });
    expect(new Set(atAmazon(order).map(({ times }) => times))).toEqual(new Set([1]));
    expect(truth(order)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: label?.tracking }] });
  });

  test.each(labelSteps.filter((step) => step.startsWith('label.')))('killed at %s: exactly one label', async (step) => {
    const order = await desk.order();
    await ask(order);
    // A look is only taken after a lost answer.
    if (step === 'label.found')
      desk.simulator.control.faults.add({ kind: 'reset-after', match: { operation: 'createShipment' }, count: 1 });
    kill = step;
    await minutes(40);
    expect(kill).toBeUndefined();
    const [label] = await labels(order);
    expect(label?.state).toBe('bought');
    expect(atAmazon(order).map(({ times }) => times)).toEqual([1]);
    expect(truth(order)?.packages.map(({ trackingNumber }) => trackingNumber)).toEqual([label?.tracking]);
  });
});

describe('given back', () => {
  test.each([undefined, 'reset-after', 'server-error', 'slow'] as const)(
    '%s: the money comes back and the order may be labelled again',
    async (fault) => {
      const order = await desk.order();
      const { labelId } = await ask(order);
      await minutes(1);
      await voidLabel(desk.app.labels, desk.accountId, labelId);
      if (fault) desk.simulator.control.faults.add({ kind: fault, match: { operation: 'cancelShipment' }, count: 1, ms: timeoutMs * 2 });
      await minutes(30);
      expect((await labels(order))[0]).toMatchObject({ state: 'voiding', refund: 'pending' });
      await minutes(70);
      expect((await labels(order))[0]).toMatchObject({ state: 'voided', refund: 'refunded' });
      await desk.fetch(order.orderId);
      await ask(order);
      await minutes(2);
      expect((await labels(order)).map(({ state }) => state)).toEqual(['bought', 'voided']);
    },
  );
});

test('our own label: its number is confirmed at Amazon, its file is printed among others, and goes with the purge', async () => {
  const [one, two] = await desk.orders(2);
  if (!one || !two) throw new Error('two orders are needed');
  const { labelId } = await ask(two, { format: 'png' });
  await minutes(1);
  const pdf = await PDFDocument.create();
  pdf.addPage([288, 432]);
  const parcel = { length: 20, width: 20, height: 10, lengthUnit: 'cm', weight: 500, weightUnit: 'g' } as const;
  // As it stands on the label: with blanks. A digit that cannot be right is refused before the label counts.
  const tracking = `${upsNumbers[0].slice(0, 8).toLowerCase()} ${upsNumbers[0].slice(8)}`;
  const own = { orderId: one.orderId, key: 'own', carrier: 'UPS', service: 'Ground', tracking, parcel };
  const typo = { ...own, key: 'typo', tracking: `${upsNumbers[0].slice(0, -1)}${(Number(upsNumbers[0].slice(-1)) + 1) % 10}` };
  await expect(addOwnLabel(desk.app.labels, desk.accountId, typo, 'Owner')).rejects.toThrow('check digit');
  const label = await addOwnLabel(desk.app.labels, desk.accountId, { ...own, file: { format: 'pdf', bytes: await pdf.save() } }, 'Owner');
  await minutes(2);
  expect(truth(one)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: upsNumbers[0], carrierCode: 'UPS' }] });
  const printed = await printLabels(desk.app.labels, desk.accountId, [label.labelId, labelId], 'Owner');
  expect((await PDFDocument.load(printed.bytes)).getPages().map((page) => page.getSize())).toEqual([
    { width: 288, height: 432 },
    { width: 288, height: 432 },
  ]);
  const gone = await desk.database.write([desk.accountId], (tx) => forgetLabels(tx, desk.accountId, [one.orderId], desk.clock.now()));
  expect(gone).toBe(1);
  expect((await labels(one))[0]).toMatchObject({ state: 'bought', hasFile: false });
  // Amazon's is fetched again from where it was bought.
  await desk.database.write([desk.accountId], (tx) => forgetLabels(tx, desk.accountId, [two.orderId], desk.clock.now()));
  expect((await printLabels(desk.app.labels, desk.accountId, [labelId], 'Owner')).type).toBe('application/pdf');
  await expect(printLabels(desk.app.labels, desk.accountId, [label.labelId], 'Owner')).rejects.toThrow('is not here');
});

test('ZPL is one stream, and is not mixed with paper', async () => {
  const [one, two, three] = await desk.orders(3);
  if (!one || !two || !three) throw new Error('three orders are needed');
  const ids: string[] = [];
  for (const [order, format] of [
    [one, 'zpl203'],
    [two, 'zpl203'],
    [three, 'pdf'],
  ] as const)
    ids.push((await ask(order, { format })).labelId);
  await minutes(1);
  const { bytes, type } = await printLabels(desk.app.labels, desk.accountId, ids.slice(0, 2), 'Owner');
  expect(type).toBe('application/zpl');
  expect(
    Buffer.from(bytes)
      .toString()
      .match(/\^XA[\s\S]*?\^XZ/g),
  ).toHaveLength(2);
  await expect(printLabels(desk.app.labels, desk.accountId, ids, 'Owner')).rejects.toThrow('printed apart');
});
