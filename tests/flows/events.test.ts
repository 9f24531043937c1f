import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, openShop, type Shop } from '../support/shop.ts';

type Message = { id: string; type: string; orderId: string };

let shop: Shop;
let receiver: Server;
let receiverUrl: string;
const heard: Message[] = [];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      heard.push(JSON.parse(body) as Message);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  shop = await openShop();
});
afterAll(async () => {
  await shop?.close();
  receiver?.close();
});

const listed = async (after: string) => {
  const { items, next } = await shop.ask<{ items: Message[]; next: string }>(`/accounts/${accountId}/events?after=${after}`);
  return { items, next };
};

/** Reads a stream until so many events were heard, then breaks it off. Gives ids and kinds. */
async function read(count: number, headers: Record<string, string> = {}, query = ''): Promise<{ id: string; kind: string }[]> {
  const stop = new AbortController();
  const response = await shop.fetch(`/api/v1/accounts/${accountId}/events/stream${query}`, { headers, signal: stop.signal });
  const events: { id: string; kind: string }[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id, kind] = /^id: (\d+)\nevent: (\S+)/.exec(block) ?? [];
      if (id && kind) events.push({ id, kind });
    }
    if (events.length >= count) break;
  }
  stop.abort();
  return events;
}

test('a program that was away goes on where it stopped, by list and by stream, and hears what happens live', async () => {
  shop.amazon.createOrder({ orderId: '113-3000010-0000001' });
  await shop.catchUp();
  const first = await listed('0');
  expect(first.items.map(({ type }) => type)).toContain('order.placed');
  const all = await read(first.items.length, {}, '?after=0');
  expect(all.map(({ kind }) => kind)).toEqual(first.items.map(({ type }) => type));

  const half = all[0]?.id ?? '';
  const live = read(all.length, { 'last-event-id': half });
  shop.amazon.createOrder({ orderId: '113-3000020-0000002' });
  await shop.catchUp();
  const heardLive = await live;
  expect(heardLive.slice(0, all.length - 1)).toEqual(all.slice(1));
  expect(Number(heardLive.at(-1)?.id)).toBeGreaterThan(Number(all.at(-1)?.id));
});

test('a webhook hears of an order as it happens, and its log shows it', async () => {
  const { webhookId } = await shop.ask<{ webhookId: string }>(`/webhooks/${accountId}`, {
    name: 'Warehouse',
    url: receiverUrl,
    events: ['order.placed'],
  });
  shop.amazon.createOrder({ orderId: '113-3000030-0000003' });
  const arrived = async () => {
    while (!heard.some(({ orderId }) => orderId === '113-3000030-0000003')) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await shop.catchUp();
  await arrived();
  const log = async () =>
    (await shop.ask<{ items: { state: string; messageId: string }[] }>(`/webhooks/${accountId}/${webhookId}/deliveries`)).items;
  const written = async () => {
    while ((await log())[0]?.state !== 'delivered') await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await written();
  expect((await log())[0]?.messageId).toBe(heard.at(-1)?.id);
  expect(heard.every(({ type }) => type === 'order.placed')).toBe(true);
});
