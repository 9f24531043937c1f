import type { Simulator } from '../simulator/start-simulator.ts';
import { round } from './report.ts';

export type PlainRun = { name: string; simulated_s: number; calls: number; throttled: number; orders: number };

type Answer = { status: number; body: Record<string, unknown> };

/** What most programs do: call, and wait for one token whenever Amazon says 429. The clock is stepped by exactly that. */
async function plainClient({ control, url }: Simulator) {
  const [seller] = control.accounts();
  if (!seller) throw new Error('the shop has no account');
  const startAt = control.now();
  let [calls, throttled, token, tokenUntil] = [0, 0, '', 0];
  const signIn = async () => {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: seller.clientId,
      client_secret: seller.clientSecret,
      refresh_token: seller.refreshToken,
    });
    const answer = (await (await fetch(`${url}/auth/o2/token`, { method: 'POST', body: form })).json()) as { access_token: string };
    [token, tokenUntil] = [answer.access_token, control.now() + 50 * 60_000];
  };
  const get = async (path: string, query: Record<string, string>, perSecond: number): Promise<Answer['body']> => {
    for (;;) {
      if (control.now() >= tokenUntil) await signIn();
      const response = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, { headers: { 'x-amz-access-token': token } });
      const body = (await response.json()) as Answer['body'];
      calls += 1;
      if (response.status !== 429) return body;
      throttled += 1;
      control.changeClock({ advanceMs: Math.ceil(1000 / perSecond) });
    }
  };
  const outcome = (name: string, orders: number): PlainRun => ({
    name,
    simulated_s: round((control.now() - startAt) / 1000, 6),
    calls,
    throttled,
    orders,
  });
  const since = new Date(startAt - 730 * 86_400_000).toISOString();
  return { get, outcome, since, marketplaceIds: seller.marketplaceIds.join(',') };
}

/** `searchOrders` page after page; items come with it. */
export async function plainSearch(shop: Simulator, say: (line: string) => void): Promise<PlainRun> {
  say('a plain loop over searchOrders');
  try {
    const { get, outcome, since } = await plainClient(shop);
    const before = new Date(shop.control.now() - 180_000).toISOString();
    const included = 'BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES';
    let [orders, next] = [0, ''];
    do {
      const query = {
        createdAfter: since,
        createdBefore: before,
        maxResultsPerPage: '100',
        includedData: included,
        ...(next ? { paginationToken: next } : {}),
      };
      const body = await get('/orders/2026-01-01/orders', query, 0.0056);
      orders += (body['orders'] as unknown[]).length;
      next = (body['pagination'] as { nextToken?: string } | undefined)?.nextToken ?? '';
    } while (next !== '');
    return outcome('a plain searchOrders loop', orders);
  } finally {
    await shop.close();
  }
}

/** v0: `getOrders` page after page, and `getOrderItems` for each order. */
export async function plainV0(shop: Simulator, say: (line: string) => void): Promise<PlainRun> {
  say('a plain loop over v0 getOrders and getOrderItems');
  try {
    const { get, outcome, since, marketplaceIds } = await plainClient(shop);
    let [orders, next] = [0, ''];
    do {
      const query = { CreatedAfter: since, MarketplaceIds: marketplaceIds, MaxResultsPerPage: '100', ...(next ? { NextToken: next } : {}) };
      const { Orders, NextToken } = (await get('/orders/v0/orders', query, 0.0167))['payload'] as {
        Orders: { AmazonOrderId: string }[];
        NextToken?: string;
      };
      for (const { AmazonOrderId } of Orders) await get(`/orders/v0/orders/${AmazonOrderId}/orderItems`, {}, 0.5);
      orders += Orders.length;
      next = NextToken ?? '';
    } while (next !== '');
    return outcome('a plain v0 client', orders);
  } finally {
    await shop.close();
  }
}
