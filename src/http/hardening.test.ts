import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#src/app.ts';
import { steppedClock } from '#src/kernel/clock.ts';
import { silentLog } from '#src/platform/log.ts';
import { type TestDesk, testDesk } from '../../tests/support/desk.ts';
import { askRate } from './ask-rate.ts';
import type { HttpApp } from './http-app.ts';

let desk: TestDesk;
let app: { http: HttpApp; close(): Promise<void> };
const sees: { accounts: readonly string[] | null } = { accounts: null };
beforeAll(async () => {
  desk = await testDesk();
  await desk.addAccount();
  app = await createApp({
    ...desk,
    log: silentLog,
    version: '0',
    random: () => 0.5,
    whoIs: async ({ headers }) =>
      headers.cookie === undefined
        ? undefined
        : { kind: 'person', id: 'owner', name: 'Owner', role: 'owner', scopes: null, sessionId: null, ...sees },
  }).openServer();
  await app.http.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app?.close();
  await desk?.close();
});

const known = { host: '127.0.0.1', cookie: 'x=1' };
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.http.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(payload),
    headers: { ...known, 'content-type': 'application/json', ...headers },
  });

describe('every answer', () => {
  it.each(['/', '/api/docs', '/orders/1/2', '/api/v1/accounts', '/api/v1/nothing', '/api/openapi.json', '/healthz'])(
    '%s may not be framed, sniffed or run as something else, and asks for TLS only behind TLS',
    async (url) => {
      const { headers } = await app.http.inject({ url, headers: known });
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['referrer-policy']).toBe('no-referrer');
    },
  );

  it.each(['/api/v1/stream', '/api/v1/accounts/1/events/stream'])('also one that goes on: %s', async (path) => {
    const stop = new AbortController();
    const address = app.http.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { headers, status } = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: 'x=1' }, signal: stop.signal });
    stop.abort();
    expect([status, headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([200, 'nosniff', 'DENY']);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('of the API is kept by no one else', async () => {
    expect((await app.http.inject({ url: '/api/v1/accounts', headers: known })).headers['cache-control']).toBe('private, no-cache');
  });

  it('to an address that cannot be read says no more', async () => {
    const { statusCode, headers } = await app.http.inject({ url: '/%zz', headers: known });
    expect([statusCode, headers['x-content-type-options']]).toEqual([400, 'nosniff']);
  });
});

describe('bodies', () => {
  it('are small for strangers, larger for who is known, and larger still only where that is needed', async () => {
    const text = (bytes: number) => 'x'.repeat(bytes);
    const statusOf = async (url: string, bytes: number) =>
      (await post(url, { text: text(bytes) }, { 'idempotency-key': 'a large one' })).statusCode;
    expect(await statusOf('/api/auth/sign-in', 9_000)).toBe(413);
    expect(await statusOf('/api/auth/sign-in', 7_000)).toBe(400);
    expect(await statusOf('/api/v1/views', 140_000)).toBe(413);
    expect(await statusOf('/api/v1/views', 120_000)).toBe(400);
    expect(await statusOf('/api/v1/writes', 900_000)).toBe(400);
    expect(await statusOf('/api/v1/writes', 1_100_000)).toBe(413);
  });

  it('of 500 orders fit', async () => {
    const orders = Array.from({ length: 500 }, (_, i) => ({ accountId: '1', orderId: `111-0000001-${String(1_000_000 + i)}` }));
    expect((await post('/api/v1/orders/annotate', { orders, note: 'x'.repeat(4_000) })).statusCode).toBe(200);
    const packages = orders.map((order) => ({
      ...order,
      trackingNumber: randomUUID(),
      carrierName: 'x'.repeat(60),
      shippingMethod: 'x'.repeat(60),
    }));
    expect((await post('/api/v1/writes/preview', { action: 'confirm', packages })).statusCode).toBe(200);
  });
});

it('a change that another site makes a browser ask for is refused in every route, signing in too', async () => {
  for (const url of ['/api/auth/sign-in', '/api/auth/demo', '/api/auth/welcome', '/api/auth/sign-out', '/api/v1/views', '/api/v1/keys'])
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect([url, (await post(url, {}, headers)).json<{ code: string }>().code]).toEqual([url, 'FOREIGN_ORIGIN']);
});

it('metrics, which tell of every account, are for who sees them all', async () => {
  expect((await app.http.inject({ url: '/metrics', headers: known })).statusCode).toBe(200);
  sees.accounts = ['1'];
  expect((await app.http.inject({ url: '/metrics', headers: known })).statusCode).toBe(403);
  sees.accounts = null;
});

it('each person and key has a limit of its own, for a minute, and hears when it ends', () => {
  const clock = steppedClock(new Date('2026-11-22T12:00:40Z'));
  const count = askRate(clock);
  for (let i = 0; i < 3; i += 1) count('ana', 3);
  count('bob', 3);
  expect(() => count('ana', 3)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED', data: { retryAfter: 20 } }));
  clock.advance(20_000);
  count('ana', 3);
});
