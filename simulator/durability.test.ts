import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from './start-simulator.ts';
import { MINUTE, NOW, startTestSimulator } from './test-support/sim-client.ts';

let dataDir: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(dataDir, { recursive: true });
});

test('a restart goes on with the same shop: orders, tokens, feeds, writes and the clock', async () => {
  const options = { dataDir, seed: 3, orders: 40, arrivals: true, stepped: true, now: NOW };
  const first = await startTestSimulator(options);
  const { orderId, items } = first.control.createOrder();
  const confirmation = {
    marketplaceId: 'ATVPDKIKX0DER',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'UPS',
      trackingNumber: '1Z',
      shipDate: NOW.toISOString(),
      orderItems: [{ orderItemId: items[0]?.itemId, quantity: 1 }],
    },
  };
  expect((await first.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, confirmation)).status).toBe(204);
  first.advance(2_000);
  const token = await first.token();
  const before = {
    orders: first.control.orders(),
    accounts: first.control.accounts(),
    writes: first.control.writes(),
    now: first.control.now(),
  };
  await first.close();

  // What the first start decided stays, whatever the second one says.
  const second = await startTestSimulator({ ...options, seed: 99, orders: 7, now: new Date(0) });
  expect({
    orders: second.control.orders(),
    accounts: second.control.accounts(),
    writes: second.control.writes(),
    now: second.control.now(),
  }).toEqual(before);
  expect((await second.send('GET', `/orders/2026-01-01/orders/${orderId}`, undefined, { 'x-amz-access-token': token })).status).toBe(200);
  second.advance(3_000);
  expect(second.control.order(orderId)?.status).toBe('SHIPPED');
  second.advance(60 * MINUTE);
  expect(second.control.orders().length).toBeGreaterThan(before.orders.length + 15);
  await second.close();
});

test('a line that a kill cut off never happened', async () => {
  const first = await startTestSimulator({ dataDir });
  const { orderId } = first.control.createOrder();
  await first.close();
  const [file = ''] = readdirSync(dataDir);
  appendFileSync(join(dataDir, file), '[["orders","111-1111111-1111111",{"orderId":"111-11');
  const second = await startTestSimulator({ dataDir });
  expect(second.control.orders().map((order) => order.orderId)).toEqual([orderId]);
  await second.close();
  expect(readdirSync(dataDir)).toHaveLength(1);
});

test('a running clock counts the time that was off', async () => {
  let real = NOW.getTime();
  const realNow = () => real;
  const first = await startSimulator({ dataDir, realNow });
  real += 1000;
  first.control.changeClock({ factor: 60 });
  real += 1000;
  expect(first.control.now() - NOW.getTime()).toBe(61_000);
  await first.close();
  real += 10_000;
  const second = await startSimulator({ dataDir, realNow });
  expect(second.control.now() - NOW.getTime()).toBe(661_000);
  await second.close();
});

test('as its own process: tells where it listens, survives a kill -9, ends cleanly', async () => {
  const start = async () => {
    const child = spawn(process.execPath, ['simulator/main.ts', '--port', '0', '--orders', '20', '--step', '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const note = JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8')) as { pid: number; port: number; url: string };
    expect(note).toEqual({ pid: child.pid, port: expect.any(Number), url: `http://127.0.0.1:${note.port}` });
    return {
      url: note.url,
      stop: (signal: 'SIGKILL' | 'SIGTERM') => new Promise<number | null>((resolve) => child.once('exit', resolve).kill(signal)),
    };
  };
  const total = async (url: string) => ((await (await fetch(`${url}/_control/orders`)).json()) as { total: number }).total;

  const killed = await start();
  await fetch(`${killed.url}/_control/orders`, { method: 'POST', body: '{"count":5}' });
  await killed.stop('SIGKILL');
  const again = await start();
  expect(await total(again.url)).toBe(25);
  expect(await again.stop('SIGTERM')).toBe(0);
  expect(existsSync(join(dataDir, 'simulator.json'))).toBe(false);
});
