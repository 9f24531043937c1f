import type { FaultKind } from '../faults/fault.ts';
import type { FaultSwitches } from '../faults/fault-switches.ts';
import type { DueSource } from '../life-cycle/engine.ts';
import { draw, uuidOf } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import { orderChangePayload, orderChangeType } from './order-change.ts';
import { feedFinishedPayload, hasFinished, reportFinishedPayload } from './processing-finished.ts';
import type { QueueServer } from './queue-server.ts';
import type { SentType, SimNotification, SimSubscription } from './sim-notification.ts';
import { writeEnvelope } from './write-envelope.ts';

/** What became of a notification: when it reached its queue, or null where it was lost. Times are epoch milliseconds. */
export type NotificationFate = {
  notificationId: string;
  type: SentType;
  /** The order, report or feed. */
  subject: string;
  eventAt: number;
  deliveredAt: number | null;
  faults: FaultKind[];
};

export type NotificationSource = DueSource & { fates(): NotificationFate[] };

type Deps = {
  store: SimStore;
  seed: number;
  faults: FaultSwitches;
  queues: QueueServer;
  delayMs: () => number;
  schedule: (id: string, at: number) => void;
};

type News = {
  type: SentType;
  sellerId: string;
  subject: string;
  at: number;
  payload: Record<string, unknown>;
  isWanted?: (subscription: SimSubscription) => boolean;
};

const FAULTS: readonly FaultKind[] = ['lose-notification', 'double-notification', 'delay-notification', 'shuffle-notification'];
const REMEMBERED = 100_000;

/** Watches orders, reports and feeds, and tells the queues of whoever has subscribed, a little later. */
export function notificationSource(deps: Deps): NotificationSource {
  const { store, seed, faults, queues, schedule } = deps;
  let fates: NotificationFate[] = [];
  const remember = (fate: NotificationFate) => {
    fates.push(fate);
    if (fates.length > REMEMBERED * 1.1) fates = fates.slice(-REMEMBERED);
  };
  const nextSerial = () => {
    const serial = Number(store.settings.get('notification-serial') ?? 0) + 1;
    store.settings.put('notification-serial', serial);
    return serial;
  };

  const send = (news: News, subscription: SimSubscription, arn: string) => {
    const { type, subject } = news;
    const account = [...store.accounts.all()].find((each) => each.sellerId === news.sellerId && each.clientId === subscription.clientId);
    const happened = faults.take(FAULTS, { operation: type, account: account?.name, orderIds: [subject] });
    const kinds = happened.map((fault) => fault.kind);
    const serial = nextSerial();
    const notificationId = uuidOf(seed, 'notification', serial);
    if (kinds.includes('lose-notification')) {
      remember({ notificationId, type, subject, eventAt: news.at, deliveredAt: null, faults: kinds });
      return;
    }
    const extra = (kind: FaultKind, share = 1) =>
      happened.filter((fault) => fault.kind === kind).reduce((sum, fault) => sum + Math.round(fault.ms * share), 0);
    const delay = deps.delayMs() + extra('delay-notification') + extra('shuffle-notification', draw(seed, 'shuffle', serial));
    const times = [news.at + delay, ...(kinds.includes('double-notification') ? [news.at + delay + extra('double-notification')] : [])];
    times.forEach((at, copy) => {
      const key = `${String(serial).padStart(12, '0')}-${copy}`;
      const applicationId = subscription.clientId.replace('application-oa2-client', 'sellerapps.app');
      const body = { eventAt: news.at, applicationId, payload: news.payload };
      const { subscriptionId } = subscription;
      store.notifications.put(key, { key, at, notificationId, subscriptionId, arn, type, subject, body, faults: kinds });
      schedule(key, at);
    });
  };

  const announce = (type: SentType, sellerId: string, newsOf: () => Omit<News, 'type' | 'sellerId'>) => {
    const subscribed = [...store.subscriptions.all()].filter((each) => each.type === type && each.sellerId === sellerId);
    if (subscribed.length === 0) return;
    const news = { type, sellerId, ...newsOf() };
    for (const subscription of subscribed) {
      const arn = store.destinations.get(subscription.destinationId)?.sqsArn;
      if (arn !== undefined && (news.isWanted?.(subscription) ?? true)) send(news, subscription, arn);
    }
  };

  store.orders.onPut((order, before) => {
    const change = orderChangeType(order, before);
    if (!change) return;
    announce('ORDER_CHANGE', order.sellerId, () => ({
      subject: order.orderId,
      at: order.updatedAt,
      payload: orderChangePayload(order, change),
      isWanted: ({ eventFilter }) =>
        (eventFilter?.marketplaceIds?.includes(order.marketplaceId) ?? true) && (eventFilter?.orderChangeTypes?.includes(change) ?? true),
    }));
  });
  store.reports.onPut((report, before) => {
    if (!hasFinished(report, before)) return;
    announce('REPORT_PROCESSING_FINISHED', report.sellerId, () => ({
      subject: report.reportId,
      at: report.endedAt ?? report.createdAt,
      payload: reportFinishedPayload(report),
    }));
  });
  store.feeds.onPut((feed, before) => {
    if (!hasFinished(feed, before)) return;
    announce('FEED_PROCESSING_FINISHED', feed.sellerId, () => ({
      subject: feed.feedId,
      at: feed.endedAt ?? feed.createdAt,
      payload: feedFinishedPayload(feed),
    }));
  });

  const deliver = (notification: SimNotification, at: number) => {
    const queue = queues.find(notification.arn);
    // A FIFO queue takes the subscription and then silently receives nothing, as at Amazon.
    if (!queue || queue.name.endsWith('.fifo')) return;
    queues.send(queue, writeEnvelope(notification, at));
    const { notificationId, type, subject, body, faults: kinds } = notification;
    remember({ notificationId, type, subject, eventAt: body.eventAt, deliveredAt: at, faults: kinds });
  };

  return {
    fates: () => fates.slice(-REMEMBERED),
    dueAt: (id) => store.notifications.get(id)?.at,
    run(id, at) {
      const notification = store.notifications.get(id);
      if (!notification) return;
      store.notifications.remove(id);
      deliver(notification, at);
    },
  };
}
