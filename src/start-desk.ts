import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#src/kernel/app-error.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import { type Account, saveAccount, saveState } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { forgetImages } from '#src/modules/inventory/index.ts';
import { startSync } from '#src/modules/sync/index.ts';
import type { Step } from '#src/modules/writes/index.ts';
import { hearAccountsChanged } from '#src/platform/accounts-changed.ts';
import type { Database } from '#src/platform/db.ts';
import { followClock } from '#src/platform/follow-clock.ts';
import type { Log } from '#src/platform/log.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { startSimulatorProcess } from '#src/platform/simulator-process.ts';
import { stopInOrder } from '#src/platform/stop-in-order.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { connectDemoCarriers, setUpDemoFloor } from './demo-floor.ts';
import { connectDemoQueue } from './demo-queue.ts';
import { leaveAddress } from './desk-address.ts';
import { keepLocalKey } from './local-key.ts';
import { openInsight } from './open-insight.ts';
import { openStore, readVersion } from './open-store.ts';
import { refuseRoot } from './refuse-root.ts';
import { runUpkeep } from './upkeep/run-upkeep.ts';

/**
 * `uid` is the user that this process runs as: root may start only the demo. For tests: `onStep` is told of each step of a
 * write; `clockEveryMs` is how often a simulated Amazon is asked for its time.
 */
export type StartOptions = { uid?: number; onStep?: (step: Step) => void; clockEveryMs?: number };

export type RunningDesk = {
  url: string | undefined;
  demo: boolean;
  /** Opens the page on which the desk gets its owner, once; undefined when it has one or needs none. */
  ownerLink: string | undefined;
  stop(): Promise<void>;
};

/** So long what has begun may take at the stop: due work and requests side by side. What is left then is left as by a kill. */
const drainMs = 20_000;

/** How many past orders the demo shop begins with: full within two minutes under Amazon's quotas. */
const demoOrders = 1_800;
/** All of them come with the first sweep. */
const demoPastMs = 366 * 86_400_000;

/**
 * Starts the desk from nothing: store, demo shop, due work, web. What was started is stopped again
 * in the opposite order, also when a later step fails.
 */
export async function startDesk(config: Config, log: Log, { clockEveryMs, uid, ...options }: StartOptions = {}): Promise<RunningDesk> {
  const stops = stopInOrder(log);
  try {
    if (config.demo === false) refuseRoot({ uid, allowed: config.allowRoot, demo: false });
    const { connection, database, sealing, keyring, close } = await openStore(config, log, { connections: 16 });
    stops.add('store', close);
    const { clock, demo, demoUrl } = await alone(database, () => prepareAccounts({ config, database, sealing, stops, clockEveryMs }));
    refuseRoot({ uid, allowed: config.allowRoot, demo });
    const version = await readVersion();
    const readOnlyDesk = config.readOnly;
    const app = createApp({
      database,
      sealing,
      keyring,
      dataDir: config.dataDir,
      clock,
      log,
      version,
      random: Math.random,
      readOnlyDesk,
      privateWebhooks: config.privateWebhooks,
      mail: config.mail,
      ofProcess: true,
      access: {
        localKey: await keepLocalKey(config.dataDir),
        publicUrl: config.publicUrl,
        oidc: config.oidc,
        // Whoever reaches the page may click: that is for this machine alone.
        demo: demo && config.publicUrl === undefined,
        imagesOf: demoUrl,
      },
      ...options,
    });
    await openInsight(config.insight, app.metrics, version, stops.add);
    if (config.only !== 'web') {
      stops.add('accounts', await hearAccountsChanged(database, () => app.reconnect()));
      stops.add('work', await runUpkeep({ database, connection, clock, log, version, config: config.backup }), drainMs);
      await app.beginWatch();
      app.runner.start();
      stops.add('work', () => app.runner.stop(), drainMs);
      app.receivers.start();
      stops.add('work', () => app.receivers.stop(), drainMs);
    }
    const web = config.only === 'worker' ? undefined : await openWeb(app, config, stops);
    if (demo && config.only !== 'web') {
      const connected = connectDemoQueue(app, database, log);
      stops.add('demo queue', () => connected);
    }
    return { url: web?.url, demo, ownerLink: web?.ownerLink, stop: stops.stop };
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

/** One process at a time: two that start at once must not both find no account and make one. */
async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await database.tryLock('prepare accounts');
    if (lock)
      try {
        return await work();
      } finally {
        await lock.release();
      }
    await pause(100);
  }
}

type Prepared = { clock: Clock; demo: boolean; demoUrl?: string };

