import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, test } from 'vitest';
import { saveAccount } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { changeWrite } from '#src/modules/writes/index.ts';
import { inSpan, startTracing, traceInto } from '#src/platform/trace.ts';
import { approve } from './support/approve.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

const open: SimulatedDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
const start = async (...options: Parameters<typeof simulatedDesk>) => {
  const desk = await simulatedDesk(...options);
  open.push(desk);
  return desk;
};

type Alert = { kind: string; key: string; details: Record<string, unknown>; isOpen: boolean };
const alertsOf = (desk: SimulatedDesk, kind: string): Promise<Alert[]> =>
  desk.database.read([desk.accountId], (db) =>
    db.query<Alert>({
      text: 'SELECT kind, key, details, resolved_at IS NULL AS "isOpen" FROM alert WHERE account_id = $1 AND kind = $2 ORDER BY alert_id',
      values: [desk.accountId, kind],
    }),
  );
const hour = 3_600_000;
const within = (desk: SimulatedDesk, hours: number) => ({
  earliest: new Date(desk.clock.now().getTime() - hour).toISOString(),
  latest: new Date(desk.clock.now().getTime() + hours * hour).toISOString(),
});

describe('an alert comes and goes with its cause:', () => {
  test('a refused change, until it is taken back', async () => {
    const desk = await start();
    const order = await desk.order({ regulated: true });
    await approve(desk, order.orderId);
    const writeId = await desk.confirm(order);
    await desk.settle();
    expect(await alertsOf(desk, 'write.rejected')).toEqual([
      {
        kind: 'write.rejected',
        key: writeId,
        details: { orderId: order.orderId, what: 'confirmation', code: expect.any(String) as string },
        isOpen: true,
      },
    ]);
    await changeWrite(desk, desk.accountId, writeId, 'withdraw', 'Owner');
    expect((await alertsOf(desk, 'write.rejected')).map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test('a change that Amazon does not show for long, until it does', async () => {
    const desk = await start({ confirmDelaySeconds: 3 * 3600 });
    await desk.confirm(await desk.order());
    await desk.settle(2 * hour);
    expect((await alertsOf(desk, 'write.unverified')).map(({ isOpen }) => isOpen)).toEqual([true]);
    await desk.settle(6 * hour);
    expect((await alertsOf(desk, 'write.unverified')).map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test("a buyer's wish to cancel, until the order is cancelled", async () => {
    const desk = await start();
    const order = desk.simulator.control.createShopOrder({ cancelRequest: 'Ordered by mistake' });
    await desk.fetch(order.orderId);
    expect((await alertsOf(desk, 'order.cancel-requested')).map(({ key, isOpen }) => [key, isOpen])).toEqual([[order.orderId, true]]);
    await desk.cancel(order, 'BuyerCanceled');
    await desk.settle();
    expect((await alertsOf(desk, 'order.cancel-requested')).map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test('credentials that Amazon does not accept, until it does', async () => {
    const desk = await start();
    const { database, sealing, clock } = desk;
    const connect = async (clientSecret: string) => {
      const account = (await listAccounts(database)).find(({ accountId }) => accountId === desk.accountId);
      const [known] = desk.simulator.control.accounts();
      if (!account || !known) throw new Error('no account');
      const credentials = { clientId: known.clientId, refreshToken: known.refreshToken, clientSecret };
      const { name, region, host, apiUrl, tokenUrl } = account;
      await saveAccount({ database, sealing, clock }, { name, region, host, apiUrl, tokenUrl, credentials }, account);
      desk.app.reconnect();
    };
    const isOpen = async () => (await alertsOf(desk, 'account.refused')).map((alert) => alert.isOpen);
    await connect('wrong');
    await desk.live(20_000);
    expect(await isOpen()).toEqual([true]);
    const [known] = desk.simulator.control.accounts();
    await connect(known?.clientSecret ?? '');
    await desk.live(10 * 60_000);
    expect(await isOpen()).toEqual([false]);
  });

  test('an answer that is not understood is counted', async () => {
    const desk = await start();
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'missing-field', match: { orderId: order.orderId } });
    await desk.live(10 * 60_000);
    const [alert] = await alertsOf(desk, 'sync.quarantine');
    expect(alert).toMatchObject({ key: 'open', isOpen: true });
    expect(Number(alert?.details.answers)).toBeGreaterThan(0);
  });

  test('orders that must leave soon, by their time, until they are confirmed', async () => {
    const desk = await start();
    const [soon] = await desk.orders(2, { shipBy: within(desk, 3) });
    await desk.order({ shipBy: within(desk, 30) });
    await desk.app.beginWatch();
    await desk.app.runner.runDue();
    expect((await alertsOf(desk, 'order.ship-by')).map(({ details, isOpen }) => [details.orders, isOpen])).toEqual([[2, true]]);
    if (soon) await desk.confirm(soon);
    await desk.live(2 * 60_000);
    expect((await alertsOf(desk, 'order.ship-by')).map(({ details, isOpen }) => [details.orders, isOpen])).toEqual([[1, true]]);
  });

  test('sync that has fallen behind, until it has caught up', async () => {
    const desk = await start();
    await desk.live(5 * 60_000);
    // The desk was off for an hour.
    await desk.step(hour);
    await desk.app.beginWatch();
    const { database, clock } = desk;
    await database.write([desk.accountId], (tx) =>
      tx.query({
        text: `UPDATE due SET due_at = $2 WHERE account_id = $1`,
        values: [desk.accountId, new Date(clock.now().getTime() + 90_000)],
      }),
    );
    await desk.app.runner.runDue();
    expect((await alertsOf(desk, 'sync.behind')).map(({ isOpen }) => isOpen)).toEqual([true]);
    await desk.live(20 * 60_000);
    expect((await alertsOf(desk, 'sync.behind')).map(({ isOpen }) => isOpen)).toEqual([false]);
  });
});

describe('traces', () => {
  test('hold due work, calls to Amazon and statements by name, one inside the other, and nothing of an order', async () => {
    const desk = await start();
    const exporter = new InMemorySpanExporter();
    const stop = traceInto(new SimpleSpanProcessor({ exporter }), { share: 1, version: '1' });
    const order = await desk.order();
    await desk.live(4 * 60_000);
    const spans = exporter.getFinishedSpans();
    await stop();
    const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
    const rootOf = (name: string) => {
      let span = spans.find((each) => each.name === name);
      while (span?.parentSpanContext) span = byId.get(span.parentSpanContext.spanId);
      return span?.name;
    };
    expect([rootOf('amazon getOrder'), rootOf('sql orders-hold')]).toEqual(['due hydrate', expect.stringMatching(/^due /) as string]);
    const told = JSON.stringify(spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]));
    expect(told).not.toContain(order.orderId);
    expect([...new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)))].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'db.system.name',
      'http.request.method',
      'waybill.account',
    ]);
  });

  test('are sent to a collector in the words of OpenTelemetry', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(`${request.url} ${Buffer.concat(chunks).toString('utf8')}`);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stop = startTracing({ otlpEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, share: 1, version: '1.2.3' });
    await inSpan('due sweep', 'internal', { 'waybill.account': '1' }, async () => {});
    await stop();
    server.close();
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatch(/^\/v1\/traces /);
    for (const word of ['"waybill"', 'due sweep', '1.2.3']) expect(bodies[0]).toContain(word);
  });
});
