import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '#src/kernel/error-codes.ts';
import { type Answer, type As, type ContractDesk, firstOrder, openContractDesk, secret, secretOrder } from '../support/contract-desk.ts';
import { type JsonSchema, nastyValues, pathsIn, sampleOf, seeded, someOf, withAt } from '../support/schema-values.ts';
import { type Described, describedRoutes, type OpenApi } from './open-api.ts';

let desk: ContractDesk;
let routes: Described[];
beforeAll(async () => {
  desk = await openContractDesk();
  const { body } = await desk.ask('owner', { url: '/api/openapi.json' });
  routes = describedRoutes(JSON.parse(body) as OpenApi);
});
afterAll(() => desk?.close());

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const compiled = new Map<object, ValidateFunction>();
const validatorOf = (schema: object): ValidateFunction => {
  const found = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, found);
  return found;
};

/** These go on for ever once they begin, or ask the world outside: they get nothing that they could take. */
const stream = (path: string) => path.endsWith('/stream');
const spoiled: Record<string, Record<string, unknown>> = {
  'POST /api/v1/accounts/connect': { sellerId: 'no token', region: 'NO' },
  'PUT /api/v1/notifications/:accountId/queue': { queueUrl: 'no address', region: 'NO' },
};
/** What a refused request may leave behind: that it was tried. `due` is also poked by what goes on beside it. */
const traces = new Set(['audit_entry', 'sign_in_attempt', 'due']);
/** Wrong passwords are counted. */
const counted = new Set<string>(['PASSWORD_REFUSED', 'SIGN_IN_FAILED', 'SIGN_IN_LOCKED']);
const inside = /\bat \S+ \(|\.[jt]s:\d|node_modules|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) |relation "|syntax error at|pg_|ECONN/;

const bodySchema = ({ operation }: Described): JsonSchema | undefined => operation.requestBody?.content['application/json']?.schema;
const isUpload = ({ operation }: Described) => operation.requestBody?.content['multipart/form-data'] !== undefined;

/** What is wrong with an answer: an empty list for one that keeps what the description says. */
function faults({ route, operation }: Described, answer: Answer, isPart: boolean): string[] {
  const { status, body, headers, wrote } = answer;
  const said = `${route} → ${status} ${body.slice(0, 300)}`;
  if (status >= 500) return [`breaks: ${said}`];
  const media = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  if (status >= 400) {
    if (media !== 'application/problem+json') return [`is no problem but ${media}: ${said}`];
    const isProblem = validatorOf(operation.responses['default']?.content?.['application/problem+json']?.schema ?? {});
    const problem = JSON.parse(body) as { code: ErrorCode; status: number; detail: string };
    const left = wrote.filter((table) => !traces.has(table) && !(table === 'person' && counted.has(problem.code)));
    return [
      ...(isProblem(problem) && errorCodes[problem.code]?.status === status && problem.status === status
        ? []
        : [`is no such problem: ${said}`]),
      ...(inside.test(body) ? [`tells of the inside: ${said}`] : []),
      ...(left.length > 0 ? [`was refused and wrote ${left.join(', ')}: ${said}`] : []),
    ];
  }
  if (status === 304) return body === '' ? [] : [`304 with a body: ${said}`];
  const declared = operation.responses[String(status)];
  if (!declared) return [`declares no ${status}: ${said}`];
  if (declared.content && !(media in declared.content)) return [`declares no ${media}: ${said}`];
  const schema = media === 'application/json' ? declared.content?.[media]?.schema : undefined;
  const isRight = schema && validatorOf(schema);
  return isRight && !isPart && !isRight(JSON.parse(body)) ? [`${ajv.errorsText(isRight.errors)}: ${said}`] : [];
}

type Wish = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  payload?: string;
};

const usual: Record<string, string> = { accountId: '1', orderId: firstOrder };

function requestOf(
  { method, path, operation }: Described,
  { params = {}, query = {}, headers = {}, payload }: Wish,
): InjectOptions & { url: string } {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? usual[name] ?? '1'));
  const needed = (operation.parameters ?? []).filter((one) => one.required);
  const sample = (where: string) =>
    Object.fromEntries(
      needed.filter((one) => one.in === where).map((one) => [one.name, String(sampleOf(one.schema as JsonSchema, {}, one.name))]),
    );
  const asked = new URLSearchParams({ ...sample('query'), ...query }).toString();
  return {
    method: method as 'GET',
    url: asked === '' ? url : `${url}?${asked}`,
    headers: { ...sample('header'), ...headers },
    ...(payload === undefined ? {} : { payload }),
  };
}

