import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '#src/app-deps.ts';
import { setReadOnly } from '#src/modules/parallel/index.ts';
import { composeDesk } from './support/compose-desk.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

const minute = 60_000;
let desk: SimulatedDesk;
let server: Awaited<ReturnType<App['openServer']>>;
beforeAll(async () => {
  desk = await simulatedDesk();
  server = await desk.app.openServer();
});
afterAll(async () => {
  await server.close();
  await desk.close();
});
afterEach(() => switchTo(false));

const switchTo = async (readOnly: boolean): Promise<void> => {
  const answer = await server.http.inject({ method: 'PUT', url: `/api/v1/accounts/${desk.accountId}/read-only`, payload: { readOnly } });
  expect(answer.statusCode, answer.body).toBe(200);
};
const post = (url: string, payload: object, headers = {}) => server.http.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers });
const packages = (orderId: string, trackingNumber: string = upsNumbers[0]) => [{ accountId: desk.accountId, orderId, trackingNumber }];
const keyed = (key: string) => ({ 'idempotency-key': `read-only ${key}` });
const sent = () => desk.simulator.control.requests.all().filter(({ operation }) => writing.has(operation ?? ''));
const writing = new Set(['confirmShipment', 'createFeedDocument', 'uploadDocument', 'createFeed']);

describe('while an account is read-only', () => {
  it('every way of asking for a change is refused with the remedy, and nothing reaches Amazon', async () => {
    const { orderId } = await desk.order();
    const refused = await desk.order();
    const refusedId = await desk.confirm(refused);
    desk.simulator.control.cancel(refused.orderId);
    await desk.settle();
    expect(await desk.outcome(refused.orderId)).toContain('rejected');
    const before = sent().length;
    await switchTo(true);
    const { accountId } = desk;
    const form = [
      '--x',
      'content-disposition: form-data; name="file"; filename="a.csv"',
      '',
      `order-id,tracking-number,carrier\n${orderId},${upsNumbers[0]},UPS`,
      '--x--',
      '',
    ].join('\r\n');
    const answers = [
      await post('/writes', { action: 'confirm', packages: packages(orderId) }, keyed('confirm')),
      await post('/writes', { action: 'edit', packages: [{ ...packages(orderId)[0], reference: '1' }] }, keyed('edit')),
      await post('/writes', { action: 'cancel', orders: [{ accountId, orderId }], reason: 'NoInventory' }, keyed('cancel')),
      await post(`/writes/${accountId}/${refusedId}/retry`, {}),
      await server.http.inject({
        method: 'POST',
        url: '/api/v1/imports/confirmations?run=true',
        headers: { 'content-type': 'multipart/form-data; boundary=x', ...keyed('file') },
        payload: form.replace('--x\r\n', `--x\r\ncontent-disposition: form-data; name="account"\r\n\r\n${accountId}\r\n--x\r\n`),
      }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode, answer.body).toBe(409);
      expect(answer.json()).toMatchObject({ code: 'READ_ONLY', detail: expect.stringContaining('Accounts page') });
    }
    const preview = await post('/writes/preview', { action: 'confirm', packages: packages(orderId) });
    expect(preview.json()).toMatchObject({ will: 0, skip: 1, rows: [{ reason: { key: 'writes.skip.readOnly' } }] });
    await desk.live(30 * minute, minute);
    expect(await desk.writes(orderId)).toEqual([]);
    expect(sent()).toHaveLength(before);
  });

  it('what was queued before is held and says so, can be withdrawn, and goes out when the mode is off', async () => {
    const [confirmed, cancelled, withdrawn] = [await desk.order(), await desk.order(), await desk.order()];
    const before = sent().length;
    await desk.confirm(confirmed);
    await desk.cancel(cancelled);
    const takenBack = await desk.confirm(withdrawn);
    await switchTo(true);
    await desk.live(20 * minute, minute);
    const held = { state: 'queued', reason: 'writes.reason.readOnly' };
    expect(await desk.writes(confirmed.orderId)).toMatchObject([held]);
    expect(await desk.writes(cancelled.orderId)).toMatchObject([held]);
    expect((await post(`/writes/${desk.accountId}/${takenBack}/withdraw`, {})).statusCode).toBe(200);
    expect(sent()).toHaveLength(before);
    await switchTo(false);
    await desk.settle();
    expect(await desk.outcome(confirmed.orderId)).toContain('verified');
    expect(await desk.outcome(cancelled.orderId)).toContain('verified');
    expect(await desk.outcome(withdrawn.orderId)).toContain('withdrawn');
    expect(desk.simulator.control.effects().every(({ times }) => times === 1)).toBe(true);
  });

  it('what was handed over before is still followed to its end', async () => {
    const order = await desk.order();
    await desk.confirm(order);
    await desk.app.runner.runDue();
    await switchTo(true);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toContain('verified');
  });

  it('orders go on coming in', async () => {
    await switchTo(true);
    const { orderId } = desk.simulator.control.createOrder();
    await desk.live(20 * minute, minute);
    const answer = await server.http.inject({ url: `/api/v1/orders/${desk.accountId}/${orderId}` });
    expect(answer.statusCode).toBe(200);
  });

  it('the session says so, and who switched it stands in the history', async () => {
    await switchTo(true);
    const { accounts, readOnlyDesk } = (await server.http.inject({ url: '/api/v1/session' })).json<{
      accounts: unknown;
      readOnlyDesk: boolean;
    }>();
    expect(accounts).toMatchObject([{ readOnly: { by: 'Owner', since: desk.clock.now().toISOString() } }]);
    expect(readOnlyDesk).toBe(false);
    const { modes } = (await server.http.inject({ url: '/api/v1/parallel' })).json<{ modes: { readOnly: boolean }[] }>();
    expect(modes[0]).toMatchObject({ readOnly: true, actor: 'Owner', at: desk.clock.now().toISOString() });
    await switchTo(true);
    const again = (await server.http.inject({ url: '/api/v1/parallel' })).json<{ modes: unknown[] }>();
    expect(again.modes).toHaveLength(modes.length);
  });
});

