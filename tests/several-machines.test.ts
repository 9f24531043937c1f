import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Simulator } from '../simulator/start-simulator.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { type DeskProcess, startDeskProcess } from './support/desk-process.ts';
import { databaseUrl, emptyDatabase, type TestDatabase } from './support/postgres.ts';
import { upsNumbers } from './support/simulated-desk.ts';

/** Two webs and two workers, each a real process with a data folder of its own, on one database and one Amazon. */

type Machine = DeskProcess & { key: string };
type Part = 'web' | 'worker';

/** For machines that are busy with other things: the processes are many, the work is little. */
const patienceMs = 300_000;

let folder: string;
let database: TestDatabase;
let simulator: Simulator;
const running = new Set<Machine>();
let machines = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-machines-'));
  // Empty: the processes that start at once also migrate at once.
  database = await emptyDatabase();
  simulator = await startSimulator({ seed: 7, stepped: true, now: new Date('2026-11-17T17:00:00Z') });
});
afterAll(async () => {
  await Promise.all([...running].map((machine) => machine.kill('SIGKILL')));
  await simulator?.close();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(part: Part): Promise<Machine> {
  machines += 1;
  const dataDir = path.join(folder, `machine-${machines}`);
  const env = {
    DATABASE_URL: databaseUrl(database.connection),
    WAYBILL_SIMULATOR_URL: simulator.url,
    WAYBILL_DEMO: '1',
    WAYBILL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const desk = await startDeskProcess(dataDir, env, [`--only=${part}`]);
  const machine = { ...desk, key: (await readFile(path.join(dataDir, 'command.key'), 'utf8')).trim() };
  running.add(machine);
  return machine;
}

async function kill(machine: Machine | undefined, signal: NodeJS.Signals): Promise<number | null> {
  if (!machine) throw new Error('there is no such machine');
  running.delete(machine);
  return machine.kill(signal);
}

async function ask<T>(web: Machine | undefined, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const auth = { authorization: `Bearer ${web?.key}` };
  const post = { method: 'POST', body: JSON.stringify(body), headers: { ...auth, ...headers, 'content-type': 'application/json' } };
  const response = await fetch(`${web?.url}/api/v1${route}`, body === undefined ? { headers: auth } : post);
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Time goes by at Amazon, by `stepMs` at each look, until it is so. The processes follow its clock by themselves. */
async function until(isSo: () => Promise<boolean>, stepMs = 5_000): Promise<void> {
  while (!(await isSo())) {
    simulator.control.changeClock({ advanceMs: stepMs });
    await pause(100);
  }
}

type Orders = { items: { orderId: string; writeState: string | null }[] };
const accountId = '1';
const shown = async (web: Machine | undefined, orderIds: readonly string[]) => {
  const { items } = await ask<Orders>(web, '/orders?tab=all&limit=200');
  return items.filter(({ orderId }) => orderIds.includes(orderId));
};

test(
  'killed in the middle, two of everything lose nothing and do nothing twice',
  async () => {
    const orderIds = simulator.control.createOrders({ count: 60 }).map(({ orderId }) => orderId);
    const [webA, webB, workerA, workerB] = await Promise.all([start('web'), start('web'), start('worker'), start('worker')]);

    // Four starts at once on an empty database made one shop.
    expect((await ask<{ items: unknown[] }>(webB, '/accounts')).items).toHaveLength(1);
    await until(async () => (await shown(webA, orderIds)).length === orderIds.length, 30_000);

    // The request is lost with web A, and is asked for again at web B under the same key.
    const request = {
      action: 'confirm',
      packages: orderIds.map((orderId) => ({ accountId, orderId, trackingNumber: upsNumbers[0] })),
    };
    const key = { 'idempotency-key': 'all-of-them' };
    const lost = ask(webA, '/writes', request, key).catch(() => {});
    await pause(20);
    expect(await kill(webA, 'SIGKILL')).toBe(null);
    await lost;
    await ask(webB, '/writes', request, key);

    // Worker A dies while it sends; its place is taken. Worker B is asked to go, and ends in order.
    const confirmed = () => simulator.control.writes().length;
    await until(async () => confirmed() >= 10, 1_000);
    expect(await kill(workerA, 'SIGKILL')).toBe(null);
    await until(async () => confirmed() >= 25, 1_000);
    const [, ended] = await Promise.all([start('worker'), kill(workerB, 'SIGTERM')]);
    expect(ended).toBe(0);

    const isVerified = async () => (await shown(webB, orderIds)).every(({ writeState }) => writeState === 'verified');
    await until(isVerified, 15_000);
    expect(simulator.control.effects().filter(({ times }) => times !== 1)).toEqual([]);
    expect(
      simulator.control
        .writes()
        .map(({ orderId }) => orderId)
        .toSorted(),
    ).toEqual(orderIds.toSorted());
    expect(orderIds.map((orderId) => simulator.control.order(orderId)?.packages.length)).toEqual(orderIds.map(() => 1));
  },
  patienceMs,
);

test(
  'a web that is asked to go answers what was asked, ends the live updates and is gone',
  async () => {
    const web = await start('web');
    const stream = await fetch(`${web.url}/api/v1/stream`, { headers: { authorization: `Bearer ${web.key}` } });
    const reader = stream.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('hello');
    const asked = Array.from({ length: 20 }, () => ask<Orders>(web, '/orders?tab=all&limit=200'));
    const ended = kill(web, 'SIGTERM');
    // What had arrived is answered in full; what had not is refused, never cut off in the middle.
    const answers = await Promise.allSettled(asked);
    const words = answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : `${answer.value.items.length > 0}`));
    expect(words.filter((word) => !/^true$|fetch failed|503/.test(word))).toEqual([]);
    const endOfStream = async () => {
      while (!(await reader?.read())?.done);
    };
    await endOfStream();
    expect(await ended).toBe(0);
  },
  patienceMs,
);