const json = { 'content-type': 'application/json' };
const sampleBody = (one: Described): unknown => {
  const schema = bodySchema(one);
  return schema && sampleOf(schema, { ...usual, accounts: null, ...spoiled[one.route] });
};
const bodyWish = (value: unknown): Wish => ({ payload: JSON.stringify(value), headers: json });
const usualWish = (one: Described): Wish => (bodySchema(one) ? bodyWish(sampleBody(one)) : {});
const parametersOf = ({ operation }: Described, where: 'path' | 'query' | 'header') =>
  (operation.parameters ?? []).filter((each) => each.in === where);
/** The one that takes the account away comes last. */
const inOrder = (list: readonly Described[]) =>
  list.toSorted((a, b) => Number(a.route.startsWith('DELETE /api/v1/accounts')) - Number(b.route.startsWith('DELETE /api/v1/accounts')));

async function walk(as: As, wishesOf: (one: Described) => readonly Wish[]): Promise<{ wrong: string[]; statuses: number[] }> {
  const wrong: string[] = [];
  const statuses: number[] = [];
  for (const one of inOrder(routes).filter(({ path }) => !stream(path)))
    for (const wish of wishesOf(one)) {
      const request = requestOf(one, wish);
      const answer = await desk.ask(as, request);
      statuses.push(answer.status);
      // What they asked for themselves is noted under their name.
      const shown = one.path.startsWith('/api/v1/audit') ? answer.body.replaceAll(secretOrder, '') : answer.body;
      const leak = as === 'one' && leaks(shown) ? [`leaks: ${one.route} ${answer.body.slice(0, 300)}`] : [];
      wrong.push(
        ...[...faults(one, answer, wish.query?.['fields'] !== undefined), ...leak].map(
          (fault) => `${fault} ‹ ${request.url.slice(0, 120)} ${(wish.payload ?? '').slice(0, 120)}`,
        ),
      );
    }
  return { wrong: [...new Set(wrong)].slice(0, 40), statuses };
}

/** What was not sent along must not come back. */
const leaks = (body: string): boolean => body.includes(secret) || body.includes(secretOrder);

/** Everything that the second account holds, as one text a table. */
async function secondAccount(): Promise<Record<string, string>> {
  const client = await desk.database.connect();
  try {
    await client.query(`SET ROLE NONE`);
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity ORDER BY 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ all: string | null }>(
        `SELECT string_agg(t::text, '|' ORDER BY t::text) AS all FROM ${name} t WHERE account_id = 2`,
      );
      found[name] = rows[0]?.all ?? '';
    }
    return found;
  } finally {
    client.release(true);
  }
}

