import type { DueSource } from '../life-cycle/engine.ts';
import type { ListingDesk } from '../listings/change-listing.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { SimStore } from '../store/sim-store.ts';
import { processFeed } from './process-feed.ts';
import { listingsReport, processListingsFeed } from './process-listings-feed.ts';
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

type Result = { fatal: boolean; report: string; contentType: string };
type Deps = { store: SimStore; writes: OrderWrites; listings: ListingDesk };

/** Moves feeds from the queue through their processing; the effects on orders and offers happen at the end of it. */
export function feedSource({ store, writes, listings }: Deps, onNext: (feedId: string, at: number) => void): DueSource {
  const finish = (feed: SimFeed, at: number): SimFeed => {
    const { next: _, ...rest } = feed;
    const content = Buffer.from(store.documents.get(feed.inputDocumentId)?.content ?? '', 'base64').toString('utf8');
    const { fatal, report, contentType } =
      feed.feedType === 'JSON_LISTINGS_FEED' ? listingResult(feed, content, at) : orderResult(feed, content, at);
    const documentId = `amzn1.tortuga.result.${feed.feedId}`;
    store.documents.put(documentId, { documentId, sellerId: feed.sellerId, contentType, content: Buffer.from(report).toString('base64') });
    return { ...rest, status: fatal ? 'FATAL' : 'DONE', endedAt: at, resultDocumentId: documentId };
  };
  const listingResult = (feed: SimFeed, content: string, at: number): Result => {
    const outcome = processListingsFeed(feed, content, listings, at);
    return { fatal: outcome.fatal, report: listingsReport(feed, outcome), contentType: 'application/json; charset=UTF-8' };
  };
  const orderResult = (feed: SimFeed, content: string, at: number): Result => {
    const outcome = processFeed(feed, content, { orders: store.orders, writes }, at);
    const results = 'fatal' in outcome ? [{ messageId: '0', problems: [outcome.fatal] }] : outcome.results;
    return {
      fatal: 'fatal' in outcome,
      report: processingReport(feed.feedId, feed.sellerId, results),
      contentType: 'text/xml; charset=UTF-8',
    };
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
