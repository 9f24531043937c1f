import { describe, expect, it } from 'vitest';
import { easypostStandIn } from '../../simulator/carriers/easypost.ts';
import { accountId } from '../support/shop.ts';
import { button, card, dialog } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { savedFile } from './support/saved-file.ts';
import { upsNumber } from './support/ups-number.ts';

const [first, partial, own, prime] = [1, 2, 3, 4].map((n) => `113-79000${n}0-000000${n}`) as [string, string, string, string];

const desk = deskVisit({ path: '/carriers' }, ({ amazon }) => {
  for (const orderId of [first, own]) amazon.createOrder({ orderId });
  amazon.createOrder({ orderId: partial, items: [{ sku: 'CUP-3', title: 'Three cups', quantity: 3 }] });
  amazon.createOrder({ orderId: prime, programs: ['PRIME'] });
});
const page = () => desk.visitor.page;
const open = async (orderId: string) => {
  await page().goto(`${desk.shop.url}/orders/${accountId}/${orderId}`);
  await page().getByRole('heading', { level: 1, name: orderId }).waitFor();
  await card(page(), 'Timeline').getByText('Order placed').waitFor();
};
const offers = () => dialog(page()).getByRole('radio', { name: /^Choose / });

describe('set up', () => {
  it('says where parcels leave from and what they are packed in', async () => {
    await button(card(page(), 'Parcels leave from'), /^Address of/)
      .first()
      .click();
    for (const [label, value] of Object.entries({
      Name: 'Meadow Mugs',
      Street: '12 Mill Lane',
      City: 'Austin',
      'State or province': 'TX',
      'Postal code': '78701',
      Country: 'us',
      Phone: '555-0100',
    }))
      await dialog(page()).getByLabel(label, { exact: true }).fill(value);
    await button(dialog(page()), 'Save').click();
    await card(page(), 'Parcels leave from').getByText('Meadow Mugs, 12 Mill Lane, 78701 Austin TX, US').waitFor();
    await button(card(page(), 'Parcels'), 'Add a parcel').click();
    await dialog(page()).getByRole('textbox', { name: 'Name' }).fill('Mug box');
    for (const [label, value] of Object.entries({ Length: '8', Width: '6', Height: '4', Weight: '20' }))
      await dialog(page()).getByLabel(label).fill(value);
    await button(dialog(page()), 'Save').click();
    await card(page(), 'Parcels').getByText('8 × 6 × 4 in, 20 oz').waitFor();
  });

  it('a key is kept and tried at the carrier', async () => {
    const server = await easypostStandIn();
    const section = card(page(), 'Carriers');
    const row = section.getByRole('listitem').filter({ hasText: 'Your contract with EasyPost' });
    await button(row, 'Set key').click();
    await dialog(page()).getByLabel('API key').fill('wrong');
    await dialog(page()).getByLabel('Address').fill(server.url);
    await button(dialog(page()), 'Save').click();
    await button(row, 'Test').click();
    await page().getByText('the carrier does not take the key of this account').waitFor();
    await button(row, 'New key').click();
    await dialog(page()).getByLabel('API key').fill('good');
    await dialog(page()).getByLabel('Address').fill(server.url);
    await button(dialog(page()), 'Save').click();
    await button(row, 'Test').click();
    await page().getByText('The carrier takes the key.').waitFor();
    await row.getByRole('checkbox').click();
    await server.close();
  });
});

