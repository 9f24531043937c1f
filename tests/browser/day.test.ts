import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabelView } from '#src/modules/labels/contract.ts';
import { easypostStandIn } from '../../simulator/carriers/easypost.ts';
import { shippoStandIn } from '../../simulator/carriers/shippo.ts';
import { type StandIn } from '../../simulator/carriers/stand-in.ts';
import { accountId } from '../support/shop.ts';
import { button, dialog, row } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { scan } from './support/scanner.ts';

/** A day of a warehouse from end to end: what is sold each way of buying labels carries away. */
const goods = [
  { sku: 'D-LAMP', title: 'Desk lamp', barcode: '4006381333931', kind: 'buy_shipping', offer: 'USPS USPS Ground Advantage' },
  { sku: 'D-CLOCK', title: 'Wall clock', barcode: '4006381333948', kind: 'amazon_shipping', offer: 'Amazon Shipping' },
  { sku: 'D-VASE', title: 'Glass vase', barcode: '4006381333955', kind: 'easypost', offer: 'USPS GroundAdvantage' },
  { sku: 'D-RUG', title: 'Wool rug', barcode: '4006381333962', kind: 'shippo', offer: 'UPS Ground' },
] as const;
const orderOf = (n: number) => `113-660000${n}-0000001`;
const orders = goods.map((_, n) => orderOf(n));
const [cancelled, pending] = [orderOf(8), orderOf(9)];
const hour = 3_600_000;

const desk = deskVisit({ path: '/today' }, ({ amazon }) => {
  for (const [n, { sku, title }] of goods.entries()) amazon.createOrder({ orderId: orderOf(n), items: [{ sku, title }] });
  const { sku, title } = goods[0];
  amazon.createOrder({ orderId: cancelled, items: [{ sku, title }] });
  amazon.createOrder({ orderId: pending, items: [{ sku, title }], status: 'PENDING' });
});
const page = () => desk.visitor.page;
const go = (path: string) => page().goto(desk.shop.url + path);
let servers: { easypost: StandIn; shippo: StandIn };

