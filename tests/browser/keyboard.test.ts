import { describe, expect, it } from 'vitest';
import { button, dialog, panel, row, searchField, shownOrders } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { upsNumber } from './support/ups-number.ts';

const ids = [1, 2, 3, 4].map((n) => `113-80000${n}0-000000${n}`);
// Newest first: the list begins with the last one.
const [oldest = '', older = '', newer = '', newest = ''] = ids;

const desk = deskVisit({}, ({ amazon, pass }) => {
  for (const orderId of ids) {
    amazon.createOrder({ orderId });
    pass(1_000);
  }
});

/** The order that the keys act on. */
const active = async (): Promise<string> => {
  const { page } = desk.visitor;
  const id = await page.getByRole('grid', { name: 'Orders' }).getAttribute('aria-activedescendant');
  return id === null ? '' : ((await page.locator(`#${id}`).getByRole('link').first().textContent()) ?? '');
};

describe('without a mouse', () => {
  it('j and k go through the list, Home and End to its ends', async () => {
    const { page } = desk.visitor;
    await eventually(() => shownOrders(page)).toEqual([newest, newer, older, oldest]);
    const way: [string, string][] = [
      ['j', newest],
      ['j', newer],
      ['j', older],
      ['k', newer],
      ['End', oldest],
      ['j', oldest],
      ['Home', newest],
    ];
    for (const [key, there] of way) {
      await page.keyboard.press(key);
      await eventually(active).toBe(there);
    }
  });

  it('Enter opens the order beside the list, j goes on, Escape closes it', async () => {
    const { page } = desk.visitor;
    await page.keyboard.press('Enter');
    await panel(page, newest).waitFor();
    expect(new URL(page.url()).searchParams.get('open')).toContain(newest);
    await page.keyboard.press('j');
    await panel(page, newer).waitFor();
    await page.keyboard.press('Escape');
    await panel(page, newer).waitFor({ state: 'detached' });
  });

  it('x selects, Shift+X up to here, Ctrl+A everything, Escape nothing', async () => {
    const { page } = desk.visitor;
    const chosen = (text: string) => page.getByText(text, { exact: true }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    await chosen('1 order selected');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await chosen('3 orders selected');
    await page.keyboard.press('Control+a');
    await chosen('4 orders selected');
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
  });

  it('/ searches, the suggestions are taken with Tab, and Escape leaves the field', async () => {
    const { page } = desk.visitor;
    await page.keyboard.press('/');
    await eventually(() => searchField(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('stat');
    await page.getByRole('option', { name: /^status:/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('unsh');
    await page.getByRole('option', { name: /^unshipped/ }).waitFor();
    await page.keyboard.press('Tab');
    await button(page, 'Remove filter status:unshipped').waitFor();
    await page.keyboard.type(`track:nothing`);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing found').waitFor();
    await page.keyboard.press('/');
    for (let filter = 0; filter < 2; filter += 1) {
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
    }
    await page.keyboard.press('Enter');
    await eventually(() => shownOrders(page)).toEqual([newest, newer, older, oldest]);
  });

  it('c, a tracking number and Enter keys confirm a shipment', async () => {
    const { shop, visitor } = desk;
    const { page } = visitor;
    await page.keyboard.press('Home');
    await page.keyboard.press('c');
    await dialog(page).waitFor();
    await page.keyboard.type(upsNumber(1));
    await button(dialog(page), 'Preview').press('Enter');
    await button(dialog(page), 'Confirm shipment (1)').press('Enter');
    await button(dialog(page), 'Done').press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await shop.whileTimePasses(row(page, newest).getByText('Verified').waitFor());
    expect(shop.amazon.order(newest)?.packages).toHaveLength(1);
  });

  it('Ctrl+K finds an order and goes to every page', async () => {
    const { page } = desk.visitor;
    await page.keyboard.press('Control+k');
    await dialog(page).waitFor();
    await page.keyboard.type(older);
    await dialog(page).getByRole('option', { name: older }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: older }).waitFor();
    for (const name of ['Sync', 'Outbox', 'Personal data log', 'Settings', 'Orders']) {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Order number, page or action').fill(name);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name }).waitFor({ state: 'attached' });
    }
  });

  it('? shows the keys, and g with a letter jumps', async () => {
    const { page } = desk.visitor;
    await page.keyboard.press('?');
    await dialog(page).getByText('Keyboard shortcuts').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { level: 1, name: 'Sync' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('grid', { name: 'Orders' }).waitFor();
  });

  it('Tab reaches the skip link first, and every stop shows where it is', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/orders?tab=all`);
    await row(page, newest).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    const unseen: string[] = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const lost = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return '';
        const ringed = [element, element.parentElement].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
        return ringed ? '' : element.outerHTML.slice(0, 120);
      });
      if (lost) unseen.push(lost);
    }
    expect(unseen).toEqual([]);
  });
});
