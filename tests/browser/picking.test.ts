import { type Locator, type Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, card, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { scan } from './support/scanner.ts';
import { settle } from './support/settle.ts';

const [first, second, third] = ['113-4440001-0000001', '113-4440002-0000002', '113-4440003-0000003'] as const;
const [cup, tray] = ['4006381333931', '4006381333948'] as const;
const desk = deskVisit({ orders: 0, path: '/waves' });

beforeAll(async () => {
  const { shop } = desk;
  const bins: string[] = [];
  for (const name of ['A-01-3', 'B-02-1']) bins.push((await shop.ask<{ id: string }>('/stock/locations/1/bins', { name })).id);
  const products = [
    { code: 'CUP', title: 'Stoneware cup, white', barcodes: [cup] },
    { code: 'TRAY', title: 'Oak tray with handles', barcodes: [tray] },
  ];
  for (const [i, body] of products.entries()) {
    const { productId } = await shop.ask<{ productId: string }>('/stock/products', body);
    const lines = [{ productId, binId: bins[i], quantity: 10 }];
    await shop.ask('/stock/changes', { entry: `first units ${i}`, kind: 'receive', lines });
  }
  const items = (quantity: number) => [{ sku: 'CUP', title: 'Stoneware cup, white', quantity }];
  shop.amazon.createOrder({ orderId: first, items: [...items(2), { sku: 'TRAY', title: 'Oak tray with handles', quantity: 1 }] });
  shop.amazon.createOrder({ orderId: second, items: items(1) });
  shop.amazon.createOrder({ orderId: third, items: items(3) });
  await shop.catchUp();
  const rule = { locationId: '1' };
  const taken = async () => (await shop.ask<{ units: number }>('/picking/waves/preview', { rule })).units;
  for (let looks = 0; (await taken()) < 7; looks += 1) {
    if (looks > 1_000) throw new Error('the orders were not given their units');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 120_000);

const page = () => desk.visitor.page;
const go = (path: string) => page().goto(desk.shop.url + path);
const said = (text: string | RegExp): Locator => page().getByRole('status').getByText(text);
const bin = (): Promise<string> => page().locator('main section h2').first().innerText();
let wave: string;

describe('a walk through the shelves', () => {
  it('begins with a wave whose preview says what it takes', async () => {
    await go('/waves');
    await button(page(), 'New wave').first().click();
    await dialog(page()).getByText('7 units in 2 bins').waitFor();
    await dialog(page()).getByLabel('Orders of', { exact: true }).selectOption('One unit');
    await dialog(page()).getByText('1 unit in 1 bin').waitFor();
    await dialog(page()).getByLabel('Orders of', { exact: true }).selectOption('Any size');
    await dialog(page()).getByText('7 units in 2 bins').waitFor();
    await dialog(page()).getByLabel('Name', { exact: true }).fill('Noon');
    await button(dialog(page()), 'Make and release').click();
    await page().getByRole('heading', { level: 1, name: 'Noon' }).waitFor();
    wave = page().url().split('/').at(-1) ?? '';
    await page().getByRole('link', { name: first }).waitFor();
  });

  it('takes by scan what belongs there, and says no to what does not', async () => {
    await go(`/pick?wave=${wave}`);
    await eventually(bin).toBe('A-01-3');
    await scan(page(), 'A-01-3');
    await page().getByText('You are here').waitFor();
    await scan(page(), tray);
    await said(/Wrong bin: Oak tray with handles is fetched from B-02-1/).waitFor();
    await scan(page(), cup);
    await said('1 × Stoneware cup, white').waitFor();
    await page().getByText('Take 5', { exact: true }).waitFor();
    await button(page(), /^Undo: 1 × CUP/).click();
    await said(/^Undone: 1 × CUP/).waitFor();
    await button(page(), 'Number').click();
    await dialog(page()).getByLabel('How many were picked?').fill('2');
    await button(dialog(page()), 'Picked').click();
    await said('2 × Stoneware cup, white').waitFor();
    await scan(page(), 'T-12');
    await said(/is in tote T-12$/).waitFor();
    await page().getByText('Take 4', { exact: true }).waitFor();
  });

  it('goes on without network and loses nothing', async () => {
    await page().context().setOffline(true);
    try {
      await scan(page(), cup);
      await page()
        .getByText(/^The desk does not answer/)
        .waitFor();
      await page().getByText('Take 3', { exact: true }).waitFor();
      await scan(page(), cup);
      await page().getByText('Take 2', { exact: true }).waitFor();
      await button(page(), /^Undo: /).click();
      await page().getByText('Take 3', { exact: true }).waitFor();
    } finally {
      await page().context().setOffline(false);
    }
    await page()
      .getByText(/^The desk does not answer/)
      .waitFor({ state: 'detached' });
    await eventually(async () => (await desk.shop.ask<{ picked: number }>(`/picking/waves/${wave}`)).picked).toBe(3);
    desk.visitor.complaints.splice(0);
  });

  it('shows at once what is cancelled: leave it, and put back what was fetched of it', async () => {
    const fetched = await Promise.all(
      [first, second, third].map(async (orderId) => {
        const { state } = await desk.shop.ask<{ state: { items: { picked: number; wanted: number }[] } }>(
          `/picking/orders/${accountId}/${orderId}`,
        );
        const [picked, wanted] = [state.items.reduce((n, each) => n + each.picked, 0), state.items.reduce((n, each) => n + each.wanted, 0)];
        return { orderId, picked, wanted };
      }),
    );
    const partly = fetched.find(({ picked, wanted }) => picked > 0 && picked < wanted);
    desk.shop.amazon.cancel(partly?.orderId ?? '');
    await desk.shop.catchUp();
    await page().getByText('Put it back', { exact: true }).first().waitFor();
    await page().getByText('Leave it', { exact: true }).first().waitFor();
    await page().screenshot({ path: `${screenshots}pick-put-back.png` });
    await button(page(), 'Put back').first().click();
    await said('Put back').waitFor();
    await page().getByText('Put it back', { exact: true }).waitFor({ state: 'detached' });
  });

  it('looks elsewhere for what is not there, and says what can be done about the rest', async () => {
    await button(page(), 'Not right').first().click();
    await button(dialog(page()), /^Not here/).click();
    await said(/^Short: /).waitFor();
    desk.shop.pass(61_000);
    await eventually(async () => (await desk.shop.ask<{ items: { kind: string }[] }>('/alerts')).items.map(({ kind }) => kind)).toContain(
      'pick.short',
    );
    await go('/alerts');
    await page()
      .getByRole('link', { name: /^Look: \d units? (is|are) missing for / })
      .click();
    await dialog(page()).getByText('Wait for the units').waitFor();
    await dialog(page())
      .getByText(/Never put two orders into one parcel/)
      .waitFor();
    await page().keyboard.press('Escape');
    const line = page().getByRole('listitem').filter({ hasText: 'What now?' }).first();
    const short = await line.getByRole('link').innerText();
    await go(`/orders/${accountId}/${short}`);
    await card(page(), 'Picking').getByText('Wave Noon').waitFor();
  });

  it('goes on with one batch of labels for the orders that still need one', async () => {
    await go(`/waves/${wave}`);
    await button(page(), 'Buy labels').click();
    await button(dialog(page()), 'Preview').click();
    await page().getByRole('heading', { level: 1, name: 'Noon' }).waitFor();
    const { items } = await desk.shop.ask<{ items: { origin: string; orders: number }[] }>('/batches');
    // The third one was cancelled.
    expect(items).toMatchObject([{ origin: 'wave', orders: 2 }]);
  });
});

type Sight = { name: string; path: () => string; open?: (shown: Page) => Promise<void> };
const sights: Sight[] = [
  { name: 'waves', path: () => '/waves' },
  {
    name: 'wave-new',
    path: () => '/waves',
    open: async (shown) => {
      await button(shown, 'New wave').first().click();
      await dialog(shown)
        .getByText(/left out|No order|units in/)
        .first()
        .waitFor();
    },
  },
  { name: 'wave', path: () => `/waves/${wave}` },
  {
    name: 'wave-rest',
    path: () => `/waves/${wave}`,
    open: async (shown) => {
      await button(shown, 'What now?').first().click();
      await dialog(shown).getByText('Wait for the units').waitFor();
    },
  },
  { name: 'pick-choice', path: () => '/pick' },
  { name: 'pick', path: () => `/pick?wave=${wave}` },
];

describe('the pages of picking', () => {
  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)('are in order at %i pixels, %s', { timeout: 180_000 }, async (width, colorScheme) => {
    const visitor = await visit(desk.browser, `${desk.shop.url}/waves`, { viewport: { width, height: 900 }, colorScheme });
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
});
