import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountId, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

type Guards = { guards: { key: string; effect: string }[] };
const guards = async (orderId: string) => (await shop.ask<Guards>(`/orders/${accountId}/${orderId}/guards`)).guards.map(({ key }) => key);
const eventually = async (orderId: string, keys: string[]) => {
  const until = async () => {
    while (JSON.stringify(await guards(orderId)) !== JSON.stringify(keys)) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await shop.whileTimePasses(until());
};

it('an order with regulated goods is stopped as soon as Amazon says so', async () => {
  const { orderId } = shop.amazon.createOrder({ regulated: true });
  const plain = shop.amazon.createOrder().orderId;
  await shop.catchUp();
  await eventually(orderId, ['writes.skip.regulated']);
  expect(await guards(plain)).toEqual([]);
  const today = await shop.ask<{ items: (Guards & { orderId: string })[] }>('/today');
  expect(today.items.find((row) => row.orderId === orderId)?.guards.map(({ effect }) => effect)).toEqual(['stop']);
  const preview = await shop.ask<{ rows: { outcome: string; reason: { key: string } }[] }>('/writes/preview', {
    action: 'confirm',
    packages: [{ accountId, orderId, trackingNumber: '1Z5R89390357567127' }],
  });
  expect(preview.rows.map(({ reason }) => reason.key)).toEqual(['writes.skip.regulated']);
});

it('the work list is a file, and a hold stands in it and in the grid', async () => {
  const { orderId } = shop.amazon.createOrder();
  await shop.catchUp();
  await shop.ask('/orders/annotate', { orders: [{ accountId, orderId }], hold: 'Wait' });
  const found = await shop.ask<{ items: { orderId: string; heldAt: string | null }[] }>('/orders?q=is:held');
  expect(found.items.map((row) => row.orderId)).toEqual([orderId]);
  const [header, ...lines] = (await (await shop.fetch('/api/v1/today.csv?only=ask')).text()).trim().split('\n');
  expect(header).toMatch(/^leave-by,minutes-left,band,ship-by,order-id/);
  expect(lines.map((line) => line.split(',')[4])).toEqual([orderId]);
});
