import { randomBytes, randomUUID } from 'node:crypto';
import { notificationReader, type SpapiOptions } from '#src/adapters/spapi/index.ts';
import { connectQueue } from '#src/adapters/sqs/index.ts';
import { postWebhook } from '#src/adapters/webhooks/post-webhook.ts';
import { closeGently } from '#src/http/close-gently.ts';
import type { HttpApp } from '#src/http/http-app.ts';
import { startLive } from '#src/http/live.ts';
import { accountRoutes } from '#src/http/routes/accounts.ts';
import { auditRoutes } from '#src/http/routes/audit.ts';
import { batchRoutes } from '#src/http/routes/batches.ts';
import { eventRoutes } from '#src/http/routes/events.ts';
import { handoverRoutes } from '#src/http/routes/handover.ts';
import { healthPageRoutes, healthRoutes } from '#src/http/routes/health.ts';
import { importRoutes } from '#src/http/routes/imports.ts';
import { keyRoutes } from '#src/http/routes/keys.ts';
import { labelRoutes } from '#src/http/routes/labels.ts';
import { ledgerRoutes } from '#src/http/routes/ledger.ts';
import { liveRoutes } from '#src/http/routes/live.ts';
import { meRoutes } from '#src/http/routes/me.ts';
import { metricsRoutes, observeRequests } from '#src/http/routes/metrics.ts';
import { noticeRoutes } from '#src/http/routes/notices.ts';
import { notificationRoutes } from '#src/http/routes/notifications.ts';
import { orderRoutes } from '#src/http/routes/orders.ts';
import { parallelRoutes } from '#src/http/routes/parallel.ts';
import { parcelRoutes } from '#src/http/routes/parcels.ts';
import { peopleRoutes } from '#src/http/routes/people.ts';
import { privacyRoutes } from '#src/http/routes/privacy.ts';
import { searchRoutes } from '#src/http/routes/search.ts';
import { sessionRoutes } from '#src/http/routes/session.ts';
import { signInRoutes } from '#src/http/routes/sign-in.ts';
import { slipRoutes } from '#src/http/routes/slips.ts';
import { stockRoutes } from '#src/http/routes/stock.ts';
import { stockChannelRoutes } from '#src/http/routes/stock-channels.ts';
import { stockFileRoutes } from '#src/http/routes/stock-files.ts';
import { syncRoutes } from '#src/http/routes/sync.ts';
import { trackingRoutes } from '#src/http/routes/tracking.ts';
import { vanRoutes } from '#src/http/routes/vans.ts';
import { viewRoutes } from '#src/http/routes/views.ts';
import { webhookRoutes } from '#src/http/routes/webhooks.ts';
import { whereRoutes } from '#src/http/routes/where.ts';
import { writeRoutes } from '#src/http/routes/writes.ts';
import { createServer } from '#src/http/server.ts';
import type { WhoIs } from '#src/http/who.ts';
import { whoAsks } from '#src/http/who-asks.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { credentialBinding } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { record } from '#src/modules/audit/index.ts';
import { runBatches } from '#src/modules/batches/index.ts';
import { checkOnTaken, checkRegulated, forgetWords } from '#src/modules/guards/index.ts';
import { type ErrandStep, forgetHandover } from '#src/modules/handover/index.ts';
import { type FetchOpen, takeReport } from '#src/modules/imports/index.ts';
import { reserveOnTaken, restateStock, startListings } from '#src/modules/inventory/index.ts';
import { forgetLabels, type LabelStep, type LabelsDeps, runLabels } from '#src/modules/labels/index.ts';
import { noteTaken, runLedger, saveSights } from '#src/modules/ledger/index.ts';
import type { QueueBody } from '#src/modules/notifications/contract.ts';
import {
  createReceivers,
  forgetMessages,
  keepSubscriptions,
  type Receivers,
  type ReceiveStep,
  saveQueue,
  unsubscribe,
  workNotices,
} from '#src/modules/notifications/index.ts';
import { alertOnTaken, forgetQuarantine, type IntakeDeps, quarantineBinding, type Reparse } from '#src/modules/orders/index.ts';
import { forgetPacking, type PackStep } from '#src/modules/packing/index.ts';
import { firstOwnerPath, type Oidc, openPeople, ownerId } from '#src/modules/people/index.ts';
import { type PrivacyDeps, runPurge } from '#src/modules/privacy/index.ts';
import { type ReportsDeps, reconcile, runReports, startBackfill } from '#src/modules/reports/index.ts';
import { pastOf } from '#src/modules/reports/questions.ts';
import { orderTabs } from '#src/modules/search/contract.ts';
import { filterOf, selectOrders } from '#src/modules/search/questions.ts';
import { fetchNow, fetchOrders, hydrate, readOpenPages, refreshStores, startSync, sweep, walkRecent } from '#src/modules/sync/index.ts';
import { followOnTaken } from '#src/modules/tracking/index.ts';
import { pokeWebhooks, runWebhooks } from '#src/modules/webhooks/index.ts';
import { judgeOnTaken, runFeeds, runWrites, type Step } from '#src/modules/writes/index.ts';
import { tellAccountsChanged } from '#src/platform/accounts-changed.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { createDueRunner, type DueRunner } from '#src/platform/due.ts';
import type { Keyring } from '#src/platform/keys/keyring.ts';
import type { OldPlace } from '#src/platform/keys/rewrap-rows.ts';
import { runKeys } from '#src/platform/keys/run-keys.ts';
import type { Log } from '#src/platform/log.ts';
import type { MailConfig } from '#src/platform/mail-config.ts';
import type { Metrics } from '#src/platform/metrics.ts';
import { randomToken } from '#src/platform/random-token.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { complianceFacts } from './compliance-facts.ts';
import { deskMetrics } from './desk-metrics.ts';
import { handoverParts } from './handover-parts.ts';
import { labelParts } from './label-parts.ts';
import { measureHealth } from './measure-health.ts';
import { noticeParts } from './notice-parts.ts';
import { packingParts } from './packing-parts.ts';
import { pickingParts } from './picking-parts.ts';
import { readiness } from './readiness.ts';
import { sellerApis } from './seller-apis.ts';
import { stockWork } from './stock-work.ts';
import { todayParts } from './today-parts.ts';
import { trackingParts } from './tracking-parts.ts';

