import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/platform/embedded/start-embedded-postgres.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type DeskProcess, startDeskProcess } from './support/desk-process.ts';
import { guardServer } from './support/guard-server.ts';
import { databaseUrl } from './support/postgres.ts';

/** What the world does to a desk: its database goes away, its disk fills up, Amazon is slow. It says so and goes on. */

/** For machines that are busy with other things. */
const patienceMs = 300_000;

let folder: string;
let simulator: Simulator;
let server: EmbeddedPostgres;
let unguard: () => Promise<void>;
let desk: DeskProcess;
let key: string;

const startServer = () =>
  startEmbeddedPostgres({
    dataDir: path.join(folder, 'server'),
    systemDir: path.join(folder, 'system'),
    fsync: false,
    settings: { max_connections: '60' },
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-resilience-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(folder, 0o711);
  server = await startServer();
  unguard = guardServer(server.pid, path.join(folder, 'server'));
  simulator = await startSimulator({ seed: 7, stepped: true, now: new Date('2026-11-17T17:00:00Z') });
  const dataDir = path.join(folder, 'desk');
  desk = await startDeskProcess(dataDir, {
    DATABASE_URL: databaseUrl(server.connection),
    WAYBILL_SIMULATOR_URL: simulator.url,
    WAYBILL_DEMO: '1',
    LOG_LEVEL: 'silent',
  });
  key = (await readFile(path.join(dataDir, 'command.key'), 'utf8')).trim();
});
afterAll(async () => {
  await desk?.kill('SIGKILL');
  await simulator?.close();
  await server?.stop();
  await unguard?.();
  await rm(folder, { recursive: true, force: true });
});

type Answer = { status: number; type: string; body: Record<string, unknown> };

async function ask(route: string, body?: unknown): Promise<Answer> {
  const init = { headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, signal: AbortSignal.timeout(30_000) };
  const response = await fetch(desk.url + route, body === undefined ? init : { ...init, method: 'POST', body: JSON.stringify(body) });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: type.includes('json') ? ((await response.json()) as Record<string, unknown>) : {} };
}

const until = async (isSo: () => Promise<boolean>, stepMs = 0) => {
  while (!(await isSo())) {
    if (stepMs > 0) simulator.control.changeClock({ advanceMs: stepMs });
    await pause(100);
  }
};
const orderIdsShown = async () =>
  ((await ask('/api/v1/orders?tab=all&limit=200')).body['items'] as { orderId: string }[] | undefined)?.map(({ orderId }) => orderId) ?? [];
const isShown = async (orderId: string) => (await orderIdsShown()).includes(orderId);

async function onDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(server.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const notesHere = () =>
  onDatabase(async (client) => (await client.query<{ body: string }>('SELECT body FROM order_note')).rows.map(({ body }) => body));

test(
  'the database restarts under load: 503 in plain words meanwhile, then all goes on, and what was answered is kept',
  async () => {
    const order = simulator.control.createOrders({ count: 1 })[0];
    if (!order) throw new Error('no order was made');
    await until(() => isShown(order.orderId), 30_000);

    const seen = new Map<string, number>();
    const kept: string[] = [];
    const strange: Answer[] = [];
    let stop = false;
    const note = (answer: Answer, good: () => void = () => {}) => {
      const { code } = answer.body;
      const word = `${answer.status} ${typeof code === 'string' ? code : ''}`.trim();
      seen.set(word, (seen.get(word) ?? 0) + 1);
      if (answer.status === 200) good();
      else if (
        answer.status !== 503 ||
        answer.body['code'] !== 'DATABASE_UNAVAILABLE' ||
        !answer.type.startsWith('application/problem+json')
      )
        strange.push(answer);
    };
    const lanes = Array.from({ length: 6 }, async (_, lane) => {
      for (let n = 0; !stop; n += 1) {
        const text = `note ${lane}-${n}`;
        note(await ask('/api/v1/orders/annotate', { orders: [{ accountId: '1', orderId: order.orderId }], note: text }), () =>
          kept.push(text),
        );
        note(await ask('/api/v1/orders?tab=all&limit=50'));
        await pause(5);
      }
    });

    await until(async () => kept.length > 20);
    await server.stop();
    await until(async () => (seen.get('503 DATABASE_UNAVAILABLE') ?? 0) > 20);
    expect((await ask('/healthz')).status).toBe(200);
    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      body: { ok: false, checks: { database: { ok: false, detail: 'does not answer' } } },
    });
    const before = kept.length;
    server = await startServer();
    await until(async () => kept.length > before + 20);
    stop = true;
    await Promise.all(lanes);

    expect(strange).toEqual([]);
    const here = await notesHere();
    expect(kept.filter((text) => !here.includes(text))).toEqual([]);
    // Due work goes on too: an order that was placed meanwhile comes in, and the desk says that it is ready.
    const later = simulator.control.createOrders({ count: 1 })[0];
    await until(() => isShown(later?.orderId ?? ''), 30_000);
    await until(async () => (await ask('/readyz')).status === 200);
  },
  patienceMs,
);