describe('a person who sees one of two accounts', () => {
  it('reads no deed of the other one, also when it was about both', async () => {
    const orders = [
      { accountId: '1', orderId: firstOrder },
      { accountId: '2', orderId: secretOrder },
    ];
    await desk.ask('owner', { method: 'POST', url: '/api/v1/orders/annotate', payload: { orders, addTags: ['both'] } });
    await desk.ask('one', { method: 'POST', url: '/api/v1/orders/annotate', payload: { orders, addTags: ['both'] } });
    for (const path of ['audit', 'audit.csv']) {
      expect((await desk.ask('owner', { url: `/api/v1/${path}` })).body).toContain(secretOrder);
      const { body } = await desk.ask('one', { url: `/api/v1/${path}` });
      expect(body).toContain(firstOrder);
      expect(body).not.toContain(secretOrder);
    }
  });

  it('finds nothing of the other one in any answer, where the owner finds it', async () => {
    const shown: string[] = [];
    const told: string[] = [];
    const questions = routes.filter(({ method, path }) => method === 'GET' && !stream(path));
    const queries: Record<string, Record<string, string>> = {
      '/api/v1/where': { text: secretOrder },
      '/api/v1/search/complete': { key: 'sku', prefix: 'S' },
    };
    for (const one of questions) {
      const request = requestOf(one, {
        query: queries[one.path] ?? {},
        params: { accountId: '2', orderId: secretOrder, ...desk.secretIds },
      });
      if ((await desk.ask('owner', request)).body.includes(secret)) shown.push(one.path);
      const answer = await desk.ask('one', request);
      const found = answer.body.includes(secret) || (answer.body.includes(secretOrder) && !one.path.endsWith('/where'));
      if (found) told.push(`${one.route} ${answer.status} ${answer.body}`);
    }
    expect(told).toEqual([]);
    expect(shown.length, shown.join(' ')).toBeGreaterThan(18);
  });

  it('gets 404 for it by its id, in every route that takes one, and changes nothing', async () => {
    const before = await secondAccount();
    const about = routes.filter(({ path }) => path.includes('{accountId}') && !stream(path));
    expect(about.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const one of about) {
      const schema = bodySchema(one);
      const payload = schema && sampleOf(schema, { queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', printer: '192.0.2.1:9100' });
      const answer = await desk.ask(
        'one',
        requestOf(one, { params: { accountId: '2', orderId: secretOrder, ...desk.secretIds }, ...(payload ? bodyWish(payload) : {}) }),
      );
      const { code } = JSON.parse(answer.body) as { code: string };
      if (answer.status !== 404 || code !== 'ACCOUNT_NOT_FOUND') wrong.push(`${one.route} ${answer.status} ${answer.body}`);
    }
    expect(wrong).toEqual([]);
    expect(await secondAccount()).toEqual(before);
  });

  it('gets nothing of it by its ids under the account that it sees', async () => {
    const before = await secondAccount();
    const about = routes.filter(({ path }) => /\{accountId\}.*\{/.test(path));
    expect(about.length).toBeGreaterThan(10);
    for (const one of about) {
      const payload = sampleBody(one);
      const answer = await desk.ask(
        'one',
        requestOf(one, { params: { accountId: '1', orderId: secretOrder, ...desk.secretIds }, ...(payload ? bodyWish(payload) : {}) }),
      );
      expect(leaks(answer.body.replaceAll(secretOrder, '')), `${one.route} ${answer.body}`).toBe(false);
      const isEmptyList = answer.status === 200 && /^\{"\w+":\[\]/.test(answer.body);
      // A route that takes files looks first whether there is one.
      expect(isEmptyList || answer.status === 404 || answer.status === 415, `${one.route} ${answer.status} ${answer.body}`).toBe(true);
    }
    expect(await secondAccount()).toEqual(before);
  });

  it('cannot name it in a body or a query', async () => {
    const before = await secondAccount();
    const order = { accountId: '2', orderId: secretOrder };
    const both = [{ accountId: '1', orderId: firstOrder }, order];
    const bodies: [string, object][] = [
      ['/orders/annotate', { orders: both, addTags: ['x'] }],
      ['/slips', { orders: both }],
      ['/writes', { action: 'cancel', reason: 'NoInventory', orders: both }],
      ['/writes', { action: 'confirm', packages: both.map((one) => ({ ...one, trackingNumber: '1Z5R89390357567127' })) }],
      ['/writes/preview', { action: 'cancel', reason: 'NoInventory', orders: both }],
      ['/quarantine/replay', { accountId: '2' }],
      ['/notifications/poison/replay', { accountId: '2' }],
      ['/notifications/poison/drop', { accountId: '2', notificationId: secret }],
      ['/privacy/look', { account: '2' }],
      ['/privacy/holds', { ...order, ground: 'Tax audit', until: '2030-12-31' }],
      ['/stock/skus/map', { accountId: '2', sku: `${secret}-SKU`, productId: null }],
      ['/keys', { name: 'Key', scopes: ['orders.read'], accounts: ['2'], days: 1 }],
    ];
    for (const [path, payload] of bodies) {
      const answer = await desk.ask('one', {
        method: 'POST',
        url: `/api/v1${path}`,
        payload,
        headers: { 'idempotency-key': 'a key of one' },
      });
      expect([path, answer.status, (JSON.parse(answer.body) as { code: string }).code]).toEqual([path, 404, 'ACCOUNT_NOT_FOUND']);
      expect(answer.wrote.filter((table) => !traces.has(table))).toEqual([]);
    }
    // Where an order is, is asked of all accounts that one sees; the account is only the one that the page shows.
    const named = routes.filter(
      (each) => each.path !== '/api/v1/where' && parametersOf(each, 'query').some(({ name }) => name === 'account'),
    );
    for (const one of named) {
      const answer = await desk.ask('one', requestOf(one, { query: { account: '2' } }));
      expect([one.route, answer.status]).toEqual([one.route, 404]);
    }
    // These are about all accounts that one sees: of the other one nothing happens.
    for (const [path, payload] of [
      ['/alerts/read', { alertIds: [desk.secretIds.alertId] }],
      ['/alerts/read', { alertIds: 'all' }],
      ['/quarantine/replay', { quarantineId: desk.secretIds.quarantineId }],
      ['/notifications/poison/replay', { notificationId: secret }],
      ['/privacy/erase', { orderId: secretOrder }],
      ['/privacy/buyers', { name: 'Maria Keller' }],
      ['/stock/skus/adopt', {}],
    ] as const) {
      const answer = await desk.ask('one', { method: 'POST', url: `/api/v1${path}`, payload });
      expect(leaks(answer.body.replaceAll(secretOrder, '')), `${path} ${answer.body}`).toBe(false);
    }
    expect(await secondAccount()).toEqual(before);
  });
});

describe('every operation', () => {
  it('takes what its description asks for, and answers as it says', async () => {
    const { wrong, statuses } = await walk('owner', (one) => (one.route.startsWith('DELETE /api/v1/accounts') ? [] : [usualWish(one)]));
    expect(wrong).toEqual([]);
    expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(85);
  });

  it('refuses bodies of every wrong kind, and keeps nothing of them', async () => {
    const random = seeded(17);
    const { wrong, statuses } = await walk('one', (one) => {
      const schema = bodySchema(one);
      if (!schema) return [];
      const sample = sampleBody(one);
      const paths = pathsIn(schema);
      return paths.flatMap((path) => someOf(nastyValues, 5, random).map((value) => bodyWish(withAt(sample, path, value))));
    });
    expect(wrong).toEqual([]);
    expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(500);
  });

  it('answers any value in its path and its query', async () => {
    const random = seeded(23);
    const texts = nastyValues.filter((value) => typeof value === 'string').map((value) => value.toWellFormed());
    const { wrong } = await walk('one', (one) => [
      ...parametersOf(one, 'path').flatMap(({ name }) =>
        someOf(texts, 4, random).map((value): Wish => ({ ...usualWish(one), params: { [name]: value || '%20' } })),
      ),
      ...parametersOf(one, 'query').flatMap(({ name }) =>
        someOf(texts, 4, random).map((value): Wish => ({ ...usualWish(one), query: { [name]: value } })),
      ),
    ]);
    expect(wrong).toEqual([]);
  });

  it('refuses what is no JSON, no form, or of another kind, and any header does no harm', async () => {
    const random = seeded(31);
    const texts = [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '42',
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      '\ufeff{}',
      '{"a":1}{"a":2}',
      `{"a":"${'x'.repeat(1_200_000)}"}`,
    ];
    const kinds = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'nonsense',
      'application/json, text/plain',
    ];
    const forms = [
      '',
      '--x',
      '--x--\r\n',
      '--x\r\n\r\nno header\r\n--x--',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nno end',
      `--x\r\ncontent-disposition: form-data; name="account"\r\n\r\n2\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--x--`,
      `${'--x\r\ncontent-disposition: form-data; name="f"\r\n\r\nv\r\n'.repeat(200)}--x--`,
      '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nv\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="../../a"\r\n\r\n\u0000\u0001\r\n--x--',
    ];
    const oddHeaders: Record<string, string>[] = [
      { 'if-none-match': '*' },
      { 'if-none-match': `"${'x'.repeat(4_000)}"` },
      { accept: 'image/nothing', range: 'bytes=0-0', expect: '200-ok' },
      { 'content-encoding': 'gzip', 'x-http-method-override': 'DELETE', 'x-forwarded-for': "1.2.3.4, '; DROP" },
      { 'idempotency-key': 'x'.repeat(5_000), 'last-event-id': '-1', 'accept-language': '\u00ff' },
      { cookie: 'waybill.session_token=%00; __proto__=1', 'user-agent': '' },
    ];
    const { wrong, statuses } = await walk('one', (one) => [
      ...(bodySchema(one) ? someOf(texts, 5, random).map((payload): Wish => ({ payload, headers: json })) : []),
      ...(bodySchema(one) ? someOf(kinds, 3, random).map((kind): Wish => ({ payload: 'a=1', headers: { 'content-type': kind } })) : []),
      ...(isUpload(one) ? forms.map((payload): Wish => ({ payload, headers: { 'content-type': 'multipart/form-data; boundary=x' } })) : []),
      ...someOf(oddHeaders, 2, random).map((headers): Wish => {
        const wish = usualWish(one);
        return { ...wish, headers: { ...wish.headers, ...headers } };
      }),
      ...(one.method === 'GET' && parametersOf(one, 'query').some(({ name }) => name === 'fields')
        ? ['__proto__', ',', 'constructor,items', 'next', 'x'.repeat(9_000)].map((fields): Wish => ({ query: { fields } }))
        : []),
    ]);
    expect(wrong).toEqual([]);
    expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(300);
    expect('polluted' in {}).toBe(false);
  });

  it('after all that the other account is as it was, and the desk works', async () => {
    const { status } = await desk.ask('owner', { url: `/api/v1/orders/2/${secretOrder}` });
    expect(status).toBe(200);
  });
});
