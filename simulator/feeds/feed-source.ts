import type { DueSource } from '../life-cycle/engine.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { SimStore } from '../store/sim-store.ts';
import { processFeed } from './process-feed.ts';
import { processingReport } from './processing-report.ts';
import type { SimFeed } from './sim-feed.ts';

const QUEUE_MS = 10_000;
const PROCESSING_MS = 20_000;

/** Feeds of one seller and type are worked off one after the other; this is when the next one begins. */
export function feedStartsAt(store: SimStore, feed: Pick<SimFeed, 'sellerId' | 'feedType'>, now: number): number {
  const busyUntil = [...store.feeds.all()]
    .filter((each) => each.next && each.sellerId === feed.sellerId && each.feedType === feed.feedType)
    .map((each) => (each.next?.what === 'start' ? each.next.at + PROCESSING_MS : (each.next?.at ?? now)));
  return Math.max(now + QUEUE_MS, ...busyUntil);
}

/** Moves feeds from the queue through their processing; the effects on orders happen at the end of it. */
export function feedSource(store: SimStore, writes: OrderWrites, onNext: (feedId: string, at: number) => void): DueSource {
  const finish = (feed: SimFeed, at: number): SimFeed => {
    const { next: _, ...rest } = feed;
    const content = store.documents.get(feed.inputDocumentId)?.content;
    const outcome = processFeed(feed, Buffer.from(content ?? '', 'base64').toString('utf8'), { orders: store.orders, writes }, at);
    const results = 'fatal' in outcome ? [{ messageId: '0', problems: [outcome.fatal] }] : outcome.results;
    const documentId = `amzn1.tortuga.result.${feed.feedId}`;
    const report = Buffer.from(processingReport(feed.feedId, feed.sellerId, results)).toString('base64');
    store.documents.put(documentId, { documentId, sellerId: feed.sellerId, contentType: 'text/xml; charset=UTF-8', content: report });
    return { ...rest, status: 'fatal' in outcome ? 'FATAL' : 'DONE', endedAt: at, resultDocumentId: documentId };
  };

  return {
    dueAt: (id) => store.feeds.get(id)?.next?.at,
    run(id, at) {
      const feed = store.feeds.get(id);
      if (!feed?.next) return;
      if (feed.next.what === 'finish') {
        store.feeds.put(id, finish(feed, at));
        return;
      }
      store.feeds.put(id, { ...feed, status: 'IN_PROGRESS', startedAt: at, next: { at: at + PROCESSING_MS, what: 'finish' } });
      onNext(id, at + PROCESSING_MS);
    },
  };
}