type Preparation = {
  config: Config;
  database: Database;
  sealing: Sealing;
  stops: ReturnType<typeof stopInOrder>;
  clockEveryMs: number | undefined;
};

/** The accounts of the environment and of the demo; and the clock they live by. */
async function prepareAccounts({ config, database, sealing, stops, clockEveryMs }: Preparation): Promise<Prepared> {
  const deps = { database, sealing, clock: systemClock };
  const begin = (tx: Parameters<typeof startSync>[0], accountId: string) => startSync(tx, accountId, systemClock);
  let accounts = await listAccounts(database);
  if (config.amazon) {
    const { region, sellerId, ...credentials } = config.amazon;
    const existing = accounts.find((account) => account.host === 'amazon' && account.region === region);
    await saveAccount(
      deps,
      { name: existing?.name ?? `Amazon ${region}`, region, host: 'amazon', credentials, sellerId: sellerId ?? existing?.sellerId ?? null },
      existing,
      begin,
    );
    accounts = await listAccounts(database);
  }
  const demoAccount = accounts.find((account) => account.host === 'simulator');
  const wanted = config.demo ?? (accounts.length === 0 || demoAccount !== undefined);
  if (!wanted || (config.demo === undefined && config.amazon)) {
    // Its Amazon does not run now, so nothing is asked of it; the next start with the demo goes on with it.
    if (demoAccount)
      await database.write([demoAccount.accountId], (tx) =>
        saveState(tx, demoAccount.accountId, 'paused', 'The demo shop is not running.'),
      );
    return { clock: systemClock, demo: false };
  }
  const url = await simulatorUrl(config, stops);
  const clock = await followClock(url, clockEveryMs);
  stops.add('clock', async () => clock.stop());
  await connectDemo({ ...deps, clock }, url, demoAccount);
  return { clock, demo: true, demoUrl: url };
}

async function simulatorUrl(config: Config, stops: ReturnType<typeof stopInOrder>): Promise<string> {
  if (config.simulatorUrl !== undefined) return config.simulatorUrl;
  const simulator = await startSimulatorProcess(config.dataDir, demoOrders);
  stops.add('simulator', () => simulator.stop());
  return simulator.url;
}

type DemoCredentials = {
  name: string;
  region: 'NA' | 'EU' | 'FE';
  sellerId: string;
  storeName?: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  marketplaceIds: string[];
};

/** The simulator may answer at another port than last time: the address is written anew at each start. */
async function connectDemo(deps: Parameters<typeof saveAccount>[0], url: string, existing: Account | undefined): Promise<void> {
  const response = await fetch(`${url}/_control/credentials`);
  const { accounts } = (await response.json()) as { accounts: DemoCredentials[] };
  const [demo] = accounts;
  if (!demo) throw new AppError('INTERNAL', 'the simulator has no account');
  const { clientId, clientSecret, refreshToken } = demo;
  const accountId = await saveAccount(
    deps,
    {
      name: existing?.name ?? `${demo.storeName ?? demo.name} (demo)`,
      region: demo.region,
      host: 'simulator',
      sellerId: demo.sellerId,
      apiUrl: url,
      tokenUrl: `${url}/auth/o2/token`,
      credentials: { clientId, clientSecret, refreshToken },
      marketplaces: demo.marketplaceIds.map((marketplaceId) => ({ marketplaceId, participates: true, storeName: demo.storeName ?? null })),
    },
    existing,
    (tx, accountId) => startSync(tx, accountId, deps.clock, demoPastMs),
  );
  if (!existing) await setUpDemoFloor(deps, accountId);
  await connectDemoCarriers(deps, accountId, url);
  if (existing?.apiUrl && existing.apiUrl !== url) await forgetImages(deps, existing.accountId, existing.apiUrl);
}

async function openWeb(
  app: ReturnType<typeof createApp>,
  config: Config,
  stops: ReturnType<typeof stopInOrder>,
): Promise<{ url: string; ownerLink: string | undefined }> {
  const { http, ownerPath, close } = await app.openServer();
  stops.add('work', close, drainMs);
  try {
    await http.listen({ port: config.port, host: config.host });
  } catch (cause) {
    const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw taken
      ? new AppError(
          'INVALID_CONFIG',
          `PORT ${config.port} is taken by another program; choose another one, for example PORT=${config.port + 1} npm start`,
          { cause },
        )
      : cause;
  }
  const { port } = http.server.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  stops.add('address', await leaveAddress(config.dataDir, url));
  const path = await ownerPath();
  return { url, ownerLink: path && `${config.publicUrl ?? url}${path}` };
}
