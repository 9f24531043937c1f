import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFile, orderRow } from '../support/all-orders-file.ts';
import { accountId, openShop, type Shop } from '../support/shop.ts';
import { cookieAt } from '../support/signed-in.ts';
import { type Described, describedRoutes, type OpenApi } from './open-api.ts';

const orderId = '113-3100010-0000001';
let shop: Shop;
let routes: Described[];
beforeAll(async () => {
  shop = await openShop();
  shop.amazon.createOrder({ orderId });
  await shop.catchUp();
  routes = describedRoutes((await (await fetch(`${shop.url}/api/openapi.json`)).json()) as OpenApi);
});
afterAll(() => shop?.close());

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** A request as only a program can make it: fetch forbids some of these headers and paths. */
const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(shop.url);
    const call = request({ hostname, port, method, path, headers: { host, cookie: cookieAt(shop.url), ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    call.on('error', reject);
    call.end(body);
  });

const json = { 'content-type': 'application/json' };
const problemOf = ({ body }: Answer) => JSON.parse(body) as { code: string; detail: string; remedy: string };

describe('who may ask', () => {
  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'the name %j in Host is refused: it is a rebinding attack',
    async (host) => {
      for (const path of ['/api/v1/session', '/', '/healthz']) expect((await raw('GET', path, { host })).status).toBe(403);
    },
  );

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:1' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('a change asked for with %j is refused', async (headers: Record<string, string>) => {
    const answer = await raw(
      'POST',
      '/api/v1/orders/annotate',
      { ...json, ...headers },
      JSON.stringify({ orders: [{ accountId, orderId }], addTags: ['x'] }),
    );
    expect(answer.status).toBe(403);
    expect(problemOf(answer).code).toBe('FOREIGN_ORIGIN');
    const { tags } = await shop.ask<{ tags: string[] }>(`/orders/${accountId}/${orderId}`);
    expect(tags).toEqual([]);
  });

  it('no answer may be read by other sites, framed or run as something else', async () => {
    const { headers } = await raw('GET', '/', { origin: 'https://evil.example' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    for (const rule of ["script-src 'self'", "style-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
  });
});

describe('what is asked for', () => {
  it('a body that is too large, no JSON, of another kind or not there is refused, not read', async () => {
    const to = (body: string, headers: Record<string, string> = json) => raw('POST', '/api/v1/orders/annotate', headers, body);
    expect((await to(`{"note":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
    expect((await to('{"orders":')).status).toBe(400);
    expect((await to('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await to('')).status).toBe(400);
    expect((await to('{"__proto__":{"polluted":1},"orders":[]}')).status).toBe(400);
    expect('polluted' in {}).toBe(false);
  });

  it.each(['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%5c..%5cpackage.json', '/.env', '/%00'])(
    'the path %s gives no file of the machine',
    async (path) => {
      const answer = await raw('GET', path);
      expect(answer.body).not.toMatch(/"dependencies"|root:/);
      expect(answer.status).toBeLessThan(500);
    },
  );

  it('an unknown path of the API is a problem that says so', async () => {
    const answer = await raw('GET', '/api/v1/nothing');
    expect([answer.status, answer.headers['content-type'], problemOf(answer).code]).toEqual([404, 'application/problem+json', 'NOT_FOUND']);
  });
});

// Every operation with values made from its schemas: contract.test.ts.
describe('whatever is sent', () => {
  it('as a body is answered, and refusals name what is wrong', async () => {
    const bodies = [
      'null',
      '[]',
      '"text"',
      '42',
      '{}',
      `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
      '{"orders":{"length":1e9}}',
      '{"orders":[{"accountId":1,"orderId":[]}]}',
    ];
    const refused: string[] = [];
    for (const { method, path, operation } of routes) {
      if (!operation.requestBody) continue;
      const address = path
        .replace('{accountId}', accountId)
        .replace('{orderId}', orderId)
        .replaceAll(/\{\w+\}/g, '1');
      for (const body of bodies) {
        const answer = await raw(method, address, { ...json, 'idempotency-key': 'a nasty body' }, body);
        expect(answer.status, `${method} ${address} ${body.slice(0, 60)}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
        refused.push(...(answer.status >= 400 ? [problemOf(answer).remedy] : []));
      }
    }
    expect(refused.length).toBeGreaterThan(50);
    expect(refused.filter((remedy) => remedy === '')).toEqual([]);
  });

  it.each(['a\u0000b', '\ud83d'])('text that no database holds (%j) is refused, not broken at', async (text) => {
    const orders = [{ accountId, orderId }];
    for (const body of [
      { orders, note: text },
      { orders, addTags: [text] },
      { orders, [text]: 1, note: 'x' },
    ]) {
      const answer = await raw('POST', '/api/v1/orders/annotate', json, JSON.stringify(body));
      expect([answer.status, problemOf(answer).code]).toEqual([400, 'INVALID_INPUT']);
    }
    const report = orderFile(orderRow({ 'amazon-order-id': '113-3100020-0000002', 'product-name': `Mug ${text}` }));
    for (const [field, value, name] of [
      ['account', accountId, 'orders.txt'],
      ['account', accountId, `${text}.txt`],
      ['accountName', text, 'orders.txt'],
    ] as const) {
      const form = new FormData();
      form.set(field, value);
      form.set('file', new Blob([report]), name);
      const answer = await shop.fetch('/api/v1/imports/orders', { method: 'POST', body: form });
      expect(answer.status, await answer.text()).toBeLessThan(500);
    }
  });

  it('text of buyers and sellers comes back as it was', async () => {
    const text = `<script>alert(1)</script> ${'é'.normalize('NFD')} 日本語 \u202e rtl`;
    await shop.ask('/orders/annotate', { orders: [{ accountId, orderId }], note: text });
    const { notes } = await shop.ask<{ notes: { body: string }[] }>(`/orders/${accountId}/${orderId}`);
    expect(notes[0]?.body).toBe(text);
  });
});
