import { randomBytes, randomUUID } from 'node:crypto';
import { postWebhook } from '#src/adapters/webhooks/post-webhook.ts';
import { closeGently } from '#src/http/close-gently.ts';
import type { HttpApp } from '#src/http/http-app.ts';
import { startLive } from '#src/http/live.ts';
import { auditRoutes } from '#src/http/routes/audit.ts';
import { batchRoutes } from '#src/http/routes/batches.ts';
import { eventRoutes } from '#src/http/routes/events.ts';
import { handoverRoutes } from '#src/http/routes/handover.ts';
import { healthPageRoutes, healthRoutes } from '#src/http/routes/health.ts';
import { keyRoutes } from '#src/http/routes/keys.ts';
import { labelRoutes } from '#src/http/routes/labels.ts';
import { ledgerRoutes } from '#src/http/routes/ledger.ts';
import { liveRoutes } from '#src/http/routes/live.ts';
import { meRoutes } from '#src/http/routes/me.ts';
import { metricsRoutes, observeRequests } from '#src/http/routes/metrics.ts';
import { noticeRoutes } from '#src/http/routes/notices.ts';
import { orderRoutes } from '#src/http/routes/orders.ts';
import { parallelRoutes } from '#src/http/routes/parallel.ts';
import { parcelRoutes } from '#src/http/routes/parcels.ts';
import { peopleRoutes } from '#src/http/routes/people.ts';
import { searchRoutes } from '#src/http/routes/search.ts';
import { sessionRoutes } from '#src/http/routes/session.ts';
import { signInRoutes } from '#src/http/routes/sign-in.ts';
import { slipRoutes } from '#src/http/routes/slips.ts';
import { trackingRoutes } from '#src/http/routes/tracking.ts';
import { vanRoutes } from '#src/http/routes/vans.ts';
import { viewRoutes } from '#src/http/routes/views.ts';
import { webhookRoutes } from '#src/http/routes/webhooks.ts';
import { writeRoutes } from '#src/http/routes/writes.ts';
import { createServer } from '#src/http/server.ts';
import { whoAsks } from '#src/http/who-asks.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { record } from '#src/modules/audit/index.ts';
import { runBatches } from '#src/modules/batches/index.ts';
import { runLabels } from '#src/modules/labels/index.ts';
import { runLedger } from '#src/modules/ledger/index.ts';
import { firstOwnerPath, openPeople, ownerId, type PeopleDeps } from '#src/modules/people/index.ts';
import { pokeWebhooks, runWebhooks } from '#src/modules/webhooks/index.ts';
import { createDueRunner } from '#src/platform/due.ts';
import { randomToken } from '#src/platform/random-token.ts';
import { amazonParts } from './amazon-parts.ts';
import type { App, AppDeps } from './app-deps.ts';
import { deskMetrics } from './desk-metrics.ts';
import { handoverParts } from './handover-parts.ts';
import { labelParts } from './label-parts.ts';
import { measureHealth } from './measure-health.ts';
import { noticeParts } from './notice-parts.ts';
import { packingParts } from './packing-parts.ts';
import { pickingParts } from './picking-parts.ts';
import { privacyParts } from './privacy-parts.ts';
import { readiness } from './readiness.ts';
import { sellerApis } from './seller-apis.ts';
import { stockParts } from './stock-parts.ts';
import { todayParts } from './today-parts.ts';
import { trackingParts } from './tracking-parts.ts';