export type AppDeps = {
  database: Database;
  sealing: Sealing;
  /** Without it the keys of the desk do not rotate: tests and benches seal by one that never changes. */
  keyring?: Keyring;
  /** Where the desk keeps its files. */
  dataDir?: string;
  clock: Clock;
  log: Log;
  version: string;
  /** Nothing may go to Amazon, of no account. */
  readOnlyDesk?: boolean;
  /** Webhooks may go to private addresses and without TLS. */
  privateWebhooks?: boolean;
  access?: Access;
  /** For tests that are not about signing in: who asks, whatever a request says. */
  whoIs?: WhoIs;
  mail?: MailConfig | undefined;
  /** Measures this process too: its memory, its event loop. */
  ofProcess?: boolean;
  /** Requests a minute from one address, where that is not the server's own limit. For benches. */
  requestsPerMinute?: number;
  /** Between 0 and 1. */
  random: () => number;
  /** For tests that kill the desk between two steps of a write. */
  onStep?: (step: Step) => void;
  /** For tests that kill the desk between two steps of buying a label. */
  onLabel?: (step: LabelStep) => void;
  /** For tests that kill the desk between two steps of an errand. */
  onErrand?: (step: ErrandStep) => void;
  /** For tests that kill the desk between two steps of a parcel's label. */
  onPack?: (step: PackStep) => void;
  /** For tests that kill the desk between two steps of receiving. */
  onReceive?: (step: ReceiveStep) => void;
  /** For tests, which do not wait in real time. */
  amazon?: Pick<SpapiOptions, 'sleep' | 'timeoutMs'>;
};

/** How people and commands get in. Without it: by e-mail address and password only. */
export type Access = {
  /** What the commands of this machine show. */
  localKey?: string;
  /** Where people open the desk, when that is not this machine. */
  publicUrl?: string | undefined;
  oidc?: Oidc | undefined;
  /** The simulated Amazon of the demo, whose images pages show. */
  imagesOf?: string | undefined;
  /** One click signs in as the demo's owner, while that owner has no password. */
  demo?: boolean;
};

