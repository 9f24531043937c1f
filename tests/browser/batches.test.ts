import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, dialog, tab } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { savedFile } from './support/saved-file.ts';
import { settle } from './support/settle.ts';

const many = 20;
const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' };
const address = {
  name: 'Meadow Mugs',
  lines: ['12 Mill Lane'],
  city: 'Austin',
  region: 'TX',
  postalCode: '78701',
  country: 'US',
  phone: '555-0100',
};
const settings = {
  shipFrom: { address },
  presets: [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }],
  rules: [],
  format: 'pdf',
  printer: null,
};

const desk = deskVisit({ path: '/orders' }, ({ amazon }) => {
  amazon.createOrders({ count: many, items: [{ sku: 'MUG-BLUE', title: 'Blue mug' }] });
});

type Look = readonly [width: number, colorScheme: 'light' | 'dark'];
const every: readonly Look[] = [
  [1440, 'light'],
  [390, 'dark'],
  [1440, 'dark'],
  [390, 'light'],
];
const looks = process.env['WAYBILL_LOOKS'] === 'all' ? every : every.slice(0, 2);

/** How the page stands, in the looks; what the audit finds wrong. */
async function look(name: string, path: string, open?: string | RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const [width, colorScheme] of looks) {
    const viewport = { width, height: width > 800 ? 900 : 844 };
    const { page, close } = await visit(desk.browser, desk.shop.url + path, { viewport, colorScheme });
    await settle(page);
    if (open) {
      await button(page, open).first().click();
      await dialog(page).waitFor();
    }
    found.push(...(await audit(page)).map((each) => `${name} ${width} ${colorScheme}: ${each}`));
    await page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
    await close();
  }
  return found;
}

let path = '';

describe('labels of many orders', () => {
  it('are chosen in the list and previewed: outcome, cost and arrival of each', async () => {
    const { page } = desk.visitor;
    const { shop } = desk;
    await shop.fetch(`/api/v1/labels/${accountId}/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    });
    await tab(page, 'Unshipped').click();
    await page
      .getByRole('checkbox', { name: /^Select all/ })
      .first()
      .click();
    await page.getByRole('toolbar', { name: 'Actions on the selected orders' }).getByText(`${many} orders selected`).waitFor();
    await button(page, 'Label').click();
    await dialog(page).getByLabel('Name').fill('Morning');
    await button(dialog(page), 'Preview').click();
    await page.getByRole('heading', { level: 1, name: 'Morning' }).waitFor();
    path = new URL(page.url()).pathname;
    await shop.whileTimePasses(button(page, new RegExp(`^Buy ${many} labels`)).waitFor());
    expect(await page.getByText('Arrives in time and is protected.').count()).toBe(many);
  });

  it('look well before they are bought', async () => {
    expect([...(await look('batch-ready', path)), ...(await look('batch-change', path, /^Change order/))]).toEqual([]);
  });

  it('are bought once by two clicks, though the page is left', async () => {
    const { page } = desk.visitor;
    const { shop } = desk;
    await button(page, new RegExp(`^Buy ${many} labels`)).dblclick();
    await page.goto(`${shop.url}/batches`);
    await shop.whileTimePasses(page.getByText(`${many} bought`).waitFor());
    expect(shop.amazon.effects().map(({ times }) => times)).toEqual(Array.from({ length: many }, () => 1));
  });

  it('are printed as one stack, and each order shows its place in it', async () => {
    const { page } = desk.visitor;
    await page.getByRole('link', { name: 'Morning' }).click();
    await page.getByText('Done', { exact: true }).waitFor();
    await button(page, 'Print').click();
    await dialog(page).getByLabel('Print order').selectOption('carrier');
    await button(dialog(page), 'Make the file').click();
    await dialog(page).getByRole('link', { name: 'Open' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('link', { name: 'Download' }).click()]);
    expect((await PDFDocument.load(await savedFile(download))).getPageCount()).toBe(many);
    await page.keyboard.press('Escape');
    await page.getByText(`No. ${many} in the printed stack`).waitFor();
  });

  it('look well when they are bought', async () => {
    const wrong = [
      ...(await look('batches', '/batches')),
      ...(await look('batch-done', path)),
      ...(await look('batch-print', path, 'Print')),
    ];
    expect(wrong).toEqual([]);
  });
});
