import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '#src/config.ts';
import { silentLog } from '#src/platform/log.ts';
import { startDesk } from '#src/start-desk.ts';
import type { Control } from '../../simulator/control/control.ts';
import { type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';
import { type TestServer, testDatabase } from './postgres.ts';
import { signInAsOwner } from './signed-in.ts';

export type Shop = {
  /** Where the desk listens. */
  url: string;
  amazon: Control;
  /** The desk's answer under `/api/v1`; with a body it is a POST. Throws on every refusal. */
  ask<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  /** A request as the owner, who is signed in; `path` follows the desk's address. */
  fetch(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: NonNullable<RequestInit['body']>; signal?: AbortSignal },
  ): Promise<Response>;
  /** So much time goes by at Amazon and for the desk; neither waits for it. */
  pass(ms: number): void;
  /** Lets time go by, second after second, until the work is done. */
  whileTimePasses<T>(work: Promise<T>): Promise<T>;
  /** Time goes by until the desk shows everything that has changed at Amazon up to now. */
  catchUp(): Promise<void>;
  /** Stops the desk and starts it again at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Without the demo the desk is empty: nobody has connected it to this Amazon. */
export type ShopOptions = SimulatorOptions & { demo?: boolean };

/** The account of the shop on the desk. */
export const accountId = '1';

/**
 * A seller's shop for one test file: a simulated Amazon whose clock moves only when it is told, and the whole desk beside
 * it, with a database of its own. New orders come when the test makes them.
 */
export async function openShop({ demo = true, ...amazonOptions }: ShopOptions = {}): Promise<Shop> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'waybill-shop-'));
  const [test, simulator] = await Promise.all([
    testDatabase(),
    startSimulator({ seed: 7, stepped: true, now: new Date('2026-11-17T17:00:00Z'), ...amazonOptions }),
  ]);
  const config = readConfig({
    PORT: '0',
    WAYBILL_DATA_DIR: dataDir,
    WAYBILL_DEMO: demo ? '1' : '0',
    WAYBILL_SIMULATOR_URL: simulator.url,
    DATABASE_URL: urlOf(test.connection),
    WAYBILL_WEBHOOKS_PRIVATE: '1',
  });
  const start = (port: number) => startDesk({ ...config, port }, silentLog, { clockEveryMs: 100 });
  let desk = await start(0);
  const url = desk.url ?? '';
  const cookie = await signInAsOwner(url, desk.ownerLink);
  const asked: Shop['fetch'] = (path, init = {}) => fetch(url + path, { ...init, headers: { cookie, ...init.headers } });

  const pass = (ms: number) => simulator.control.changeClock({ advanceMs: ms });
  const whileTimePasses = async <T>(work: Promise<T>, stepMs = 2_000): Promise<T> => {
    const timer = setInterval(() => pass(stepMs), 100);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  };
  const ask = async <T>(route: string, body?: unknown, headers = {}): Promise<T> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
    const response = await asked(`/api/v1${route}`, body === undefined ? {} : post);
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const fresh = async (until: number): Promise<void> => {
    for (;;) {
      const { accounts } = await ask<{ accounts: { freshAsOf: string | null }[] }>('/sync');
      if (accounts.every(({ freshAsOf }) => freshAsOf !== null && Date.parse(freshAsOf) >= until)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    url,
    amazon: simulator.control,
    ask,
    fetch: asked,
    pass,
    whileTimePasses,
    catchUp: () => {
      const now = simulator.control.now();
      // What changed two minutes ago is listed, and a sweep comes every three.
      pass(5.5 * 60_000);
      return whileTimePasses(fresh(now), 15_000);
    },
    restart: async (meanwhile) => {
      await desk.stop();
      await meanwhile();
      desk = await start(Number(new URL(url).port));
    },
    close: async () => {
      await desk.stop();
      await simulator.close();
      await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The server may be a socket in a folder, which has no place but in the parameters. */
function urlOf({ host, port, user, password, database }: TestServer): string {
  const where = new URLSearchParams({ host, port: String(port), user, ...(password === undefined ? {} : { password }) });
  return `postgres://localhost/${database}?${where}`;
}
