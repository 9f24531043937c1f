import type { SimOrder } from '../../../simulator/store/sim-order.ts';
import { minutes, openShop, type Shop } from '../../support/shop.ts';

export type BusyShop = Shop & { open: readonly SimOrder[]; ask: (path: string, body?: unknown) => Promise<unknown> };

/** A shop in the middle of its day: orders of every kind, one with a buyer's request to cancel, one with tags and notes. */
export async function openBusyShop(orders = 240): Promise<BusyShop> {
  const shop = await openShop({ orders });
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const send = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${shop.url}/api/v1${path}`, send);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const known = async () => ((await ask('/orders?limit=200')) as { items: unknown[] }).items.length;
  await shop.whileTimePasses(
    (async () => {
      while ((await known()) < Math.min(200, orders)) await new Promise((resolve) => setTimeout(resolve, 50));
    })(),
  );
  const open = [0, 1, 2].map(() => shop.amazon.createShopOrder({ items: 2 }));
  shop.amazon.cancelRequest(open[0]?.orderId ?? '', 'Ordered by mistake');
  shop.pass(minutes(6));
  const accountId = '1';
  const found = async (orderId: string) => ((await ask(`/orders?q=${orderId}`)) as { items: unknown[] }).items.length;
  while ((await found(open[2]?.orderId ?? '')) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await ask('/orders/annotate', {
    orders: open.slice(0, 2).map(({ orderId }) => ({ accountId, orderId })),
    addTags: ['fragile', 'call first'],
    note: 'Pack with the grey paper.\nThe last parcel arrived broken.',
    assignee: 'Ana',
  });
  return { ...shop, open, ask };
}
