import { describe, expect, it } from 'vitest';
import { queryKeys } from '#src/modules/search/contract.ts';
import { accountId } from '../support/shop.ts';
import { act, button, card, dialog, row, search, shownOrders } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { savedFile } from './support/saved-file.ts';
import { upsNumber } from './support/ups-number.ts';

const desk = deskVisit({ orders: 120 });
const orderId = '113-5550142-7700913';
const tracking = upsNumber(1);
const corrected = upsNumber(2);

/** An order that differs from all others in whatever can be searched for. */
const placed = () => ({
  orderId,
  sellerOrderId: 'WB-1042',
  serviceLevel: 'SECOND_DAY' as const,
  shipServiceName: 'Second US D2D Dom',
  programs: ['AMAZON_BUSINESS'],
  buyer: {
    name: 'Marisol Quintero',
    email: 'q7h2zz@marketplace.amazon.com',
    companyName: 'Quintero Tile Works',
    purchaseOrderNumber: '4500012345',
  },
  items: [{ sku: 'FLOW-VASE-01', asin: 'B0FLOWVASE', title: 'Hand-thrown vase, celadon', quantity: 2, unitPrice: '117.35' }],
  gift: { message: 'Enjoy' },
});

describe('an order, from Amazon to the buyer', () => {
  it('appears by itself in the list', async () => {
    const { shop, visitor } = desk;
    await eventually(() => shownOrders(visitor.page)).not.toContain(orderId);
    shop.amazon.createOrder(placed());
    await shop.catchUp();
    await row(visitor.page, orderId).waitFor();
    expect((await shownOrders(visitor.page))[0]).toBe(orderId);
  });

  it('is printed: a PDF comes', async () => {
    const { page } = desk.visitor;
    await row(page, orderId).click();
    await button(page, 'Packing slip').click();
    const [answer, opened] = await Promise.all([
      page.waitForResponse('**/api/v1/slips'),
      page.context().waitForEvent('page'),
      button(dialog(page), 'Make 1 slip').click(),
    ]);
    await opened.close();
    expect(answer.headers()['content-type']).toBe('application/pdf');
    const [file] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('link', { name: 'Download' }).click()]);
    expect((await savedFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
    await button(dialog(page), 'Close').click();
  });

  it('is confirmed after a preview and turns verified', async () => {
    const { shop, visitor } = desk;
    const { page } = visitor;
    await button(page, 'Confirm shipment').click();
    await dialog(page).getByLabel(`Tracking number for ${orderId}`).fill(tracking);
    await dialog(page).getByText('UPS', { exact: true }).first().waitFor();
    await button(dialog(page), 'Preview').click();
    await dialog(page).getByText(`UPS, ${tracking}; units: 2`).waitFor();
    expect(shop.amazon.writes()).toEqual([]);
    await button(dialog(page), 'Confirm shipment (1)').click();
    await shop.whileTimePasses(dialog(page).getByText('1 of 1 settled at Amazon').waitFor());
    await button(dialog(page), 'Done').click();
    await page.getByRole('list', { name: 'Verified' }).waitFor();
    expect(shop.amazon.order(orderId)?.packages).toMatchObject([{ trackingNumber: tracking, carrierCode: 'UPS' }]);
    await card(page, 'Package').getByText(tracking).waitFor();
  });

  it('is edited, and the correction turns verified', async () => {
    const { shop, visitor } = desk;
    const { page } = visitor;
    await button(card(page, 'Package'), 'Edit').click();
    await dialog(page).getByLabel(`Tracking number for ${orderId}`).fill(corrected);
    await button(dialog(page), 'Preview').click();
    await button(dialog(page), 'Send correction (1)').click();
    await shop.whileTimePasses(dialog(page).getByText('1 of 1 settled at Amazon').waitFor());
    await button(dialog(page), 'Done').click();
    await card(page, 'Package').getByText(corrected).waitFor();
    expect(shop.amazon.effects().map(({ times }) => times)).toEqual([1, 1]);
  });

  it('is tagged, assigned and noted', async () => {
    const { page } = desk.visitor;
    for (const [action, field, text, run] of [
      ['Tag', 'Add tags', 'celadon', 'Apply tags'],
      ['Assign', 'Assignee', 'Ana', 'Assign'],
      ['Add note', 'Note', 'The blue paper', 'Add note'],
    ] as const) {
      await act(page, action);
      await dialog(page).getByLabel(field).fill(text);
      await button(dialog(page), run).click();
      await dialog(page).waitFor({ state: 'detached' });
    }
    const notes = card(page, 'Notes and tags');
    await eventually(() => notes.innerText()).toMatch(/celadon[\s\S]*Assigned to Ana[\s\S]*The blue paper/);
  });

  it('has a timeline of what Amazon, people and the desk did', async () => {
    const { page } = desk.visitor;
    const timeline = card(page, 'Timeline');
    await timeline.getByText('People').click();
    await eventually(() => timeline.innerText()).toContain('Tag added');
    expect(await timeline.innerText()).not.toContain('Order placed');
    await timeline.getByText('Amazon', { exact: true }).click();
    await eventually(() => timeline.innerText()).toContain('Order placed');
  });
});

