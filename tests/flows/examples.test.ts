import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, openShop, type Shop } from '../support/shop.ts';

const folder = path.resolve(import.meta.dirname, '../../examples');
const orderId = '113-3000010-0000001';
const trackingNumber = '1Z5R89390357567127';

let shop: Shop;
let key: string;
const running: ChildProcess[] = [];
beforeAll(async () => {
  shop = await openShop({ now: new Date(Date.now() - 3_600_000) });
  const scopes = ['orders.read', 'writes.ask'];
  ({ key } = await shop.ask<{ key: string }>('/keys', { name: 'Examples', scopes, accounts: null, days: 30 }));
  shop.amazon.createOrder({ orderId });
  await shop.catchUp();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await shop?.close();
});

type Example = { lines: string[]; line(wanted: RegExp): Promise<string>; ended: Promise<number | null> };

/** Starts an example as its README says. */
function run(file: string, args: readonly string[], env: Record<string, string> = {}): Example {
  const [command, ...first] = file.endsWith('.sh') ? ['bash', path.join(folder, file)] : [process.execPath, path.join(folder, file)];
  const child = spawn(command ?? '', [...first, ...args], {
    env: { PATH: process.env['PATH'], WAYBILL_URL: shop.url, WAYBILL_KEY: key, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = async (wanted: RegExp): Promise<string> => {
    for (;;) {
      const found = lines.find((one) => wanted.test(one));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return { lines, line, ended };
}

test('list-orders.sh prints the orders with the fields it asks for', async () => {
  const example = run('list-orders.sh', []);
  expect(await example.ended).toBe(0);
  const { items } = JSON.parse(example.lines.join('\n')) as { items: object[] };
  expect(items).toEqual([{ orderId, status: 'unshipped', shipBy: expect.any(String) }]);
});

test('confirm-shipment.ts confirms once, however often it is called, and sees it verified', async () => {
  const confirm = async () => {
    const example = run('confirm-shipment.ts', [accountId, orderId, trackingNumber]);
    expect(await shop.whileTimePasses(example.ended)).toBe(0);
    return example.lines.at(-1);
  };
  expect(await confirm()).toBe('verified');
  expect(await confirm()).toBe('verified');
  expect(shop.amazon.requests.all().filter(({ operation }) => operation === 'confirmShipment')).toHaveLength(1);
});

test('follow-events.ts tells what was and what comes', async () => {
  const example = run('follow-events.ts', [accountId, '0']);
  await example.line(new RegExp(`${orderId} order.placed`));
  shop.amazon.createOrder({ orderId: '113-3000020-0000002' });
  await shop.catchUp();
  expect(await example.line(/113-3000020-0000002/)).toContain('order.placed');
});

test('receive-webhook.ts believes what is signed, and nothing else', async () => {
  const hook = { name: 'Example', url: 'http://127.0.0.1:9/', events: ['order.placed'] };
  const { webhookId, secret } = await shop.ask<{ webhookId: string; secret: string }>(`/webhooks/${accountId}`, hook);
  const example = run('receive-webhook.ts', [], { WEBHOOK_SECRET: secret, PORT: '0' });
  const port = /\d+$/.exec(await example.line(/^listening/))?.[0];
  const url = `http://127.0.0.1:${port}/`;
  await shop.fetch(`/api/v1/webhooks/${accountId}/${webhookId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  // The receiver believes no message that is older than five minutes by its own clock.
  shop.pass(Date.now() - shop.amazon.now());
  const forged = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' };
  expect((await fetch(url, { method: 'POST', headers: forged, body: '{"type":"forged","orderId":"x"}' })).status).toBe(401);
  await shop.ask(`/webhooks/${accountId}/${webhookId}/test`, {});
  await example.line(/webhook\.test/);
  expect(example.lines.some((line) => line.includes('forged'))).toBe(false);
});
