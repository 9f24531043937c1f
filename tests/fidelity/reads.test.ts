import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_DATA, entries, text } from '../../simulator/test-support/sim-client.ts';
import { contracts } from './contracts.ts';
import { addEveryKind, KINDS, SHOPS } from './every-kind-of-order.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { modelsFolder } from './official-models.ts';

/** Every read of every order, held against our own shapes and, where they are given, against Amazon's models. */
let amazon: JudgedSimulator;
let orderIds: Record<string, string[]>;
const SELLERS = ['demo', 'europe', 'japan', 'clerk'];
const SINCE = '2024-06-01T00:00:00Z';

beforeAll(async () => {
  amazon = await startJudgedSimulator(contracts, SHOPS);
  addEveryKind(amazon.control);
  amazon.control.changeClock({ advanceMs: 10 * 60_000 });
  const names = new Map(amazon.control.accounts().map(({ sellerId, name }) => [sellerId, name]));
  orderIds = {};
  for (const { sellerId, orderId } of amazon.control.orders()) (orderIds[names.get(sellerId) ?? ''] ??= []).push(orderId);
});
afterAll(() => amazon.close());

const withoutProblems = () => expect(amazon.takeProblems()).toEqual([]);

test("answers are held against our own shapes, and against Amazon's models where they are given", () => {
  expect(contracts.map(({ name }) => name)).toEqual(['our own shapes', ...(modelsFolder ? ["Amazon's models"] : [])]);
});

test.each(Object.keys(KINDS))('there are orders to read that are %s', (kind) => {
  expect(amazon.control.orders().filter((order) => KINDS[kind]?.(order)).length).toBeGreaterThan(0);
});

/** All pages of a list; every one of them is judged on the way. */
async function pages(
  path: string,
  param: string,
  token: (body: never) => string,
  given: { account: string; token?: string },
): Promise<number> {
  let next = '';
  let count = 0;
  do {
    const { status, body } = await amazon.get(`${path}${next && `&${param}=${encodeURIComponent(next)}`}`, given);
    expect(status).toBe(200);
    next = token(body as never);
    count += 1;
  } while (next !== '' && count < 50);
  return count;
}

describe('Orders 2026-01-01', () => {
  const sets = ['', ...ALL_DATA.split(','), ALL_DATA];

  test.each(sets)('searchOrders, for every seller, with the data set %s', async (included) => {
    const path = `/orders/2026-01-01/orders?lastUpdatedAfter=${SINCE}&maxResultsPerPage=90${included && `&includedData=${included}`}`;
    for (const account of SELLERS) {
      const token = await amazon.token(account);
      const count = await pages(
        path,
        'paginationToken',
        ({ pagination }: { pagination?: { nextToken: string } }) => pagination?.nextToken ?? '',
        {
          account,
          token,
        },
      );
      expect(count).toBe(Math.ceil((orderIds[account]?.length ?? 0) / 90));
    }
    withoutProblems();
  });

  test.each(SELLERS)('getOrder, every order of %s with all data sets', async (account) => {
    const token = await amazon.token(account);
    for (const orderId of orderIds[account] ?? []) {
      const { status, body } = await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=${ALL_DATA}`, { token });
      expect([status, body['order']?.['orderId']]).toEqual([200, orderId]);
    }
    withoutProblems();
  });
});

describe('Orders v0', () => {
  const ORDERS = '/orders/v0/orders';
  /** Opens the personal data of every path of one order. */
  const restricted = async (account: string) => {
    const dataElements = ['buyerInfo', 'shippingAddress'];
    const resource = (path: string, elements?: string[]) => ({ method: 'GET', path, ...(elements ? { dataElements: elements } : {}) });
    const body = {
      restrictedResources: [
        resource(ORDERS, dataElements),
        resource(`${ORDERS}/{orderId}`, dataElements),
        resource(`${ORDERS}/{orderId}/orderItems`, ['buyerInfo']),
        ...['buyerInfo', 'address', 'orderItems/buyerInfo'].map((last) => resource(`${ORDERS}/{orderId}/${last}`)),
      ],
    };
    return text((await amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { account, body })).body['restrictedDataToken']);
  };

  test.each(SELLERS)('getOrders of %s, by either time', async (account) => {
    const marketplaces =
      amazon.control
        .accounts()
        .find(({ name }) => name === account)
        ?.marketplaceIds.join() ?? '';
    const tokens = [await amazon.token(account), ...(account === 'clerk' ? [] : [await restricted(account)])];
    for (const token of tokens) {
      for (const time of ['CreatedAfter', 'LastUpdatedAfter']) {
        const path = `${ORDERS}?${time}=${SINCE}&MarketplaceIds=${marketplaces}`;
        const next = ({ payload }: { payload: { NextToken?: string } }) => payload.NextToken ?? '';
        expect(await pages(path, 'NextToken', next, { account, token })).toBe(Math.ceil((orderIds[account]?.length ?? 0) / 100));
      }
    }
    withoutProblems();
  });

  const owners = SELLERS.filter((each) => each !== 'clerk');
  test.each(owners)('every read of every order of %s, with and without personal data', async (account) => {
    const open = await restricted(account);
    const token = await amazon.token(account);
    for (const orderId of orderIds[account] ?? []) {
      const order = `${ORDERS}/${orderId}`;
      const regulated = amazon.control.order(orderId)?.regulated ? [`${order}/regulatedInfo`] : [];
      const personal = ['buyerInfo', 'address', 'orderItems/buyerInfo'].map((last) => `${order}/${last}`);
      const answers = [
        ...(await Promise.all([order, `${order}/orderItems`, ...regulated].map((path) => amazon.get(path, { token })))),
        ...(await Promise.all([order, `${order}/orderItems`, ...personal].map((path) => amazon.get(path, { token: open })))),
      ];
      expect(answers.filter(({ status, body }) => status !== 200 || text(body['payload']?.['AmazonOrderId']) !== orderId)).toEqual([]);
    }
    withoutProblems();
  });
});

test('the Sellers API, for every seller', async () => {
  for (const account of SELLERS) {
    for (const path of ['/sellers/v1/marketplaceParticipations', '/sellers/v1/account'])
      expect((await amazon.get(path, { account })).status).toBe(200);
  }
  expect(entries((await amazon.get('/sellers/v1/marketplaceParticipations', { account: 'japan' })).body['payload'])).toHaveLength(3);
  withoutProblems();
});

test.each(['unknown-field', 'unknown-enum', 'missing-field'] as const)('an answer with %s is noticed by every contract', async (kind) => {
  amazon.control.faults.add({ kind, count: 1 });
  const [orderId = ''] = orderIds['demo'] ?? [];
  await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=${ALL_DATA}`);
  const problems = amazon.takeProblems();
  expect(contracts.filter(({ name }) => !problems.some((each) => each.startsWith(name)))).toEqual([]);
});
