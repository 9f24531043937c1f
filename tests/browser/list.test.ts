import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { visit } from './support/browser.ts';
import { button, dialog, panel, row, search, shownOrders, tab } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { savedFile } from './support/saved-file.ts';

const vases = [1, 2, 3].map((n) => `113-60000${n}0-000000${n}`);
const desk = deskVisit({ orders: 150 }, ({ amazon }) => {
  for (const orderId of vases) amazon.createOrder({ orderId, items: [{ sku: 'VASE', title: 'Vase', unitPrice: '12.50' }] });
});

const countOf = async (page: Page, name: string): Promise<number> => Number((await tab(page, name).innerText()).replaceAll(/\D/g, ''));
const columns = (page: Page): Promise<string[]> => page.getByRole('columnheader').allInnerTexts();
const show = async (path: string): Promise<Page> => {
  await desk.visitor.page.goto(desk.shop.url + path);
  return desk.visitor.page;
};

describe('the list', () => {
  it('counts its tabs, also while orders come in, and does not jump', async () => {
    const page = await show('/orders?tab=all');
    await desk.shop.whileTimePasses(eventually(() => countOf(page, 'All')).toBe(153));
    const unshipped = await countOf(page, 'Unshipped');
    await page.keyboard.press('j');
    const [top] = await shownOrders(page);
    desk.shop.amazon.createOrder({ orderId: '113-6000099-0000099' });
    await desk.shop.catchUp();
    await button(page, '1 new order – show').waitFor();
    await eventually(() => countOf(page, 'All')).toBe(154);
    expect(await countOf(page, 'Unshipped')).toBeGreaterThan(unshipped);
    expect((await shownOrders(page))[0]).toBe(top);
    await button(page, '1 new order – show').click();
    await row(page, '113-6000099-0000099').waitFor();
  });

  it('loads page after page, and draws only what is in sight', async () => {
    const page = await show('/orders?tab=all');
    const grid = page.getByRole('grid', { name: 'Orders' });
    await eventually(async () => (await shownOrders(page)).length).toBeGreaterThan(10);
    await eventually(async () => {
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return grid.getAttribute('aria-rowcount');
    }).toBe('155');
    expect((await shownOrders(page)).length).toBeLessThan(80);
  });

  it('keeps its columns and row height in this browser', async () => {
    const page = await show('/orders?tab=all');
    await row(page, vases[0] ?? '').waitFor();
    expect(await columns(page)).toContain('Buyer');
    await button(page, 'Columns and density').click();
    const choice = page.getByRole('dialog', { name: 'Columns and density' });
    await choice.getByRole('checkbox', { name: 'Buyer' }).uncheck();
    await choice.getByRole('checkbox', { name: 'Tracking' }).check();
    await button(choice, 'Move Date up').click();
    await button(choice, 'Pin Items').click();
    await choice.getByText('Compact').click();
    await page.keyboard.press('Escape');
    await page.reload();
    await row(page, vases[0] ?? '').waitFor();
    const after = await columns(page);
    expect(after).not.toContain('Buyer');
    expect(after).toContain('Tracking');
    expect(after.indexOf('Date')).toBeLessThan(after.indexOf('Ship by'));
    await button(page, 'Columns and density').click();
    await button(page, 'Reset columns').click();
    await eventually(() => columns(page)).toContain('Buyer');
    await page.getByText('Normal', { exact: true }).click();
  });

  it('is the same after a reload: its whole state stands in the address', async () => {
    const page = await show('/orders?tab=all');
    await tab(page, 'Unshipped').click();
    await search(page, 'sku:VASE');
    await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').first().click();
    await row(page, vases[1] ?? '').click();
    await panel(page, vases[1] ?? '').waitFor();
    const address = page.url();
    expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
      tab: 'unshipped',
      q: 'sku:VASE',
      sort: 'total',
      open: `${accountId}/${vases[1]}`,
    });
    await page.reload();
    await panel(page, vases[1] ?? '').waitFor();
    expect(page.url()).toBe(address);
    await eventually(async () => (await shownOrders(page)).toSorted()).toEqual(vases);
    await button(page, 'Remove filter sku:VASE').waitFor();
  });

  it('is saved as a view, which another person opens from its address', async () => {
    const page = await show('/orders?tab=unshipped&q=sku:VASE');
    await row(page, vases[0] ?? '').waitFor();
    await button(page, 'Save view').click();
    await page.getByRole('menuitem', { name: 'Save as new view' }).click();
    await dialog(page).getByLabel('Name').fill('Vases to send');
    await dialog(page).getByLabel('Show it to everybody on this desk').check();
    await button(dialog(page), 'Save').click();
    const views = page.getByRole('list', { name: 'Saved views' });
    await eventually(() => views.innerText()).toMatch(/Vases to send\s+3/);
    await eventually(() => page.url()).toContain('view=');
    const other = await visit(desk.browser, page.url());
    await eventually(() => other.page.title()).toBe('Vases to send · Waybill');
    await eventually(async () => (await shownOrders(other.page)).toSorted()).toEqual(vases);
    other.mustBeQuiet();
    await other.close();
    await tab(page, 'All').click();
    await page.getByText('Unsaved changes').waitFor();
    await views.getByRole('link').click();
    await page.getByText('Unsaved changes').waitFor({ state: 'detached' });
    await button(page, 'Vases to send').click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await views.waitFor({ state: 'detached' });
  });

  it('is exported as it stands, as CSV and as a workbook', async () => {
    const page = await show('/orders?tab=unshipped&q=sku:VASE');
    await row(page, vases[0] ?? '').waitFor();
    const save = async (kind: string) => {
      await button(page, 'Export').click();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: kind }).click()]);
      return { name: file.suggestedFilename(), bytes: await savedFile(file) };
    };
    const csv = await save('CSV');
    expect(csv.name).toMatch(/\.csv$/);
    const lines = csv.bytes.toString('utf8').trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    expect(vases.filter((orderId) => csv.bytes.toString('utf8').includes(orderId))).toEqual(vases);
    const workbook = await save('Excel');
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('says when the desk is gone, and catches up when it is back', async () => {
    const page = await show('/orders?tab=all&q=sku:VASE');
    const gone = page.getByText('No connection to the desk.');
    await row(page, vases[0] ?? '').waitFor();
    await desk.shop.restart(() => gone.waitFor());
    await gone.waitFor({ state: 'detached' });
    await desk.shop.ask('/orders/annotate', { orders: [{ accountId, orderId: vases[0] }], addTags: ['after'] });
    await row(page, vases[0] ?? '')
      .getByText('after', { exact: true })
      .waitFor();
    // Of requests that found nobody there.
    desk.visitor.complaints.splice(0);
  });

  it('is a list of cards on a narrow screen, with the pages in a drawer', async () => {
    const phone = await visit(desk.browser, `${desk.shop.url}/orders?tab=all&q=sku:VASE`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = phone;
    await page
      .getByRole('row')
      .filter({ hasText: vases[0] ?? '' })
      .tap();
    await panel(page, vases[0] ?? '').waitFor();
    await button(page, 'Close (Esc)').tap();
    await button(page, 'Menu').tap();
    await dialog(page).getByRole('link', { name: 'Sync' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Sync' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    phone.mustBeQuiet();
    await phone.close();
  });

  it('is dark when it should be, also after a reload', async () => {
    const page = await show('/settings');
    const isDark = () => page.evaluate(() => Number(/[\d.]+/.exec(getComputedStyle(document.documentElement).backgroundColor)?.[0]) < 0.5);
    await page.emulateMedia({ colorScheme: 'light' });
    await eventually(isDark).toBe(false);
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(isDark).toBe(true);
    await page.getByRole('group', { name: 'Theme' }).getByText('Light').click();
    await eventually(isDark).toBe(false);
    await page.reload();
    await eventually(isDark).toBe(false);
    await page.getByRole('group', { name: 'Theme' }).getByText('System').click();
    await eventually(isDark).toBe(true);
    await page.emulateMedia({ colorScheme: 'light' });
  });
});
