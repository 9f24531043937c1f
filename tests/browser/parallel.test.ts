import { describe, expect, it } from 'vitest';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { drop } from './support/drop-file.ts';
import { settle } from './support/settle.ts';

const [late, missing] = ['113-5580001-0000001', '113-5580002-0000002'];
const hour = 3_600_000;

const desk = deskVisit({ orders: 40, path: '/parallel' }, ({ amazon }) => {
  const iso = (ms: number) => new Date(ms).toISOString();
  const shipBy = { earliest: iso(amazon.now() - 2 * hour), latest: iso(amazon.now() - hour) };
  for (const orderId of [late, missing]) amazon.createOrder({ orderId, shipBy });
});

describe('beside another tool', () => {
  it('makes the account read-only: every page says so, a change is refused with the reason, and it is let out again', async () => {
    const { page } = desk.visitor;
    await page.reload();
    await settle(page);
    await button(page, 'Make read-only').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nothing of this account goes to Amazon').waitFor();
    await button(dialog, 'Make read-only').click();
    await dialog.waitFor({ state: 'detached' });
    const banner = page.getByText(/^Read-only: nothing of .* goes to Amazon\.$/);
    await banner.waitFor();
    await page.goto(`${desk.shop.url}/orders/1/${missing}`);
    await banner.waitFor();
    const refused = await page.evaluate(async (orderId) => {
      const response = await fetch('/api/v1/writes', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'while read-only' },
        body: JSON.stringify({ action: 'cancel', reason: 'NoInventory', orders: [{ accountId: '1', orderId }] }),
      });
      return response.status;
    }, missing);
    expect(refused).toBe(409);
    // The browser says so itself of every answer that refuses.
    desk.visitor.complaints.splice(0);
    await page.goto(`${desk.shop.url}/accounts`);
    await page.getByText(/^Read-only since /).waitFor();
    await page.goto(`${desk.shop.url}/parallel`);
    await button(page, 'Let changes out again').click();
    await button(page.getByRole('dialog'), 'Let changes out again').click();
    await banner.waitFor({ state: 'detached' });
    await page.getByText('Switched before').click();
    await page.getByText(/Made read-only by /).waitFor();
  });

  it('shows what the other tool did day by day, the orders behind it, and what its own list misses', async () => {
    const { page } = desk.visitor;
    const { amazon } = desk.shop;
    const order = amazon.order(late);
    amazon.confirmInSellerCentral(late, {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: '1Z5R89390357567127',
      shipDate: amazon.now(),
      items: (order?.items ?? []).map(({ itemId, quantity }) => ({ itemId, quantity })),
    });
    // A confirmation shows at Amazon a moment later.
    desk.shop.pass(60_000);
    await desk.shop.catchUp();
    await page.goto(`${desk.shop.url}/parallel`);
    const found = page.getByRole('listitem').filter({ hasText: late });
    await found.getByText('Confirmed late').waitFor();
    await page.getByRole('listitem').filter({ hasText: missing }).getByText('Not confirmed').waitFor();
    const at = (ms: number) => new Date((order?.createdAt ?? 0) + ms).toISOString();
    const list = `Order number,Imported at\n${late},${at(2 * hour)}\n113-9999999-9999999,${at(-9 * hour)}\n`;
    await drop(page, 'Drop the list here', 'list.csv', list);
    await page.getByText('2 lines: 2 orders, 2 of them new, 0 lines not understood.').waitFor();
    await found.getByText('Taken late by the other tool').waitFor();
    await page.getByRole('link', { name: '113-9999999-9999999' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toBe('parallel.csv');
  });

  it.each([1440, 390])('is sound in the light and in the dark, %i pixels wide', async (width) => {
    const found: Record<string, string[]> = {};
    const visitor = await visit(desk.browser, `${desk.shop.url}/parallel`, { viewport: { width, height: 900 } });
    for (const colorScheme of ['light', 'dark'] as const) {
      // The theme first: a page that changes its colours while it is looked at is neither light nor dark.
      await visitor.page.emulateMedia({ colorScheme });
      await visitor.page.goto(`${desk.shop.url}/parallel`);
      await visitor.page.getByRole('heading', { name: 'Day by day' }).waitFor();
      await settle(visitor.page);
      const wrong = [...(await audit(visitor.page)), ...visitor.complaints.splice(0)];
      if (wrong.length > 0) found[colorScheme] = wrong;
      await visitor.page.screenshot({ path: `${screenshots}parallel-${colorScheme}-${width}.png` });
    }
    await visitor.close();
    expect(found).toEqual({});
  });
});
