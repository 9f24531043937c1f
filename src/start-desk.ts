import type { AddressInfo } from 'node:net';
import { AppError } from '#src/kernel/app-error.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import { type Account, saveAccount, saveState } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { startSync } from '#src/modules/sync/index.ts';
import type { Step } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import { followClock } from '#src/platform/follow-clock.ts';
import type { Log } from '#src/platform/log.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { startSimulatorProcess } from '#src/platform/simulator-process.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { leaveAddress } from './desk-address.ts';
import { openStore, readVersion } from './open-store.ts';

/** For tests: `onStep` is told of each step of a write; `clockEveryMs` is how often a simulated Amazon is asked for its time. */
export type StartOptions = { onStep?: (step: Step) => void; clockEveryMs?: number };

export type RunningDesk = { url: string | undefined; demo: boolean; stop(): Promise<void> };

/** How many past orders the demo shop begins with: full within two minutes under Amazon's quotas. */
const demoOrders = 1_800;
/** All of them come with the first sweep. */
const demoPastMs = 366 * 86_400_000;

/**
 * Starts the desk from nothing: store, demo shop, due work, web. What was started is stopped again
 * in the opposite order, also when a later step fails.
 */
export async function startDesk(config: Config, log: Log, { clockEveryMs, ...options }: StartOptions = {}): Promise<RunningDesk> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const undo of stops.splice(0).reverse())
      await undo().catch((error: unknown) => log.warn({ error: String(error) }, 'something did not stop cleanly'));
  };
  try {
    const { database, sealing, keyring, close } = await openStore(config, log, { connections: 16 });
    stops.push(close);
    const { clock, demo } = await prepareAccounts({ config, database, sealing, stops, clockEveryMs });
    const readOnlyDesk = config.readOnly;
    const app = createApp({
      database,
      sealing,
      keyring,
      clock,
      log,
      version: await readVersion(),
      random: Math.random,
      readOnlyDesk,
      privateWebhooks: config.privateWebhooks,
      ...options,
    });
    if (config.only !== 'web') {
      app.runner.start();
      stops.push(() => app.runner.stop());
    }
    const url = config.only === 'worker' ? undefined : await openWeb(app, config, stops);
    return { url, demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Preparation = {
  config: Config;
  database: Database;
  sealing: Sealing;
  stops: (() => Promise<void>)[];
  clockEveryMs: number | undefined;
};

/** The accounts of the environment and of the demo; and the clock they live by. */
async function prepareAccounts({ config, database, sealing, stops, clockEveryMs }: Preparation): Promise<{ clock: Clock; demo: boolean }> {
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
  stops.push(async () => clock.stop());
  await connectDemo({ ...deps, clock }, url, demoAccount);
  return { clock, demo: true };
}

async function simulatorUrl(config: Config, stops: (() => Promise<void>)[]): Promise<string> {
  if (config.simulatorUrl !== undefined) return config.simulatorUrl;
  const simulator = await startSimulatorProcess(config.dataDir, demoOrders);
  stops.push(() => simulator.stop());
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
  await saveAccount(
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
}

async function openWeb(app: ReturnType<typeof createApp>, config: Config, stops: (() => Promise<void>)[]): Promise<string> {
  const { http, close } = await app.openServer();
  stops.push(close);
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
  stops.push(await leaveAddress(config.dataDir, url));
  return url;
}
