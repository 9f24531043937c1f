import type { Locator, Page } from 'playwright-core';

/** How a person finds things on the desk: by their names. */
export const row = (page: Page, orderId: string): Locator =>
  page.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: orderId });

export const tab = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Orders by status' }).getByRole('link', { name: new RegExp(`^${name}`) });

export const searchField = (page: Page): Locator => page.getByRole('combobox', { name: 'Search orders' });

export const dialog = (page: Page): Locator => page.getByRole('dialog');

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });

export const panel = (page: Page, orderId: string): Locator => page.getByRole('complementary', { name: `Order ${orderId}` });

/** The card of an order's page or panel that bears this title. */
export const card = (page: Page, title: string | RegExp): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) });

/** Replaces what is searched for, as by typing it. */
export async function search(page: Page, text: string): Promise<void> {
  const clear = button(page, 'Clear search').first();
  if (await clear.isVisible()) await clear.click();
  await searchField(page).fill(text);
  await searchField(page).press('Enter');
}

/** The order numbers that the list shows, from its top. */
export const shownOrders = (page: Page): Promise<string[]> =>
  page
    .getByRole('grid', { name: 'Orders' })
    .getByRole('link', { name: /^\d{3}-\d{7}-\d{7}$/ })
    .allInnerTexts();

/** Chooses what stands behind the three dots of the order in front. */
export async function act(page: Page, name: string): Promise<void> {
  await button(page, 'More actions').last().click();
  await page.getByRole('menuitem', { name }).click();
}

export const tickRow = (page: Page, orderId: string): Promise<void> =>
  page.getByRole('checkbox', { name: `Select order ${orderId}` }).click();
