import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAccount, type NewAccount } from './accounts/create-account.ts';
import { type Control, createControl } from './control/control.ts';
import { controlHandler } from './control/control-routes.ts';
import { faultSwitches } from './faults/fault-switches.ts';
import type { Operation } from './http/operation.ts';
import { requestLog } from './http/request-log.ts';
import { createRouter } from './http/router.ts';
import { serveCall } from './http/serve-call.ts';
import { createHttpServer } from './http/server.ts';
import { createEngine } from './life-cycle/engine.ts';
import { rateLimits } from './limits/rate-limits.ts';
import { tokenMint } from './lwa/access-token.ts';
import { tokenOperation } from './lwa/token-operation.ts';
import { getOrder } from './orders/get-order.ts';
import { searchOrders } from './orders/search-orders.ts';
import { orderWrites } from './shipments/order-writes.ts';
import { shopClock } from './store/shop-clock.ts';
import { openStore } from './store/sim-store.ts';

export type SimulatorOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** The same seed gives the same shop, the same credentials and the same chances. */
  seed?: number;
  /** Where the shop is kept; without it, it is gone when the simulator closes. */
  dataDir?: string;
  /** A clock that only moves when it is told, starting at `now` (default: the real time). */
  stepped?: boolean;
  now?: Date;
  /** Seconds of virtual time until a confirmation shows. */
  confirmDelaySeconds?: number;
  /** Past orders of the first account of a new shop, all within 365 days. */
  orders?: number;
  /** Whether new orders come by themselves, one every one to three minutes. */
  arrivals?: boolean;
  /** The accounts of a new shop; the first one is the main one. */
  accounts?: NewAccount[];
};

export type Simulator = { url: string; control: Control; close(): Promise<void> };

/** Starts a simulated Amazon on a loopback port. One process may hold several. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const store = openStore(options.dataDir);
  const seed = settle(store.settings, 'seed', options.seed ?? 1);
  const clock = shopClock(
    store,
    { real: Date.now(), virtual: options.now?.getTime() ?? Date.now(), factor: 1, stepped: options.stepped ?? false },
    () => Date.now(),
  );
  if (store.accounts.size() === 0) {
    for (const account of options.accounts ?? [{ name: 'demo' }]) store.accounts.put(account.name, createAccount(account, seed));
  }
  store.commit();

  const engine = createEngine(store, seed, {});
  const tokens = tokenMint(createHash('sha256').update(`tokens/${seed}`).digest('hex'));
  const limits = rateLimits();
  const faults = faultSwitches(seed);
  const requests = requestLog();
  const writes = orderWrites(store, () => (options.confirmDelaySeconds ?? 5) * 1000);
  const operations: Operation[] = [
    tokenOperation({ accounts: store.accounts, tokens }),
    searchOrders(store.orders),
    getOrder(store.orders),
  ];
  const find = createRouter(operations);
  const control = createControl({ store, clock, engine, writes, faults, limits, requests, seed });
  const controlled = controlHandler(control);

  const server = createHttpServer((incoming, request) => {
    if (incoming.path.startsWith('/_control/')) {
      const isLocal = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
      const reply = isLocal ? controlled(incoming) : { status: 403, body: { error: 'The control API answers to this machine only.' } };
      return { reply, truncate: false, delayMs: 0 };
    }
    const now = control.now();
    const outcome = serveCall(incoming, now, { find, accounts: store.accounts, tokens, limits, faults, requests, seed });
    engine.catchUp(now);
    store.commit();
    return outcome;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    control,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      store.commit();
      store.close();
    },
  };
}

/** A setting of the shop: the first start decides it, later ones keep it. */
function settle<T>(settings: { get(key: string): unknown; put(key: string, value: unknown): void }, key: string, wanted: T): T {
  const kept = settings.get(key) as T | undefined;
  if (kept !== undefined) return kept;
  settings.put(key, wanted);
  return wanted;
}
