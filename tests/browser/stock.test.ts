import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OfferPage, ProductDetails, StockPage, StockSummary } from '#src/modules/inventory/contract.ts';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, card, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { settle } from './support/settle.ts';

const unknown = '113-5560001-0000001';
const desk = deskVisit({ orders: 120, path: '/stock' }, ({ amazon }) => {
  amazon.createOrder({ orderId: unknown, items: [{ sku: 'LAMP-OAK', title: 'Oak lamp', quantity: 2 }] });
});

let product: string;
/** One with offers and an image. */
let offered: string;
beforeAll(async () => {
  const { shop } = desk;
  await shop.whileTimePasses(untilStocked());
  const [first, second] = (await shop.ask<StockPage>('/stock?limit=5')).items;
  offered = first?.productId ?? '';
  await shop.ask('/stock/products', {
    code: 'SET-TEA',
    title: 'Tea set for two',
    parts: [
      { productId: first?.productId, quantity: 2 },
      { productId: second?.productId, quantity: 1 },
    ],
  });
  await shop.ask('/stock/locations/1/bins', { name: 'A-01-3' });
  await shop.ask('/stock/locations', {
    name: 'East',
    country: 'US',
    region: 'NY',
    timeZone: 'America/New_York',
    cutOff: '16:00',
    parcelCost: '4.20',
    currency: 'USD',
    active: true,
  });
  const made = await shop.ask<ProductDetails>('/stock/products', { code: 'LAMP', title: 'Oak lamp', barcodes: ['4006381333931'] });
  product = made.productId;
  await shop.ask('/stock/deliveries', { productId: product, locationId: '1', quantity: 24, expectedOn: '2026-12-01', ref: 'PO 88' });
}, 180_000);