describe('an order', () => {
  it('a key opens the rates with the choice of the rules; a double click buys one label, and its file is saved', async () => {
    await open(first);
    await page().keyboard.press('l');
    await dialog(page()).getByText('Chosen by the rules').waitFor();
    expect(await offers().count()).toBeGreaterThan(4);
    await dialog(page()).getByText('How it was chosen').click();
    await dialog(page()).getByText('is the cheapest of what is left').waitFor();
    await button(dialog(page()), /^Buy for/).dblclick();
    await desk.shop.whileTimePasses(dialog(page()).getByText('It is bought and can be printed.').waitFor());
    await button(dialog(page()), 'More ways to print').click();
    const [download] = await Promise.all([
      page().waitForEvent('download'),
      page().getByRole('menuitem', { name: 'Save the file' }).click(),
    ]);
    const file = await savedFile(download);
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    await button(dialog(page()), 'Done').click();
    const section = card(page(), 'Label');
    await section.getByText('Printed once').waitFor();
    expect(await section.getByRole('listitem').filter({ hasText: 'Bought' }).count()).toBe(1);
    await card(page(), 'Timeline').getByText('Label bought').waitFor();
  });

  it('a label is given back, and its units may have another one', async () => {
    await button(card(page(), 'Label'), 'Give back').click();
    await button(dialog(page()), 'Give back').click();
    await desk.shop.whileTimePasses(card(page(), 'Label').getByText('Refund under way').waitFor());
    await card(page(), 'Timeline').getByText('Label given back').waitFor();
  });

  it('a part of an order has a label of its own', async () => {
    await open(partial);
    await button(page(), 'Buy a label').first().click();
    await dialog(page()).getByText('Chosen by the rules').waitFor();
    await dialog(page()).getByLabel('Units of CUP-3 in this parcel').fill('1');
    await button(dialog(page()), 'Show rates').click();
    await button(dialog(page()), /^Buy for/).click();
    await desk.shop.whileTimePasses(dialog(page()).getByText('It is bought and can be printed.').waitFor());
    await button(dialog(page()), 'Done').click();
    await card(page(), 'Label').getByText('1 × CUP-3').waitFor();
  });

  it('a label that was bought elsewhere comes in with its file', async () => {
    await open(own);
    await page().keyboard.press('l');
    await dialog(page()).getByText('My own label').click();
    await dialog(page()).getByLabel('Tracking number').fill(upsNumber(1));
    await dialog(page()).getByText('UPS', { exact: true }).first().waitFor();
    const zpl = Buffer.from('^XA^PW812^FO40,60^A0N,40,40^FDSHIP TO^FS^XZ');
    await dialog(page()).getByLabel('File of the label').setInputFiles({ name: 'label.zpl', mimeType: 'text/plain', buffer: zpl });
    await dialog(page()).getByText('label.zpl (ZPL, 203 dpi)').waitFor();
    await button(dialog(page()), 'Take it in and confirm').click();
    await dialog(page()).getByText('It is bought and can be printed.').waitFor();
    await button(dialog(page()), 'Done').click();
    await card(page(), 'Label').getByText(upsNumber(1)).waitFor();
  });

  it('a Prime order is sold protected labels only', async () => {
    await open(prime);
    await page().keyboard.press('l');
    await dialog(page()).getByText('only labels with claims protection are sold for it').waitFor();
    expect(
      await dialog(page())
        .getByRole('radio', { name: /OnTrac/ })
        .isDisabled(),
    ).toBe(true);
    await page().keyboard.press('Escape');
  });
});

describe('rules', () => {
  it('are tried on what was bought before they are switched on; one that can never choose is named', async () => {
    await page().goto(`${desk.shop.url}/carriers`);
    const section = card(page(), 'Which offer is chosen');
    const add = async (name: string, more: () => Promise<void> = async () => {}) => {
      await button(section, 'Add a rule').click();
      await dialog(page()).getByLabel('Name').fill(name);
      await more();
      await button(dialog(page()), 'Keep the rule').click();
    };
    await button(section, 'Write rules').click();
    await add('Fast', () => dialog(page()).getByText('The fastest').click());
    await add('Never', () => dialog(page()).getByLabel('Up to grams').fill('500'));
    await button(section, 'Save the draft').click();
    await section.getByText('it can never choose: rule 1 before it').waitFor();
    // The browser tells of every refused request.
    expect(desk.visitor.complaints.splice(0)).toEqual([expect.stringContaining('rules/draft')]);
    await button(section, 'Move “Never” up').click();
    await button(section, 'Save the draft').click();
    await button(section, 'Try on past orders').click();
    await section.getByText('What the draft would have chosen').waitFor();
    await section.getByRole('link', { name: partial }).waitFor();
    await button(section, 'Switch on').click();
    await section.getByText('These rules hold, version 1').waitFor();
  });
});
