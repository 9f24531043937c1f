import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '#src/http/server.ts';
import { silentLog } from '#src/platform/log.ts';
import { sqsClient } from '../../simulator/test-support/sqs-client.ts';
import { orderFile, orderRow } from '../support/all-orders-file.ts';
import { accountId, openShop, type Shop } from '../support/shop.ts';
import { batchCalls } from './batch-calls.ts';
import { handoverCalls } from './handover-calls.ts';
import { labelCalls } from './label-calls.ts';
import { describedRoutes, type OpenApi } from './open-api.ts';
import { packingCalls } from './packing-calls.ts';
import { pickingCalls } from './picking-calls.ts';
import { routeList } from './route-list.ts';
import { stockCalls } from './stock-calls.ts';

const [first, second, third] = ['113-3000010-0000001', '113-3000020-0000002', '113-3000030-0000003'];
const order = `/orders/${accountId}/${first}`;
const ref = (orderId: string | undefined) => ({ accountId, orderId });
const confirm = (orderId: string | undefined, trackingNumber: string) => ({
  action: 'confirm',
  packages: [{ ...ref(orderId), trackingNumber }],
});

let shop: Shop;
let description: OpenApi;
beforeAll(async () => {
  shop = await openShop({ notifications: true });
  for (const orderId of [first, second, third]) shop.amazon.createOrder(orderId ? { orderId } : {});
  await shop.catchUp();
  description = (await (await fetch(`${shop.url}/api/openapi.json`)).json()) as OpenApi;
});
afterAll(() => shop?.close());

