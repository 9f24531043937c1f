import { expect, it } from 'vitest';
import { sqsClient } from '../../simulator/test-support/sqs-client.ts';
import { audit } from './support/audit.ts';
import { visit } from './support/browser.ts';
import { button, card, dialog } from './support/desk-page.ts';
import { deskVisit, screenshots } from './support/desk-visit.ts';
import { settle } from './support/settle.ts';

const desk = deskVisit({ notifications: true, path: '/notifications' }, () => {});

type States = { items: { types: { type: string; state: string; received: number }[] }[] };
const orderChanges = async () =>
  (await desk.shop.ask<States>('/notifications')).items[0]?.types.find(({ type }) => type === 'ORDER_CHANGE');
const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
const say = async (text: string) => {
  const { endpoint, queues } = desk.shop.amazon.queues();
  await sqsClient(endpoint).call('SendMessage', { QueueUrl: queues[0]?.url, MessageBody: text });
};

/** The desk follows Amazon's clock, which it asks every now and then. */
const untilDeskHears = () =>
  until(async () => Date.parse((await desk.shop.ask<{ now: string }>('/sync')).now) >= desk.shop.amazon.now() - 1_000);

it('shows what comes in, within moments', async () => {
  const { page } = desk.visitor;
  await until(async () => (await orderChanges())?.state === 'subscribed');
  desk.shop.amazon.createShopOrder({ orderId: '113-7700001-0000001', items: 1 });
  desk.shop.pass(1_000);
  await until(async () => ((await orderChanges())?.received ?? 0) > 0);
  await page.reload();
  await settle(page);
  const row = page.getByRole('row', { name: /Orders that change/ });
  await row.getByText('Subscribed').waitFor();
  expect(await row.getByRole('cell').nth(1).innerText()).toBe('1');
  await page.getByText('Flowing').waitFor();
  await page.goto(`${desk.shop.url}/orders`);
  await page.getByRole('link', { name: '113-7700001-0000001' }).waitFor();
});

it('lists what could not be worked on, with its reason; tried again or discarded', async () => {
  const { page } = desk.visitor;
  await say('no JSON at all');
  await say(
    JSON.stringify({
      notificationType: 'ANY_OFFER_CHANGED',
      eventTime: '2026-11-17T16:59:00Z',
      payload: { shippingAddress: { postalCode: '10115' } },
      notificationMetadata: { notificationId: 'one-of-another-kind' },
    }),
  );
  await until(async () => (await desk.shop.ask<{ items: unknown[] }>('/notifications/poison')).items.length === 2);
  await page.goto(`${desk.shop.url}/notifications`);
  await settle(page);
  const poison = card(page, 'Messages that could not be worked on');
  const other = poison.getByRole('listitem').filter({ hasText: 'ANY_OFFER_CHANGED' });
  await other.getByText('is of a type that this version does not use').waitFor();
  await other.getByText('Show the message').click();
  expect(await other.innerText()).not.toContain('10115');
  await button(other, 'Try again').click();
  await page.getByText('0 understood now, 1 still not').waitFor();
  await button(other, 'Discard').click();
  await other.waitFor({ state: 'detached' });
  await poison.getByText('is no JSON', { exact: true }).waitFor();
});

it('stops, tells the way to a queue with the policies for it, and refuses an address that is none', async () => {
  const { page } = desk.visitor;
  await button(page, 'Stop notifications').click();
  await button(dialog(page), 'Stop notifications').click();
  await page.getByText('Polling').waitFor();
  const url = page.getByRole('textbox', { name: 'URL of the queue' });
  await url.fill('https://example.com/queue');
  await page.getByText(/^Not an address of a standard queue/).waitFor();
  await url.fill('https://sqs.eu-west-1.amazonaws.com/123456789012/waybill');
  await page.getByText('"arn:aws:sqs:eu-west-1:123456789012:waybill"').first().waitFor();
  expect(await page.getByText('437568002678').count()).toBeGreaterThan(0);
  const { endpoint, queues } = desk.shop.amazon.queues();
  await page.getByText('Another server than AWS').click();
  await page.getByRole('textbox', { name: 'Its address' }).fill(endpoint);
  await page.getByRole('textbox', { name: 'Region' }).fill('us-east-1');
  await url.fill(`${queues[0]?.url}-gone`);
  await page.getByRole('textbox', { name: 'Access key id' }).fill('key');
  await page.getByLabel('Secret access key').fill('secret');
  await button(page, 'Save and subscribe').click();
  await page
    .getByRole('alert')
    .getByText(/refuses/)
    .waitFor();
  desk.visitor.complaints.splice(0);
  await url.fill(queues[0]?.url ?? '');
  await button(page, 'Save and subscribe').click();
  await page.getByRole('heading', { name: 'Create a queue in Amazon SQS' }).waitFor({ state: 'detached' });
});

it.each([1440, 390])('is sound in the light and in the dark, %i pixels wide', async (width) => {
  await say('no JSON at all');
  const found: Record<string, string[]> = {};
  const visitor = await visit(desk.browser, `${desk.shop.url}/notifications`, { viewport: { width, height: 900 } });
  const look = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await visitor.page.emulateMedia({ colorScheme });
      await visitor.page.reload();
      await settle(visitor.page);
      const wrong = [...(await audit(visitor.page)), ...visitor.complaints.splice(0)];
      if (wrong.length > 0) found[`${name} ${colorScheme}`] = wrong;
      await visitor.page.screenshot({ path: `${screenshots}${name}-${colorScheme}-${width}.png` });
    }
  };
  await look('notifications');
  // Amazon allows a few of these calls a second.
  desk.shop.pass(60_000);
  await untilDeskHears();
  const removed = await desk.shop.fetch('/api/v1/notifications/1/queue', { method: 'DELETE' });
  expect(removed.status).toBe(200);
  await look('notifications-setup');
  await visitor.close();
  const { endpoint, queues } = desk.shop.amazon.queues();
  const queue = { queueUrl: queues[0]?.url, endpoint, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' };
  const headers = { 'content-type': 'application/json' };
  const set = await desk.shop.fetch('/api/v1/notifications/1/queue', { method: 'PUT', headers, body: JSON.stringify(queue) });
  expect(set.status).toBe(200);
  expect(found).toEqual({});
});