test(
  'a full disk refuses what needs room with a plain word, serves what needs none, and goes on when there is room',
  async () => {
    const orderId = (await orderIdsShown())[0] ?? '';
    const disk = await fullDisk();
    const write = (n: number) =>
      // Text that does not shrink, so that each note needs a page of its own.
      ask('/api/v1/orders/annotate', { orders: [{ accountId: '1', orderId }], note: `${n} ${randomBytes(1_900).toString('hex')}` });
    const kept: number[] = [];
    let refused: Answer | undefined;
    for (let n = 0; !refused && n < 200; n += 1) {
      const answer = await write(n);
      if (answer.status === 200) kept.push(n);
      else refused = answer;
    }
    expect(refused).toMatchObject({
      status: 503,
      type: expect.stringContaining('problem+json'),
      body: { code: 'DATABASE_FULL', remedy: expect.stringContaining('Free space') },
    });
    expect((await ask('/api/v1/orders?tab=all')).status).toBe(200);
    await disk.makeRoom();
    expect((await write(1_000)).status).toBe(200);
    const here = await notesHere();
    expect([...kept, 1_000].filter((n) => !here.some((body) => body.startsWith(`${n} `)))).toEqual([]);
    await disk.remove();
  },
  patienceMs,
);

test(
  'a slow Amazon holds nobody up but what asks it',
  async () => {
    const fault = simulator.control.faults.add({ kind: 'slow', ms: 30_000 });
    const calls = async () => simulator.control.faults.all().find(({ id }) => id === fault.id)?.hits ?? 0;
    // Sweeps and fetches wait for Amazon now.
    await until(async () => (await calls()) > 0, 60_000);
    // Twenty pages, one after the other: if each waited for Amazon they would never all come.
    for (let n = 0; n < 20; n += 1) expect((await ask('/api/v1/orders?tab=all&limit=50')).status).toBe(200);
    simulator.control.faults.remove(fault.id);
    const order = simulator.control.createOrders({ count: 1 })[0];
    await until(() => isShown(order?.orderId ?? ''), 10_000);
  },
  patienceMs,
);

test('connections are bounded: what one process holds under load is what docs/running.md says', async () => {
  await Promise.all(Array.from({ length: 80 }, () => ask('/api/v1/orders?tab=all&limit=50')));
  const held = await onDatabase(
    async (client) =>
      (
        await client.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'waybill%'`,
        )
      ).rows[0]?.n,
  );
  const page = await readFile(new URL('../docs/running.md', import.meta.url), 'utf8');
  const most = Number(/at most (\d+) connections/.exec(page)?.[1]);
  expect(held).toBeLessThanOrEqual(most);
  expect(held).toBeGreaterThan(16);
});

type FullDisk = { makeRoom(): Promise<void>; remove(): Promise<void> };

/**
 * The table of notes on a disk of its own of eight megabytes, filled up. Where this user may not mount one, the server itself
 * says that its disk is full whenever a note is written: the same word, by another hand.
 */
async function fullDisk(): Promise<FullDisk> {
  const mount = path.join(folder, 'disk');
  await mkdir(mount, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0777', 'tmpfs', mount]).status !== 0) return fullByWord();
  const place = path.join(mount, 'space');
  await mkdir(place);
  await onDatabase(async (client) => {
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    execFileSync('chown', ['--reference', rows[0]?.folder ?? '', place]);
    await client.query(`CREATE TABLESPACE small LOCATION '${place}'`);
    await client.query('ALTER TABLE order_note SET TABLESPACE small');
    await client.query('CREATE TABLE filler (b text) TABLESPACE small; ALTER TABLE filler ALTER b SET STORAGE PLAIN');
    for (const rows of [200, 4]) {
      const fill = () => client.query(`INSERT INTO filler SELECT repeat('x', 1900) FROM generate_series(1, $1)`, [rows]);
      const isFull = async () =>
        fill().then(
          () => false,
          () => true,
        );
      while (!(await isFull()));
    }
  });
  return {
    makeRoom: () => onDatabase(async (client) => void (await client.query('DROP TABLE filler'))),
    remove: async () => {
      await onDatabase(async (client) => {
        await client.query('ALTER TABLE order_note SET TABLESPACE pg_default');
        await client.query('DROP TABLESPACE small');
      });
      execFileSync('umount', ['-l', mount]);
    },
  };
}

async function fullByWord(): Promise<FullDisk> {
  await onDatabase((client) =>
    client.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT ON order_note FOR EACH ROW EXECUTE FUNCTION no_room()`),
  );
  const makeRoom = () => onDatabase(async (client) => void (await client.query('DROP FUNCTION no_room() CASCADE')));
  return { makeRoom, remove: async () => {} };
}