type Call = () => Promise<Response>;
const send =
  (method: string, body?: unknown, headers: Record<string, string> = {}) =>
  (path: string) =>
    shop.fetch(`/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
const get = send('GET');
const file = (path: string, text: string) => {
  const form = new FormData();
  form.set('account', accountId);
  form.set('file', new Blob([text]), 'file.txt');
  return shop.fetch(`/api/v1${path}`, { method: 'POST', body: form });
};
const postForm = (path: string, form: FormData) => shop.fetch(`/api/v1${path}`, { method: 'POST', body: form });
const idOf = async (call: Promise<Response>) => ((await (await call).json()) as { id: string }).id;
const open = (path: string, body: unknown) =>
  fetch(shop.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const invited = () => send('POST', { name: 'Ana', email: 'ana@example.com', role: 'support', accounts: null })('/invitations');
const newKey = () => send('POST', { name: 'Shelf', scopes: ['orders.read'], accounts: null, days: 30 })('/keys');
const view = { name: 'Today', query: 'tab=unshipped', columns: null, shared: false };
const hold = { accountId, orderId: first, ground: 'Tax audit', until: '2030-12-31' };
const newView = () => idOf(send('POST', view)('/views'));
/** A change that waits: Amazon does not answer. */
const waiting = async (orderId: string | undefined, trackingNumber: string) => {
  const asked = await send('POST', confirm(orderId, trackingNumber), { 'idempotency-key': `key ${trackingNumber}` })('/writes');
  return ((await asked.json()) as { rows: { writeId: string }[] }).rows[0]?.writeId;
};

/** One that no other call has confirmed or cancelled. */
const freshOrder = async () => {
  const { orderId } = shop.amazon.createOrder();
  await shop.catchUp();
  return orderId;
};

/** One of which a location has promised every unit; enough is received for all orders before it that want the same. */
const promisedOrder = async () => {
  const orderId = await freshOrder();
  type Progress = { state: { items: { productId: string; wanted: number; promised: number }[] } };
  const itemsOf = async () => (await shop.ask<Progress>(`/picking/orders/${accountId}/${orderId}`)).state.items;
  const lines = (await itemsOf()).map(({ productId: id }) => ({ productId: id, binId: '1', quantity: 500 }));
  await send('POST', { entry: `units for ${orderId}`, kind: 'receive', lines })('/stock/changes');
  const isPromised = async () => (await itemsOf()).every(({ wanted, promised }) => promised === wanted);
  const promised = async () => {
    for (let looks = 0; !(await isPromised()); looks += 1) {
      if (looks > 1200) throw new Error('no location promised the units');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await shop.whileTimePasses(promised());
  return orderId;
};

const webhook = { name: 'Shop', url: 'http://127.0.0.1:9/hook', events: ['order.*'] };
const newWebhook = async () => ((await (await send('POST', webhook)(`/webhooks/${accountId}`)).json()) as { webhookId: string }).webhookId;
const browser = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  label: 'Firefox on Linux',
};
/** A stream is open as soon as it begins. */
const opened = async (path: string) => {
  const stop = new AbortController();
  const { status, headers } = await shop.fetch(`/api/v1${path}`, { signal: stop.signal });
  stop.abort();
  return new Response(null, { status, headers });
};

const workingDays = {
  saturday: true,
  sunday: false,
  premiumSaturday: true,
  premiumSunday: false,
  handlingDays: 1,
  orderUntil: '12:00',
  safetyMinutes: 10,
  cutOffs: [{ weekday: 6, carrier: 'usps', service: '', at: '11:00' }],
  holidays: [{ day: '2026-12-25', name: 'Christmas' }],
};

const stocking = stockCalls({
  send,
  file,
  accountId,
  ask: (path) => shop.ask(path),
  pass: (work) => shop.whileTimePasses(work),
});
const labelling = labelCalls({ send, file, accountId, newOrder: freshOrder });

/** One good call of each route. A new route is added here: its answer is held against what it says of itself. */
const calls: Record<string, Call> = {
  'GET /healthz': () => fetch(`${shop.url}/healthz`),
  'GET /readyz': () => fetch(`${shop.url}/readyz`),
  'GET /api/auth/door': () => fetch(`${shop.url}/api/auth/door`),
  'POST /api/auth/demo': () => fetch(`${shop.url}/api/auth/demo`, { method: 'POST' }),
  'GET /api/v1/me': () => get('/me'),
  'DELETE /api/v1/me/sessions': () => send('DELETE')('/me/sessions'),
  'GET /api/v1/roles': () => get('/roles'),
  'GET /api/v1/people': () => get('/people'),
  'PATCH /api/v1/people/:personId': () => send('PATCH', { role: 'owner' })('/people/owner'),
  'GET /api/v1/invitations': async () => {
    await invited();
    return get('/invitations');
  },
  'POST /api/v1/invitations': () => invited(),
  'DELETE /api/v1/invitations/:invitationId': async () => send('DELETE')(`/invitations/${await idOf(invited())}`),
  'POST /api/auth/link': async () => {
    const { path } = (await (await invited()).json()) as { path: string };
    return open('/api/auth/link', { token: path.split('#')[1] });
  },
  'GET /api/v1/keys': async () => {
    await newKey();
    return get('/keys');
  },
  'POST /api/v1/keys': () => newKey(),
  'DELETE /api/v1/keys/:keyId': async () => send('DELETE')(`/keys/${await idOf(newKey())}`),
  'POST /api/v1/access-reviews': () => send('POST', {})('/access-reviews'),
  'GET /api/v1/access-reviews': () => get('/access-reviews'),
  'POST /api/v1/access-reviews/:reviewId/decide': () =>
    send('POST', { kind: 'person', id: 'owner', decision: 'keep' })('/access-reviews/1/decide'),
  'POST /api/v1/access-reviews/:reviewId/finish': async () => {
    const { open: review } = await shop.ask<{ open: { lines: { kind: string; id: string }[] } }>('/access-reviews');
    for (const { kind, id } of review.lines) await shop.ask('/access-reviews/1/decide', { kind, id, decision: 'keep' });
    return send('POST', {})('/access-reviews/1/finish');
  },
  'GET /api/v1/audit': () => get('/audit?text=key'),
  'GET /api/v1/audit.csv': () => get('/audit.csv'),
  'POST /api/v1/audit/check': () => send('POST', {})('/audit/check'),
  'GET /api/v1/session': () => get('/session'),
  'GET /api/v1/accounts': () => get('/accounts'),
  'GET /api/v1/orders': () => get('/orders?limit=50'),
  'GET /api/v1/orders/counts': () => get('/orders/counts'),
  'GET /api/v1/orders/export': () => get('/orders/export?format=csv'),
  'GET /api/v1/orders/select': () => get('/orders/select?tab=unshipped'),
  'GET /api/v1/search/complete': () => get('/search/complete?key=sku&prefix=SIM'),
  'GET /api/v1/views': () => newView().then(() => get('/views')),
  'POST /api/v1/views': () => send('POST', view)('/views'),
  'PUT /api/v1/views/:id': async () => send('PUT', { ...view, name: 'Tomorrow' })(`/views/${await newView()}`),
  'DELETE /api/v1/views/:id': async () => send('DELETE')(`/views/${await newView()}`),
  'GET /api/v1/orders/:accountId/:orderId': () => get(order),
  'GET /api/v1/orders/:accountId/:orderId/events': () => get(`${order}/events`),
  'GET /api/v1/orders/:accountId/:orderId/raw': () => get(`${order}/raw`),
  'POST /api/v1/orders/:accountId/:orderId/reveal': () => send('POST', { purpose: 'Checking' })(`${order}/reveal`),
  'POST /api/v1/orders/annotate': () =>
    send('POST', { orders: [ref(first)], addTags: ['seen'], note: 'Seen', assignee: 'Ana' })('/orders/annotate'),
  'POST /api/v1/writes/preview': () => send('POST', confirm(first, '1Z5R89390357567127'))('/writes/preview'),
  'POST /api/v1/writes': () =>
    send('POST', { action: 'cancel', reason: 'NoInventory', orders: [ref(third)] }, { 'idempotency-key': 'cancel it' })('/writes'),
  'GET /api/v1/writes': () => get('/writes?state=open'),
  'POST /api/v1/writes/:accountId/:writeId/retry': async () => {
    shop.amazon.cancel(second ?? '');
    const writeId = await waiting(second, '1Z5R89390357567127');
    await shop.whileTimePasses(untilRejected());
    return send('POST')(`/writes/${accountId}/${writeId}/retry`);
  },
  'POST /api/v1/writes/:accountId/:writeId/withdraw': async () => {
    await untilRejected();
    const { items } = await shop.ask<{ items: { writeId: string }[] }>('/writes?state=rejected');
    return send('POST')(`/writes/${accountId}/${items[0]?.writeId}/withdraw`);
  },
  'POST /api/v1/imports/orders': () => file('/imports/orders', orderFile(orderRow())),
  'POST /api/v1/imports/confirmations': () =>
    file('/imports/confirmations', `order-id,tracking-number,carrier\n${first},1Z5R89390357567127,UPS\n`),
  'POST /api/v1/imports/listings': () =>
    file('/imports/listings', 'seller-sku\tasin1\titem-name\tlisting-id\nSIM-SKU-1\tB0SIMULATE\tMug\t1117\n'),
  'GET /api/v1/imports': () => get('/imports'),
  'GET /api/v1/tracking/identify': () => get('/tracking/identify?number=1Z5R89390357567127'),
  'GET /api/v1/carriers': () => get('/carriers?marketplaceId=ATVPDKIKX0DER'),
  'GET /api/v1/orders/:accountId/:orderId/guards': () => get(`${order}/guards?stage=pack`),
  'POST /api/v1/orders/:accountId/:orderId/guards/pass': async () => {
    await send('POST', { orders: [ref(first)], hold: 'Wait for the buyer' })('/orders/annotate');
    const { guards } = await shop.ask<{ guards: { key: string; values: { at?: string } }[] }>(`${order}/guards`);
    const held = guards.find(({ key }) => key === 'writes.warn.held');
    return send('POST', { key: held?.key, cause: held?.values.at, reason: 'The buyer has called' })(`${order}/guards/pass`);
  },
  'GET /api/v1/today': () => get('/today?limit=5'),
  'GET /api/v1/today.csv': () => get('/today.csv'),
  'GET /api/v1/calendar': () => get('/calendar'),
  'GET /api/v1/calendar/holidays': () => get('/calendar/holidays?country=US&year=2026'),
  'POST /api/v1/calendar/holidays/read': () => send('POST', { text: '2026-12-25;Christmas' })('/calendar/holidays/read'),
  'PUT /api/v1/calendar/:locationId': () => send('PUT', workingDays)('/calendar/1'),
  ...labelling,
  ...batchCalls({
    send,
    accountId,
    newOrder: freshOrder,
    setUp: labelling['PUT /api/v1/labels/:accountId/settings'],
    pass: (work) => shop.whileTimePasses(work),
  }),
  ...pickingCalls({ send, ask: (...request) => shop.ask(...request), accountId, newOrder: promisedOrder }),
  ...handoverCalls({
    send,
    accountId,
    newOrder: freshOrder,
    newEasyShip: async () => {
      const { orderId } = shop.amazon.createOrder({ marketplaceId: 'A21TJRUUN4KGV', programs: ['AMAZON_EASY_SHIP'] });
      await shop.catchUp();
      return orderId;
    },
    loseSlot: () => {
      shop.amazon.faults.add({ kind: 'reset-before', match: { operation: 'createScheduledPackageBulk' }, count: 1 });
    },
  }),
  ...packingCalls({ send, post: postForm, accountId, newOrder: freshOrder, newProduct: stocking.newProduct }),
  'POST /api/v1/slips': () => send('POST', { orders: [ref(first)], paper: 'A4' })('/slips'),
  'GET /api/v1/sync': () => get('/sync'),
  'POST /api/v1/sync/:accountId/now': () => send('POST')(`/sync/${accountId}/now`),
  'GET /api/v1/quarantine': () => get('/quarantine'),
  'POST /api/v1/quarantine/replay': () => send('POST', {})('/quarantine/replay'),
  'GET /api/v1/personal-data/reads': () => get('/personal-data/reads'),
  'PATCH /api/v1/accounts/:accountId': () => send('PATCH', { name: 'Kiln' })(`/accounts/${accountId}`),
  'GET /api/v1/ledger': () => get('/ledger?from=2026-11-01&to=2026-11-17'),
  'GET /api/v1/ledger.csv': () => get('/ledger.csv?from=2026-11-01&to=2026-11-17'),
  'GET /api/v1/ledger/gaps': () => get('/ledger/gaps'),
  'GET /api/v1/backfill': () => get('/backfill'),
  'POST /api/v1/backfill/:accountId': () => send('POST', { paused: true })(`/backfill/${accountId}`),
  'PUT /api/v1/accounts/:accountId/read-only': () => send('PUT', { readOnly: false })(`/accounts/${accountId}/read-only`),
  'GET /api/v1/parallel': () => get('/parallel'),
  'GET /api/v1/parallel.csv': () => get('/parallel.csv?from=2026-11-10&to=2026-11-20'),
  'POST /api/v1/parallel/list': () => file('/parallel/list', `Order number,Imported at\n${first},2026-11-17 10:00\n`),
  'GET /api/v1/notifications': () => get('/notifications'),
  'POST /api/v1/notifications/:accountId/subscribe': () => send('POST', { takeOver: true })(`/notifications/${accountId}/subscribe`),
  'GET /api/v1/notifications/poison': () => poisoned().then(() => get('/notifications/poison')),
  'POST /api/v1/notifications/poison/replay': () => send('POST', { accountId })('/notifications/poison/replay'),
  'POST /api/v1/notifications/poison/drop': async () =>
    send('POST', { accountId, notificationId: await poisoned() })('/notifications/poison/drop'),
  // Not before the messages: what stands in the queue when it is opened anew may wait for its visibility time-out.
  'PUT /api/v1/notifications/:accountId/queue': () => {
    const { endpoint, queues } = shop.amazon.queues();
    const keys = { region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' };
    return send('PUT', { ...keys, queueUrl: queues[0]?.url, endpoint })(`/notifications/${accountId}/queue`);
  },
  'DELETE /api/v1/notifications/:accountId/queue': () => send('DELETE')(`/notifications/${accountId}/queue`),
  'GET /api/v1/compliance': () => get('/compliance'),
  'GET /api/v1/encryption-keys': () => get('/encryption-keys'),
  'POST /api/v1/encryption-keys/rotate': () => send('POST')('/encryption-keys/rotate'),
  'GET /api/v1/privacy/purges': () => get('/privacy/purges'),
  'POST /api/v1/privacy/look': () => send('POST', {})('/privacy/look'),
  'GET /api/v1/privacy/holds': () => get(`/privacy/holds?account=${accountId}&order=${first}`),
  'POST /api/v1/privacy/holds': () => send('POST', hold)('/privacy/holds'),
  'POST /api/v1/privacy/holds/:accountId/:holdId/lift': async () => {
    const { holdId } = (await (await send('POST', hold)('/privacy/holds')).json()) as { holdId: string };
    return send('POST', { reason: 'It is over' })(`/privacy/holds/${accountId}/${holdId}/lift`);
  },
  'POST /api/v1/privacy/buyers': () => send('POST', { name: 'Maria Keller' })('/privacy/buyers'),
  'POST /api/v1/privacy/erase': () => send('POST', { email: 'nobody@marketplace.amazon.com' })('/privacy/erase'),
  'GET /api/v1/where': () => get(`/where?text=${first}`),
  ...stocking.calls,
  'GET /api/v1/stream': () => opened('/stream'),
  'GET /api/v1/accounts/:accountId/events': () => get(`/accounts/${accountId}/events?limit=5`),
  'GET /api/v1/accounts/:accountId/events/stream': () => opened(`/accounts/${accountId}/events/stream`),
  'GET /api/v1/webhooks': () => newWebhook().then(() => get('/webhooks')),
  'POST /api/v1/webhooks/:accountId': () => send('POST', webhook)(`/webhooks/${accountId}`),
  'PATCH /api/v1/webhooks/:accountId/:webhookId': async () =>
    send('PATCH', { state: 'off' })(`/webhooks/${accountId}/${await newWebhook()}`),
  'DELETE /api/v1/webhooks/:accountId/:webhookId': async () => send('DELETE')(`/webhooks/${accountId}/${await newWebhook()}`),
  'POST /api/v1/webhooks/:accountId/:webhookId/secret': async () => send('POST')(`/webhooks/${accountId}/${await newWebhook()}/secret`),
  'POST /api/v1/webhooks/:accountId/:webhookId/test': async () => send('POST')(`/webhooks/${accountId}/${await newWebhook()}/test`),
  'GET /api/v1/webhooks/:accountId/:webhookId/deliveries': async () => get(`/webhooks/${accountId}/${await newWebhook()}/deliveries`),
  'POST /api/v1/webhooks/:accountId/:webhookId/deliveries/:deliveryId/again': async () => {
    const hook = `/webhooks/${accountId}/${await newWebhook()}`;
    await send('POST')(`${hook}/test`);
    const { items } = await shop.ask<{ items: { deliveryId: string }[] }>(`${hook}/deliveries`);
    return send('POST')(`${hook}/deliveries/${items[0]?.deliveryId}/again`);
  },
  'GET /metrics': () => shop.fetch('/metrics'),
  'GET /api/v1/health': () => get('/health'),
  'GET /api/v1/alerts': () => get('/alerts?state=resolved'),
  'GET /api/v1/alerts/count': () => get('/alerts/count'),
  'POST /api/v1/alerts/read': () => send('POST', { alertIds: 'all' })('/alerts/read'),
  'GET /api/v1/notices': () => get('/notices'),
  'PATCH /api/v1/notices': () => send('PATCH', { digestHour: 7, timeZone: 'Europe/Berlin' })('/notices'),
  'POST /api/v1/notices/browsers': () => send('POST', browser)('/notices/browsers'),
  'DELETE /api/v1/notices/browsers/:id': () => send('DELETE')(`/notices/browsers/${'a'.repeat(22)}`),
  'POST /api/v1/notices/test': () => send('POST', { channel: 'mail' })('/notices/test'),
  // The last one: it takes the account away.
  'DELETE /api/v1/accounts/:accountId': () => send('DELETE')(`/accounts/${accountId}`),
};
/** A message that nobody can read stands in the queue, and is kept; its id. */
async function poisoned(): Promise<string> {
  const { endpoint, queues } = shop.amazon.queues();
  await sqsClient(endpoint).call('SendMessage', { QueueUrl: queues[0]?.url, MessageBody: 'no JSON' });
  for (;;) {
    const { items } = await shop.ask<{ items: { notificationId: string }[] }>('/notifications/poison');
    if (items[0]) return items[0].notificationId;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** It asks Amazon itself whether the credentials are good. */
const outside = [
  'POST /api/v1/accounts/connect',
  // Signing in has its own tests: tests/flows/people.test.ts.
  'POST /api/auth/sign-in',
  'POST /api/auth/second-factor',
  'POST /api/auth/welcome',
  'POST /api/auth/sign-out',
  'GET /api/auth/oidc',
  'GET /api/auth/callback/oidc',
  'POST /api/v1/me/password',
  'POST /api/v1/me/factor',
  'POST /api/v1/me/factor/confirm',
  'POST /api/v1/me/factor/off',
  'POST /api/v1/me/recovery-codes',
  'DELETE /api/v1/me/sessions/:sessionId',
  'POST /api/v1/me/claim',
  'POST /api/v1/people/:personId/sign-out',
  'POST /api/v1/people/:personId/password-link',
];

async function untilRejected(): Promise<void> {
  for (;;) {
    const { items } = await shop.ask<{ items: unknown[] }>('/writes?state=rejected');
    if (items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the API', () => {
  it('describes every route it has, and no other', async () => {
    expect(
      describedRoutes(description)
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual((await routeList()).toSorted());
  });

  it('says of each route how it refuses', () => {
    const silent = describedRoutes(description).filter(
      ({ operation }) => !operation.responses['default']?.content?.['application/problem+json'],
    );
    expect(silent.map(({ route }) => route)).toEqual([]);
  });

  it('is called here in all its routes', () => {
    expect([...Object.keys(calls), ...outside].toSorted()).toEqual(
      describedRoutes(description)
        .map(({ route }) => route)
        .toSorted(),
    );
  });

  it.each(Object.entries(calls))('%s answers as it says', async (route, call) => {
    const { operation } = describedRoutes(description).find((each) => each.route === route) ?? {};
    const response = await call();
    const text = await response.clone().text();
    expect(response.ok, `${response.status} ${text.slice(0, 500)}`).toBe(true);
    const documented = operation?.responses[String(response.status)];
    expect(documented, `status ${response.status}`).toBeDefined();
    const media = response.headers.get('content-type')?.split(';')[0] ?? '';
    const { content } = documented ?? {};
    expect(Object.keys(content ?? { [media]: '' })).toContain(media);
    const schema = media === 'application/json' ? content?.[media]?.schema : undefined;
    if (!schema) return;
    const isRight = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(isRight(await response.json()) ? [] : isRight.errors).toEqual([]);
  });

  it('does not start with a route that declares no permission', async () => {
    const open = createServer({
      log: silentLog,
      version: '0.0.0',
      accountIds: async () => [],
      whoIs: async () => undefined,
      routes: [(app) => void app.get('/api/v1/forgotten', () => 'anybody')],
    });
    await expect(open).rejects.toThrow('GET /api/v1/forgotten declares no permission');
  });
});
