import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from './support/audit.ts';
import { openBrowser, visit } from './support/browser.ts';
import { type BusyShop, openBusyShop } from './support/busy-shop.ts';
import { button, dialog } from './support/desk-page.ts';
import { settle } from './support/settle.ts';

const folder = fileURLToPath(new URL('screenshots/', import.meta.url));
let shop: BusyShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([openBusyShop(), openBrowser(), mkdir(folder, { recursive: true })]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

type Sight = { name: string; path: string; then?: (page: Page) => Promise<void> };

const order = (index: number) => `/orders/1/${shop.open[index]?.orderId}`;
const inPanel = (index: number) => `/orders?tab=all&open=1/${shop.open[index]?.orderId}`;
const press = (name: string) => async (page: Page) => {
  await button(page, name).first().click();
  await dialog(page).waitFor();
};

/** Every page, and what opens over it. */
const sights = (): Sight[] => [
  { name: 'orders', path: '/orders?tab=all' },
  { name: 'orders-unshipped', path: '/orders' },
  { name: 'orders-none', path: '/orders?q=sku:NOTHING-LIKE-IT' },
  { name: 'orders-panel', path: inPanel(1) },
  { name: 'order-cancel-request', path: order(0) },
  { name: 'order', path: order(1) },
  { name: 'order-unknown', path: '/orders/1/111-1111111-1111111' },
  { name: 'confirm', path: order(1), then: press('Confirm shipment') },
  { name: 'slips', path: order(1), then: press('Packing slip') },
  { name: 'cancel', path: order(0), then: press('Cancel order') },
  { name: 'reveal', path: order(1), then: press('Reveal') },
  {
    name: 'palette',
    path: '/orders',
    then: async (page) => {
      await page.keyboard.press('Control+k');
      await dialog(page).waitFor();
    },
  },
  {
    name: 'keys',
    path: '/orders',
    then: async (page) => {
      await page.keyboard.press('?');
      await dialog(page).waitFor();
    },
  },
  { name: 'outbox', path: '/outbox' },
  { name: 'sync', path: '/sync' },
  { name: 'import', path: '/import' },
  { name: 'personal-data', path: '/personal-data' },
  { name: 'accounts', path: '/accounts' },
  { name: 'connect', path: '/connect' },
  { name: 'settings', path: '/settings' },
  { name: 'no-such-page', path: '/nowhere' },
];

describe.each([1440, 390])('pages %i pixels wide', (width) => {
  it('are sound in the light and in the dark', async () => {
    const found: Record<string, string[]> = {};
    const visitor = await visit(browser, `${shop.url}/settings`, { viewport: { width, height: width > 800 ? 900 : 844 } });
    const { page } = visitor;
    for (const { name, path, then } of sights()) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(shop.url + path);
      await settle(page);
      await then?.(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await settle(page);
        const wrong = [...(await audit(page)), ...visitor.complaints.splice(0)];
        if (wrong.length > 0) found[`${name} ${colorScheme}`] = wrong;
        await page.screenshot({ path: `${folder}${name}-${colorScheme}-${width}.png` });
      }
    }
    await visitor.close();
    expect(found).toEqual({});
  });
});
