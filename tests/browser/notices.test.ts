import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, card } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { settle } from './support/settle.ts';

const first = '113-6600001-0000001';
const second = '113-6600002-0000002';
const desk = deskVisit({ path: '/alerts' }, ({ amazon }) => {
  amazon.createShopOrder({ orderId: first, items: 1, cancelRequest: 'Ordered by mistake' });
});

const alert = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text });
const bell = (page: Page, name: RegExp) => page.getByRole('link', { name }).first();

it('shows what needs somebody, live, with the number of what is new', async () => {
  const { page } = desk.visitor;
  await alert(page, first).getByText('New').waitFor();
  desk.shop.amazon.createShopOrder({ orderId: second, items: 1, cancelRequest: 'No longer needed' });
  await desk.shop.catchUp();
  await alert(page, second).waitFor();
  await bell(page, /^Alerts: \d+ unread$/).waitFor();
});

it('leads to what helps, and is read then', async () => {
  const { page } = desk.visitor;
  await alert(page, first).getByRole('link', { name: /^Look/ }).click();
  await page.waitForURL(`**/orders/1/${first}`);
  await page.goBack();
  await alert(page, first).getByText('New').waitFor({ state: 'detached' });
  await button(page, 'Mark all as read').click();
  await bell(page, /^Alerts: none unread$/).waitFor();
});

it('goes into the history when its cause is gone', async () => {
  const { page } = desk.visitor;
  await desk.shop.ask(
    '/writes',
    { action: 'cancel', reason: 'BuyerCanceled', orders: [{ accountId: '1', orderId: first }] },
    { 'idempotency-key': 'notices-1' },
  );
  await desk.shop.whileTimePasses(alert(page, first).waitFor({ state: 'detached', timeout: 60_000 }));
  await page.getByText('History').click();
  await alert(page, first).getByText('over since').waitFor();
  await page.getByText('Open', { exact: true }).click();
});

it('keeps what a person chooses to hear of, and says that no mail server is there', async () => {
  const { page } = desk.visitor;
  await page.getByRole('link', { name: 'Choices' }).click();
  const mail = page.getByRole('combobox', { name: 'E-mail: Synchronisation is behind' });
  expect(await mail.inputValue()).toBe('digest');
  await mail.selectOption('off');
  await page.getByText('Saved').waitFor();
  await card(page, 'E-mail').getByText('No mail server is set up').waitFor();
  await page.reload();
  await settle(page);
  expect(await page.getByRole('combobox', { name: 'E-mail: Synchronisation is behind' }).inputValue()).toBe('off');
});

it('tells how the desk itself is doing', async () => {
  const { page } = desk.visitor;
  await page.goto(`${desk.shop.url}/health`);
  await settle(page);
  await card(page, 'Database').getByText('It answers, and its schema is that of this version.').waitFor();
  await card(page, 'Version').waitFor();
});

it('serves the worker that shows pushes, which the page’s own rules allow', async () => {
  const { page } = desk.visitor;
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.register('/push-worker.js')).scope);
  expect(scope).toBe(`${desk.shop.url}/`);
});

it.each([
  [1440, 'light'],
  [390, 'dark'],
  [1440, 'dark'],
  [390, 'light'],
] as const)('looks sound at %i pixels, %s', async (width, colorScheme) => {
  const viewport = { width, height: width > 800 ? 900 : 844 };
  const { page, complaints, close } = await visit(desk.browser, `${desk.shop.url}/alerts`, { viewport, colorScheme });
  const found: Record<string, string[]> = {};
  for (const [name, path] of [
    ['alerts', '/alerts'],
    ['alerts-past', '/alerts?state=resolved'],
    ['alert-choices', '/alerts/choices'],
    ['health', '/health'],
  ] as const) {
    await page.goto(desk.shop.url + path);
    await settle(page);
    const wrong = [...(await audit(page)), ...complaints.splice(0)];
    if (wrong.length > 0) found[name] = wrong;
    await page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png`, fullPage: false });
  }
  await close();
  expect(found).toEqual({});
});
