import { randomUUID } from 'node:crypto';
import { notificationReader } from '#src/adapters/spapi/index.ts';
import { connectQueue } from '#src/adapters/sqs/index.ts';
import type { HttpApp } from '#src/http/http-app.ts';
import { accountRoutes } from '#src/http/routes/accounts.ts';
import { importRoutes } from '#src/http/routes/imports.ts';
import { notificationRoutes } from '#src/http/routes/notifications.ts';
import { syncRoutes } from '#src/http/routes/sync.ts';
import { whereRoutes } from '#src/http/routes/where.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { checkOnTaken, checkRegulated } from '#src/modules/guards/index.ts';
import { type FetchOpen, takeReport } from '#src/modules/imports/index.ts';
import { reserveOnTaken, restateStock, startListings } from '#src/modules/inventory/index.ts';
import { noteTaken, saveSights } from '#src/modules/ledger/index.ts';
import { createReceivers, keepSubscriptions, saveQueue, unsubscribe, workNotices } from '#src/modules/notifications/index.ts';
import { alertOnTaken, type IntakeDeps, type Reparse } from '#src/modules/orders/index.ts';
import { type ReportsDeps, reconcile, runReports, startBackfill } from '#src/modules/reports/index.ts';
import { pastOf } from '#src/modules/reports/questions.ts';
import { orderTabs } from '#src/modules/search/contract.ts';
import { filterOf, selectOrders } from '#src/modules/search/questions.ts';
import { fetchNow, fetchOrders, hydrate, readOpenPages, refreshStores, startSync, sweep, walkRecent } from '#src/modules/sync/index.ts';
import { followOnTaken } from '#src/modules/tracking/index.ts';
import { judgeOnTaken, runFeeds, runWrites } from '#src/modules/writes/index.ts';
import { tellAccountsChanged } from '#src/platform/accounts-changed.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Work } from '#src/platform/due.ts';
import type { App, AppDeps } from './app-deps.ts';
import type { sellerApis } from './seller-apis.ts';

type Deps = Pick<AppDeps, 'database' | 'sealing' | 'clock' | 'log' | 'onStep' | 'onReceive'> & {
  readOnlyDesk: boolean;
  apis: ReturnType<typeof sellerApis>;
};

export type AmazonParts = Pick<App, 'intake' | 'reparse' | 'receivers' | 'setQueue'> & {
  works: Record<string, Work>;
  routes: ((app: HttpApp) => void)[];
};

/** What the desk takes in of Amazon, by sweep, report and notification, and what it writes to its orders there. */
export function amazonParts({ database, sealing, clock, log, onStep, onReceive, readOnlyDesk, apis }: Deps): AmazonParts {
  const { apiOf, probeFor, parser, reconnect } = apis;
  const fetchOpen: FetchOpen = (tx, accountId, orderIds, reason) => fetchOrders(tx, accountId, orderIds, reason, clock);
  const intake: IntakeDeps = {
    database,
    sealing,
    clock,
    onTaken: [
      judgeOnTaken(clock),
      noteTaken(clock, (tx, accountId, orderIds) => fetchOpen(tx, accountId, orderIds, 'reconcile')),
      alertOnTaken(clock),
      reserveOnTaken(clock),
      checkOnTaken(clock),
      followOnTaken(clock),
    ],
  };
  const deps = {
    ...intake,
    sourceOf: apiOf,
    writerOf: apiOf,
    sellerIdOf: async (accountId: AccountId) =>
      (await listAccounts(database)).find((account) => account.accountId === accountId)?.sellerId ?? undefined,
    newKey: randomUUID,
    readOnlyDesk,
    ...(onStep ? { onStep } : {}),
  };
  const onStores = async (tx: Tx, accountId: AccountId, stores: readonly string[]) => {
    await startBackfill(tx, accountId, stores, clock);
    await startListings(tx, accountId, clock.now());
  };
  const reports: ReportsDeps = {
    database,
    clock,
    reportsOf: apiOf,
    takeReport: (accountId, stream) => {
      const onSeen = (id: AccountId, orderIds: readonly string[]) =>
        database.write([id], (tx) => saveSights(tx, id, 'report', orderIds, clock.now()));
      return takeReport({ ...intake, fetchOpen, onSeen }, accountId, stream);
    },
  };
  const notificationsOf = async (accountId: AccountId) => (await apiOf(accountId))?.notifications;
  const notices = { ...intake, reader: notificationReader, connectQueue, notificationsOf };

  const reparse: Reparse = (source, body, personal) => {
    const order = parser.parseAgain(
      source === 'get' ? 'get' : 'search',
      body,
      typeof personal === 'string' ? JSON.parse(personal) : personal,
    );
    return order.ok
      ? { ok: true, received: { facts: order.facts, raw: order.raw } }
      : { ok: false, reason: order.reason, detail: order.detail };
  };
  const find = async (accounts: readonly AccountId[], text: string, tab?: string) => {
    const search = { tab: orderTab(tab), filter: filterOf(text), sort: 'newest' as const, now: clock.now(), timeZone: 'UTC' };
    return (await database.read(accounts, (db) => selectOrders(db, sealing, search, 20))).orders;
  };
  const afterChange = async () => {
    reconnect();
    // The processes that work keep connections of their own.
    await tellAccountsChanged(database);
    await restateStock(database)();
  };

  return {
    intake,
    reparse,
    receivers: createReceivers({ ...notices, log, ...(onReceive ? { onStep: onReceive } : {}) }),
    setQueue: (accountId, queue) => (queue ? saveQueue(notices, accountId, queue) : unsubscribe(notices, accountId)),
    works: {
      sweep: sweep(deps),
      pages: readOpenPages({ ...deps, pastOf }),
      recent: walkRecent(deps),
      hydrate: hydrate(deps),
      regulated: checkRegulated({ database, clock, regulatedOf: apiOf }),
      stores: refreshStores({ ...deps, onStores }),
      writes: runWrites(deps),
      feeds: runFeeds(deps),
      reports: runReports(reports),
      reconcile: reconcile(reports),
      notices: workNotices(notices),
      subscriptions: keepSubscriptions(notices),
    },
    routes: [
      importRoutes({ ...intake, readOnlyDesk, fetchOpen }),
      syncRoutes({ database, clock, intake, reparse }),
      accountRoutes({ database, sealing, clock, probeFor, begin: (tx, accountId) => startSync(tx, accountId, clock), afterChange }),
      notificationRoutes(notices),
      whereRoutes({ database, clock, fetchNow: (accountId, orderId) => fetchNow(deps, accountId, orderId), find }),
    ],
  };
}

const orderTab = (tab: string | undefined) => orderTabs.find((known) => known === tab) ?? 'all';
