import { afterEach, expect, test } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import type { Fields, Log } from '#src/platform/log.ts';
import { type AmazonStub, amazonStub, quotaExceeded, reset, type StubCall, type StubReply } from '../../../tests/support/amazon-stub.ts';
import { type Call, type ClientOptions, createClient, type QuotaPort } from './client.ts';

const start = new Date('2026-11-21T10:00:00Z');
const call: Call = { operation: 'getOrder', method: 'GET', path: '/orders/1' };
const writing: Call = { operation: 'confirmShipment', method: 'POST', path: '/orders/1/shipmentConfirmation', body: { a: 1 } };
const good = { json: { order: { orderId: '1' } } };
const expired = {
  status: 403,
  json: {
    errors: [
      { code: 'Unauthorized', message: 'Access to requested resource is denied.', details: 'The access token you provided has expired.' },
    ],
  },
};

const open: AmazonStub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stub) => stub.close()));
});

/** A client of a stub. Sleeping moves the clock; `told` is what the quota heard. */
async function setUp(
  onCall: (call: StubCall, count: number) => StubReply,
  more: Partial<ClientOptions> & { onToken?: (count: number) => StubReply } = {},
) {
  const { onToken, ...options } = more;
  const stub = await amazonStub(onCall, onToken);
  open.push(stub);
  const clock = steppedClock(start);
  const slept: number[] = [];
  const told: string[] = [];
  const lines: string[] = [];
  const keep = (fields: Fields, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const quota: QuotaPort = {
    take: async (operation, priority) => {
      told.push(`take ${operation} ${priority}`);
      return { granted: true, nextAt: clock.now() };
    },
    giveBack: async (operation) => void told.push(`give back ${operation}`),
    answered: async (operation, rate) => void told.push(`answered ${operation} ${rate}`),
    throttled: async (operation) => {
      told.push(`throttled ${operation}`);
      return new Date(clock.now().getTime() + 2000);
    },
  };
  const setup: ClientOptions = {
    apiUrl: stub.url,
    tokenUrl: `${stub.url}/auth/o2/token`,
    clientId: 'the-client-id',
    clientSecret: 'the-client-secret',
    refreshToken: 'Atzr|the-refresh-token',
    userAgent: 'Waybill/0.1 (Language=TypeScript; Platform=Test)',
    clock,
    random: () => 0.5,
    quota,
    log,
    sleep: async (ms) => {
      slept.push(ms);
      clock.advance(ms);
    },
    ...options,
  };
  return { client: createClient(setup), stub, clock, quota, slept, told, logs: () => lines.join('\n') };
}

test('ten first calls at once ask for one token', async () => {
  const { client, stub } = await setUp(() => good);
  await Promise.all(Array.from({ length: 10 }, () => client.read(call)));
  expect(stub.tokenCalls.map((form) => Object.fromEntries(form))).toEqual([
    {
      grant_type: 'refresh_token',
      refresh_token: 'Atzr|the-refresh-token',
      client_id: 'the-client-id',
      client_secret: 'the-client-secret',
    },
  ]);
  expect(stub.calls.map(({ headers }) => headers['x-amz-access-token'])).toEqual(Array.from({ length: 10 }, () => 'token-1'));
});

test('a token is replaced a minute before it ends', async () => {
  const { client, stub, clock } = await setUp(() => good);
  await client.read(call);
  clock.advance(3_539_000);
  await client.read(call);
  expect(stub.tokenCalls).toHaveLength(1);
  clock.advance(1000);
  await client.read(call);
  expect(stub.tokenCalls).toHaveLength(2);
});

test('when Amazon says that the token is over, all who hear it share one new token and one repeat each', async () => {
  const { client, stub, told } = await setUp(({ headers }) => (headers['x-amz-access-token'] === 'token-1' ? expired : good));
  const replies = await Promise.all(Array.from({ length: 5 }, () => client.read(call)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(stub.tokenCalls).toHaveLength(2);
  expect(stub.calls).toHaveLength(10);
  expect(told.filter((line) => line.startsWith('take'))).toHaveLength(5);
});

test('a token that is over again and again ends as refused credentials', async () => {
  const { client, stub } = await setUp(() => expired);
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAUTHORISED', data: { status: 403, requestId: 'request-2' } });
  expect(stub.calls).toHaveLength(2);
  expect(stub.tokenCalls).toHaveLength(2);
});

test('a missing role is told at once, with the words of Amazon', async () => {
  const denied = { status: 403, json: { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.' }] } };
  const { client, stub } = await setUp(() => denied);
  await expect(client.read(call)).rejects.toMatchObject({
    code: 'AMAZON_UNAUTHORISED',
    data: { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.' }] },
  });
  expect(stub.calls).toHaveLength(1);
});

test('refused credentials are told with the words of Login with Amazon and without the secrets', async () => {
  const invalid = {
    status: 400,
    json: { error: 'invalid_grant', error_description: 'The refresh_token Atzr|the-refresh-token of the-client-id is revoked' },
  };
  const { client, stub, logs, told } = await setUp(() => good, { onToken: () => invalid });
  const failure = await client.signIn().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'AMAZON_UNAUTHORISED', message: expect.stringContaining('invalid_grant') });
  expect(`${String(failure)} ${JSON.stringify(failure)} ${logs()}`).not.toMatch(/the-refresh-token|the-client-id|the-client-secret/);
  expect(stub.tokenCalls).toHaveLength(1);
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAUTHORISED' });
  expect(told).toEqual([]);
});

test('a token server in trouble is asked again, but not for ever', async () => {
  const flaky = await setUp(() => good, {
    onToken: (count) => (count < 3 ? { status: 503 } : { json: { access_token: 'late', expires_in: 3600 } }),
  });
  await flaky.client.signIn();
  expect(flaky.stub.tokenCalls).toHaveLength(3);
  const broken = await setUp(() => good, { onToken: () => reset });
  await expect(broken.client.signIn()).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE' });
  expect(broken.stub.tokenCalls).toHaveLength(4);
});

test('429 twice: with time to wait the read comes through, and the quota has heard of both', async () => {
  const { client, stub, told } = await setUp(
    (_, count) => (count < 3 ? quotaExceeded : { ...good, headers: { 'x-amzn-RateLimit-Limit': '0.5' } }),
    {
      maxWaitMs: 10_000,
    },
  );
  expect(await client.read(call)).toMatchObject({ status: 200, requestId: 'request-3' });
  expect(stub.calls).toHaveLength(3);
  expect(told).toEqual([
    'take getOrder normal',
    'throttled getOrder',
    'take getOrder normal',
    'throttled getOrder',
    'take getOrder normal',
    'answered getOrder 0.5',
  ]);
});

test('429 without time to wait says when to come again', async () => {
  const { client, stub, slept } = await setUp(() => quotaExceeded);
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_THROTTLED', data: { nextAt: new Date('2026-11-21T10:00:02Z') } });
  expect(stub.calls).toHaveLength(1);
  expect(slept).toEqual([]);
});

test('429 for ever ends', async () => {
  const { client, stub } = await setUp(() => quotaExceeded, { maxWaitMs: 60_000 });
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_THROTTLED' });
  expect(stub.calls).toHaveLength(4);
});

test('without quota nothing is sent', async () => {
  const nextAt = new Date('2026-11-21T11:00:00Z');
  const none = async () => ({ granted: false, nextAt });
  const { client, stub, quota, slept } = await setUp(() => good);
  quota.take = none;
  await expect(client.read({ ...call, priority: 'background' })).rejects.toMatchObject({ code: 'AMAZON_THROTTLED', data: { nextAt } });
  await expect(client.write(writing)).rejects.toMatchObject({ code: 'AMAZON_THROTTLED', data: { nextAt } });
  expect(stub.calls).toHaveLength(0);
  expect(slept).toEqual([]);
});

test('a short wait for quota is waited for, a long one is not', async () => {
  const { client, stub, quota, clock, slept } = await setUp(() => good, { maxWaitMs: 5000 });
  const free = new Date('2026-11-21T10:00:03Z');
  quota.take = async () => ({ granted: clock.now() >= free, nextAt: free });
  await client.read(call);
  expect(slept).toEqual([3000]);
  quota.take = async () => ({ granted: false, nextAt: new Date('2026-11-21T10:00:09Z') });
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_THROTTLED' });
  expect(stub.calls).toHaveLength(1);
});

test('503 once is not seen by the caller', async () => {
  const { client, stub, slept, logs } = await setUp((_, count) =>
    count === 1 ? { status: 503, json: { errors: [{ code: 'ServiceUnavailable', message: 'Try again' }] } } : good,
  );
  expect(await client.read(call)).toMatchObject({ status: 200 });
  expect(stub.calls).toHaveLength(2);
  expect(slept).toEqual([375]);
  expect(logs()).toContain('ServiceUnavailable');
});

test('a connection that breaks for ever is given up after four attempts, each further apart', async () => {
  const { client, stub, slept, told } = await setUp(() => reset);
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE', data: { why: 'reset', attempts: 4 } });
  expect(stub.calls).toHaveLength(4);
  expect(slept).toEqual([375, 750, 1500]);
  expect(told).toEqual(Array.from({ length: 4 }, () => 'take getOrder normal'));
});

test('a call that never left costs no quota', async () => {
  const { client, stub, told } = await setUp(() => good);
  await client.signIn();
  await stub.close();
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE', data: { why: 'refused' } });
  expect(told.filter((line) => line.startsWith('give back'))).toHaveLength(4);
  await expect(client.write(writing)).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE', data: { why: 'refused' } });
});

test('an answer that does not come is given up', async () => {
  const { client, stub } = await setUp(() => () => {}, { timeoutMs: 30, attempts: 2 });
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE', data: { why: 'timeout' } });
  expect(stub.calls).toHaveLength(2);
  expect(await client.write(writing)).toEqual({ kind: 'unknown', why: 'timeout', requestId: undefined });
  expect(stub.calls).toHaveLength(3);
});

test('a body that does not end is given up too', async () => {
  const { client } = await setUp(
    () => (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"order":');
    },
    { timeoutMs: 50, attempts: 1 },
  );
  await expect(client.read(call)).rejects.toMatchObject({ code: 'AMAZON_UNAVAILABLE', data: { why: 'answer cut off', status: 200 } });
});

test.each([
  ['cut off by the connection', 1000],
  ['cut off by its own length', undefined],
])('JSON %s is asked for again', async (_, promised) => {
  const { client, stub } = await setUp((_call, count) =>
    count > 1
      ? good
      : (response) => {
          response.writeHead(200, { 'content-type': 'application/json', ...(promised ? { 'content-length': promised } : {}) });
          response.write('{"order":{"orderId":"1"', () => (promised ? response.destroy() : response.end()));
        },
  );
  expect(await client.read(call)).toMatchObject({ status: 200, body: { order: { orderId: '1' } } });
  expect(stub.calls).toHaveLength(2);
});

test('characters split over chunks arrive whole', async () => {
  const text = JSON.stringify({ title: 'Grüße aus 東京 🏯' });
  const bytes = Buffer.from(text);
  const { client } = await setUp(() => (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const next = (i: number) =>
      i === bytes.length ? response.end() : response.write(bytes.subarray(i, i + 1), () => setImmediate(next, i + 1));
    next(0);
  });
  expect((await client.read(call)).body).toEqual({ title: 'Grüße aus 東京 🏯' });
});

test('what a database cannot store does not come in', async () => {
  const { client } = await setUp(() => (response) => response.end('{"title":"a\\u0000b \\ud83c c \\ud83c\\udfef","\\u0041":1}'));
  expect((await client.read(call)).body).toEqual({ title: 'ab \uFFFD c 🏯', A: 1 });
});

test('an error of the caller is final, and every word of it is kept', async () => {
  const errors = [
    { code: 'InvalidInput', message: 'createdAfter is missing', details: 'one of two' },
    { code: 'InvalidInput', message: 'and another' },
  ];
  const { client, stub } = await setUp(() => ({ status: 400, json: { errors } }));
  expect(await client.read(call)).toEqual({ operation: 'getOrder', status: 400, body: { errors }, errors, requestId: 'request-1' });
  expect(stub.calls).toHaveLength(1);
});

test('errors are found in a payload, and no envelope at all is no error of ours', async () => {
  const replies = [
    { status: 400, json: { payload: { errors: [{ code: 'A', message: 'B' }] } } },
    { status: 404 },
    { status: 400, json: 'no' },
  ];
  const { client } = await setUp((_, count) => replies[count - 1] ?? good);
  expect((await client.read(call)).errors).toEqual([{ code: 'A', message: 'B' }]);
  expect(await client.read(call)).toMatchObject({ status: 404, errors: [] });
  expect(await client.read(call)).toMatchObject({ status: 400, errors: [] });
});

test('lists go out with commas, times in UTC, and the headers that Amazon asks for', async () => {
  const { client, stub } = await setUp(() => good);
  await client.read({ ...call, query: { a: ['x', 'y z'], none: [], absent: undefined, at: start, text: '1&2' } });
  const [sent] = stub.calls;
  expect(Object.fromEntries(sent?.query ?? [])).toEqual({ a: 'x,y z', at: '2026-11-21T10:00:00.000Z', text: '1&2' });
  expect(sent?.headers).toMatchObject({
    'x-amz-date': '20261121T100000Z',
    'user-agent': 'Waybill/0.1 (Language=TypeScript; Platform=Test)',
    accept: 'application/json',
  });
});

test('a write that Amazon takes is accepted, one that it refuses is rejected with its words', async () => {
  const no = { code: 'InvalidInput', message: 'Invalid carrier' };
  const { client, stub } = await setUp((_, count) => (count === 1 ? { status: 204 } : { status: 400, json: { errors: [no] } }));
  expect(await client.write(writing)).toEqual({ kind: 'accepted', body: null, requestId: 'request-1' });
  expect(await client.write(writing)).toEqual({ kind: 'rejected', status: 400, errors: [no], requestId: 'request-2' });
  expect(stub.calls.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
});

test.each<[string, StubReply, object]>([
  ['reset', reset, { why: 'reset' }],
  ['500', { status: 500 }, { why: 'server-error', status: 500 }],
  ['503', { status: 503 }, { why: 'server-error', status: 503 }],
])('a write that ends in %s is unknown and is not sent again', async (_, reply, outcome) => {
  const { client, stub, slept } = await setUp(() => reply);
  expect(await client.write(writing)).toMatchObject({ kind: 'unknown', ...outcome });
  expect(stub.calls).toHaveLength(1);
  expect(slept).toEqual([]);
});

test('a write whose token was over is sent again, because Amazon did not look at it', async () => {
  const { client, stub } = await setUp(({ headers }) => (headers['x-amz-access-token'] === 'token-1' ? expired : { status: 204 }));
  expect(await client.write(writing)).toMatchObject({ kind: 'accepted' });
  expect(stub.calls).toHaveLength(2);
});

test('a write without quota at Amazon was not done', async () => {
  const { client, stub, told } = await setUp(() => quotaExceeded);
  await expect(client.write(writing)).rejects.toMatchObject({
    code: 'AMAZON_THROTTLED',
    data: { nextAt: new Date('2026-11-21T10:00:02Z') },
  });
  expect(stub.calls).toHaveLength(1);
  expect(told).toContain('throttled confirmShipment');
});

test('nothing secret or personal reaches the log or an error', async () => {
  const leak = 'token-1 Atza|abc.def the-client-secret buyer jana@marketplace.amazon.de';
  const { client, logs } = await setUp((_, count) => ({
    status: count < 4 ? 500 : 400,
    json: { errors: [{ code: 'X', message: leak, details: leak.repeat(40) }] },
  }));
  const reply = await client.read({ ...call, query: { paginationToken: 'secret-page' } });
  const failure = await client.read(call).catch((error: unknown) => error);
  for (const text of [JSON.stringify(reply.errors), logs(), String(failure)]) {
    expect(text).not.toMatch(/abc\.def|the-client-secret|jana@|secret-page|Atzr/);
  }
  expect(reply.errors[0]?.details?.length).toBeLessThanOrEqual(400);
});

test('what came of a write is not lost when the quota cannot be written down', async () => {
  const { client, quota, logs } = await setUp(() => ({ status: 204 }));
  quota.answered = () => Promise.reject(new Error('the database is away'));
  await expect(client.write(writing)).resolves.toMatchObject({ kind: 'accepted' });
  expect(logs()).toContain('was not written down');
});
