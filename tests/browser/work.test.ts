import { describe, expect, it } from 'vitest';
import { accountId } from '../support/shop.ts';
import { visit } from './support/browser.ts';
import { act, button, card, dialog, row, search, shownOrders, tickRow } from './support/desk-page.ts';
import { deskVisit } from './support/desk-visit.ts';
import { eventually } from './support/eventually.ts';
import { upsNumber } from './support/ups-number.ts';

const [first, second, unwanted, asked, split, gone, twice] = [1, 2, 3, 4, 5, 6, 7].map((n) => `113-70000${n}0-000000${n}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

const desk = deskVisit({}, ({ amazon }) => {
  for (const orderId of [first, second, unwanted, asked, gone, twice]) amazon.createOrder({ orderId });
  amazon.createOrder({ orderId: split, items: [{ sku: 'CUP-3', title: 'Three cups', quantity: 3 }] });
});

const openOrder = async (orderId: string) => {
  const { page } = desk.visitor;
  await page.goto(`${desk.shop.url}/orders/${accountId}/${orderId}`);
  await page.getByRole('heading', { level: 1, name: orderId }).waitFor();
  await card(page, 'Timeline').getByText('Order placed').waitFor();
  return page;
};

describe('what people do', () => {
  it('several orders are tagged at once, and another tab sees it', async () => {
    const { page } = desk.visitor;
    const other = await visit(desk.browser, `${desk.shop.url}/orders?tab=all`);
    await row(other.page, first).waitFor();
    await tickRow(page, first);
    await tickRow(page, second);
    await page.getByRole('toolbar', { name: 'Actions on the selected orders' }).getByText('2 orders selected').waitFor();
    await button(page, 'Tag').click();
    await dialog(page).getByLabel('Add tags').fill('gift wrap, fragile');
    await dialog(page).getByText('2 will be done').waitFor();
    await button(dialog(page), 'Apply tags (2)').click();
    await page.getByText('2 orders changed').waitFor();
    for (const orderId of [first, second]) {
      await row(page, orderId).getByText('fragile').waitFor();
      await row(other.page, orderId).getByText('fragile').waitFor();
    }
    other.mustBeQuiet();
    await other.close();
  });

  it('an order is cancelled with a reason, and Amazon does it once', async () => {
    const page = await openOrder(unwanted);
    await act(page, 'Cancel order');
    await dialog(page).getByText('Out of stock').click();
    await button(dialog(page), 'Preview').click();
    await dialog(page).getByText('it counts into your cancellation rate').waitFor();
    await button(dialog(page), 'Cancel at Amazon (1)').click();
    await desk.shop.whileTimePasses(dialog(page).getByText('1 of 1 settled at Amazon').waitFor());
    await dialog(page).getByText('1 done').waitFor();
    await button(dialog(page), 'Done').click();
    await page.getByRole('list', { name: 'Verified' }).waitFor();
    expect(desk.shop.amazon.order(unwanted)?.status).toBe('CANCELLED');
    expect(desk.shop.amazon.effects()).toMatchObject([{ times: 1 }]);
  });

  it('a cancelled order cannot be shipped, and the preview says what to do', async () => {
    const page = await openOrder(unwanted);
    await page.keyboard.press('c');
    await dialog(page).getByLabel(`Tracking number for ${unwanted}`).fill(upsNumber(1));
    await button(dialog(page), 'Preview').click();
    await dialog(page).getByText('Cancelled: nothing may be shipped.').waitFor();
    expect(await button(dialog(page), /^Confirm shipment/).isDisabled()).toBe(true);
  });

  it('a buyer who asks to cancel is heard on the open page', async () => {
    const page = await openOrder(asked);
    expect(await page.getByRole('alert').count()).toBe(0);
    desk.shop.amazon.cancelRequest(asked, 'Found it cheaper');
    await desk.shop.catchUp();
    await page.getByRole('alert').getByText('The buyer asks to cancel this order').waitFor();
    await page.getByRole('alert').getByText('Reason: Found it cheaper').waitFor();
    await button(page.getByRole('alert'), 'Cancel order').click();
    expect(await dialog(page).getByRole('radio', { name: 'Buyer asked to cancel' }).isChecked()).toBe(true);
  });

  it('an order goes in two parcels', async () => {
    const page = await openOrder(split);
    await button(page, 'Confirm shipment').click();
    await button(dialog(page), 'Split or choose quantities').click();
    await dialog(page).getByLabel('Units of CUP-3 in this parcel').fill('2');
    await button(dialog(page), 'Add a parcel').click();
    for (const n of [0, 1]) {
      await dialog(page)
        .getByLabel(`Tracking number for ${split}`)
        .nth(n)
        .fill(upsNumber(10 + n));
    }
    await button(dialog(page), 'Preview').click();
    await button(dialog(page), 'Confirm shipment (2)').click();
    await desk.shop.whileTimePasses(dialog(page).getByText('2 of 2 settled at Amazon').waitFor());
    await button(dialog(page), 'Done').click();
    await card(page, '2 packages').waitFor();
    const units = desk.shop.amazon.order(split)?.packages.map((parcel) => parcel.items.map((item) => item.quantity));
    expect(units?.toSorted()).toEqual([[1], [2]]);
  });

  it('what Amazon refuses is shown with its words', async () => {
    const page = await openOrder(gone);
    desk.shop.amazon.cancel(gone, 'AMAZON', 'Payment failed');
    await button(page, 'Confirm shipment').click();
    await dialog(page).getByLabel(`Tracking number for ${gone}`).fill(upsNumber(20));
    await button(dialog(page), 'Preview').click();
    await button(dialog(page), 'Confirm shipment (1)').click();
    await desk.shop.whileTimePasses(dialog(page).getByText('1 failed').waitFor());
    await button(dialog(page), 'Done').click();
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('link', { name: 'Outbox' }).click();
    await page.getByText('Refused 1').click();
    await page.getByRole('main').getByRole('link', { name: gone }).waitFor();
    await button(page, 'Dismiss').click();
    await page.getByText('Nothing was refused').waitFor();
  });

  it('a double click asks Amazon once', async () => {
    const page = await openOrder(twice);
    await button(page, 'Confirm shipment').click();
    await dialog(page).getByLabel(`Tracking number for ${twice}`).fill(upsNumber(30));
    await button(dialog(page), 'Preview').click();
    await button(dialog(page), 'Confirm shipment (1)').dblclick();
    await desk.shop.whileTimePasses(page.getByRole('list', { name: 'Verified', includeHidden: true }).waitFor());
    const { writes } = await desk.shop.ask<{ writes: unknown[] }>(`/orders/${accountId}/${twice}`);
    expect(writes).toHaveLength(1);
    expect(desk.shop.amazon.writes().filter(({ orderId }) => orderId === twice)).toHaveLength(1);
  });

  it('revealed personal data is logged with its purpose', async () => {
    const page = await openOrder(first);
    await button(card(page, 'Buyer'), 'Reveal').click();
    await button(dialog(page), 'Answering the buyer').click();
    await button(dialog(page), 'Reveal').click();
    await card(page, 'Buyer').getByText('12 Cedar Ave').waitFor();
    await page.getByRole('link', { name: 'Personal data log' }).click();
    const entry = page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    await eventually(() => entry.innerText()).toMatch(/Owner[\s\S]*Answering the buyer/);
    await page.goBack();
    await card(page, 'Buyer').waitFor();
    expect(await card(page, 'Buyer').innerText()).not.toContain('12 Cedar Ave');
  });

  it('a pasted list of two hundred order numbers is one search', async () => {
    const { page } = desk.visitor;
    await page.goto(`${desk.shop.url}/orders?tab=all`);
    const strangers = Array.from({ length: 198 }, (_, n) => `113-9${String(n).padStart(6, '0')}-0000000`);
    await search(page, [first, ...strangers, second].join(' '));
    await eventually(async () => (await shownOrders(page)).toSorted()).toEqual([first, second]);
  });
});
