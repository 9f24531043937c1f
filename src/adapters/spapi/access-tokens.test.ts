import { expect, test } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import { amazonStub } from '../../../tests/support/amazon-stub.ts';
import { accessTokens } from './access-tokens.ts';

test('a scope has a token of its own, without a seller; a dropped token leaves newer ones alone', async () => {
  const stub = await amazonStub(() => ({}));
  const tokens = accessTokens({
    tokenUrl: `${stub.url}/auth/o2/token`,
    clientId: 'id',
    clientSecret: 'secret',
    refreshToken: 'refresh',
    userAgent: 'Waybill/0.1',
    clock: steppedClock(new Date('2026-11-21T10:00:00Z')),
    fetch,
    timeoutMs: 5000,
    attempts: 1,
    pause: async () => {},
    redact: (text) => text,
  });
  const scope = 'sellingpartnerapi::notifications';
  expect([await tokens.get(), await tokens.get(scope), await tokens.get()]).toEqual(['token-1', 'token-2', 'token-1']);
  expect(Object.fromEntries(stub.tokenCalls[1] ?? [])).toEqual({
    grant_type: 'client_credentials',
    scope,
    client_id: 'id',
    client_secret: 'secret',
  });
  tokens.drop('token-1');
  expect([await tokens.get(), await tokens.get(scope)]).toEqual(['token-3', 'token-2']);
  tokens.drop('token-1');
  expect(await tokens.get()).toBe('token-3');
  await stub.close();
});
