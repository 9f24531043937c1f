import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '#src/app.ts';
import type { HttpApp } from '#src/http/http-app.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { createDueRunner, poke } from '#src/platform/due.ts';
import { createLog } from '#src/platform/log.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
import { orderFacts } from '../support/order-facts.ts';
import { asOwner } from '../support/signed-in.ts';
import { describedRoutes, type OpenApi } from './open-api.ts';

/** Every way that leads to a line of the log, fed with everything personal that there is. */

const personal = {
  buyerName: 'Zacharias Quittenbaum',
  buyerEmail: 'zq81@marketplace.amazon.com',
  buyerCompany: 'Quittenbaum GmbH',
  recipient: {
    name: 'Zacharias Quittenbaum',
    company: 'Quittenbaum GmbH',
    lines: ['17 Wunderkammer Lane', 'Floor 93'],
    city: 'Kleinsibirien',
    region: 'TX',
    postalCode: '98765-4321',
    country: 'US',
    phone: '+1 512 555 9876',
  },
  deliveryInstruction: 'Leave it with Frau Xanthippe',
  gifts: { 90000000000001: { message: 'Herzlichst, Onkel Balthasar' } },
  customisations: { 90000000000001: 'https://example.com/gravur-balthasar' },
  other: { 'tax-id': 'DE987654321' },
};
const traces = /Quittenbaum|Zacharias|zq81|Wunderkammer|Kleinsibirien|98765-4321|555 9876|Xanthippe|Balthasar|DE987654321/i;
const texts = [
  personal.buyerName,
  personal.buyerEmail,
  ...personal.recipient.lines,
  personal.recipient.city,
  personal.recipient.postalCode,
  personal.recipient.phone,
  personal.deliveryInstruction,
  'Herzlichst, Onkel Balthasar',
];

let desk: TestDesk;
let accountId: string;
let http: HttpApp;
let close: () => Promise<void>;
const lines: string[] = [];
const log = createLog('debug', { write: (line) => void lines.push(line) });
const orderId = '111-0000001-0000001';
beforeAll(async () => {
  desk = await testDesk();
  accountId = await desk.addAccount();
  await takeIn(desk.intake, accountId, [{ facts: orderFacts({ orderId, personal }), raw: {} }]);
  ({ http, close } = await createApp({ ...desk, log, whoIs: asOwner, version: '0.0.0', random: () => 0.5 }).openServer());
  await http.ready();
});
afterAll(async () => {
  await close?.();
  await desk?.close();
});

it('of requests, whatever they carry and wherever, and of their answers', async () => {
  const answer = await http.inject({ url: '/api/openapi.json', headers: { host: '127.0.0.1' } });
  const routes = describedRoutes(answer.json<OpenApi>()).filter(({ path }) => !/stream|backup|\/api\/auth/.test(path));
  expect(routes.length).toBeGreaterThan(40);
  for (const { method, path, operation } of routes) {
    const text = personal.buyerName;
    const url = path.replace('{accountId}', accountId).replace(/\{\w+\}/g, encodeURIComponent(text));
    const query = (operation.parameters ?? [])
      .filter((each) => each.in === 'query')
      .map(({ name }) => `${name}=${encodeURIComponent(text)}`);
    await http.inject({
      method: method as 'GET',
      url: `${url}?${query.join('&')}`,
      headers: {
        host: '127.0.0.1',
        cookie: `buyer=${encodeURIComponent(text)}`,
        'idempotency-key': `key ${personal.buyerEmail}`,
        ...(operation.requestBody ? { 'content-type': 'application/json' } : {}),
      },
      ...(operation.requestBody
        ? { payload: JSON.stringify({ ...personal, name: text, orders: personal, purpose: text, note: text }) }
        : {}),
    });
  }
  for (const payload of [`{"name": ${personal.buyerName}`, personal.buyerName, `{"orders": "${texts.join(' ')}`])
    await http.inject({
      method: 'POST',
      url: '/api/v1/orders/annotate',
      headers: { host: '127.0.0.1', 'content-type': 'application/json' },
      payload,
    });
  await http.inject({ url: `/api/v1/${encodeURIComponent(personal.buyerName)}`, headers: { host: personal.buyerEmail } });
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.join('\n')).not.toMatch(traces);
});

it('of work that breaks, in the log and in the table of due work', async () => {
  const failing = Object.fromEntries(
    texts.flatMap((text, n) => [
      [`words-${n}`, async () => Promise.reject(new Error(`cannot ship to "${text}"`))],
      [`json-${n}`, async () => JSON.parse(`{"x": ${text}}`) as never],
      [`cast-${n}`, () => query('SELECT $1::text::int', [text])],
      [
        `check-${n}`,
        () =>
          query(
            `INSERT INTO account (account_id, name, region, host, time_zone, state, created_at) VALUES (77, $1, 'NA', $1, 'x', 'x', '2026-01-01')`,
            [text],
          ),
      ],
      [
        `taken-${n}`,
        () =>
          query(
            'INSERT INTO hydrate (account_id, order_id, priority, reason, asked_at, not_before) SELECT 1, $1, 1, $1, $2, $2 FROM generate_series(1, 2)',
            [text, desk.clock.now()],
          ),
      ],
    ]),
  );
  const query = (text: string, values: unknown[]) => desk.database.write([accountId], (tx) => tx.query({ text, values })) as Promise<never>;
  const runner = createDueRunner({ database: desk.database, clock: desk.clock, log, works: failing });
  await desk.database.write([accountId], async (tx) => {
    for (const work of Object.keys(failing)) await poke(tx, accountId, work, desk.clock.now());
  });
  const before = lines.length;
  expect(await runner.runDue()).toBe(Object.keys(failing).length);
  expect(lines.length - before).toBe(Object.keys(failing).length);
  expect(lines.slice(before).join('\n')).not.toMatch(traces);
  const kept = await desk.database.read([], (db) =>
    db.query<{ e: string }>({ text: 'SELECT last_error AS e FROM due WHERE last_error IS NOT NULL' }),
  );
  expect(kept).toHaveLength(Object.keys(failing).length);
  expect(JSON.stringify(kept)).not.toMatch(traces);
});