/** Puts the desk together, from parts that know a piece of the business each. Nothing runs yet: the caller decides what this process does. */
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
  amazon: amazonOptions,
  access = {},
  whoIs,
  requestsPerMinute,
  readOnlyDesk = false,
  privateWebhooks = false,
  mail,
  ofProcess = false,
}: AppDeps): App {
  const { localKey, publicUrl, oidc, demo = false } = access;
  const apis = sellerApis({ database, sealing, clock, log, version, random, readOnlyDesk, amazon: amazonOptions });
  const { apiOf, reconnect } = apis;
  const amazon = amazonParts({
    database,
    sealing,
    clock,
    log,
    readOnlyDesk,
    apis,
    ...(onStep ? { onStep } : {}),
    ...(onReceive ? { onReceive } : {}),
  });
  const stock = stockParts({ database, clock, apiOf, newKey: randomUUID, readOnlyDesk });
  const labels = labelParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep: onLabel });
  const packing = packingParts({ database, sealing, clock, labels, onStep: onPack });
  const tracking = trackingParts({ database, sealing, clock, apiOf });
  const handover = handoverParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep: onErrand });
  const privacy = privacyParts({
    database,
    sealing,
    clock,
    publicUrl,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(keyring ? { keyring } : {}),
  });
  const metrics = deskMetrics({ database, clock, version, dataDir, ofProcess });
  const told = noticeParts({ database, sealing, clock, mail, publicUrl, dataDir });

  const runner = createDueRunner({
    database,
    clock,
    log,
    observe: metrics.ran,
    works: {
      ...amazon.works,
      ...stock.works,
      labels: tracking.followed(packing.matched(runLabels(labels))),
      ...packing.works,
      batches: runBatches({ labels }),
      ...tracking.works,
      ...handover.works,
      ...privacy.works,
      ...told.works,
      ledger: runLedger({ database, clock, sealing }),
      webhooks: runWebhooks({ database, sealing, clock, post: postWebhook({ allowPrivate: privateWebhooks }) }),
    },
  });

  const routesOf = (people: PeopleDeps, live: Live): ((app: HttpApp) => void)[] => [
    observeRequests(metrics),
    metricsRoutes(metrics),
    healthPageRoutes(measureHealth({ database, clock, version, dataDir, mailServer: told.routes.mailer?.server ?? null })),
    healthRoutes(readiness({ database, clock })),
    signInRoutes(people, publicUrl),
    sessionRoutes({ database, clock, version, readOnlyDesk }),
    meRoutes(people),
    peopleRoutes(people),
    keyRoutes(people, ownerId),
    auditRoutes({ database }),
    ...privacy.routes,
    ...amazon.routes,
    searchRoutes({ database, sealing, clock }),
    viewRoutes({ database, sealing, clock }),
    orderRoutes({ database, sealing, clock }),
    writeRoutes({ database, clock, readOnlyDesk }),
    ...stock.routes,
    ...todayParts({ database, clock }).routes,
    ...pickingParts({ database, clock, log }).routes,
    ...packing.routes(people),
    labelRoutes(labels),
    batchRoutes({ labels }),
    slipRoutes({ database, sealing, clock, log }),
    handoverRoutes(handover.deps),
    vanRoutes(handover.deps),
    trackingRoutes,
    parcelRoutes(tracking.deps),
    noticeRoutes(told.routes),
    ledgerRoutes({ database, sealing, clock }),
    parallelRoutes({ database, clock }),
    liveRoutes(live),
    eventRoutes({ database, live }),
    webhookRoutes({ database, sealing, clock, newSecret: () => `whsec_${randomBytes(32).toString('base64')}`, newKey: randomUUID }),
  ];

  return {
    runner,
    beginWatch: told.begin,
    metrics,
    intake: amazon.intake,
    reparse: amazon.reparse,
    labels,
    reconnect,
    receivers: amazon.receivers,
    setQueue: amazon.setQueue,
    openServer: async () => {
      const live = await startLive(database);
      const stopPokes = await pokeWebhooks({ database, clock });
      // People live in real time, whatever the clock of a simulated Amazon says.
      const people = await openPeople({ database, sealing, clock: systemClock, newToken: randomToken, publicUrl, oidc, demo });
      const http = await createServer({
        log,
        version,
        accountIds: async () => (await listAccounts(database)).map((account) => account.accountId),
        whoIs: whoIs ?? whoAsks(people, localKey, requestsPerMinute),
        ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
        publicUrl,
        imagesOf: access.imagesOf,
        noteDeed: (deed) => database.write([], (tx) => record(tx, systemClock.now(), deed)),
        routes: routesOf(people, live),
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

type Live = Awaited<ReturnType<typeof startLive>>;
