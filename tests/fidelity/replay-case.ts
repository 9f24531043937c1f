import { MARKETPLACES } from '../../simulator/accounts/marketplaces.ts';
import { type Answer, entries, type Json, text } from '../../simulator/test-support/sim-client.ts';
import { contracts } from './contracts.ts';
import { type Difference, differences } from './differences.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import type { SandboxCase } from './official-models.ts';
import { type OrderOfCase, orderOf2026, orderOfV0 } from './orders-of-answers.ts';
import { substitute } from './substitutes.ts';

export type Replayed = { answer: Answer; problems: string[]; differences: Difference[]; substitutes: string[] };

/** How many orders one page of a list holds. */
const PAGE = 100;

/** Asks the simulator what the case asks, after making the orders that its answer tells of, at the time of that answer. */
export async function replay(given: SandboxCase): Promise<Replayed> {
  const response = (given.response ?? {}) as Json;
  const orders = ordersOf(given, response);
  const amazon = await startJudgedSimulator(contracts, { now: timeOf(given, orders), accounts: [accountOf(given, response, orders)] });
  try {
    for (const { later, cancelRequest, ...order } of orders) {
      amazon.control.createOrder(order);
      if (cancelRequest) amazon.control.cancelRequest(order.orderId, cancelRequest);
      if (later) amazon.control.changeOrder(order.orderId, { ...later, updatedAt: Date.parse(order.updatedAt ?? '1970-01-01') });
    }
    addOtherPage(amazon, given, response, orders);
    const { parameters, used } = await substitute(given, amazon, orders);
    const answer = await ask(amazon, given, parameters);
    return { answer, problems: amazon.takeProblems(), differences: differences(given.response, answer.body), substitutes: used };
  } finally {
    await amazon.close();
  }
}

/** Details without a decision belong to an order that was decided before. */
const approved = { later: { regulated: false, verification: { status: 'Approved' as const, reviewerId: 'vet', at: 0 } } };

function ordersOf({ operation, path, parameters, status }: SandboxCase, response: Json): OrderOfCase[] {
  const is2026 = path.startsWith('/orders/2026');
  if (is2026) return [...entries(response['orders']), ...(response['order'] ? [response['order']] : [])].map(orderOf2026);
  if (!path.startsWith('/orders/v0')) return [];
  if (operation === 'updateShipmentStatus') return [{ orderId: '902-0000001-0000001', programs: ['IN_STORE_PICK_UP'] }];
  const { payload } = response;
  const answered = payload?.['Orders'] ? entries(payload['Orders']) : payload ? [payload] : [];
  const isRegulated = path.endsWith('/regulatedInfo');
  if (answered.length > 0) return answered.map((each) => ({ ...orderOfV0(each), ...(isRegulated ? { regulated: true } : {}) }));
  const { orderId, body } = parameters as { orderId?: string; body?: Json };
  if (orderId === undefined || !/^[\dA-Z]{3}-\d{7}-\d{7}$/.test(orderId)) return [];
  const parcel = body?.['packageDetail'];
  return [
    {
      orderId,
      ...(isRegulated ? { regulated: true } : {}),
      ...(isRegulated && status < 300 && !body?.['regulatedOrderVerificationStatus']?.['status'] ? approved : {}),
      ...(parcel ? { createdAt: '2022-02-10T00:00:00Z' } : {}),
      items: parcel ? entries(parcel['orderItems']).map((each) => ({ itemId: text(each['orderItemId']) })) : [{}],
    },
  ];
}

function accountOf({ parameters, path }: SandboxCase, response: Json, orders: OrderOfCase[]) {
  const asked = ['marketplaceIds', 'MarketplaceIds'].flatMap((name) =>
    path.startsWith('/feeds') ? [] : ((parameters[name] as string[] | undefined) ?? []),
  );
  const ids = [...asked, ...orders.flatMap(({ marketplaceId }) => marketplaceId ?? []), 'ATVPDKIKX0DER'];
  const region = MARKETPLACES.get(ids[0] ?? '')?.region ?? 'NA';
  const storeName = text(
    response['payload']?.[0]?.['storeName'] ?? response['payload']?.['marketplaceParticipationList']?.[0]?.['storeName'],
  );
  return {
    name: 'demo',
    region,
    marketplaceIds: [...new Set(ids)].filter((id) => MARKETPLACES.get(id)?.region === region),
    ...(storeName ? { storeName } : {}),
  };
}

/** Two minutes after what a list was made up to; otherwise soon after the last order, so that none is history. */
function timeOf({ response, parameters }: SandboxCase, orders: OrderOfCase[]): Date {
  const upTo = Date.parse(text((response as Json | undefined)?.['createdBefore']));
  if (!Number.isNaN(upTo)) return new Date(upTo + 2 * 60_000);
  const shipped = text((parameters['body'] as Json | undefined)?.['packageDetail']?.['shipDate']);
  const times = [...orders.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]), shipped].map((each) => Date.parse(each ?? ''));
  const known = times.filter((each) => !Number.isNaN(each));
  return new Date((known.length > 0 ? Math.max(...known) : Date.UTC(2026, 0, 5)) + 3_600_000);
}

/** Where the answer has a page after it, or the request one before it, that page is full of other orders. */
function addOtherPage(amazon: JudgedSimulator, { parameters }: SandboxCase, response: Json, [order]: OrderOfCase[]): void {
  const isFirst = response['pagination'] !== undefined || response['payload']?.['NextToken'] !== undefined;
  const isSecond = parameters['paginationToken'] !== undefined || parameters['NextToken'] !== undefined;
  if (!order || !(isFirst || isSecond)) return;
  const at = Date.parse(order.createdAt ?? '') + (isFirst ? 60_000 : -60_000);
  const { marketplaceId } = order;
  amazon.control.createOrders({ count: PAGE, createdAt: new Date(at).toISOString(), ...(marketplaceId ? { marketplaceId } : {}) });
}

/** Sends the request: parameters in the path, as the query (lists with commas), or as the body. Personal data of v0 needs its own token. */
async function ask(amazon: JudgedSimulator, { method, path, status }: SandboxCase, parameters: Record<string, unknown>): Promise<Answer> {
  const { body, ...others } = parameters;
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(others[name])));
  const query = new URLSearchParams(
    Object.entries(others).flatMap(([name, value]) => (path.includes(`{${name}}`) ? [] : [[name, String(value)] as [string, string]])),
  );
  const isPersonal = /^\/orders\/v0\/orders\/[^/]+\/(buyerInfo|address|orderItems\/buyerInfo)$/.test(address) && status < 300;
  const resource = { method, path: address };
  const opened = isPersonal
    ? await amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { body: { restrictedResources: [resource] } })
    : undefined;
  return amazon.call(method, query.size > 0 ? `${address}?${query.toString()}` : address, {
    ...(body === undefined ? {} : { body }),
    ...(opened ? { token: text(opened.body['restrictedDataToken']) } : {}),
  });
}
