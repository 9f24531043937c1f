import { createAccount, type NewAccount } from '../accounts/create-account.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import type { ClockChange } from '../clock/sim-clock.ts';
import type { FaultSwitches } from '../faults/fault-switches.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { SimLabel } from '../labels/sim-label.ts';
import type { Arrivals } from '../life-cycle/arrivals.ts';
import { authorise, cancel, deliver, requestCancel, shipByAmazon } from '../life-cycle/changes.ts';
import type { Engine } from '../life-cycle/engine.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import { shownQuantity } from '../listings/shown-quantity.ts';
import type { ToldQuantity } from '../listings/sim-listing.ts';
import { takeUnits } from '../listings/take-units.ts';
import { changeNotificationSettings, type NotificationSettings, notificationSettings } from '../notifications/notification-settings.ts';
import type { NotificationFate, NotificationSource } from '../notifications/notification-source.ts';
import type { Queue, QueueServer } from '../notifications/queue-server.ts';
import { changeReportSettings, type ReportSettings, reportSettings } from '../reports/report-settings.ts';
import type { Announced } from '../shipments/confirm.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import { findOffer } from '../shop/catalogue.ts';
import { orderFromDescription } from '../shop/order-from-description.ts';
import { promiseFor } from '../shop/promise.ts';
import { createRandom } from '../shop/random.ts';
import type { ShopClock } from '../store/shop-clock.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import type { SimWrite } from '../store/sim-write.ts';
import { buildOrder, type NewOrder, newOrderShape } from './new-order.ts';
import type { ShopOrder } from './shop-order.ts';

/** Everything that a test, a demo or a person at the command line can do to the simulated Amazon. Times are epoch milliseconds. */
export type Control = {
  now(): number;
  clock(): { now: string; factor: number; stepped: boolean; nextDueAt: string | null };
  /** Moves or changes the clock; all that falls due on the way happens before this returns. */
  changeClock(change: ClockChange): void;
  accounts(): SimAccount[];
  addAccount(account: NewAccount): SimAccount;
  order(orderId: string): SimOrder | undefined;
  orders(): SimOrder[];
  createOrder(order?: NewOrder): SimOrder;
  /** Creates `count` orders that differ in their ids only. */
  createOrders(order: NewOrder & { count: number }): SimOrder[];
  /** A believable order of the demo shop, with what the description says; the rest is made up. */
  createShopOrder(description?: ShopOrder): SimOrder;
  /** New orders of the main account by themselves, or none. */
  turnArrivals(on: boolean): void;
  arrivals(): { on: boolean; nextAt: number };
  /** Changes the whole truth about an order, as of now. */
  changeOrder(orderId: string, change: Partial<SimOrder>): SimOrder;
  authorise(orderId: string): SimOrder;
  cancelRequest(orderId: string, reason?: string, itemIds?: string[]): SimOrder;
  cancel(orderId: string, by?: 'BUYER' | 'AMAZON' | 'MERCHANT', reason?: string, itemIds?: string[]): SimOrder;
  /** FBM: every parcel that shows arrives. FBA: Amazon's warehouse ships. */
  deliver(orderId: string): SimOrder;
  ship(orderId: string): SimOrder;
  /** What the carrier tells of the labels of an order from now on, line by line, instead of what the shop makes up. */
  travel(orderId: string, told: Pick<SimLabel, 'journey' | 'promised' | 'detailCodes'>): void;
  /** What the seller does by hand in Seller Central; it shows at once. */
  confirmInSellerCentral(orderId: string, parcel: Announced): SimOrder;
  writes(): SimWrite[];
  /** How often each effect has happened; more than once means that something was sent twice. */
  effects(): { key: string; times: number }[];
  /** How many units of an offer that the seller ships are for sale now. */
  shownQuantity(sellerId: string, marketplaceId: string, sku: string): number;
  /** Every quantity that was told since the simulator began, in the order of its coming into force. */
  toldQuantities(): readonly ToldQuantity[];
  /** How long reports take and how far they lag, in milliseconds. */
  reports(): ReportSettings;
  changeReports(change: Partial<ReportSettings>): ReportSettings;
  /** Where clients of SQS are pointed at, and the queues there. */
  queues(): { endpoint: string; queues: Queue[] };
  createQueue(name: string): Queue;
  /** What became of the last 100,000 notifications, and how many are on their way. */
  notifications(): NotificationSettings & { pending: number; notifications: NotificationFate[] };
  changeNotifications(change: Partial<NotificationSettings>): void;
  /** Done when every notification that was due stands in its queue. */
  settled(): Promise<void>;
  faults: FaultSwitches;
  limits: RateLimits;
  requests: RequestLog;
};

