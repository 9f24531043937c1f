import { beforeAll, describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { settle } from './support/settle.ts';

/** The end of a day and what comes after it, in the browser. */
const orders = Array.from({ length: 5 }, (_, n) => `113-777000${n}-0000001`);
const numbers = ['1Z5R89390357567127', '1Z879E930346834440', '1Z410E7W0392751591', '1Z8V92A70367203024', '9400111206206406260787'];
const easyShip = '113-8880000-0000001';
const desk = deskVisit({ path: '/handover' }, ({ amazon }) => {
  for (const orderId of orders) amazon.createOrder({ orderId });
  amazon.createOrder({ orderId: easyShip, marketplaceId: 'A21TJRUUN4KGV', programs: ['AMAZON_EASY_SHIP'] });
});

const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' };
beforeAll(async () => {
  const { shop } = desk;
  for (const [n, orderId] of orders.entries()) {
    const carrier = n === 4 ? 'USPS' : 'UPS';
    const label = { carrier, service: 'Ground', tracking: numbers[n], parcel };
    await shop.ask(`/orders/${accountId}/${orderId}/own-label`, label, { 'idempotency-key': `label ${orderId}` });
  }
}, 120_000);
const page = () => desk.visitor.page;
const go = (path: string) => page().goto(desk.shop.url + path);
const row = (name: string) => page().getByRole('listitem').filter({ hasText: name }).first();

describe('the end of a day', () => {
  it('makes a manifest of what is ready', async () => {
    await go('/handover');
    await row('UPS').waitFor();
    await eventually(() => row('UPS').locator('dd').first().innerText()).toBe('4');
    await button(row('UPS'), 'Make manifest').click();
    await page().getByText('Done', { exact: true }).first().waitFor();
    await eventually(() => row('UPS').locator('dd').first().innerText()).toBe('0');
    await button(row('USPS'), 'Dropped off').click();
    await dialog(page()).getByLabel('Note').fill('At the post office');
    await button(dialog(page()), 'Keep the note').click();
    await page().getByText('At the post office').waitFor();
  });

  it('loads a van by scan, and stops what does not go along', async () => {
    await button(row('UPS'), 'Load a van').click();
    const field = page().getByLabel('Scan a tracking number');
    const scan = async (number: string | undefined, says: string) => {
      await field.fill(number ?? '');
      await field.press('Enter');
      await page().locator('[aria-live=assertive]').getByText(says).waitFor();
    };
    await scan(numbers[0], 'Goes along');
    await scan(numbers[0], 'Scanned before');
    await scan('1Z0000000000000000', 'No parcel has this number');
    await scan(numbers[4], 'Another carrier’s parcel');
    await page().getByLabel('Why it goes along all the same').fill('Same driver');
    await button(page(), 'Let it go along').click();
    await page().locator('[aria-live=assertive]').getByText('Let go along: Same driver').waitFor();
    await settle(page());
    await page().screenshot({ path: `${screenshots}van.png`, fullPage: true });
    await button(page(), 'Close the van').click();
    await dialog(page()).getByLabel('Driver, vehicle').fill('Kim, van 3');
    await button(dialog(page()), 'Close the van').click();
    await eventually(() => field.count()).toBe(0);
    await go('/handover');
    await page().getByText('Kim, van 3').waitFor();
  });

  it('schedules a parcel of Easy Ship and shows its label', async () => {
    await go('/handover');
    await eventually(() => row('Easy Ship').locator('dd').first().innerText()).toBe('1');
    await go(`/orders/${accountId}/${easyShip}`);
    await page()
      .getByText(/^Easy Ship: Amazon collects and confirms it/)
      .waitFor();
    for (const name of ['Confirm shipment', 'Buy a label']) expect(await button(page(), name).count()).toBe(0);
    for (const [side, value] of [
      ['Length (cm)', '20'],
      ['Width (cm)', '15'],
      ['Height (cm)', '10'],
      ['Weight in g', '500'],
    ] as const)
      await page().getByLabel(side).fill(value);
    await button(page(), 'Show slots').click();
    await button(page(), 'Schedule').click();
    await button(page(), 'Print label').waitFor();
    await page()
      .getByText(/^Scheduled for /)
      .waitFor();
  });
});

describe('parcels on their way', () => {
  it('shows what is wrong, what was told and what to do, and takes a person’s word that it is dealt with', async () => {
    const { shop } = desk;
    await shop.whileTimePasses(untilConfirmed());
    shop.amazon.deliver(orders[1] ?? '');
    const lost = orders[2] ?? '';
    const packages = shop.amazon.order(lost)?.packages ?? [];
    shop.amazon.changeOrder(lost, { packages: packages.map((each) => ({ ...each, status: 'UNDELIVERABLE', detailedStatus: 'LOST' })) });
    await shop.catchUp();
    await eventually(async () => (await shop.ask<{ items: unknown[] }>('/parcels?exception=lost')).items.length).toBe(1);
    await eventually(async () => (await shop.ask<{ items: unknown[] }>('/parcels?state=delivered')).items.length).toBe(1);
    await go('/parcels');
    await row(lost).getByText('Lost or silent').waitFor();
    await row(orders[1] ?? '')
      .getByText('Delivered')
      .waitFor();
    await button(row(lost), numbers[2] ?? '').click();
    await dialog(page())
      .getByText(/Ask the carrier for a search/)
      .waitFor();
    await dialog(page()).getByText('What was told').waitFor();
    await settle(page());
    await page().screenshot({ path: `${screenshots}parcel.png` });
    await dialog(page()).getByLabel('What was done').fill('Refunded');
    await button(dialog(page()), 'Dealt with').click();
    await dialog(page())
      .getByText(/Dealt with by .*Refunded/)
      .waitFor();
    await go('/parcels?exception=any');
    await page().getByText('No parcel is like that').waitFor();
  });
});

/** Amazon shows the confirmations of the labels. */
async function untilConfirmed(): Promise<void> {
  for (let looks = 0; looks < 1_000; looks += 1) {
    if (orders.every((orderId) => desk.shop.amazon.order(orderId)?.status === 'SHIPPED')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the labels were not confirmed');
}

const looks = [
  { name: 'light', width: 1280, colorScheme: 'light' },
  { name: 'dark', width: 1280, colorScheme: 'dark' },
  { name: 'narrow', width: 390, colorScheme: 'light' },
] as const;
it.each(looks)('can be used and read by everybody: $name', async ({ name, width, colorScheme }) => {
  const visitor = await visit(desk.browser, `${desk.shop.url}/handover`, { viewport: { width, height: 900 }, colorScheme });
  const look = async (path: string, picture: string, until: string) => {
    await visitor.page.goto(desk.shop.url + path);
    await visitor.page.getByText(until).first().waitFor();
    await settle(visitor.page);
    await visitor.page.screenshot({ path: `${screenshots}${picture}-${name}.png`, fullPage: true });
    expect.soft(await audit(visitor.page), path).toEqual([]);
  };
  try {
    await look('/handover', 'handover', 'USPS');
    await look('/handover/1', 'van', 'Another carrier’s parcel');
    await look('/parcels', 'parcels', orders[2] ?? '');
    await look(`/orders/${accountId}/${orders[2]}`, 'order-parcel', 'What was told');
    await look(`/orders/${accountId}/${easyShip}`, 'easy-ship', 'Scheduled for');
    visitor.mustBeQuiet();
  } finally {
    await visitor.close();
  }
});
