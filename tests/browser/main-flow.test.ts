import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { queryKeys } from '#src/modules/search/contract.ts';
import { minutes, openShop, type Shop } from '../support/shop.ts';
import { openBrowser, type Visitor, visit } from './support/browser.ts';
import { button, card, dialog, row, search, shownOrders } from './support/desk-page.ts';
import { eventually } from './support/eventually.ts';

let shop: Shop;
let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  [shop, browser] = await Promise.all([openShop({ orders: 120 }), openBrowser()]);
  visitor = await visit(browser, `${shop.url}/orders?tab=all`);
});
afterEach(() => expect(visitor.complaints.splice(0)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

const orderId = '113-5550142-7700913';
const tracking = '1Z5R89390357567127';

/** An order that differs from all others in whatever can be searched for. */
const placed = {
  orderId,
  sellerOrderId: 'WB-1042',
  serviceLevel: 'EXPEDITED',
  shipServiceName: 'Exp US D2D Dom',
  programs: ['AMAZON_BUSINESS'],
  buyer: {
    name: 'Marisol Quintero',
    email: 'q7h2zz@marketplace.amazon.com',
    companyName: 'Quintero Tile Works',
    purchaseOrderNumber: '4500012345',
  },
  items: [
    {
      sku: 'FLOW-VASE-01',
      asin: 'B0FLOWVASE',
      title: 'Hand-thrown vase, celadon',
      quantity: 2,
      unitPrice: '117.35',
      gift: { message: 'Enjoy' },
    },
  ],
} as const;

/** What finds the order before it is shipped, by key of the search. */
const searches: Record<string, string> = {
  order: `order:${orderId}`,
  'seller-order': 'seller-order:WB-1042',
  sku: 'sku:FLOW-VASE-01',
  asin: 'asin:B0FLOWVASE',
  title: 'title:"celadon vase"',
  buyer: 'buyer:"marisol quintero"',
  email: 'email:q7h2zz@marketplace.amazon.com',
  service: 'service:expedited sku:FLOW-VASE-01',
};

describe('an order from Amazon to the buyer', () => {
  it('appears by itself', async () => {
    const { page } = visitor;
    await shop.whileTimePasses(eventually(() => shownOrders(page)).not.toEqual([]));
    shop.amazon.createOrder({ ...placed, programs: [...placed.programs], items: placed.items.map((item) => ({ ...item })) });
    shop.pass(minutes(6));
    await row(page, orderId).waitFor();
    expect((await shownOrders(page))[0]).toBe(orderId);
  });

  it.each(Object.entries(searches))('is found by %s', async (_key, text) => {
    const { page } = visitor;
    await search(page, text);
    await eventually(() => shownOrders(page)).toEqual([orderId]);
  });

  it('is confirmed and turns verified', async () => {
    const { page } = visitor;
    await search(page, orderId);
    await row(page, orderId).click();
    await button(page, 'Confirm shipment').click();
    await dialog(page).getByLabel(`Tracking number for ${orderId}`).fill(tracking);
    await button(dialog(page), 'Preview').click();
    await button(dialog(page), 'Confirm shipment (1)').click();
    await button(dialog(page), 'Done').click();
    await shop.whileTimePasses(page.getByRole('list', { name: 'Verified' }).waitFor());
    expect(await card(page, 'Package').innerText()).toContain(tracking);
  });
});
expect(queryKeys.length).toBeGreaterThan(0);
