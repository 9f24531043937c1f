import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { easypostStandIn } from './carriers/easypost.ts';
import { shippoStandIn } from './carriers/shippo.ts';
import { catalogOperations } from './catalog/catalog-operations.ts';
import { itemImage } from './catalog/item-image.ts';
import { type Control, createControl } from './control/control.ts';
import { controlHandler } from './control/control-routes.ts';
import { documentUrls } from './documents/document-urls.ts';
import { easyShipOperations } from './easy-ship/easy-ship-operations.ts';
import { faultSwitches } from './faults/fault-switches.ts';
import { getInventorySummaries } from './fba-inventory/inventory-summaries.ts';
import { feedSource } from './feeds/feed-source.ts';
import { feedsOperations } from './feeds/feeds-operations.ts';
import { requestLog } from './http/request-log.ts';
import { createRouter } from './http/router.ts';
import { serveCall } from './http/serve-call.ts';
import { createHttpServer } from './http/server.ts';
import { labelDesk } from './labels/label-desk.ts';
import { arrivalSource } from './life-cycle/arrivals.ts';
import { createEngine, type Engine } from './life-cycle/engine.ts';
import { rateLimits } from './limits/rate-limits.ts';
import { listingsOperations } from './listings/listings-operations.ts';
import type { ToldQuantity } from './listings/sim-listing.ts';
import { tokenMint } from './lwa/access-token.ts';
import { tokenOperation } from './lwa/token-operation.ts';
import { merchantFulfillmentOperations } from './merchant-fulfillment/merchant-fulfillment-operations.ts';
import { destinationOperations } from './notifications/destination-operations.ts';
import { notificationSettings } from './notifications/notification-settings.ts';
import { notificationSource } from './notifications/notification-source.ts';
import { startQueueServer } from './notifications/queue-server.ts';
import { subscriptionOperations } from './notifications/subscription-operations.ts';
import { getOrder } from './orders/get-order.ts';
import { searchOrders } from './orders/search-orders.ts';
import { ordersV0Operations } from './orders-v0/orders-v0-operations.ts';
import { changeReportSettings, type ReportSettings } from './reports/report-settings.ts';
import { reportSource, scheduleSource } from './reports/report-source.ts';
import { reportsOperations } from './reports/reports-operations.ts';
import { getOrderMetrics } from './sales/get-order-metrics.ts';
import { sellersOperations } from './sellers/sellers-operations.ts';
import { orderWrites } from './shipments/order-writes.ts';
import { collectionFormOperations } from './shipping-v2/collection-forms.ts';
import { shippingOperations } from './shipping-v2/shipping-operations.ts';
import { openShop, type ShopOptions } from './store/open-shop.ts';
import { createRestrictedDataToken } from './tokens/create-restricted-data-token.ts';

export type SimulatorOptions = ShopOptions & {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Seconds of virtual time until a confirmation shows; 5 unless told. */
  confirmDelaySeconds?: number;
  /** Whether new orders come by themselves, one every one to three minutes; a new shop has none unless told. */
  arrivals?: boolean;
  /** How long reports take and how far they lag; 20 seconds and two minutes unless told. */
  reports?: Partial<ReportSettings>;
  /** Starts a server of queues, to which notifications are sent. */
  notifications?: boolean;
  /** Starts small servers that stand in for EasyPost and Shippo. */
  carriers?: boolean;
};

const BEAT_MS = 100;
const TOLD_KEPT = 100_000;

export type Simulator = { url: string; control: Control; close(): Promise<void> };

