import type { SimFeed } from '../feeds/sim-feed.ts';
import type { View } from '../orders/view.ts';
import type { SimReport } from '../reports/sim-report.ts';

const OVER = new Set(['CANCELLED', 'DONE', 'FATAL']);

/** True when this change is the one that ends the work. */
export const hasFinished = (job: { status: string }, before: { status: string } | undefined) =>
  OVER.has(job.status) && !(before && OVER.has(before.status));

const sellerOf = ({ sellerId }: { sellerId: string }) => ({ sellerId, accountId: `amzn1.merchant.o.${sellerId}` });

/** The payload of REPORT_PROCESSING_FINISHED. */
export const reportFinishedPayload = (report: SimReport): View => ({
  reportProcessingFinishedNotification: {
    ...sellerOf(report),
    reportId: report.reportId,
    reportType: report.reportType,
    processingStatus: report.status,
    ...(report.documentId === undefined ? {} : { reportDocumentId: report.documentId }),
  },
});

/** The payload of FEED_PROCESSING_FINISHED. */
export const feedFinishedPayload = (feed: SimFeed): View => ({
  feedProcessingFinishedNotification: {
    ...sellerOf(feed),
    feedId: feed.feedId,
    feedType: feed.feedType,
    processingStatus: feed.status,
    ...(feed.resultDocumentId === undefined ? {} : { resultFeedDocumentId: feed.resultDocumentId }),
  },
});
