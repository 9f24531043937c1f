import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contracts } from './contracts.ts';
import { type Call, type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { ownContract } from './own-contract.ts';

/** Every refusal that an operation documents comes in its documented envelope. */
let amazon: JudgedSimulator;
let orderId: string;
beforeAll(async () => {
  amazon = await startJudgedSimulator(contracts, { accounts: [{ name: 'demo' }, { name: 'stranger', roles: [] }] });
  orderId = amazon.control.createOrder({ regulated: true }).orderId;
});
afterAll(() => amazon.close());

const { operations } = ownContract;
const names = operations.map(({ name }) => name);
const UNKNOWN = '111-0000000-0000000';

/** A call that fails for the reason alone that the test gives it. */
async function refused(name: string, id: string, given: Call = {}) {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new Error(`There is no operation ${name}.`);
  const { method, path } = operation;
  const body = method === 'POST' || method === 'PATCH' ? { body: {} } : {};
  const answer = await amazon.call(method, path.replace(/\{\w+\}/, id), { ...body, ...given });
  return { status: answer.status, error: answer.body?.['errors']?.[0], problems: amazon.takeProblems() };
}

test('the operations and their statuses are the same in every contract', () => {
  const all = contracts.map((contract) =>
    contract.operations.map(({ method, path, statuses }) => `${method} ${path} ${statuses.toSorted((a, b) => a - b).join()}`).sort(),
  );
  for (const each of all) expect(each).toEqual(all[0]);
});

describe('without permission', () => {
  test.each(names)('%s', async (name) => {
    const none = await refused(name, orderId, { token: '' });
    const wrong = await refused(name, orderId, { token: 'Atza|nothing' });
    const stranger = await refused(name, orderId, { account: 'stranger' });
    for (const each of [none, wrong, stranger]) expect(each).toMatchObject({ status: 403, error: { code: 'Unauthorized' }, problems: [] });
  });
});

describe('faults of Amazon', () => {
  test.each(names)('%s', async (name) => {
    const inLog = name === 'getOrder of v0' ? 'getOrderV0' : name;
    const faults = [
      [{ kind: 'throttle' }, 429, 'QuotaExceeded'],
      [{ kind: 'server-error', status: 500 }, 500, 'InternalFailure'],
      [{ kind: 'server-error', status: 503 }, 503, 'ServiceUnavailable'],
      [{ kind: 'expire-token' }, 403, 'Unauthorized'],
    ] as const;
    for (const [fault, status, code] of faults) {
      amazon.control.faults.add({ ...fault, match: { operation: inLog }, count: 1 });
      expect(await refused(name, orderId)).toMatchObject({ status, error: { code }, problems: [] });
    }
  });
});

describe('bad requests', () => {
  const withBody = operations.filter(({ method }) => method === 'POST' || method === 'PATCH').map(({ name }) => name);
  test.each(withBody)('%s: a body without its fields, one that is no JSON, one of another kind', async (name) => {
    const other = operations.find((each) => each.name === name)?.statuses.includes(415) ? 415 : 400;
    expect(await refused(name, orderId)).toMatchObject({ status: 400, problems: [] });
    expect(await refused(name, orderId, { body: '{' })).toMatchObject({ status: 400, problems: [] });
    expect(await refused(name, orderId, { body: 'x', headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: other,
      problems: [],
    });
  });

  const ofOrder = operations.filter(({ path, method }) => path.includes('{orderId}') && method === 'GET').map(({ name }) => name);
  const open = ofOrder.filter((name) => !/BuyerInfo|Address/.test(name));
  test.each(open)('%s: an id that is none, and one that nobody has', async (name) => {
    expect(await refused(name, 'TEST_CASE_400')).toMatchObject({ status: 400, error: { code: 'InvalidInput' }, problems: [] });
    expect(await refused(name, UNKNOWN)).toMatchObject({ status: 404, error: { code: 'NotFound' }, problems: [] });
  });

  test.each(['getFeed', 'cancelFeed', 'getFeedDocument'])('%s: an id that is none, and one that nobody has', async (name) => {
    const unknown = name === 'getFeedDocument' ? 'amzn1.tortuga.feed.12345999999' : '12345999999';
    expect(await refused(name, 'badId1')).toMatchObject({ status: 400, error: { code: 'InvalidInput' }, problems: [] });
    expect(await refused(name, unknown)).toMatchObject({ status: 404, error: { code: 'NotFound' }, problems: [] });
  });

  test.each([
    '/orders/2026-01-01/orders',
    '/orders/2026-01-01/orders?createdAfter=TEST_CASE_400',
    '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&lastUpdatedAfter=2026-01-01T00:00:00Z',
    '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&includedData=EVERYTHING',
    '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&maxResultsPerPage=101',
    '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&paginationToken=none',
    '/orders/v0/orders?CreatedAfter=2026-01-01T00:00:00Z',
    '/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER',
    '/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER&CreatedAfter=TEST_CASE_400',
    '/feeds/2021-06-30/feeds',
    '/feeds/2021-06-30/feeds?feedTypes=POST_ORDER_FULFILLMENT_DATA&processingStatuses=BAD_VALUE',
  ])('%s', async (path) => {
    const { status, body } = await amazon.get(path);
    expect([status, body['errors']?.[0]?.['code']]).toEqual([400, 'InvalidInput']);
    expect(amazon.takeProblems()).toEqual([]);
  });

  test('more than a body may hold', async () => {
    const answer = await refused('createFeedDocument', '', { body: 'x'.repeat((32 << 20) + 1) });
    expect(answer).toMatchObject({ status: 413, problems: [] });
  });
});

test('a rule that is broken: confirmation, pick-up, verification', async () => {
  const { orderId: plain } = amazon.control.createOrder();
  const verification = { regulatedOrderVerificationStatus: { status: 'Rejected' } };
  const parcel = { packageReferenceId: 'A', carrierCode: 'Pigeon', trackingNumber: '1', shipDate: '2026-03-02T00:00:00Z' };
  const confirmation = {
    marketplaceId: 'ATVPDKIKX0DER',
    packageDetail: { ...parcel, orderItems: [{ orderItemId: '1', quantity: 1 }] },
  };
  const late = { ...confirmation, packageDetail: { ...confirmation.packageDetail, shipDate: '02/21/2022' } };
  expect(await refused('confirmShipment', plain, { body: confirmation })).toMatchObject({ status: 400, problems: [] });
  expect(await refused('confirmShipment', plain, { body: late })).toMatchObject({ status: 400, problems: [] });
  expect(await refused('updateVerificationStatus', orderId, { body: verification })).toMatchObject({ status: 400, problems: [] });
  expect(await refused('getOrderRegulatedInfo', plain)).toMatchObject({ status: 404, problems: [] });
  expect(await refused('updateShipmentStatus', plain, { body: { marketplaceId: '1', shipmentStatus: 'ReadyForPickup' } })).toMatchObject({
    status: 400,
    error: { details: '1001' },
    problems: [],
  });
});
