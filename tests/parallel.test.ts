import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '#src/app-deps.ts';
import type { ParallelOrder, ParallelReport } from '#src/modules/parallel/contract.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

const minute = 60_000;
const hour = 60 * minute;
let desk: SimulatedDesk;
let server: Awaited<ReturnType<App['openServer']>>;
beforeAll(async () => {
  desk = await simulatedDesk();
  server = await desk.app.openServer();
  // The list is read up to now: what comes later is seen as it changes.
  await desk.live(15 * minute, minute);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const control = () => desk.simulator.control;
/** What the other tool does. */
const confirm = (orderId: string, told: number = control().now()) => {
  const { items } = control().order(orderId) ?? { items: [] };
  control().confirmInSellerCentral(orderId, {
    reference: '1',
    carrierCode: 'UPS',
    trackingNumber: upsNumbers[0],
    shipDate: told,
    items: items.map(({ itemId, quantity }) => ({ itemId, quantity })),
  });
};
const report = async (query: Record<string, string> = {}): Promise<ParallelReport> => {
  const answer = await server.http.inject({ url: '/api/v1/parallel', query: { from: '2026-11-15', to: '2026-12-15', ...query } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ParallelReport>();
};
const upload = (text: string) =>
  server.http.inject({
    method: 'POST',
    url: '/api/v1/parallel/list',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: [
      '--x\r\ncontent-disposition: form-data; name="account"\r\n',
      `${desk.accountId}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\n`,
      `${text}\r\n--x--\r\n`,
    ].join('\r\n'),
  });

describe('what another tool does, as seen through Amazon', () => {
  const ids: Record<string, string> = {};

  it('tells late, missing and shipped after a cancel request from in time, and how long each took', async () => {
    const iso = (ms: number) => new Date(ms).toISOString();
    const shipBy = { earliest: iso(control().now()), latest: iso(control().now() + 6 * hour) };
    const make = (name: string) => {
      const { orderId } = control().createOrder({ shipBy });
      ids[name] = orderId;
      return orderId;
    };
    for (const name of ['inTime', 'late', 'missing', 'afterCancel', 'cancelled']) make(name);
    await desk.live(10 * minute, minute);
    control().cancelRequest(ids['afterCancel'] ?? '');
    control().cancel(ids['cancelled'] ?? '');
    await desk.live(50 * minute, minute);
    confirm(ids['inTime'] ?? '');
    confirm(ids['afterCancel'] ?? '');
    await desk.live(7 * hour, 20 * minute);
    // It tells a ship date in time, and is late all the same.
    confirm(ids['late'] ?? '', control().now() - 4 * hour);
    await desk.live(20 * minute, minute);
    const { days, findings } = await report();
    expect(days).toMatchObject([
      {
        accountId: desk.accountId,
        due: 5,
        inTime: 2,
        late: 1,
        missing: 1,
        cancelled: 1,
        afterCancel: 1,
        waiting: 0,
        ours: 0,
        byShipDate: 0,
      },
    ]);
    expect(days[0]?.times).toMatchObject({ count: 3, median: 60, worst: 480 });
    const byId = new Map(findings.map((each) => [each.orderId, each]));
    expect(new Set(byId.keys())).toEqual(new Set([ids['late'], ids['missing'], ids['afterCancel']]));
    expect(byId.get(ids['late'] ?? '')).toMatchObject({ verdict: 'late', afterCancel: false, minutes: 480 });
    expect(byId.get(ids['missing'] ?? '')).toMatchObject({ verdict: 'missing', confirmedAt: null });
    expect(byId.get(ids['afterCancel'] ?? '')).toMatchObject({ verdict: 'in-time', afterCancel: true });
  });

  it('a confirmation of our own is not counted as theirs', async () => {
    const order = await desk.order();
    await desk.confirm(order);
    await desk.settle();
    const csv = (await server.http.inject({ url: '/api/v1/parallel.csv', query: { from: '2026-11-15', to: '2026-12-15' } })).body;
    const line = csv.split('\n').find((each) => each.includes(order.orderId));
    expect(line).toMatch(/,yes,/);
    expect((await report()).days.reduce((sum, { ours }) => sum + ours, 0)).toBe(1);
  });

  it('an order that was shipped when it was first seen has no moment of confirmation, only a told ship date', async () => {
    const { orderId } = control().createOrder();
    confirm(orderId);
    await desk.live(10 * minute, 10 * minute);
    const csv = (await server.http.inject({ url: '/api/v1/parallel.csv', query: { from: '2026-11-15', to: '2026-12-15' } })).body;
    const cells =
      csv
        .split('\n')
        .find((each) => each.includes(orderId))
        ?.split(',') ?? [];
    const header = csv.split('\n')[0]?.split(',') ?? [];
    const cell = (name: string) => cells[header.indexOf(name)];
    expect([cell('confirmed_at'), cell('minutes'), cell('verdict')]).toEqual(['', '', 'in-time']);
    expect(cell('ship_date')).toMatch(/^2026-/);
  });

  it("by the other tool's own list: what it missed, took late, and what is not here", async () => {
    const at = (orderId: string | undefined) => new Date(control().order(orderId ?? '')?.createdAt ?? 0);
    const later = (orderId: string | undefined, ms: number) => new Date(at(orderId).getTime() + ms).toISOString();
    const stranger = '113-9999999-9999999';
    const answer = await upload(
      [
        'Channel;Amazon Order ID;Date imported',
        `x;${ids['inTime']};${later(ids['inTime'], 5 * minute)}`,
        `x;${ids['late']};${later(ids['late'], 3 * hour)}`,
        `x;${stranger};${later(ids['late'], 9 * hour)}`,
        `x;${stranger};${later(ids['late'], -9 * hour)}`,
        'x;;2026-11-20',
        `x;${ids['missing']};soon`,
      ].join('\r\n'),
    );
    expect(answer.json(), answer.body).toMatchObject({ lines: 6, orders: 3, fresh: 3 });
    expect(answer.json<{ rejected: { line: number; column: string }[] }>().rejected.map(({ line, column }) => [line, column])).toEqual([
      [6, 'Amazon Order ID'],
      [7, 'Date imported'],
    ]);
    const { days, findings, lists } = await report();
    expect(lists).toMatchObject([{ orders: 3, strangers: [stranger] }]);
    const verdicts = new Map(findings.map((each: ParallelOrder) => [each.orderId, each.list]));
    expect(verdicts.get(ids['late'] ?? '')).toBe('taken-late');
    expect(days.reduce((sum, { takenLate }) => sum + takenLate, 0)).toBe(1);
    // The list spans from nine hours before these orders to three after: what it does not name in that time it has missed.
    expect(verdicts.get(ids['missing'] ?? '')).toBe('missed');
    expect(verdicts.get(ids['inTime'] ?? '')).toBeUndefined();
  });

  it('a second list only adds: the earliest time of an order stays', async () => {
    const { createdAt = 0 } = control().order(ids['late'] ?? '') ?? {};
    const line = (ms: number) => `order,time\n${ids['late']},${new Date(createdAt + ms).toISOString()}\n`;
    expect((await upload(line(2 * hour + 30 * minute))).json()).toMatchObject({ orders: 1, fresh: 0 });
    expect((await upload(line(9 * hour))).json()).toMatchObject({ orders: 1, fresh: 0 });
    const late = (await report()).findings.find(({ orderId }) => orderId === ids['late']);
    expect(late?.listedAt).toBe(new Date(createdAt + 2 * hour + 30 * minute).toISOString());
  });

  it('refuses a file that is no list, and a span that is too long', async () => {
    const no = await upload('a,b\n1,2\n');
    expect(no.json()).toMatchObject({ code: 'FILE_UNREADABLE', detail: expect.stringContaining('amazon-order-id') });
    const long = await server.http.inject({ url: '/api/v1/parallel', query: { from: '2026-01-01', to: '2026-12-31' } });
    expect(long.json()).toMatchObject({ code: 'INVALID_INPUT', problems: [{ field: 'from' }] });
  });
});