async function untilStocked(): Promise<void> {
  for (let looks = 0; looks < 1_000; looks += 1) {
    if ((await desk.shop.ask<StockSummary>('/stock/summary')).onHand > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the demo shop got no stock');
}
const page = () => desk.visitor.page;
const go = (path: string) => page().goto(desk.shop.url + path);
const scan = async (text: string) => {
  const field = page().getByRole('searchbox', { name: /^Scan or search/ });
  await field.fill(text);
  await field.press('Enter');
};
const figure = (name: string) => page().locator('dl > div').filter({ hasText: name }).locator('dd').innerText();

describe('a day at the shelves', () => {
  it('maps a SKU that an order brought, and its units go over', async () => {
    await go('/stock/exceptions');
    await button(page().getByRole('listitem').filter({ hasText: 'LAMP-OAK' }), 'Map').click();
    await dialog(page()).getByRole('searchbox', { name: 'Find a product' }).fill('Oak lamp');
    await button(dialog(page()), /^Oak lamp/).click();
    await button(dialog(page()), 'Map').click();
    await page().getByText('LAMP-OAK is mapped').waitFor();
    await go(`/stock/${product}`);
    await eventually(() => figure('Reserved')).toBe('2');
    await eventually(() => figure('Available')).toBe('-2');
  });

  it('receives what a scanner finds, which gives the order its units, and undoes it', async () => {
    await go('/stock');
    await scan('4006381333931');
    await page().getByRole('heading', { level: 1, name: 'Oak lamp' }).waitFor();
    await button(page(), 'Receive').click();
    await dialog(page()).getByLabel('Units that came').fill('10');
    await dialog(page()).getByLabel('Units that came').press('Enter');
    await page().getByText('Received', { exact: true }).first().waitFor();
    await eventually(() => figure('On hand')).toBe('10');
    await eventually(() => figure('Available')).toBe('8');
    await eventually(() => figure('Expected')).toBe('14');
    await card(page(), 'Open orders').getByText('2 from Main').waitFor();
    await button(card(page(), 'Movements'), 'Undo').click();
    await eventually(() => figure('On hand')).toBe('0');
  });

  it('counts a bin and says when there is no difference', async () => {
    await go(`/stock/${product}`);
    await button(page(), 'Count').click();
    await dialog(page()).getByLabel('Units that lie there').fill('0');
    await button(dialog(page()), 'Count').click();
    await page().getByText('Counted: no difference').waitFor();
  });

  it('refuses to move more than there is, and says how many there are', async () => {
    await go(`/stock/${product}`);
    await button(page(), 'Move').click();
    await dialog(page()).getByLabel('Units to move').fill('3');
    await button(dialog(page()), 'Move').click();
    await dialog(page())
      .getByText(/the bin holds 0 of these units/)
      .waitFor();
    desk.visitor.complaints.splice(0);
    await page().keyboard.press('Escape');
  });
});

describe('what is offered', () => {
  it('is listed, also what lies with Amazon and nobody has mapped; mapped, its product shows it', async () => {
    await desk.shop.whileTimePasses(
      eventually(
        async () => (await desk.shop.ask<OfferPage>('/stock/offers?channel=FBA&mapped=no')).items[0]?.fulfillable ?? null,
      ).not.toBeNull(),
    );
    await go('/stock/offers?channel=FBA&mapped=no');
    const row = page().getByRole('listitem').filter({ hasText: 'with Amazon' }).first();
    const sku = await row.locator('.font-medium').first().innerText();
    await button(row, /^Which product is /).click();
    await button(dialog(page()), 'It is a product of its own').click();
    await page().getByText(`${sku} is mapped`).waitFor();
    await page().getByRole('checkbox', { name: 'Not mapped' }).click();
    await page().getByRole('searchbox', { name: 'SKU, name or ASIN' }).fill(sku);
    await page().getByRole('link', { name: sku, exact: true }).first().click();
    await card(page(), 'Offers').getByText('with Amazon').first().waitFor();
    await button(page(), 'Put away').click();
    await button(page(), 'Bring back').click();
    await button(page(), 'Put away').waitFor();
  });
});

describe('what Amazon is told', () => {
  it('an offer holds back units of its own, and gives that up again', async () => {
    await go(`/stock/${offered}`);
    const field = card(page(), 'Offers').getByLabel('Hold back').first();
    await field.fill('7');
    await field.press('Enter');
    await page().getByText('Saved. Amazon is told within half a minute.').waitFor();
    const buffers = async () => (await desk.shop.ask<ProductDetails>(`/stock/products/${offered}`)).offers.map(({ buffer }) => buffer);
    expect(await buffers()).toContain(7);
    await page().reload();
    await eventually(() => field.inputValue()).toBe('7');
    await field.fill('');
    await field.press('Enter');
    await eventually(buffers).not.toContain(7);
  });

  it('says how quantities went, and why', async () => {
    await desk.shop.fetch(`/api/v1/stock/channels/${accountId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pushes: true, buffer: 1 }),
    });
    type Channels = { items: { way: { way: string } | null }[] };
    const way = async () => (await desk.shop.ask<Channels>('/stock/channels')).items[0]?.way?.way;
    await desk.shop.whileTimePasses(expect.poll(way, { timeout: 90_000, interval: 30 }).toBe('file'));
    await go('/shelves');
    await page()
      .getByText(/offers in files, one for each store: 150 seconds/)
      .waitFor();
  });
});

type Sight = { name: string; path: () => string; open?: (page: Page) => Promise<void> };
const click = (name: string) => async (shown: Page) => {
  await button(shown, name).first().click();
  await dialog(shown).waitFor();
};
const sights: Sight[] = [
  { name: 'stock', path: () => '/stock' },
  { name: 'stock-none', path: () => '/stock?q=nothing-like-it' },
  { name: 'stock-exceptions', path: () => '/stock/exceptions' },
  { name: 'stock-offers', path: () => '/stock/offers' },
  { name: 'stock-product', path: () => `/stock/${product}` },
  { name: 'stock-offers', path: () => `/stock/${offered}` },
  { name: 'stock-receive', path: () => `/stock/${product}`, open: click('Receive') },
  { name: 'stock-move', path: () => `/stock/${product}`, open: click('Move') },
  { name: 'stock-new', path: () => '/stock', open: click('New product') },
  { name: 'stock-import', path: () => '/stock', open: click('Import') },
  { name: 'shelves', path: () => '/shelves' },
  { name: 'shelves-new', path: () => '/shelves', open: click('New location') },
];

const looks = [
  [1440, 'light'],
  [390, 'dark'],
] as const;

describe('the pages of stock', () => {
  it.each(looks)('are in order at %i pixels, %s', async (width, colorScheme) => {
    const visitor = await visit(desk.browser, `${desk.shop.url}/stock`, { viewport: { width, height: 900 }, colorScheme });
    try {
      for (const { name, path, open } of sights) {
        await visitor.page.goto(desk.shop.url + path());
        await settle(visitor.page);
        await open?.(visitor.page);
        await settle(visitor.page);
        await visitor.page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
        expect.soft(await audit(visitor.page), name).toEqual([]);
      }
      visitor.mustBeQuiet();
    } finally {
      await visitor.close();
    }
  });

  it('shows the same order on the page of the account', async () => {
    await go(`/orders/${accountId}/${unknown}`);
    await page().getByText('LAMP-OAK').first().waitFor();
  });
});
