import { beforeAll, describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { settle } from './support/settle.ts';

const asked = '113-6660001-0000001';
const premium = '113-6660002-0000002';
const plain = '113-6660003-0000003';

const desk = deskVisit({ orders: 60, path: '/today' }, ({ amazon }) => {
  amazon.createShopOrder({ orderId: asked, items: 2, cancelRequest: 'Ordered by mistake' });
  amazon.createShopOrder({ orderId: premium, items: 1, programs: ['PRIME'] });
  amazon.createShopOrder({ orderId: plain, items: 1 });
});

beforeAll(async () => {
  const place = {
    name: 'Main',
    country: 'US',
    region: 'CA',
    timeZone: 'America/Los_Angeles',
    cutOff: '14:00',
    parcelCost: '0',
    currency: 'USD',
    active: true,
  };
  const json = { 'content-type': 'application/json' };
  await desk.shop.fetch('/api/v1/stock/locations/1', { method: 'PUT', headers: json, body: JSON.stringify(place) });
  await desk.shop.ask('/orders/annotate', { orders: [{ accountId, orderId: plain }], hold: 'The buyer will call back' });
  await desk.visitor.page.reload();
});

describe("today's work in the browser", () => {
  it('tells why each order stands where it stands, and lets a person decide what only a person may', async () => {
    const { page } = desk.visitor;
    await page
      .getByText(/Ships by .* Main closes at 02:00 PM today/)
      .first()
      .waitFor();
    await page.getByLabel('Only these').selectOption('ask');
    await page.getByText('On hold by Owner: The buyer will call back', { exact: false }).waitFor();
    await page.getByText('The buyer asks to cancel this order', { exact: false }).waitFor();
    await page.getByRole('link', { name: asked }).click();
    await page.getByRole('region', { name: 'What stands in the way' }).waitFor();
    await button(page, 'Let it go on').click();
    await dialog(page).getByLabel('Reason').fill('The buyer changed her mind again');
    await dialog(page).getByRole('button', { name: 'Let it go on' }).click();
    await page.getByText('Owner let it go on: The buyer changed her mind again', { exact: false }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByLabel('Only these').selectOption('ask');
    await page.getByText('The buyer will call back', { exact: false }).waitFor();
    await page.getByText('The buyer asks to cancel this order', { exact: false }).waitFor({ state: 'detached' });
  });

  it('is worked by keys: go to an order, choose it, lift its hold', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/today?only=ask`);
    await page.getByRole('link', { name: plain }).waitFor();
    const rows = await page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
    for (let n = 0; n <= rows.indexOf(plain); n += 1) await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 order selected', { exact: false }).waitFor();
    await page.keyboard.press('h');
    await dialog(page).getByRole('button', { name: 'Lift hold' }).click();
    await page.getByText('The buyer will call back', { exact: false }).waitFor({ state: 'detached' });
  });

  it('takes all of its rows into one batch of labels', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/today`);
    await page.getByRole('checkbox', { name: plain }).click();
    await button(page, /^Select all \d/).click();
    await page.getByText(/^[2-9] orders selected/).waitFor();
    await page.keyboard.press('l');
    await button(dialog(page), 'Preview').click();
    await page.getByRole('heading', { level: 1, name: 'Batch 1' }).waitFor();
    await page.goto(`${desk.shop.url}/today`);
    await page.getByRole('link', { name: 'Batch 1' }).first().waitFor();
  });

  it('follows the calendar that a person sets', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/calendar`);
    await button(page, 'Change').first().click();
    await page.getByLabel('Saturday for all orders').check();
    await page.getByLabel('Minutes to spare').fill('30');
    await button(page, /Add holidays/).click();
    await page.getByText('Thanksgiving').first().waitFor();
    await button(page, 'Add a time').click();
    await page.getByLabel('Carrier', { exact: true }).fill('UPS');
    await button(page, 'Save').click();
    await page.getByText('Monday to Friday, Saturday').waitFor();
    await page.getByText('ready 30 min before', { exact: false }).waitFor();
  });

  it.each([
    [1440, 'light'],
    [390, 'dark'],
  ] as const)('is sound, %i pixels wide and %s', async (width, colorScheme) => {
    const viewport = { width, height: width > 800 ? 900 : 844 };
    const found: Record<string, string[]> = {};
    const { page, complaints, close } = await visit(desk.browser, `${desk.shop.url}/settings`, { viewport, colorScheme });
    const sights = {
      today: '/today',
      'calendar-form': '/calendar',
      'order-guarded': `/orders/${accountId}/${asked}`,
    };
    for (const [name, path] of Object.entries(sights)) {
      await page.goto(desk.shop.url + path);
      await settle(page);
      if (name === 'calendar-form') await button(page, 'Change').first().click();
      const wrong = [...(await audit(page)), ...complaints.splice(0)];
      if (wrong.length > 0) found[name] = wrong;
      await page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
    }
    await close();
    expect(found).toEqual({});
  });
});
