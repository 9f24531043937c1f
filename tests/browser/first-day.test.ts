import { describe, expect, it } from 'vitest';
import { orderFile, orderRow } from '../support/all-orders-file.ts';
import { button, card, dialog, row, search, shownOrders } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { drop } from './support/drop-file.ts';
import { eventually } from './support/eventually.ts';

const desk = deskVisit({ demo: false, path: '/' });
const orderId = '113-2000010-0000001';
const hostile = '<img src=x onerror="document.title=`broken`">';

describe('an empty desk', () => {
  it('asks to be connected, and says what is missing', async () => {
    const { page } = desk.visitor;
    await page.getByRole('heading', { level: 1, name: 'Welcome to Waybill' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/connect');
    expect(await button(page, 'Check and connect').isDisabled()).toBe(true);
  });

  it('begins with a file: its first account is made with it', async () => {
    const { page } = desk.visitor;
    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.getByLabel('Name of the account').fill('Our shop');
    const line = orderRow({
      'amazon-order-id': orderId,
      'sales-channel': 'Amazon.com',
      currency: 'USD',
      'item-price': '9.00',
      'product-name': hostile,
    });
    await drop(page, 'Drop an order report here', 'orders.txt', orderFile(line));
    await card(page, 'Orders').getByText('New').waitFor();
    await page.goto(desk.shop.url);
    await page.waitForURL('**/today');
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.waitForURL('**/orders*');
    await search(page, orderId);
    await button(page, 'Search in all orders').click();
    await eventually(() => shownOrders(page)).toEqual([orderId]);
    expect(await desk.shop.ask('/accounts')).toMatchObject({ items: [{ name: 'Our shop', state: 'unconnected' }] });
  });

  it('shows words of others as words, whatever they look like', async () => {
    const { page } = desk.visitor;
    await row(page, orderId).getByText(hostile).waitFor();
    await row(page, orderId).click();
    await page.getByRole('complementary').getByText(hostile).waitFor();
    await button(page.getByRole('complementary'), 'Tag').click();
    await dialog(page).getByLabel('Add tags').fill('<b>bold</b>');
    await button(dialog(page), 'Apply tags').click();
    await row(page, orderId).getByText('<b>bold</b>').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('broken');
  });
});
