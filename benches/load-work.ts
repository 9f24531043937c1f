import { setTimeout as pause } from 'node:timers/promises';
import type { Control } from '../simulator/control/control.ts';
import { type Row, round } from './report.ts';

type Options = { url: string; cookie: string; accountId: string; control: Control; workers: number };

type Load = {
  start(): void;
  stop(): Promise<void>;
  asked(): number;
  /** How many answers of each status there were. */
  answers(): Record<string, number>;
  /** The times of each kind of request. */
  times(): Row[];
};

const kinds = ['list', 'search', 'read', 'events', 'annotate', 'confirm'] as const;
type Kind = (typeof kinds)[number];

const searches = ['is:prime', 'status:unshipped', 'sku:KT', 'ship-by:<24h', 'mug', 'carrier:ups'];

/** Programs that read, search, annotate and confirm through the API, while the simulated shop sells on. */
export function createLoad({ url, cookie, accountId, control, workers }: Options): Load {
  const statuses = new Map<number, number>();
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  const stopped = new AbortController();
  const confirmed = new Set<string>();
  let count = 0;
  let running: Promise<unknown> = Promise.resolve();

  const ask = async (kind: Kind, route: string, body?: unknown, headers: Record<string, string> = {}) => {
    const began = performance.now();
    const response = await fetch(`${url}/api/v1${route}`, {
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    count += 1;
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    const list = times.get(kind);
    if (list && list.length < 200_000) list.push(performance.now() - began);
    return { ok: response.ok, answer };
  };

  const one = async (turn: number) => {
    const { ok, answer } = await ask('list', '/orders?limit=50&tab=unshipped');
    const { items = [] } = ok ? (JSON.parse(answer) as { items?: { orderId: string }[] }) : {};
    const orderId = items[turn % Math.max(1, items.length)]?.orderId;
    await ask('search', `/orders?limit=50&q=${encodeURIComponent(searches[turn % searches.length] ?? '')}`);
    if (!orderId) return;
    await ask('read', `/orders/${accountId}/${orderId}`);
    await ask('events', `/orders/${accountId}/${orderId}/events`);
    await ask('annotate', '/orders/annotate', { orders: [{ accountId, orderId }], addTags: [`turn ${turn % 5}`] });
    if (turn % 10 !== 0 || confirmed.has(orderId)) return;
    confirmed.add(orderId);
    const packages = [
      { accountId, orderId, carrierCode: 'Other', carrierName: 'Local', trackingNumber: `LOAD${orderId.replaceAll('-', '')}` },
    ];
    await ask('confirm', '/writes', { action: 'confirm', packages }, { 'idempotency-key': `soak load ${orderId}` });
  };

  const work = async (first: number) => {
    for (let turn = first; !stopped.signal.aborted; turn += workers) {
      await one(turn).catch(() => statuses.set(0, (statuses.get(0) ?? 0) + 1));
      await pause(500);
    }
  };
  const sell = async () => {
    while (!stopped.signal.aborted) {
      control.createShopOrder();
      await pause(4_000);
    }
  };

  return {
    start: () => {
      running = Promise.all([sell(), ...Array.from({ length: workers }, (_, worker) => work(worker))]);
    },
    stop: async () => {
      stopped.abort();
      await running;
    },
    asked: () => count,
    answers: () => Object.fromEntries(statuses),
    times: () =>
      [...times].map(([kind, list]) => {
        const sorted = list.toSorted((a, b) => a - b);
        const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
        return { name: kind, count: sorted.length, p50_ms: at(0.5), p99_ms: at(0.99), ratio_to_limit: null };
      }),
  };
}