export type App = {
  /** The due work of every account; `start` it where the desk should work. */
  runner: DueRunner;
  /** Lets the watch begin; where the desk should work. */
  beginWatch(): Promise<void>;
  metrics: Metrics;
  /** What listens to the queues of Amazon's notifications; `start` it where the desk should work. */
  receivers: Receivers;
  /** Sets the queue of an account, or with null takes it away. */
  setQueue(accountId: AccountId, queue: QueueBody | null): Promise<void>;
  /** Opens the HTTP server; call `listen` on it. `ownerPath` makes the link that makes the owner, when there is none. */
  openServer(): Promise<{ http: HttpApp; ownerPath(): Promise<string | undefined>; close(): Promise<void> }>;
  /** Forgets open connections to Amazon: credentials have changed. */
  reconnect(): void;
  intake: IntakeDeps;
  reparse: Reparse;
  labels: LabelsDeps;
};

/** Puts the desk together. Nothing runs yet: the caller decides what this process does. */
export function createApp({
  database,
  sealing,
  keyring,
  dataDir,
  clock,
  log,
  version,
  random,
  onStep,
  onReceive,
  onLabel,
  onErrand,
  onPack,
  amazon,
  access = {},
  whoIs,
  requestsPerMinute,
  readOnlyDesk = false,
  privateWebhooks = false,
  mail,
  ofProcess = false,
}: AppDeps): App {
  const intake: IntakeDeps = {
    database,
    sealing,
    clock,
    onTaken: [
      judgeOnTaken(clock),
      noteTaken(clock, (tx, accountId, orderIds) => fetchOrders(tx, accountId, orderIds, 'reconcile', clock)),
      alertOnTaken(clock),
      reserveOnTaken(clock),
      checkOnTaken(clock),
      followOnTaken(clock),
    ],
  };
  const accountIds = async () => (await listAccounts(database)).map((account) => account.accountId);
  const { apiOf, probeFor, parser, reconnect } = sellerApis({ database, sealing, clock, log, version, random, readOnlyDesk, amazon });

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
  const fetchOpen: FetchOpen = (tx, accountId, orderIds, reason) => fetchOrders(tx, accountId, orderIds, reason, clock);
  const onStores = async (tx: Tx, accountId: AccountId, stores: readonly string[]) => {
    await startBackfill(tx, accountId, stores, clock);
    await startListings(tx, accountId, clock.now());
  };
  const reportsDeps: ReportsDeps = {
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
  const privacy: PrivacyDeps = {
    database,
    sealing,
    clock,
    dataDir,
    // Every module that keeps something about orders which may tell of a buyer takes it away itself.
    keepers: [
      { name: 'quarantine', forget: forgetQuarantine },
      { name: 'notifications', forget: forgetMessages },
      { name: 'labels', forget: forgetLabels },
      { name: 'handover', forget: forgetHandover },
      { name: 'packing', forget: forgetPacking },
      { name: 'guards', forget: forgetWords },
    ],
  };
  const labels = labelParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep: onLabel });
  const packing = packingParts({ database, sealing, clock, labels, onStep: onPack });
  const tracking = trackingParts({ database, sealing, clock, apiOf });
  const handover = handoverParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep: onErrand });
  const metrics = deskMetrics({ database, clock, version, dataDir, ofProcess });
  const told = noticeParts({ database, sealing, clock, mail, publicUrl: access.publicUrl, dataDir });
  const runner = createDueRunner({
    database,
    clock,
    log,
    observe: metrics.ran,
    works: {
      sweep: sweep(deps),
      pages: readOpenPages({ ...deps, pastOf }),
      recent: walkRecent(deps),
      hydrate: hydrate(deps),
      regulated: checkRegulated({ database, clock, regulatedOf: apiOf }),
      stores: refreshStores({ ...deps, onStores }),
      writes: runWrites(deps),
      feeds: runFeeds(deps),
      labels: tracking.followed(packing.matched(runLabels(labels))),
      ...packing.works,
      batches: runBatches({ labels }),
      ...tracking.works,
      ...handover.works,
      purge: runPurge(privacy),
      ...(keyring ? { keys: runKeys({ database, clock, keyring, accountIds, old: oldPlaces }) } : {}),
      ...stockWork({ database, clock, apiOf, newKey: randomUUID, readOnlyDesk }),
      ...told.works,
      ledger: runLedger({ database, clock, sealing }),
      reports: runReports(reportsDeps),
      reconcile: reconcile(reportsDeps),
      notices: workNotices(notices),
      subscriptions: keepSubscriptions(notices),
      webhooks: runWebhooks({ database, sealing, clock, post: postWebhook({ allowPrivate: privateWebhooks }) }),
    },
  });

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

  return {
    runner,
    beginWatch: told.begin,
    metrics,
    intake,
    reparse,
    labels,
    reconnect,
    receivers: createReceivers({ ...notices, log, ...(onReceive ? { onStep: onReceive } : {}) }),
    setQueue: (accountId, queue) => (queue ? saveQueue(notices, accountId, queue) : unsubscribe(notices, accountId)),
    openServer: async () => {
      const live = await startLive(database);
      const stopPokes = await pokeWebhooks({ database, clock });
      const { localKey, publicUrl, oidc, demo = false } = access;
      // People live in real time, whatever the clock of a simulated Amazon says.
      const people = await openPeople({ database, sealing, clock: systemClock, newToken: randomToken, publicUrl, oidc, demo });
      const http = await createServer({
        log,
        version,
        accountIds,
        whoIs: whoIs ?? whoAsks(people, localKey, requestsPerMinute),
        ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
        publicUrl,
        imagesOf: access.imagesOf,
        noteDeed: (deed) => database.write([], (tx) => record(tx, systemClock.now(), deed)),
        routes: [
          observeRequests(metrics),
          metricsRoutes(metrics),
          healthPageRoutes(measureHealth({ database, clock, version, dataDir, mailServer: told.routes.mailer?.server ?? null })),
          signInRoutes(people, publicUrl),
          meRoutes(people),
          peopleRoutes(people),
          keyRoutes(people, ownerId),
          auditRoutes({ database }),
          privacyRoutes({ privacy, keyring, measure: complianceFacts({ database, clock, keyring, publicUrl: access.publicUrl }) }),
          healthRoutes(readiness({ database, clock })),
          sessionRoutes({ database, clock, version, readOnlyDesk }),
          searchRoutes({ database, sealing, clock }),
          viewRoutes({ database, sealing, clock }),
          orderRoutes({ database, sealing, clock }),
          writeRoutes({ database, clock, readOnlyDesk }),
          importRoutes({
            ...intake,
            readOnlyDesk,
            fetchOpen,
          }),
          stockRoutes({ database, clock }),
          stockFileRoutes({ database, clock }),
          stockChannelRoutes({ database, clock }),
          ...todayParts({ database, clock }).routes,
          trackingRoutes,
          parcelRoutes(tracking.deps),
          vanRoutes(handover.deps),
          handoverRoutes(handover.deps),
          labelRoutes(labels),
          ...packing.routes(people),
          ...pickingParts({ database, clock, log }).routes,
          batchRoutes({ labels }),
          slipRoutes({ database, sealing, clock, log }),
          syncRoutes({ database, clock, intake, reparse }),
          accountRoutes({
            database,
            sealing,
            clock,
            probeFor,
            begin: (tx, accountId) => startSync(tx, accountId, clock),
            afterChange: async () => {
              reconnect();
              // The processes that work keep connections of their own.
              await tellAccountsChanged(database);
              await restateStock(database)();
            },
          }),
          notificationRoutes(notices),
          noticeRoutes(told.routes),
          ledgerRoutes({ database, sealing, clock }),
          parallelRoutes({ database, clock }),
          whereRoutes({ database, clock, fetchNow: (accountId, orderId) => fetchNow(deps, accountId, orderId), find }),
          liveRoutes(live),
          eventRoutes({ database, live }),
          webhookRoutes({ database, sealing, clock, newSecret: () => `whsec_${randomBytes(32).toString('base64')}`, newKey: randomUUID }),
        ],
      });
      return {
        http,
        ownerPath: async () => (demo ? undefined : firstOwnerPath(people)),
        close: async () => {
          await stopPokes();
          await live.close();
          await closeGently(http);
        },
      };
    },
  };
}

/** What was sealed before keys had versions, bound as its data is. */
const oldPlaces: readonly OldPlace[] = [
  { table: 'vault_order', column: 'wrapped_key', as: 'key', bound: (accountId, [orderId]) => `order ${accountId} ${orderId}` },
  { table: 'account_credential', column: 'sealed', as: 'sealed', bound: credentialBinding },
  { table: 'quarantine', column: 'sealed', as: 'sealed', bound: quarantineBinding },
];

const orderTab = (tab: string | undefined) => orderTabs.find((known) => known === tab) ?? 'all';