/** A wish that cannot be fulfilled; the message says why. */
export class ControlError extends Error {}

export type ControlDeps = {
  store: SimStore;
  clock: ShopClock;
  engine: Engine;
  arrivals: Arrivals;
  writes: OrderWrites;
  faults: FaultSwitches;
  limits: RateLimits;
  requests: RequestLog;
  queues: QueueServer | undefined;
  notifications: NotificationSource | undefined;
  seed: number;
  told: readonly ToldQuantity[];
};

export function createControl(deps: ControlDeps): Control {
  const { store, clock, engine, arrivals, writes, faults, limits, requests, seed } = deps;
  const queueServer = (): QueueServer => {
    if (!deps.queues) throw new ControlError('There are no queues: start the simulator with --notifications.');
    return deps.queues;
  };

  const now = () => {
    const at = clock.now();
    engine.catchUp(at);
    return at;
  };

  const known = (orderId: string): SimOrder => {
    const order = store.orders.get(orderId);
    if (!order) throw new ControlError(`There is no order ${orderId}.`);
    return order;
  };

  const change = (orderId: string, how: (order: SimOrder, at: number) => SimOrder): SimOrder => {
    const at = now();
    const order = how(known(orderId), at);
    store.orders.put(orderId, order);
    store.commit();
    return order;
  };

  const accountOf = (name: string | undefined): SimAccount => {
    const account = name === undefined ? store.accounts.all().next().value : store.accounts.get(name);
    if (!account) throw new ControlError(`There is no account "${name ?? ''}"; GET /_control/credentials lists them.`);
    return account;
  };

  const nextSerial = (): number => {
    const serial = Number(store.settings.get('order-serial') ?? 0) + 1;
    store.settings.put('order-serial', serial);
    return serial;
  };

  const createOrders = (description: NewOrder & { count: number }): SimOrder[] => {
    const at = now();
    const wanted = newOrderShape.parse(description);
    const account = accountOf(wanted.account);
    const created: SimOrder[] = [];
    while (created.length < description.count) {
      const order = buildOrder(wanted, account, nextSerial(), seed, at);
      if (store.orders.get(order.orderId)) {
        if (wanted.orderId !== undefined) throw new ControlError(`Order ${order.orderId} exists already.`);
        continue;
      }
      store.orders.put(order.orderId, order);
      takeUnits(deps, order, at);
      created.push(order);
    }
    store.commit();
    return created;
  };

  return {
    now,
    clock: () => {
      const due = engine.nextDueAt();
      const { factor, stepped } = clock.state();
      return {
        now: new Date(now()).toISOString(),
        factor: stepped ? 0 : factor,
        stepped,
        nextDueAt: due === undefined ? null : new Date(due).toISOString(),
      };
    },
    changeClock(wanted) {
      now();
      clock.change(wanted);
      now();
      store.commit();
    },
    accounts: () => [...store.accounts.all()],
    addAccount(wanted) {
      if (store.accounts.get(wanted.name)) throw new ControlError(`There is an account "${wanted.name}" already.`);
      const account = createAccount(wanted, seed);
      store.accounts.put(account.name, account);
      store.commit();
      return account;
    },
    order(orderId) {
      now();
      return store.orders.get(orderId);
    },
    orders() {
      now();
      return [...store.orders.all()];
    },
    createOrder(description = {}) {
      const [order] = createOrders({ ...description, count: 1 });
      if (!order) throw new ControlError('No order was created.');
      return order;
    },
    createOrders,
    createShopOrder({ account, ...description } = {}) {
      const at = now();
      const { sellerId, marketplaceIds } = accountOf(account);
      const random = createRandom(`${seed}/shop-order/${nextSerial()}`);
      let order = orderFromDescription(description, { random, now: at, sellerId, marketplaceIds });
      while (store.orders.get(order.orderId)) {
        if (description.orderId !== undefined) throw new ControlError(`Order ${order.orderId} exists already.`);
        order = orderFromDescription(description, { random, now: at, sellerId, marketplaceIds });
      }
      store.orders.put(order.orderId, order);
      takeUnits(deps, order, at);
      store.commit();
      return order;
    },
    turnArrivals(on) {
      arrivals.turn(on, now());
      store.commit();
    },
    arrivals: () => arrivals.state(),
    changeOrder: (orderId, wanted) =>
      change(orderId, (order, at) => {
        const changed = { ...order, updatedAt: at, ...wanted, orderId, sellerId: order.sellerId };
        // Refuses a place that the shop cannot send to before an event of the order meets it.
        promiseFor(changed, at);
        return changed;
      }),
    authorise: (orderId) => change(orderId, authorise),
    cancelRequest: (orderId, reason = 'Changed mind about purchase', itemIds) =>
      change(orderId, (order, at) => requestCancel(order, reason, at, itemIds)),
    cancel: (orderId, by = 'AMAZON', reason = 'Cancelled by Amazon', itemIds) =>
      change(orderId, (order, at) => cancel(order, { by, reason }, at, itemIds)),
    deliver: (orderId) => change(orderId, (order, at) => deliver(order, at, (parcel) => parcel.deliveredAt === undefined)),
    ship: (orderId) => change(orderId, shipByAmazon),
    travel(orderId, told) {
      now();
      const labels = [...store.labels.all()].filter((label) => label.orderId === orderId);
      if (labels.length === 0) throw new ControlError(`Order ${orderId} has no label.`);
      for (const label of labels) store.labels.put(label.shipmentId, { ...label, ...told });
      store.commit();
    },
    confirmInSellerCentral(orderId, parcel) {
      const at = now();
      const problems = writes.confirm(known(orderId), parcel, 'seller-central', at);
      if (problems.length > 0) throw new ControlError(problems.join(' '));
      engine.catchUp(at);
      store.commit();
      return known(orderId);
    },
    writes() {
      now();
      return [...store.writes.all()];
    },
    effects() {
      const times = new Map<string, number>();
      for (const { key } of store.writes.all()) times.set(key, (times.get(key) ?? 0) + 1);
      return [...times].map(([key, count]) => ({ key, times: count }));
    },
    shownQuantity(sellerId, marketplaceId, sku) {
      const at = now();
      const offer = findOffer(sku);
      if (!offer) throw new ControlError(`There is no SKU ${sku} in the shop.`);
      return shownQuantity(deps, sellerId, marketplaceId, offer, at);
    },
    toldQuantities: () => deps.told,
    reports: () => reportSettings(store),
    changeReports(wanted) {
      const changed = changeReportSettings(store, wanted);
      store.commit();
      return changed;
    },
    queues() {
      const server = queueServer();
      return { endpoint: server.endpoint, queues: server.queues() };
    },
    createQueue(name) {
      const queue = queueServer().createQueue(name);
      store.commit();
      return queue;
    },
    notifications() {
      now();
      return { ...notificationSettings(store), pending: store.notifications.size(), notifications: deps.notifications?.fates() ?? [] };
    },
    changeNotifications(wanted) {
      changeNotificationSettings(store, wanted);
      store.commit();
    },
    settled: async () => deps.queues?.settled(),
    faults,
    limits,
    requests,
  };
}