it('switched on while a change is about to be sent, the call does not leave', async () => {
  const halting = await simulatedDesk({
    onStep: (step) => {
      if (step === 'confirm.intended' || step === 'feed.uploaded') now?.();
    },
  });
  let now: (() => void) | undefined;
  try {
    const [confirmed, cancelled] = [await halting.order(), await halting.order()];
    await halting.confirm(confirmed);
    await halting.cancel(cancelled);
    const switched: Promise<void>[] = [];
    now = () => void switched.push(setReadOnly(halting, halting.accountId, true, 'Ana'));
    await halting.app.runner.runDue();
    await Promise.all(switched);
    now = undefined;
    await halting.live(10 * minute, minute);
    // The switch was asked for right before the call: it either came first or found the call gone, never both.
    for (const { orderId } of [confirmed, cancelled]) {
      const effects = halting.simulator.control.writes().filter((write) => write.orderId === orderId);
      const [write] = await halting.writes(orderId);
      expect([effects.length, write?.state]).toEqual(effects.length === 0 ? [0, 'queued'] : [1, 'verified']);
    }
  } finally {
    await halting.close();
  }
});

it('a desk that the environment makes read-only sends nothing of any account, and says what to do', async () => {
  const writable = await simulatedDesk();
  const readOnly = composeDesk(writable.connection, writable.clock.now(), { readOnlyDesk: true });
  const web = await readOnly.app.openServer();
  try {
    const order = await writable.order();
    await writable.confirm(order);
    readOnly.clock.set(writable.clock.now());
    await readOnly.app.runner.runDue();
    expect(await writable.writes(order.orderId)).toMatchObject([{ state: 'queued', reason: 'writes.reason.readOnly' }]);
    const answer = await web.http.inject({
      method: 'POST',
      url: '/api/v1/writes',
      headers: keyed('desk'),
      payload: { action: 'cancel', orders: [{ accountId: writable.accountId, orderId: order.orderId }], reason: 'NoInventory' },
    });
    expect(answer.json()).toMatchObject({ code: 'READ_ONLY', detail: expect.stringContaining('WAYBILL_READ_ONLY') });
    expect(writable.simulator.control.writes()).toEqual([]);
    await writable.settle();
    expect(await writable.outcome(order.orderId)).toContain('verified');
  } finally {
    await web.close();
    await readOnly.database.close();
    await writable.close();
  }
});