/** Starts a simulated Amazon on a loopback port. One process may hold several. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const shop = openShop(options);
  const { store, seed, clock } = shop;
  const secret = createHash('sha256').update(`secret/${seed}`).digest('hex');
  const tokens = tokenMint(secret);
  const limits = rateLimits();
  const faults = faultSwitches(seed);
  const requests = requestLog();
  const writes = orderWrites(store, () => (options.confirmDelaySeconds ?? 5) * 1000);

  const labels = labelDesk({ store, writes, seed });
  const told: ToldQuantity[] = [];
  const onTold = (each: ToldQuantity): void => {
    if (told.push(each) > TOLD_KEPT) told.shift();
  };
  const listings = { store, seed, onTold };

  const arrivals = arrivalSource(shop, (at) => engine.schedule({ at, kind: 'arrival', id: '' }));
  const scheduleFeed = (id: string, at: number) => engine.schedule({ at, kind: 'feed', id });
  const scheduleReport = (kind: 'report' | 'schedule', id: string, at: number) => engine.schedule({ at, kind, id });
  const reportDeps = { store, seed, schedule: scheduleReport };
  if (options.reports) changeReportSettings(store, options.reports);
  const queues = options.notifications ? await startQueueServer(store) : undefined;
  const notifications =
    queues &&
    notificationSource({
      store,
      seed,
      faults,
      queues,
      delayMs: () => notificationSettings(store).delayMs,
      schedule: (id, at) => engine.schedule({ at, kind: 'notification', id }),
    });
  const engine: Engine = createEngine(store, seed, {
    arrival: arrivals,
    feed: feedSource({ store, writes, listings }, scheduleFeed),
    report: reportSource(reportDeps),
    schedule: scheduleSource(reportDeps),
    ...(notifications ? { notification: notifications } : {}),
  });
  for (const feed of store.feeds.all()) if (feed.next) scheduleFeed(feed.feedId, feed.next.at);
  for (const { reportId, next } of store.reports.all()) if (next) scheduleReport('report', reportId, next.at);
  for (const { scheduleId, nextAt } of store.schedules.all()) scheduleReport('schedule', scheduleId, nextAt);
  for (const { key, at } of store.notifications.all()) engine.schedule({ at, kind: 'notification', id: key });
  arrivals.start(options.arrivals, clock.now());

  const urls = documentUrls(store.documents, secret);
  const find = createRouter([
    tokenOperation({ accounts: store.accounts, tokens }),
    searchOrders(store.orders),
    getOrder(store.orders),
    ...ordersV0Operations(store.orders, writes),
    createRestrictedDataToken(tokens),
    ...sellersOperations(),
    ...feedsOperations({ store, urls, seed, schedule: scheduleFeed }),
    ...reportsOperations(reportDeps, urls),
    getOrderMetrics(store.orders),
    ...listingsOperations(listings),
    ...catalogOperations(seed),
    itemImage(seed),
    getInventorySummaries(seed),
    ...merchantFulfillmentOperations({ store, labels }),
    ...shippingOperations({ store, labels }),
    ...collectionFormOperations({ store, seed }),
    ...easyShipOperations({ store, writes, urls, seed }),
    ...destinationOperations({ store, seed, queues }),
    ...subscriptionOperations({ store, seed, queues }),
  ]);
  const control = createControl({ store, clock, engine, arrivals, writes, faults, limits, requests, queues, notifications, seed, told });
  // By the second: a simulator that is started anew gives no number twice.
  const standIn = { first: Math.floor(clock.now() / 1000) % 10_000_000, now: () => control.now() };
  const carriers = options.carriers ? { easypost: await easypostStandIn(standIn), shippo: await shippoStandIn(standIn) } : undefined;
  const controlled = controlHandler(control, carriers && { easypost: carriers.easypost.url, shippo: carriers.shippo.url });

  const server = createHttpServer(async (incoming, request) => {
    if (incoming.path.startsWith('/_control/')) {
      const isLocal = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
      const reply = isLocal ? controlled(incoming) : { status: 403, body: { error: 'The control API answers to this machine only.' } };
      store.commit();
      await queues?.settled();
      return { reply, truncate: false, delayMs: 0 };
    }
    const now = control.now();
    const outcome = serveCall(incoming, now, { find, accounts: store.accounts, tokens, limits, faults, requests, seed });
    store.commit();
    return outcome;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  // Whoever waits at a queue does not call, so the clock has to be looked at.
  const beat = queues && setInterval(() => void (clock.state().stepped || (control.now(), store.commit())), BEAT_MS).unref();

  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    control,
    async close() {
      if (!server.listening) return;
      clearInterval(beat);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await queues?.close();
      await carriers?.easypost.close();
      await carriers?.shippo.close();
      store.commit();
      store.close();
    },
  };
}
