import { beforeAll, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { button, card, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { savedFile } from './support/saved-file.ts';
import { settle } from './support/settle.ts';

const desk = deskVisit({ orders: 120, path: '/compliance' });
type Buyer = { orderId: string; buyerEmail: string };
let kept: Buyer;
let leaving: Buyer;
beforeAll(async () => {
  const { items } = await desk.shop.ask<{ items: { orderId: string; personal?: string }[] }>('/orders?tab=shipped&limit=50');
  const buyers: Buyer[] = [];
  for (const { orderId } of items) {
    const found = await desk.shop.ask<{ buyerEmail: string | null }>(`/orders/${accountId}/${orderId}/reveal`, {
      purpose: 'Finding a buyer',
    });
    if (found.buyerEmail && !buyers.some(({ buyerEmail }) => buyerEmail === found.buyerEmail))
      buyers.push({ orderId, buyerEmail: found.buyerEmail });
    if (buyers.length === 2) break;
  }
  const [first, second] = buyers;
  if (!first || !second) throw new Error('the shop has no shipped orders with buyers');
  kept = first;
  leaving = second;
});

it('says of each duty how it stands, and gives the answer for Amazon', async () => {
  const { page } = desk.visitor;
  await page.goto(`${desk.shop.url}/compliance`);
  await page.getByRole('heading', { name: 'Encrypted at rest' }).waitFor();
  expect(await page.locator('[data-duty]').count()).toBe(17);
  expect(await page.locator('[data-duty=retention]').getAttribute('data-state')).toBe('good');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'Copy the answer: Encrypted at rest').click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/AES-256-GCM/);
  await page.getByText('What Amazon asks and how it is met').first().click();
  await page.getByText('How it is met', { exact: true }).first().waitFor();
});

it('rotates the keys', async () => {
  const { page } = desk.visitor;
  await button(page, 'Rotate the keys').click();
  await button(dialog(page), 'Rotate the keys').click();
  await page.getByText('Version 2').first().waitFor();
  await page.getByText('Announced').waitFor();
});

it('keeps an order by a hold, which its page shows, and lifts it', async () => {
  const { page } = desk.visitor;
  await page.goto(`${desk.shop.url}/orders/${accountId}/${kept.orderId}`);
  await button(page, 'Set a legal hold').click();
  await dialog(page).getByLabel('Ground').fill('Tax audit of 2026');
  await dialog(page).getByLabel('Last day').fill('2030-12-31');
  await button(dialog(page), 'Set a legal hold').click();
  await page.getByText('Legal hold until 2030-12-31: Tax audit of 2026').waitFor();
  await page.goto(`${desk.shop.url}/privacy`);
  await card(page, 'Legal holds').getByText('Tax audit of 2026').waitFor();
  await page.getByLabel('E-mail address or name of the buyer').fill(kept.buyerEmail);
  await button(page, 'Find the orders').click();
  await page.getByText('Legal hold', { exact: true }).first().waitFor();
  await page.screenshot({ path: `${screenshots}privacy-held.png`, fullPage: true });
  await button(card(page, 'Legal holds'), 'Lift the hold').click();
  await dialog(page).getByLabel('Reason').fill('The audit is over');
  await button(dialog(page), 'Lift the hold').click();
  await card(page, 'Legal holds').getByText('lifted by').waitFor();
});

it('erases a buyer on request and gives the report', async () => {
  const { page } = desk.visitor;
  await page.goto(`${desk.shop.url}/privacy`);
  await page.getByLabel('E-mail address or name of the buyer').fill(leaving.buyerEmail);
  await button(page, 'Find the orders').click();
  await page.getByText('Can go now').first().waitFor();
  await button(page, /^Erase \d+ orders?$/).click();
  await button(dialog(page), 'Erase now').click();
  await page.getByText(/^The personal data of \d+ orders? is gone|are gone/).waitFor();
  await page.getByText('Nothing was found, in any table or file.').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save the report as CSV').click()]);
  const report = (await savedFile(download)).toString('utf8');
  expect(report).toContain(`${leaving.orderId},`);
  expect(report).toContain(',erased,');
  expect(report).not.toContain(leaving.buyerEmail);
  const again = await desk.shop.ask<{ state: string }>(`/orders/${accountId}/${leaving.orderId}/reveal`, { purpose: 'Is it gone' });
  expect(again.state).toBe('purged');
  await card(page, 'What went, and what was left').getByText('a buyer asked').first().waitFor();
});

it('the pages are sound, wide and narrow, light and dark', async () => {
  const { page } = desk.visitor;
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const name of ['compliance', 'privacy']) {
      await page.goto(`${desk.shop.url}/${name}`);
      await settle(page);
      await page.screenshot({ path: `${screenshots}${name}-full-${colorScheme}-${width}.png` });
      expect(await audit(page)).toEqual([]);
    }
  }
});
