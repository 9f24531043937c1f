import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeEach(async () => {
  amazon = await startTestSimulator({ accounts: [{ name: 'demo' }, { name: 'second' }] });
});
afterEach(() => amazon.close());

const search = (account = 'demo') => amazon.get('/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z', account);

test('a bucket holds its burst and refills at its rate on the virtual clock', async () => {
  for (let i = 0; i < 20; i++) expect((await search()).status).toBe(200);
  const refused = await search();
  expect(refused.status).toBe(429);
  expect(refused.body).toEqual({
    errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }],
  });
  expect(refused.headers.get('x-amzn-ratelimit-limit')).toBeNull();
  expect(refused.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);

  amazon.advance(178_571);
  expect((await search()).status).toBe(429);
  amazon.advance(1);
  expect((await search()).status).toBe(200);
  expect((await search()).status).toBe(429);
});

test('buckets are apart for each seller and each operation', async () => {
  for (let i = 0; i < 21; i++) await search();
  expect((await search('second')).status).toBe(200);
  expect((await amazon.get('/orders/2026-01-01/orders/111-1111111-1111111')).status).toBe(404);
});

test('the rate stands on good answers, 400 and 404, but not on every one', async () => {
  amazon.control.limits.enable(false);
  const seen = new Set<string | null>();
  for (let i = 0; i < 20; i++) seen.add((await search()).headers.get('x-amzn-ratelimit-limit'));
  expect(seen).toEqual(new Set(['0.0056', null]));
  expect((await amazon.get('/orders/2026-01-01/orders/111-1111111-1111111')).headers.get('x-amzn-ratelimit-limit')).toBe('0.5');
});

test('plans can be changed and limits switched off', async () => {
  await amazon.send('POST', '/_control/limits', { operation: 'searchOrders', plan: { rate: 1, burst: 2 } });
  const statuses = [await search(), await search(), await search()].map((answer) => answer.status);
  expect(statuses).toEqual([200, 200, 429]);
  amazon.advance(1000);
  expect((await search()).status).toBe(200);
  await amazon.send('POST', '/_control/limits', { enabled: false });
  expect((await search()).status).toBe(200);
});