/** What finds that order, and it alone, by each key of the search. */
const searches: Record<string, string> = {
  order: `order:${orderId}`,
  'seller-order': 'seller-order:WB-1042',
  sku: 'sku:FLOW-VASE-01',
  asin: 'asin:B0FLOWVASE',
  listing: 'listing:1117FLOWVASE',
  title: 'title:"celadon vase"',
  buyer: 'buyer:"marisol quintero"',
  email: 'email:q7h2zz@marketplace.amazon.com',
  track: `track:${corrected}`,
  carrier: 'carrier:UPS tag:celadon',
  service: 'service:second-day sku:FLOW-VASE-01',
  status: 'status:shipped tag:celadon',
  date: 'date:today tag:celadon',
  after: 'after:2026-11-17 tag:celadon',
  before: 'before:2026-11-18 tag:celadon',
  'ship-by': 'ship-by:<7d tag:celadon',
  'deliver-by': 'deliver-by:<14d tag:celadon',
  marketplace: 'marketplace:US tag:celadon',
  channel: 'channel:Amazon.com tag:celadon',
  by: 'by:fbm tag:celadon',
  is: 'is:gift is:business tag:celadon',
  programme: 'programme:amazon-business tag:celadon',
  tag: 'tag:celadon',
  amount: 'amount:234..235',
  type: 'type:StandardOrder tag:celadon',
  assignee: 'assignee:Ana',
  po: 'po:4500012345',
  write: 'write:verified',
};

describe('the order is found', () => {
  it('by every key there is', async () => {
    const { shop, visitor } = desk;
    expect(Object.keys(searches)).toEqual(queryKeys.map(({ key }) => key));
    // Amazon's orders name no listing; its report of listings does.
    const file = new Blob([
      'seller-sku\tasin1\titem-name\tlisting-id\nFLOW-VASE-01\tB0FLOWVASE\tHand-thrown vase, celadon\t1117FLOWVASE\n',
    ]);
    const form = new FormData();
    form.set('account', accountId);
    form.set('file', file, 'listings.txt');
    expect((await shop.fetch('/api/v1/imports/listings', { method: 'POST', body: form })).status).toBe(200);
    await visitor.page.goto(`${shop.url}/orders?tab=all`);
  });

  it.each(Object.entries(searches))('by %s', async (_key, text) => {
    await search(desk.visitor.page, text);
    await eventually(() => shownOrders(desk.visitor.page)).toEqual([orderId]);
  });

  it.each([
    ['a bare order number', orderId],
    ['free words', 'celadon quintero'],
    ['a pasted list of order numbers', `113-0000000-0000001 ${orderId} 113-0000000-0000002`],
  ])('by %s', async (_what, text) => {
    await search(desk.visitor.page, text);
    await eventually(() => shownOrders(desk.visitor.page)).toEqual([orderId]);
  });

  it('not by what it is not', async () => {
    await search(desk.visitor.page, '-sku:FLOW-VASE-01 tag:celadon');
    await desk.visitor.page.getByText('Nothing found').waitFor();
    expect(await shownOrders(desk.visitor.page)).toEqual([]);
  });
});
