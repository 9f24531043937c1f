import type { SellerOperation } from '../http/operation.ts';
import { listJobs } from '../jobs/list-jobs.ts';
import type { Table } from '../store/table.ts';
import { feedView } from './feed-view.ts';
import type { SimFeed } from './sim-feed.ts';

export const getFeeds = (feeds: Table<SimFeed>): SellerOperation => ({
  name: 'getFeeds',
  method: 'GET',
  path: '/feeds/2021-06-30/feeds',
  rate: 0.0222,
  burst: 10,
  handle(call) {
    const { page, next } = listJobs(call, feeds.all(), 'feedTypes', (feed) => feed.feedType);
    return { status: 200, body: { feeds: page.map(feedView), ...next } };
  },
});
