import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendEvents, holdIntake } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { addWebhook, changeWebhook, rotateSecret, sendAgain, sendTest } from './change-webhooks.ts';
import type { Posted } from './ports.ts';
import { runWebhooks } from './run-webhooks.ts';
import { listDeliveries, listWebhooks } from './views.ts';

const hour = 3_600_000;
const orderId = '111-0000001-0000001';
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

let desk: TestDesk;
let account: string;
let answer: (url: string) => Posted;
let sent: { url: string; headers: Readonly<Record<string, string>>; body: string }[];

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  account = await desk.addAccount();
  sent = [];
  answer = () => ({ status: 200 });
});

const run = () =>
  runWebhooks({
    ...desk,
    post: async (url, headers, body) => {
      sent.push({ url, headers, body });
      return answer(url);
    },
  })(account);
const later = (ms: number) => desk.clock.set(new Date(desk.clock.now().getTime() + ms));
const happen = (...kinds: string[]) =>
  desk.database.write([account], async (tx) => {
    await holdIntake(tx, account);
    const event = { orderId, at: desk.clock.now(), origin: 'amazon', actor: 'Amazon', source: 'search', data: { to: 'shipped' } };
    await appendEvents(
      tx,
      account,
      kinds.map((kind) => ({ ...event, kind })),
    );
  });
const add = (events: string[] = [], url = 'https://example.com/hook') =>
  addWebhook(desk, account, { name: 'Shop', url, events }, { secret, by: 'Ana' });
const kinds = () => sent.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const only = async () => (await desk.database.read([account], listWebhooks))[0];
const log = (webhookId: string) => desk.database.read([account], (db) => listDeliveries(db, account, webhookId, undefined, 50));
const signs = (key: string, { headers, body }: (typeof sent)[number]) => {
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(text)
    .digest('base64');
  return headers['webhook-signature']?.split(' ').includes(`v1,${wanted}`);
};

test('rests where nobody asked; hears of what happens from the moment it is made, of its kinds only, signed', async () => {
  await happen('order.placed');
  expect(await run()).toBe('rest');
  await add(['order.*', 'write.rejected']);
  await happen('order.status', 'write.queued', 'write.rejected');
  await run();
  expect(kinds()).toEqual(['order.status', 'write.rejected']);
  for (const message of sent) expect(signs(secret, message)).toBe(true);
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    id: sent[0]?.headers['webhook-id'],
    accountId: account,
    orderId,
    data: { to: 'shipped' },
  });
  await run();
  expect(sent).toHaveLength(2);
});

test('what is not taken comes again, later each time, as the same message', async () => {
  const webhookId = await add();
  answer = () => ({ status: 503 });
  await happen('order.status');
  const due = await run();
  expect(due).toEqual(new Date(desk.clock.now().getTime() + 5_000));
  await run();
  expect(sent).toHaveLength(1);
  later(5_000);
  answer = () => ({ error: 'no connection (ECONNREFUSED)' });
  await run();
  expect((await log(webhookId))[0]).toMatchObject({ state: 'queued', attempts: 2, status: null, error: 'no connection (ECONNREFUSED)' });
  expect((await only())?.failingSince).not.toBeNull();
  later(30_000);
  answer = () => ({ status: 204 });
  await run();
  expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(sent).toHaveLength(3);
  expect((await log(webhookId))[0]).toMatchObject({ state: 'delivered', attempts: 3, status: 204, error: null });
  expect((await only())?.failingSince).toBeNull();
});

test('a process that dies after sending sends again, and nothing is passed over', async () => {
  await add();
  await happen('order.placed', 'order.status');
  answer = () => {
    throw new Error('killed');
  };
  await expect(run()).rejects.toThrow('killed');
  answer = () => ({ status: 200 });
  await happen('order.items');
  await run();
  const ids = (list: typeof sent) => new Set(list.map(({ headers }) => headers['webhook-id'])).size;
  expect(ids(sent)).toBe(3);
  expect(kinds().slice(-3).toSorted()).toEqual(['order.items', 'order.placed', 'order.status']);
});

test('a webhook that takes nothing for three days is stopped, with an alert, and goes on from where it is switched on', async () => {
  const webhookId = await add();
  answer = () => ({ status: 410 });
  await happen('order.placed');
  for (let tries = 0; tries < 40; tries += 1) {
    await run();
    later(2 * hour);
  }
  expect((await only())?.state).toBe('stopped');
  const alerts = () =>
    desk.database.read([account], (db) =>
      db.query({
        text: `SELECT 1 FROM alert WHERE account_id = $1 AND kind = 'webhook.stopped' AND resolved_at IS NULL`,
        values: [account],
      }),
    );
  expect(await alerts()).toHaveLength(1);
  await happen('order.missed');
  answer = () => ({ status: 200 });
  sent = [];
  await run();
  expect(sent).toEqual([]);
  await changeWebhook(desk, account, webhookId, { state: 'on' });
  expect(await alerts()).toEqual([]);
  await happen('order.status');
  await run();
  expect(kinds()).toEqual(['order.status']);
  const [given] = (await log(webhookId)).filter(({ kind }) => kind === 'order.placed');
  expect(given?.state).toBe('given_up');
  await sendAgain(desk, account, webhookId, given?.deliveryId ?? '');
  await run();
  expect(kinds()).toEqual(['order.status', 'order.placed']);
});

test('while a secret takes the place of another both sign, for a day', async () => {
  const webhookId = await add();
  const next = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
  await rotateSecret(desk, account, webhookId, next);
  await sendTest(desk, account, webhookId, 'one');
  await run();
  later(25 * hour);
  await sendTest(desk, account, webhookId, 'two');
  await run();
  const [first, second] = sent;
  if (!first || !second) throw new Error('two messages were expected');
  expect([signs(secret, first), signs(next, first), signs(secret, second), signs(next, second)]).toEqual([true, true, false, true]);
});

test('one webhook that fails holds no other up; another account hears nothing', async () => {
  const other = await desk.addAccount();
  await addWebhook(desk, other, { name: 'Other', url: 'https://other.example/', events: [] }, { secret, by: 'Ben' });
  await add([], 'https://bad.example/');
  await add([], 'https://good.example/');
  answer = (url) => (url.includes('bad') ? { status: 500 } : { status: 200 });
  await happen('order.placed');
  await run();
  expect(sent.map(({ url }) => url).toSorted()).toEqual(['https://bad.example/', 'https://good.example/']);
});

test('the secret is not kept in the open', async () => {
  await add();
  const [row] = await desk.database.read([account], (db) =>
    db.query<{ secret: Buffer }>({ text: 'SELECT secret FROM webhook WHERE account_id = $1', values: [account] }),
  );
  expect(row?.secret.includes(secret)).toBe(false);
});

test('an account has twenty webhooks at most', async () => {
  for (let n = 0; n < 20; n += 1) await add();
  await expect(add()).rejects.toMatchObject({ code: 'CONFLICT' });
});
