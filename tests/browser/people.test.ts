import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword, otherPassword } from '../support/people.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { totp } from '../support/totp.ts';
import { openBrowser, type Visitor, visit } from './support/browser.ts';
import { button, dialog } from './support/desk-page.ts';
import { screenshots } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { settle } from './support/settle.ts';

let shop: Shop;
let browser: Browser;
/** The same desk under a name at which nobody is signed in yet. */
let strange: string;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [shop, browser] = await Promise.all([openShop(), openBrowser()]);
  strange = shop.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function come(url: string): Promise<Page> {
  const visitor = await visit(browser, url);
  visitors.push(visitor);
  return visitor.page;
}
/** That a stranger is refused is what the door asks for. */
const mustBeQuiet = (visitor: Visitor | undefined) =>
  expect(visitor?.complaints.filter((text) => !/ 40[0139] |status of 4/.test(text))).toEqual([]);
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const rail = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

describe('the door', () => {
  it('opens the demo with one click, and says what that means', async () => {
    const page = await come(`${strange}/orders?tab=all`);
    await button(page, 'Open the demo desk as its owner').waitFor();
    await page.screenshot({ path: `${screenshots}sign-in-demo-light-1440.png` });
    expect(await page.locator('main').innerText()).toContain('without a password');
    await button(page, 'Open the demo desk as its owner').click();
    await rail(page).getByRole('link', { name: 'People' }).waitFor();
    mustBeQuiet(visitors.at(-1));
  });
});

describe('people', () => {
  let page: Page;
  let invited: string;
  it('the owner invites somebody and hands them the link', async () => {
    page = await come(`${shop.url}/people`);
    await button(page, 'Invite somebody').click();
    await field(page, 'Name').fill('Sam Support');
    await field(page, 'E-mail address').fill('sam@example.com');
    await dialog(page).getByLabel('Role').selectOption('support');
    await button(dialog(page), 'Make the link').click();
    await dialog(page).getByText('shown this once').waitFor();
    invited = await dialog(page).locator('code').innerText();
    expect(invited).toMatch(/\/welcome#[\w-]{43}$/);
    await button(dialog(page), 'Done').click();
    await page.getByText('Links that wait').waitFor();
  });

  it('who is invited chooses a password, comes in, and sees what the role allows', async () => {
    const sam = await come(strange + new URL(invited).pathname + new URL(invited).hash);
    await field(sam, 'Password').fill('Password1234!');
    await field(sam, 'The same password again').fill('Password1234!');
    await button(sam, 'Come in').click();
    await sam.getByRole('alert').getByText('stolen').waitFor();
    await field(sam, 'Password').fill(goodPassword);
    await field(sam, 'The same password again').fill(goodPassword);
    await button(sam, 'Come in').click();
    await rail(sam).getByRole('link', { name: 'Outbox' }).waitFor();
    expect(await rail(sam).getByRole('link', { name: 'People' }).count()).toBe(0);
    expect(await rail(sam).getByRole('link', { name: 'Audit' }).count()).toBe(0);
    await sam.getByRole('link', { name: 'Sam Support' }).click();

    await button(sam, 'Set it up').click();
    await field(sam, 'Present password').last().fill(goodPassword);
    await field(sam, 'Present password').first().fill(goodPassword);
    await button(sam, 'Set it up').click();
    await sam.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await settle(sam);
    await sam.screenshot({ path: `${screenshots}second-factor-light-1440.png` });
    const secret = await sam.locator('li code').first().innerText();
    await field(sam, 'The six digits that it shows now').fill(totp(secret));
    await button(sam, 'Switch it on').click();
    await sam.getByText('Keep these recovery codes').waitFor();
    await button(sam, 'Sign out').first().click();

    await button(sam, 'Sign in with a password').click();
    await field(sam, 'E-mail address').fill('sam@example.com');
    await field(sam, 'Password').fill('not this one 1');
    await button(sam, 'Sign in').click();
    await sam.getByRole('alert').getByText('wrong').waitFor();
    await field(sam, 'Password').fill(goodPassword);
    await button(sam, 'Sign in').click();
    await field(sam, 'Code').fill(totp(secret));
    await button(sam, 'Sign in').click();
    await rail(sam).getByRole('link', { name: 'Outbox' }).waitFor();
    mustBeQuiet(visitors.at(-1));
  });

  it('the demo’s owner makes the desk theirs', async () => {
    await page.goto(`${shop.url}/people`);
    await button(page, 'Make this desk mine').click();
    await field(page, 'Your name').fill('Olga Owner');
    await dialog(page).getByLabel('E-mail address').fill('olga@example.com');
    await dialog(page).getByLabel('Password').fill(otherPassword);
    await button(dialog(page), 'Become its owner').click();
    await page.getByRole('link', { name: 'Olga Owner' }).waitFor();
    await eventually(() => button(page, 'Make this desk mine').count()).toBe(0);
  });

  it('a key is shown once and works', async () => {
    await page.goto(`${shop.url}/keys`);
    await button(page, 'New key').first().click();
    await field(page, 'Name').fill('Shelf labels');
    await button(dialog(page), 'Make the key').click();
    await dialog(page).getByText('shown this once').waitFor();
    const key = await dialog(page).locator('code').innerText();
    await button(dialog(page), 'Done').click();
    const answer = await fetch(`${shop.url}/api/v1/orders`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    await button(page, 'Revoke').click();
    await page.getByText('Revoked').waitFor();
  });

  it('a review goes through everybody', async () => {
    await page.goto(`${shop.url}/access-review`);
    await button(page, 'Start a review').click();
    for (;;) {
      const keep = button(page, 'Keep');
      await settle(page);
      const left = await keep.count();
      if (left === 0) break;
      await keep.first().click();
      await eventually(() => keep.count()).toBe(left - 1);
    }
    await button(page, 'Finish').click();
    await page.getByText('The next one is due on').waitFor();
  });

  it('the audit is searched and its chain checked', async () => {
    await page.goto(`${shop.url}/audit`);
    await button(page, 'Check the chain').click();
    await page.getByText('The chain holds').waitFor();
    await page.getByLabel('Search the audit').fill('key.made');
    await button(page, 'Find').click();
    await eventually(() => page.getByRole('listitem').count()).toBe(1);
    mustBeQuiet(visitors.find((each) => each.page === page));
  });
});

describe('the pages of people', () => {
  it.each(['light', 'dark'] as const)('look right in %s, on wide and narrow screens', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const options = { viewport: { width, height: 900 }, colorScheme };
      const { page, close } = await visit(browser, shop.url, options);
      for (const [path, name] of [
        ['/people', 'people'],
        ['/me', 'me'],
        ['/keys', 'keys-of-programs'],
        ['/access-review', 'access-review'],
        ['/audit', 'audit'],
      ] as const) {
        await page.goto(shop.url + path);
        await settle(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} at ${width}`).toBe(true);
        await page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
      }
      await close();
      const stranger = await visit(browser, strange, options);
      await field(stranger.page, 'Password').waitFor();
      await stranger.page.screenshot({ path: `${screenshots}sign-in-${colorScheme}-${width}.png` });
      await stranger.close();
    }
  });
});