const put = async (path: string, body: unknown) => {
  const response = await desk.shop.fetch(`/api/v1${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
};

beforeAll(async () => {
  const { shop } = desk;
  servers = { easypost: await easypostStandIn(), shippo: await shippoStandIn() };
  await put(`/labels/${accountId}/carriers`, {
    carriers: [
      { kind: 'buy_shipping', enabled: true },
      { kind: 'amazon_shipping', enabled: true },
      { kind: 'easypost', enabled: true, key: 'a key', baseUrl: servers.easypost.url },
      { kind: 'shippo', enabled: true, key: 'a key', baseUrl: servers.shippo.url },
    ],
  });
  const { settings } = await shop.ask<{ settings: Record<string, unknown> }>(`/labels/${accountId}/settings`);
  const { shipFrom, presets, format, printer } = settings;
  const rules = goods.map(({ sku, offer }) => ({
    name: sku,
    when: { skus: [sku] },
    want: { pick: 'cheapest', inTime: false, protected: false, carriers: [offer] },
  }));
  await put(`/labels/${accountId}/settings`, { shipFrom, presets, format, printer, rules });
  for (const [n, { sku, title, barcode }] of goods.entries()) {
    const { id } = await shop.ask<{ id: string }>('/stock/locations/1/bins', { name: `Z-0${n}` });
    const { productId } = await shop.ask<{ productId: string }>('/stock/products', { code: sku, title, barcodes: [barcode] });
    await shop.ask('/stock/skus/map', { accountId, sku, productId });
    await shop.ask('/stock/changes', { entry: `units of ${sku}`, kind: 'receive', lines: [{ productId, binId: id, quantity: 5 }] });
  }
}, 120_000);
afterAll(async () => {
  await servers?.easypost.close();
  await servers?.shippo.close();
});

/** The last label of an order. */
const labelOf = async (orderId: string) =>
  (await desk.shop.ask<{ labels: LabelView[] }>(`/orders/${accountId}/${orderId}/labels`)).labels.at(-1);
const told = (text: string | RegExp) => page().locator('[data-tone]').getByText(text).first();
const carrier = (name: string) => page().getByRole('listitem').filter({ hasText: name }).first();

describe('a day in the warehouse', () => {
  it('begins with the orders that are to leave, each with its units; what is Pending waits', async () => {
    await eventually(
      async () => (await desk.shop.ask<{ units: number }>('/picking/waves/preview', { rule: { locationId: '1' } })).units,
    ).toBe(5);
    await go('/today');
    for (const orderId of [...orders, cancelled]) await page().getByRole('link', { name: orderId }).waitFor();
    expect(await page().getByRole('link', { name: pending }).count()).toBe(0);
    const { items } = await desk.shop.ask<{ items: { reserved: number }[] }>(`/stock?text=${goods[0].sku}`);
    expect(items).toMatchObject([{ onHand: 5, reserved: 3 }]);
  });

  it('is fetched in one walk, but for an order that is cancelled on the way', async () => {
    await go('/waves');
    await button(page(), 'New wave').first().click();
    await dialog(page())
      .getByText(/^5 units in 4 bins/)
      .waitFor();
    await button(dialog(page()), 'Make and release').click();
    await page()
      .getByRole('link', { name: orders[0] ?? '' })
      .waitFor();
    const wave = page().url().split('/').at(-1) ?? '';
    desk.shop.amazon.cancel(cancelled);
    await desk.shop.catchUp();
    await go(`/pick?wave=${wave}`);
    await page().getByText('Leave it', { exact: true }).first().waitFor();
    for (const [n, { barcode, title }] of goods.entries()) {
      await eventually(() => page().locator('main section h2').first().innerText()).toBe(`Z-0${n}`);
      await scan(page(), `Z-0${n}`);
      await page().getByText('You are here').waitFor();
      await scan(page(), barcode);
      await page().getByRole('status').getByText(`1 × ${title}`).waitFor();
    }
    await eventually(async () => (await desk.shop.ask<{ picked: number }>(`/picking/waves/${wave}`)).picked).toBe(4);
  });

  it('is packed by scan, and each parcel gets the label that the rules chose', async () => {
    await go('/pack');
    await button(page(), 'Station 1').click();
    await told('Scan an order, a tote or an item').waitFor();
    await scan(page(), cancelled);
    await told('Stop').waitFor();
    await page().keyboard.press('Enter');
    await page().keyboard.press('Escape');
    await told('Scan an order, a tote or an item').waitFor();
    for (const [n, { barcode, kind }] of goods.entries()) {
      await scan(page(), barcode);
      const parcel = page()
        .getByRole('region', { name: 'Last parcels' })
        .getByRole('listitem')
        .filter({ hasText: orderOf(n) });
      await desk.shop.whileTimePasses(parcel.getByText('Label bought').waitFor());
      expect(await labelOf(orderOf(n))).toMatchObject({ kind, state: 'bought' });
    }
  });

  it('leaves with a manifest for each carrier, scanned into the van', async () => {
    await go('/handover');
    for (const name of ['UPS', 'USPS']) {
      await button(carrier(name), 'Make manifest').click();
      await page().getByText('Done', { exact: true }).first().waitFor();
    }
    const rug = await labelOf(orderOf(3));
    await button(carrier('UPS'), 'Load a van').click();
    await page()
      .getByLabel('Scan a tracking number')
      .fill(rug?.tracking ?? '');
    await page().keyboard.press('Enter');
    await page().locator('[aria-live=assertive]').getByText('Goes along').waitFor();
  });

  it('is confirmed at Amazon, once for each, and verified', async () => {
    const { shop } = desk;
    await shop.whileTimePasses(
      eventually(() => orders.map((orderId) => shop.amazon.order(orderId)?.status)).toEqual(orders.map(() => 'SHIPPED')),
    );
    expect(orders.map((orderId) => shop.amazon.order(orderId)?.packages.length)).toEqual([1, 1, 1, 1]);
    await shop.catchUp();
    await go('/orders?tab=shipped');
    for (const orderId of orders) await row(page(), orderId).waitFor();
    const { items } = await shop.ask<{ items: { onHand: number }[] }>(`/stock?text=${goods[0].sku}`);
    expect(items).toMatchObject([{ onHand: 4 }]);
  });

  it('is followed until it has arrived', async () => {
    const { shop } = desk;
    const now = shop.amazon.now();
    const [vase, rug] = [await labelOf(orderOf(2)), await labelOf(orderOf(3))];
    const at = new Date(now + hour).toISOString();
    servers.easypost.journeys.set(vase?.tracking ?? '', { details: [{ status: 'delivered', datetime: at, tracking_location: {} }] });
    servers.shippo.journeys.set(rug?.tracking ?? '', { details: [{ status: 'DELIVERED', status_date: at, location: null }] });
    shop.amazon.travel(orderOf(1), {
      journey: [
        { eventCode: 'PickupDone', at: now },
        { eventCode: 'Delivered', at: now + hour },
      ],
    });
    shop.amazon.deliver(orderOf(0));
    for (let day = 0; day < 2; day += 1) {
      shop.pass(25 * hour);
      await shop.catchUp();
    }
    const delivered = () => shop.ask<{ items: { orderId: string }[] }>('/parcels?state=delivered');
    await shop.whileTimePasses(eventually(async () => (await delivered()).items.map(({ orderId }) => orderId).toSorted()).toEqual(orders));
    await go('/parcels');
    for (const orderId of orders) await carrier(orderId).getByText('Delivered').waitFor();
  });
});
