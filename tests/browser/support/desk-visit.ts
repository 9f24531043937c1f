import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openShop, type Shop, type ShopOptions } from '../../support/shop.ts';
import { openBrowser, type Visitor, visit } from './browser.ts';

/** Pictures of pages for people to look at; and of the page on which a test failed. */
export const screenshots = fileURLToPath(new URL('../screenshots/', import.meta.url));

export type DeskVisit = { shop: Shop; browser: Browser; visitor: Visitor };

/**
 * A shop, a browser and a person before the desk, for one test file; filled in before its first test. `prepare` makes the
 * orders, which the desk knows when the person comes. A test fails on whatever the browser complains of.
 */
export function deskVisit(
  { path = '/orders?tab=all', ...options }: ShopOptions & { path?: string },
  prepare: (shop: Shop) => void = () => {},
): DeskVisit {
  const desk = {} as DeskVisit;
  beforeAll(async () => {
    [desk.shop, desk.browser] = await Promise.all([openShop(options), openBrowser()]);
    prepare(desk.shop);
    await desk.shop.catchUp();
    desk.visitor = await visit(desk.browser, desk.shop.url + path);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await desk.visitor?.page.screenshot({ path: `${screenshots}failed ${task.name.replaceAll('/', ' ')}.png` });
    desk.visitor?.mustBeQuiet();
  });
  afterAll(async () => {
    await desk.browser?.close();
    await desk.shop?.close();
  });
  return desk;
}
