import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewOrder } from '../control/new-order.ts';
import { entries, startTestSimulator, type TestSimulator } from '../test-support/sim-client.ts';

const US = 'ATVPDKIKX0DER';
let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator({ now: new Date('2026-03-10T12:00:00Z') });
  amazon.control.limits.enable(false);
  const order = (createdAt: string, more: NewOrder = {}) => amazon.control.createOrder({ createdAt, ...more });
  // Around the night in which the clocks of Los Angeles go forward, 2026-03-08.
  order('2026-03-08T07:59:59Z');
  order('2026-03-08T08:00:00Z', { items: [{ sku: 'MUG', quantity: 2, unitPrice: '9.50' }, { sku: 'JUG' }] });
  order('2026-03-09T06:59:59Z', { fulfilledBy: 'AMAZON', programs: ['AMAZON_BUSINESS'] });
  order('2026-03-09T07:00:00Z', { status: 'PENDING' });
  order('2026-03-08T20:00:00Z', { status: 'CANCELLED' });
  order('2026-03-08T20:00:00Z', { marketplaceId: 'A2EUQ1WTGCTBG2' });
  order('2026-03-10T09:15:00Z');
});
afterAll(() => amazon.close());

const ask = (query: Record<string, string>) =>
  amazon.get(`/sales/v1/orderMetrics?${new URLSearchParams({ marketplaceIds: US, ...query }).toString()}`);
const days = {
  granularity: 'Day',
  granularityTimeZone: 'America/Los_Angeles',
  interval: '2026-03-07T00:00:00-08:00--2026-03-10T00:00:00-07:00',
};
const counts = async (query: Record<string, string>) =>
  entries((await ask(query)).body['payload']).map((each) => [each['interval'], each['orderCount'], each['unitCount']]);

test('days of the zone, over a change of the clocks; without what was cancelled', async () => {
  const { status, body } = await ask(days);
  expect(status).toBe(200);
  expect(entries(body['payload'])).toEqual([
    {
      interval: '2026-03-07T00:00-08:00--2026-03-08T00:00-08:00',
      unitCount: 1,
      orderItemCount: 1,
      orderCount: 1,
      averageUnitPrice: { amount: '20.00', currencyCode: 'USD' },
      totalSales: { amount: '20.00', currencyCode: 'USD' },
    },
    {
      interval: '2026-03-08T00:00-08:00--2026-03-09T00:00-07:00',
      unitCount: 4,
      orderItemCount: 3,
      orderCount: 2,
      averageUnitPrice: { amount: '14.75', currencyCode: 'USD' },
      totalSales: { amount: '59.00', currencyCode: 'USD' },
    },
    {
      interval: '2026-03-09T00:00-07:00--2026-03-10T00:00-07:00',
      unitCount: 1,
      orderItemCount: 1,
      orderCount: 1,
      averageUnitPrice: { amount: '20.00', currencyCode: 'USD' },
      totalSales: { amount: '20.00', currencyCode: 'USD' },
    },
  ]);
});

test('hours need no zone', async () => {
  expect(await counts({ granularity: 'Hour', interval: '2026-03-10T08:00:00Z--2026-03-10T10:00:00Z' })).toEqual([
    ['2026-03-10T08:00Z--2026-03-10T09:00Z', 0, 0],
    ['2026-03-10T09:00Z--2026-03-10T10:00Z', 1, 1],
  ]);
});

test('weeks, months, years and the whole', async () => {
  const zone = { granularityTimeZone: 'UTC', interval: '2026-03-08T00:00:00Z--2026-03-10T00:00:00Z' };
  expect(await counts({ ...zone, granularity: 'Week' })).toEqual([
    ['2026-03-02T00:00Z--2026-03-09T00:00Z', 2, 4],
    ['2026-03-09T00:00Z--2026-03-16T00:00Z', 2, 2],
  ]);
  expect(await counts({ ...zone, granularity: 'Week', firstDayOfWeek: 'Sunday' })).toEqual([
    ['2026-03-08T00:00Z--2026-03-15T00:00Z', 4, 6],
  ]);
  expect(await counts({ ...zone, granularity: 'Month' })).toEqual([['2026-03-01T00:00Z--2026-04-01T00:00Z', 4, 6]]);
  expect(await counts({ ...zone, granularity: 'Year' })).toEqual([['2026-01-01T00:00Z--2027-01-01T00:00Z', 4, 6]]);
  expect(await counts({ ...zone, granularity: 'Total' })).toEqual([['2026-03-08T00:00Z--2026-03-10T00:00Z', 4, 6]]);
});

test.each([
  [{ buyerType: 'B2B' }, 1],
  [{ buyerType: 'B2C' }, 3],
  [{ fulfillmentNetwork: 'AFN' }, 1],
  [{ fulfillmentNetwork: 'MFN' }, 3],
  [{ sku: 'MUG' }, 1],
  [{ asin: 'B0SIMULATE' }, 4],
  [{ amazonProgram: 'AmazonHaul' }, 0],
  [{ marketplaceIds: 'A2EUQ1WTGCTBG2' }, 1],
])('only %j', async (filter, orders) => {
  const [total] = entries((await ask({ ...days, granularity: 'Total', ...filter })).body['payload']);
  expect(total?.['orderCount']).toBe(orders);
});

describe('refuses', () => {
  test.each([
    [{ marketplaceIds: `${US},A2EUQ1WTGCTBG2` }, 'marketplaceIds'],
    [{ marketplaceIds: 'A1PA6795UKMFR9' }, 'marketplaceIds'],
    [{ interval: '2026-03-07--2026-03-10' }, 'interval'],
    [{ interval: '2026-03-10T00:00:00-07:00--2026-03-07T00:00:00-08:00' }, 'interval'],
    [{ interval: '2026-03-07T00:00:00Z--2026-03-10T00:00:00Z' }, 'granularityTimeZone'],
    [{ granularityTimeZone: 'Mars/Olympus' }, 'granularityTimeZone'],
    [{ granularity: 'Minute' }, 'granularity'],
    [{ granularity: 'Hour', interval: '2026-02-01T00:00:00-08:00--2026-02-02T00:00:00-08:00' }, '30 days'],
    [{ interval: '2024-03-01T00:00:00-08:00--2024-03-02T00:00:00-08:00' }, '2 years'],
    [{ asin: 'A', sku: 'B' }, 'asin'],
    [{ buyerType: 'B2G' }, 'buyerType'],
  ])('%j', async (change, reason) => {
    const { status, body } = await ask({ ...days, ...change });
    expect([status, JSON.stringify(body['errors'])]).toEqual([400, expect.stringContaining(reason)]);
  });

  test('days without a zone', async () => {
    const { granularityTimeZone: _, ...rest } = days;
    expect((await ask(rest)).status).toBe(400);
  });
});
