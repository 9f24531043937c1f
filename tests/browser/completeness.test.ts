import { beforeAll, describe, expect, it } from 'vitest';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, card, searchField } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { settle } from './support/settle.ts';

const here = '113-5570001-0000001';
const leftOut = '113-5570002-0000002';
const minute = 60_000;

const desk = deskVisit({ orders: 60, path: '/ledger' }, ({ amazon }) => {
  amazon.createShopOrder({ orderId: here, items: 1 });
  amazon.faults.add({ kind: 'omit-order', match: { operation: 'searchOrders', orderId: leftOut } });
  amazon.createShopOrder({ orderId: leftOut, items: 1 });
});

type Backfills = { items: { slices: number; done: number }[] };
type Ledger = { items: { state: string }[] };

beforeAll(async () => {
  // The past is read in reports, which Amazon takes its time for; then the ledger looks at the days they were about.
  const isProven = async () => {
    const backfill = await desk.shop.ask<Backfills>('/backfill');
    if (!backfill.items.some(({ slices, done }) => slices > 0 && done === slices)) return false;
    const { items } = await desk.shop.ask<Ledger>('/ledger?from=2026-10-25&to=2026-11-10');
    return items.every(({ state }) => state === 'closed');
  };
  while (!(await isProven())) {
    desk.shop.pass(minute);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 60_000);

describe('completeness', () => {
  it('states the claim with its extent, the days that wait, and the past that is read', async () => {
    const { page } = desk.visitor;
    await page.reload();
    await settle(page);
    await page.getByRole('heading', { name: 'No order known to any Amazon source is missing here.' }).waitFor();
    await page.getByText(/^True for \d+ of the \d+ days/).waitFor();
    expect(await card(page, 'The past').innerText()).toMatch(/Two years are read: \d+ orders in 25 reports\./);
    const store = card(page, /^Amazon\.com ·/);
    await store
      .getByText(/Waits for .*the day to be over/)
      .first()
      .waitFor();
    await button(store, /^Show \d+ closed day/).click();
    await store
      .getByText(/^Closed /)
      .first()
      .waitFor();
    await page.getByText(/Holds: \d+ entries/).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toBe('ledger.csv');
  });

  it('tells where an order is, from the list that does not show it', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/orders?tab=cancelled&q=${here}`);
    await page.getByRole('link', { name: 'Not found? Ask where it is' }).click();
    await page.getByRole('heading', { name: `${here} · It is here, but the filter hides it.` }).waitFor();
    await page.getByRole('link', { name: 'Show it without the filter' }).click();
    await page.waitForURL(/tab=all/);
    expect(await searchField(page).inputValue()).toContain(here);
    await page.getByRole('grid').getByText(here).waitFor();
  });

  it('asks Amazon for a number that is not here', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/where`);
    const ask = async (text: string) => {
      await page.getByRole('textbox', { name: /^Order number/ }).fill(text);
      await button(page, 'Ask').click();
    };
    await ask('111-1111111-1111111');
    await page.getByRole('heading', { name: /Amazon does not know it/ }).waitFor();
    await ask(leftOut);
    await page.getByRole('link', { name: 'Open the order' }).waitFor();
  });

  it.each([1440, 390])('is sound in the light and in the dark, %i pixels wide', async (width) => {
    const found: Record<string, string[]> = {};
    const visitor = await visit(desk.browser, `${desk.shop.url}/ledger?days=7`, { viewport: { width, height: 900 } });
    const paths = {
      ledger: '/ledger',
      where: `/where?text=${here}&tab=cancelled&q=status:cancelled`,
      'where-unknown': '/where?text=111-1111111-1111111',
    };
    for (const [name, path] of Object.entries(paths)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        // The theme first: a page that changes its colours while it is looked at is neither light nor dark.
        await visitor.page.emulateMedia({ colorScheme });
        await visitor.page.goto(desk.shop.url + path);
        await settle(visitor.page);
        const wrong = [...(await audit(visitor.page)), ...visitor.complaints.splice(0)];
        if (wrong.length > 0) found[`${name} ${colorScheme}`] = wrong;
        await visitor.page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
      }
    }
    await visitor.close();
    expect(found).toEqual({});
  });
});
