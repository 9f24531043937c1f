import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StockLocation } from '#src/modules/inventory/contract.ts';
import type { PackEvidence } from '#src/modules/packing/contract.ts';
import { goodPassword, otherPassword } from '../support/people.ts';
import { accountId } from '../support/shop.ts';
import { audit } from './support/audit.ts';
import { type Visitor, visit } from './support/browser.ts';
import { button, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { scan } from './support/scanner.ts';
import { settle } from './support/settle.ts';

const mug = '4006381333931';
const pot = '5901234123457';
const order = (n: number) => `113-7770001-000000${n}`;
const several = order(1);
const single = order(2);
const asked = order(3);
const cancelled = order(4);
const offline = order(5);
const mugs = (quantity: number) => ({ sku: 'P-MUG', title: 'Stoneware mug, ocean blue', quantity });
const pots = (quantity: number) => ({ sku: 'P-POT', title: 'Tea pot with strainer', quantity });

const desk = deskVisit({ orders: 20, path: '/boxes' }, ({ amazon }) => {
  amazon.createOrder({ orderId: several, items: [mugs(3), pots(1)] });
  amazon.createOrder({ orderId: single, items: [pots(1)] });
  for (const orderId of [asked, cancelled, offline, order(6)]) amazon.createOrder({ orderId, items: [mugs(2)] });
  amazon.createOrder({ orderId: order(7), items: [{ ...mugs(2), gift: { message: 'Happy birthday, dear Ada!', wrapLevel: 'Classic' } }] });
  amazon.cancelRequest(asked, 'Found it cheaper');
  amazon.cancel(cancelled);
});
const page = () => desk.visitor.page;

let productId: string;
/** Products with barcodes and weights, units on the shelf, and where parcels leave from. */
beforeAll(async () => {
  const { shop } = desk;
  const put = async (path: string, body: unknown) => {
    const response = await shop.fetch(`/api/v1${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
  const { locations } = await shop.ask<{ locations: StockLocation[] }>('/stock/settings');
  const binId = locations[0]?.bins[0]?.binId;
  for (const { code, barcode, grams } of [
    { code: 'P-MUG', barcode: mug, grams: 400 },
    { code: 'P-POT', barcode: pot, grams: 700 },
  ]) {
    ({ productId } = await shop.ask<{ productId: string }>('/stock/products', { code, title: code, barcodes: [barcode] }));
    await shop.ask('/stock/skus/map', { accountId, sku: code, productId });
    await shop.ask('/stock/changes', { entry: `first ${code}`, kind: 'receive', lines: [{ productId, binId, quantity: 100 }] });
    await put(`/packing/products/${productId}/measures`, { grams, size: [120, 90, 100], serials: false });
  }
}, 120_000);

const tell = (shown: Page) => shown.locator('[data-tone]');
/** What the panel says, whole: beside a warning it says what comes after it too. */
const hear = (shown: Page, text: string | RegExp) => tell(shown).getByText(text, { exact: true }).first().waitFor();
const says = (text: string | RegExp) => hear(page(), text);
const line = (title: string) => page().getByRole('region', { name: 'Items of the order' }).getByRole('listitem').filter({ hasText: title });
const inParcel = (title: string) => eventually(async () => (await line(title).innerText()).replaceAll(/\s+/g, ' '));

describe('setting up', () => {
  it('takes boxes and stations', async () => {
    await button(page(), 'Add a box').click();
    await dialog(page()).getByLabel('Name').fill('Gift box');
    await dialog(page()).getByLabel('Barcode').fill('BOX-GIFT');
    for (const which of ['Length', 'Width', 'Height']) await dialog(page()).getByLabel(`Outside, in cm: ${which}`).fill('30');
    await dialog(page()).getByLabel('Empty weight in g').fill('90');
    await button(dialog(page()), 'Save').click();
    await button(page(), 'Edit Gift box').click();
    await dialog(page()).getByLabel('Empty weight in g').fill('100');
    await button(dialog(page()), 'Save').click();
    await page().getByText('empty 100 g').waitFor();
    await page().getByLabel('Weighing').selectOption('Every parcel is weighed');
    await page().getByLabel('A parcel needs a box').check();
    await button(page(), 'Save').last().click();
    await page().getByText('Saved').last().waitFor();
    await page().getByRole('link', { name: 'Pack', exact: true }).click();
    await page().getByRole('heading', { name: 'Which station is this?' }).waitFor();
    await page().getByLabel('Name of a new station').fill('Bench 1');
    await button(page(), 'Add the station').click();
    await says('Scan an order, a tote or an item');
  });
});

describe('packing by scan', () => {
  it('counts what belongs to the order and stops what does not', async () => {
    await scan(page(), several);
    await says('Scan the items: 4 units');
    await scan(page(), mug);
    await inParcel('mug').toContain('1 of 3');
    await scan(page(), '5000112637922');
    await says(/Nothing is known by 5000112637922|Wrong item/);
    expect(await tell(page()).getAttribute('data-tone')).not.toBe('calm');
    await page().keyboard.press('Escape');
    await says('Scan the next item: 3 units to go');

    await page().keyboard.press('q');
    await dialog(page()).getByLabel('How many units?').fill('2');
    await page().keyboard.press('Enter');
    await says('The next scan counts 2 units');
    await scan(page(), mug, 'Tab');
    await inParcel('mug').toContain('3 of 3');
    await scan(page(), mug);
    await says(/^Enough of/);
    expect(await tell(page()).getAttribute('role')).toBe('alert');
    await page().keyboard.press('u');
    await inParcel('mug').toContain('1 of 3');
    await scan(page(), mug);
    await scan(page(), mug);
    await inParcel('mug').toContain('3 of 3');
    await scan(page(), pot);
    await says('Take a box: press its number or scan it');
  });

  it('takes a box and a weight, finishes, buys the label and prints it once', async () => {
    await page().keyboard.press('1');
    await says('Put the parcel on the scale');
    await scan(page(), 'BOX-GIFT');
    await says('Box Gift box');
    await scan(page(), '5.2 kg');
    await says(/^The parcel weighs 5.20 kg, expected were 2.00 kg/);
    await scan(page(), '2.02 kg');
    await says('Press Enter: the parcel is finished');
    // Pressed twice by somebody impatient: the parcel is finished once, and nothing is wrong.
    await page().keyboard.press('Enter');
    await page().keyboard.press('Enter');
    await says('Scan an order, a tote or an item');
    expect(await tell(page()).getAttribute('data-tone')).toBe('calm');
    const parcel = page().getByRole('region', { name: 'Last parcels' }).getByRole('listitem').filter({ hasText: several });
    await desk.shop.whileTimePasses(parcel.getByText('Label bought').waitFor());
    await parcel.getByText('printed once').waitFor();
    const { parcels } = await desk.shop.ask<PackEvidence>(`/packing/orders/${accountId}/${several}`);
    expect(parcels).toMatchObject([{ grams: 2020, weightFrom: 'scale', box: 'Gift box', items: [{ quantity: 3 }, { quantity: 1 }] }]);
  });
});

describe('single orders, stops and words of supervisors', () => {
  it('an item that one order waits for becomes its parcel', async () => {
    await scan(page(), pot);
    await says('Take a box: press its number or scan it');
    await page().getByRole('heading', { name: single }).waitFor();
    await scan(page(), 'BOX-GIFT');
    await says('Put the parcel on the scale');
    await page().keyboard.press('w');
    await dialog(page()).getByLabel('Weight').fill('800');
    await page().keyboard.press('Enter');
    await says('Press Enter: the parcel is finished');
    await scan(page(), 'LATER');
    await says('Scan an order, a tote or an item');
    const last = page().getByRole('region', { name: 'Last parcels' });
    await last.getByText('No label yet').waitFor();
    await last.getByText('Today 2 parcels, 5 units').waitFor();
    // A label bought elsewhere is scanned into its field, and closes nothing.
    await page().keyboard.press('l');
    await dialog(page()).getByLabel('Carrier').fill('UPS');
    await dialog(page()).getByLabel('Tracking number').focus();
    await scan(page(), '1Z8V92A70367203024', '');
    expect(await dialog(page()).getByLabel('Tracking number').inputValue()).toBe('1Z8V92A70367203024');
    await page().keyboard.press('Escape');
    await dialog(page()).waitFor({ state: 'detached' });
  });

  it('an item that several orders wait for asks which', async () => {
    await scan(page(), mug);
    await says(/orders hold it: choose one by its number/);
    const orders = page().getByRole('region', { name: 'Orders that hold it' }).getByRole('button');
    const texts = await orders.allInnerTexts();
    await page().keyboard.press(String(texts.findIndex((text) => text.includes(order(6))) + 1));
    await page()
      .getByRole('heading', { name: order(6) })
      .waitFor();
    await inParcel('mug').toContain('1 of 2');
    await scan(page(), 'CANCEL');
    await says('Scan an order, a tote or an item');
  });

  it('a cancelled order is not packed', async () => {
    await scan(page(), cancelled);
    await says('Stop');
    expect(await tell(page()).getAttribute('data-tone')).toBe('bad');
    await scan(page(), mug);
    await page().keyboard.press('Enter');
    await says('Do not pack this order');
    await page().keyboard.press('Escape');
    await says('Scan an order, a tote or an item');
  });

  it('an order whose buyer asks to cancel waits for a supervisor', async () => {
    await scan(page(), asked);
    await says(/supervisor/);
    await page().keyboard.press('o');
    await dialog(page()).getByLabel('Reason').fill('Buyer wrote that he wants it after all');
    await page().keyboard.press('Enter');
    await says('Scan the items: 2 units');
    expect(await tell(page()).getAttribute('data-tone')).toBe('calm');
    await page().keyboard.press('Escape');
    await says('Scan an order, a tote or an item');
  });
});

describe('a second packer, who may override nothing', () => {
  let wanda: Visitor;
  const say = (text: string | RegExp) => hear(wanda.page, text);
  /** Invites somebody; gives the path that their link opens. */
  const invite = async (name: string, role: string) => {
    const body = { name, email: `${name.toLowerCase()}@example.com`, role, accounts: null };
    return (await desk.shop.ask<{ path: string }>('/invitations', body)).path;
  };
  beforeAll(async () => {
    const token = (await invite('Sue', 'manager')).split('#')[1];
    await desk.shop.fetch('/api/auth/welcome', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: '' },
      body: JSON.stringify({ token, name: 'Sue', email: 'sue@example.com', password: goodPassword }),
    });
    const path = await invite('Wanda', 'warehouse');
    // The same desk under a name at which nobody is signed in yet.
    const strange = desk.shop.url.replace('127.0.0.1', 'localhost');
    wanda = await visit(desk.browser, strange + path, { viewport: { width: 1024, height: 768 } });
    await wanda.page.getByLabel('Password', { exact: true }).fill(goodPassword);
    await wanda.page.getByLabel('The same password again').fill(goodPassword);
    await button(wanda.page, 'Come in').click();
    await wanda.page.getByRole('link', { name: 'Pack', exact: true }).first().click();
    await button(wanda.page, 'Bench 1').click();
    await say('Scan an order, a tote or an item');
  });
  afterAll(() => wanda?.close());

  it('sees who has an order, and takes it over with what lies in its parcel', async () => {
    await scan(page(), order(6));
    await says('Scan the items: 2 units');
    await scan(page(), mug);
    await inParcel('mug').toContain('1 of 2');
    await scan(wanda.page, order(6));
    await say(/Owner packs this order at Bench 1/);
    expect(await tell(wanda.page).getAttribute('data-tone')).toBe('bad');
    // What is scanned now is not counted.
    await scan(wanda.page, mug);
    await wanda.page.keyboard.press('Enter');
    await wanda.page.keyboard.press('t');
    await say('Scan the next item: 1 unit to go');
    await scan(page(), mug);
    await says(/Wanda packs this order at Bench 1/);
    await scan(wanda.page, mug);
    await say('Take a box: press its number or scan it');
    // Read twice, the command is one.
    await scan(wanda.page, 'CANCEL');
    await scan(wanda.page, 'CANCEL');
    await say('Scan an order, a tote or an item');
    await page().keyboard.press('Enter');
    await page().keyboard.press('Escape');
    await says('Scan an order, a tote or an item');
  });

  it('asks a supervisor beside them: a wrong password and somebody who may not are refused', async () => {
    await desk.shop.ask('/orders/annotate', { orders: [{ accountId, orderId: order(7) }], hold: 'Ask for the engraving' });
    await scan(wanda.page, order(7));
    await say(/supervisor/);
    await wanda.page.keyboard.press('o');
    const asked = dialog(wanda.page);
    await asked.getByLabel('Reason').fill('Engraving is settled');
    const give = async (email: string, password: string) => {
      await asked.getByLabel('E-mail address').fill(email);
      await asked.getByLabel('Password').fill(password);
      await wanda.page.keyboard.press('Enter');
    };
    await give('sue@example.com', otherPassword);
    await asked.getByText(/password is wrong/).waitFor();
    expect(await asked.getByLabel('Password').inputValue()).toBe('');
    // Scanning on signs nothing.
    await scan(wanda.page, mug);
    await asked.waitFor();
    await give('wanda@example.com', goodPassword);
    await asked.getByText(/has not the permission/).waitFor();
    await wanda.page.screenshot({ path: `${screenshots}pack-supervisor.png` });
    await give('sue@example.com', goodPassword);
    await say('Scan the items: 2 units');
    await scan(wanda.page, 'LEAVE');
    await desk.shop.ask('/orders/annotate', { orders: [{ accountId, orderId: order(7) }], hold: null });
    expect(wanda.complaints.filter((text) => !/status of 40[03]/.test(text))).toEqual([]);
  });
});

describe('without network', () => {
  it('goes on, counts nothing twice, and waits for a person where something was wrong', async () => {
    await scan(page(), offline);
    await says('Scan the items: 2 units');
    // The first answer is lost on its way back: the desk has taken the scan in.
    let lost = 0;
    await page().route('**/acts', async (route) => {
      if (lost === 0) await route.fetch();
      lost += 1;
      await route.abort('connectionfailed');
    });
    await scan(page(), mug);
    await page().getByText('The desk does not answer. 1 step waits').waitFor();
    await scan(page(), pot);
    await says(/does not seem to hold it/);
    await scan(page(), mug);
    await page().getByText('The desk does not answer. 3 steps wait').waitFor();
    await line('mug').getByText('2 wait').waitFor();
    await says('Take a box: press its number or scan it');
    await page().screenshot({ path: `${screenshots}pack-offline.png` });
    await page().reload();
    await page().getByText('The desk does not answer. 3 steps wait').waitFor();
    await page().unroute('**/acts');
    await page().getByText(`“${pot}” did not go through.`).waitFor();
    await line('mug').getByText('1 waits').waitFor();
    await button(page(), 'Put right: send the rest').click();
    await line('mug').getByText('1 waits').waitFor({ state: 'detached' });
    await inParcel('mug').toContain('2 of 2');
    expect(await page().getByText('The desk does not answer').count()).toBe(0);
    const { acts } = await desk.shop.ask<PackEvidence>(`/packing/orders/${accountId}/${offline}`);
    expect(acts.filter(({ kind }) => kind === 'unit')).toHaveLength(2);
    desk.visitor.complaints.splice(0);
    await scan(page(), 'LEAVE');
    await says('Scan an order, a tote or an item');
  });

  it('a second tab says that the station is open, and can take it over', async () => {
    const other = await page().context().newPage();
    await other.goto(`${desk.shop.url}/pack`);
    await other.getByText('Bench 1 is open in another tab').waitFor();
    await button(other, 'Go on here').click();
    await hear(other, 'Scan an order, a tote or an item');
    await page().getByText('Bench 1 is open in another tab').waitFor();
    await other.close();
    await says('Scan an order, a tote or an item');
  });
});

const looks = [
  { viewport: { width: 1024, height: 768 }, colorScheme: 'dark' },
  { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;

describe('the station', () => {
  it.each(looks)('is in order at $viewport.width pixels, $colorScheme', async ({ viewport, colorScheme }) => {
    const { page: shown, mustBeQuiet, close } = await visit(desk.browser, `${desk.shop.url}/pack`, { viewport, colorScheme });
    const look = async (name: string) => {
      await settle(shown);
      await shown.screenshot({ path: `${screenshots}pack-${name}-${colorScheme}-${viewport.width}.png` });
      expect.soft(await audit(shown), name).toEqual([]);
    };
    try {
      await look('choice');
      await button(shown, 'Bench 1').click();
      await hear(shown, 'Scan an order, a tote or an item');
      await look('start');
      await scan(shown, order(7));
      await hear(shown, 'Scan the items: 2 units');
      await scan(shown, mug);
      await hear(shown, 'Scan the next item: 1 unit to go');
      await look('order');
      await scan(shown, pot);
      await tell(shown)
        .getByText(/^Wrong item/)
        .waitFor();
      await look('wrong');
      for (const [key, name] of [
        ['?', 'help'],
        ['w', 'weight'],
        ['s', 'photo'],
        ['g', 'gift'],
      ] as const) {
        await shown.keyboard.press(key);
        await dialog(shown).waitFor();
        await look(name);
        await shown.keyboard.press('Escape');
        await dialog(shown).waitFor({ state: 'detached' });
      }
      await button(shown, 'Devices of this station').click();
      await dialog(shown).waitFor();
      await look('settings');
      await shown.keyboard.press('Escape');
      await shown.keyboard.press('Escape');
      await scan(shown, 'CANCEL');
      await hear(shown, 'Scan an order, a tote or an item');
      await scan(shown, cancelled);
      await hear(shown, 'Stop');
      await look('stopped');
      await shown.keyboard.press('Escape');
      await shown.keyboard.press('Escape');
      await hear(shown, 'Scan an order, a tote or an item');
      for (const [path, name] of [
        ['/pack/commands', 'commands'],
        ['/boxes', 'boxes'],
        [`/stock/${productId}`, 'product'],
      ] as const) {
        await shown.goto(desk.shop.url + path);
        if (name === 'product') await shown.getByLabel('Each unit has a serial number').waitFor();
        await look(name);
      }
      mustBeQuiet();
    } finally {
      await close();
    }
  });
});
