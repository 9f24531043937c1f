import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { settle } from './support/settle.ts';

const asked = '113-5550001-0000001';
const noted = '113-5550002-0000002';
const bought = '113-5550003-0000003';

const desk = deskVisit({ orders: 240, path: '/settings' }, ({ amazon }) => {
  amazon.createShopOrder({ orderId: asked, items: 2, cancelRequest: 'Ordered by mistake' });
  amazon.createShopOrder({ orderId: noted, items: 2, business: true, companyName: 'Harbour Tea', purchaseOrderNumber: 'HT-2091' });
  amazon.createShopOrder({ orderId: bought, items: 1, gift: { message: 'For you' } });
});

beforeAll(async () => {
  const order = (orderId: string) => ({ accountId, orderId });
  await desk.shop.ask('/orders/annotate', {
    orders: [order(asked), order(noted)],
    addTags: ['fragile', 'call first'],
    note: 'Pack with the grey paper.\nThe last parcel arrived broken.',
    assignee: 'Ana',
  });
  await desk.shop.ask(`/orders/${accountId}/${noted}/reveal`, { purpose: 'Checking the address' });
  await desk.shop.ask(
    '/writes',
    { action: 'confirm', packages: [{ ...order(bought), trackingNumber: '1Z5R89390357567127' }] },
    { 'idempotency-key': 'pages-0001' },
  );
});

type Sight = { name: string; path: string; open?: (page: Page) => Promise<void> };

const pageOf = (orderId: string) => `/orders/${accountId}/${orderId}`;
const click = (name: string) => async (page: Page) => {
  await button(page, name).first().click();
  await dialog(page).waitFor();
};
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await dialog(page).waitFor();
};

/** Every page, and what opens over it. */
const sights: Sight[] = [
  { name: 'orders', path: '/orders?tab=all' },
  { name: 'orders-unshipped', path: '/orders' },
  { name: 'orders-none', path: '/orders?q=sku:NOTHING-LIKE-IT' },
  { name: 'orders-panel', path: `/orders?tab=all&open=${accountId}/${noted}` },
  { name: 'order', path: pageOf(noted) },
  { name: 'order-on-its-way', path: pageOf(bought) },
  { name: 'order-cancel-request', path: pageOf(asked) },
  { name: 'order-unknown', path: pageOf('111-1111111-1111111') },
  { name: 'confirm', path: pageOf(noted), open: click('Confirm shipment') },
  { name: 'slips', path: pageOf(noted), open: click('Packing slip') },
  { name: 'cancel', path: pageOf(asked), open: click('Cancel order') },
  { name: 'reveal', path: pageOf(noted), open: click('Reveal') },
  { name: 'palette', path: '/orders', open: press('Control+k') },
  { name: 'keys', path: '/orders', open: press('?') },
  { name: 'outbox', path: '/outbox' },
  { name: 'sync', path: '/sync' },
  { name: 'import', path: '/import' },
  { name: 'compliance', path: '/compliance' },
  { name: 'privacy', path: '/privacy' },
  { name: 'legal-hold', path: '/privacy', open: click('Set a legal hold') },
  { name: 'personal-data', path: '/personal-data' },
  { name: 'accounts', path: '/accounts' },
  { name: 'connect', path: '/connect' },
  { name: 'settings', path: '/settings' },
  { name: 'no-such-page', path: '/nowhere' },
];

/** The browser says itself that an order is not there. */
const expected = (name: string, text: string) => name === 'order-unknown' && text.includes('404 (Not Found)');

type Look = readonly [width: number, colorScheme: 'light' | 'dark'];
/** Each width and each theme once; with WAYBILL_LOOKS=all each width in each theme. */
const every: readonly Look[] = [
  [1440, 'light'],
  [390, 'dark'],
  [1440, 'dark'],
  [390, 'light'],
];
const looks = process.env['WAYBILL_LOOKS'] === 'all' ? every : every.slice(0, 2);

describe.each(looks)('every page, %i pixels wide and %s', (width, colorScheme) => {
  it('is sound', async () => {
    const found: Record<string, string[]> = {};
    const viewport = { width, height: width > 800 ? 900 : 844 };
    const { page, complaints, close } = await visit(desk.browser, `${desk.shop.url}/settings`, { viewport, colorScheme });
    for (const { name, path, open } of sights) {
      await page.goto(desk.shop.url + path);
      await settle(page);
      await open?.(page);
      const heard = complaints.splice(0).filter((text) => !expected(name, text));
      const wrong = [...(await audit(page)), ...heard];
      if (wrong.length > 0) found[name] = wrong;
      await page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
    }
    await close();
    expect(found).toEqual({});
  });
});
