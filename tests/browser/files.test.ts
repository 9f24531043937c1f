import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { orderFile, orderRow } from '../support/all-orders-file.ts';
import { accountId } from '../support/shop.ts';
import { button, card, dialog, search, shownOrders } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { drop } from './support/drop-file.ts';
import { eventually } from './support/eventually.ts';
import { upsNumber } from './support/ups-number.ts';

const [known = '', second = '', odd = ''] = [1, 2, 3].map((n) => `113-50000${n}0-000000${n}`);
const fromFile = '113-4000001-0000001';
const desk = deskVisit({ path: '/import' }, ({ amazon }) => {
  for (const orderId of [known, second]) amazon.createOrder({ orderId });
});

const show = async (path: string): Promise<Page> => {
  await desk.visitor.page.goto(desk.shop.url + path);
  return desk.visitor.page;
};

const figures = async (page: Page): Promise<Record<string, string>> => {
  const pairs = await card(page, 'Orders').locator('dl > div').allInnerTexts();
  return Object.fromEntries(pairs.map((text) => text.split('\n') as [string, string]));
};

const american = {
  'amazon-order-id': fromFile,
  'sales-channel': 'Amazon.com',
  currency: 'USD',
  'item-price': '24.50',
  'item-tax': '',
  'item-promotion-discount': '',
  'order-status': 'Unshipped',
  'item-status': 'Unshipped',
  sku: 'FILE-1',
  'product-name': 'Tea pot',
};

describe('files', () => {
  it('an order report is dropped, its orders are there, and twice is as good as once', async () => {
    const page = await show('/import');
    const report = orderFile(orderRow(american), orderRow({ ...american, 'amazon-order-id': 'no number' }));
    await drop(page, 'Drop an order report here', 'orders.txt', report);
    await eventually(() => figures(page)).toMatchObject({ Lines: '2', Orders: '2', New: '1', Rejected: '1' });
    await card(page, 'Orders').getByText('Line 3').waitFor();
    await drop(page, 'Drop an order report here', 'orders.txt', report);
    await eventually(() => figures(page)).toMatchObject({ New: '0', Unchanged: '1', Rejected: '1' });
    await eventually(() => card(page, 'Earlier imports').getByRole('listitem').count()).toBeGreaterThanOrEqual(2);
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await search(page, 'sku:FILE-1');
    await eventually(() => shownOrders(page)).toEqual([fromFile]);
  });

  it('what Amazon says later about an order from a file is right', async () => {
    const page = await show(`/orders/${accountId}/${fromFile}`);
    await page.getByText('From a file').first().waitFor();
    desk.shop.amazon.createOrder({ orderId: fromFile, items: [{ sku: 'FILE-1', title: 'Tea pot, one litre', unitPrice: '26.00' }] });
    await desk.shop.catchUp();
    await page.getByText('Tea pot, one litre').waitFor();
    await page.getByText('From a file').waitFor({ state: 'detached' });
  });

  it('confirmations are dropped: first what each line does, then they are sent', async () => {
    const page = await show('/import');
    const lines = [
      'order-id,tracking-number,carrier',
      `${known},${upsNumber(1)},UPS`,
      `${second},${upsNumber(2)},UPS`,
      `113-9999999-9999999,${upsNumber(3)},UPS`,
    ];
    await drop(page, 'Drop a file with confirmations here', 'shipped.csv', `${lines.join('\n')}\n`);
    await page.getByText('2 will be done').waitFor();
    await page.getByText('1 left out').waitFor();
    expect(desk.shop.amazon.writes()).toEqual([]);
    await button(page, 'Confirm 2 shipments').click();
    await page.getByText('2 confirmations queued').waitFor();
    await page.getByRole('link', { name: 'Outbox' }).click();
    await desk.shop.whileTimePasses(page.getByText('Nothing is on its way').waitFor());
    expect([known, second].map((orderId) => desk.shop.amazon.order(orderId)?.status)).toEqual(['SHIPPED', 'SHIPPED']);
  });
});

describe('sync and accounts', () => {
  it('shows what Amazon said that is not understood, and how fresh the rest is', async () => {
    const page = await show('/sync');
    await page.getByText('Every answer of Amazon was understood.').waitFor();
    desk.shop.amazon.faults.add({ kind: 'missing-field', match: { orderId: odd } });
    desk.shop.amazon.createOrder({ orderId: odd });
    await desk.shop.catchUp();
    const unread = card(page, 'Answers that were not understood');
    await unread.getByText(odd).first().waitFor();
    await unread.getByText('Show the answer').first().click();
    await eventually(() => unread.locator('pre').first().innerText()).toContain(odd);
    desk.shop.amazon.faults.clear();
    await button(page, 'Sync now').click();
    await page.getByText('A sweep starts now').waitFor();
    await page.getByText('Up to date').waitFor();
  });

  it('an account gets another name', async () => {
    const page = await show('/accounts');
    await button(page, 'Edit').click();
    await dialog(page).getByLabel('Name').fill('Kiln, by the river');
    await button(dialog(page), 'Save').click();
    await page.getByRole('main').getByText('Kiln, by the river').waitFor();
    await page.reload();
    await page.getByRole('main').getByText('Kiln, by the river').waitFor();
  });
});
