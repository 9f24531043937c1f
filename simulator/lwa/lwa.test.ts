import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator();
});
afterAll(() => amazon.close());

const credentials = () => {
  const { clientId, clientSecret, refreshToken } = amazon.control.accounts()[0] ?? { clientId: '', clientSecret: '', refreshToken: '' };
  return { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken, grant_type: 'refresh_token' };
};
const exchange = (change: Record<string, string>) => amazon.send('POST', '/auth/o2/token', { ...credentials(), ...change });
const list = (token?: string) =>
  amazon.send(
    'GET',
    '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z',
    undefined,
    token === undefined ? {} : { 'x-amz-access-token': token },
  );

test('gives an access token of one hour for a form and for JSON', async () => {
  const response = await fetch(`${amazon.url}/auth/o2/token`, { method: 'POST', body: new URLSearchParams(credentials()) });
  const form = (await response.json()) as Record<string, unknown>;
  expect(form).toEqual({
    access_token: expect.stringMatching(/^Atza\|/),
    refresh_token: credentials().refresh_token,
    token_type: 'bearer',
    expires_in: 3600,
  });
  const json = await exchange({});
  expect(json.body['access_token']).not.toBe(form['access_token']);
  expect((await list(text(json.body['access_token']))).status).toBe(200);
});

test.each([
  ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
  ['a foreign refresh token', { refresh_token: 'Atzr|x' }, 400, 'invalid_grant'],
  ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['an unknown scope', { grant_type: 'client_credentials', scope: 'everything' }, 400, 'invalid_scope'],
  ['no client', { client_id: '' }, 400, 'invalid_request'],
])('refuses %s', async (_, change, status, error) => {
  const answer = await exchange(change);
  expect([answer.status, answer.body['error']]).toEqual([status, error]);
});

test('refuses calls without a token, with a forged one, with a grantless one and with an old one', async () => {
  const details = async (token?: string) => {
    const { status, body, headers } = await list(token);
    expect(headers.get('x-amzn-ratelimit-limit')).toBeNull();
    expect([status, body['errors']?.[0]?.['code']]).toEqual([403, 'Unauthorized']);
    return body['errors']?.[0]?.['details'];
  };
  const token = await amazon.token();
  expect(await details()).toContain('missing');
  expect(await details(`${token}x`)).toContain('invalid');
  const grantless = await exchange({ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
  expect(await details(text(grantless.body['access_token']))).toContain('grantless');
  amazon.advance(3_600_000);
  expect(await details(token)).toBe('The access token you provided has expired.');
});
