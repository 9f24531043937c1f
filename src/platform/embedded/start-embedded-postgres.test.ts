import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../process-identity.ts';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const isRoot = process.geteuid?.() === 0;
let folder = '';
let servers: EmbeddedPostgres[] = [];
let children: ChildProcess[] = [];
let lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-embedded-'));
  await chmod(folder, 0o711);
  [servers, children, lines] = [[], [], []];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    fsync: false,
    systemDir: join(folder, 'system'),
    log: (line) => lines.push(line),
    ...options,
  });
  servers.push(server);
  return server;
}

async function ask<Row extends pg.QueryResultRow>(connection: pg.ClientConfig, text: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A Node process of its own that starts the database, prints the server's process id and stays. */
function deskProcess(): ChildProcess {
  const module = new URL('start-embedded-postgres.ts', import.meta.url).href;
  const options = JSON.stringify({ dataDir: join(folder, 'data'), fsync: false });
  const script = `import { startEmbeddedPostgres } from '${module}';
    const { pid } = await startEmbeddedPostgres(${options}); console.log(pid); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the child has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const rowsOf = (connection: pg.ClientConfig) => ask<{ x: number }>(connection, 'SELECT x FROM kept');

test('the first start makes a cluster that sorts the same everywhere, opens no port and survives a restart', async () => {
  const first = await start({ fsync: true });
  expect(first.adopted).toBe(false);
  const [set] = await ask(
    first.connection,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync, current_setting('jit') AS jit,
       current_setting('synchronous_commit') AS commit, current_setting('TimeZone') AS zone, current_setting('data_checksums') AS checksums,
       current_setting('listen_addresses') AS addresses, datlocprovider AS provider, datlocale AS locale, datcollate AS collation,
       current_setting('default_text_search_config') AS search
     FROM pg_database WHERE datname = current_database()`,
  );
  expect(set).toEqual({
    encoding: 'UTF8',
    fsync: 'on',
    jit: 'off',
    commit: 'on',
    zone: 'UTC',
    checksums: 'on',
    addresses: '',
    provider: 'b',
    locale: 'C.UTF-8',
    collation: 'C',
    search: 'pg_catalog.simple',
  });
  await ask(first.connection, 'CREATE TABLE kept AS SELECT 7 AS x');
  await first.stop();
  expect(processIdentity(first.pid)).toBeUndefined();

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await rowsOf(second.connection)).toEqual([{ x: 7 }]);
});

test('the server runs without rights over the machine, in a folder that only it may enter', async () => {
  const { pid, connection } = await start();
  const cluster = await stat(join(folder, 'data', 'postgres'));
  expect(cluster.mode & 0o777).toBe(0o700);
  const owner = (await stat(`/proc/${pid}`)).uid;
  expect(owner).toBe(cluster.uid);
  expect(owner).toBe(isRoot ? 65534 : process.geteuid?.());
  expect(connection.host).toBe(await realpath(join(folder, 'data', 'postgres')));
  expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('HOME=');
});

test('a killed desk leaves the server running; the next start uses it and can stop it', async () => {
  const desk = deskProcess();
  const pid = Number(await firstLine(desk));
  await killed(desk);
  expect(processIdentity(pid)).toBeDefined();

  const next = await start();
  expect({ pid: next.pid, adopted: next.adopted }).toEqual({ pid, adopted: true });
  await ask(next.connection, 'CREATE TABLE kept AS SELECT 7 AS x');
  await next.stop();
  expect(processIdentity(pid)).toBeUndefined();
  expect(await rowsOf((await start()).connection)).toEqual([{ x: 7 }]);
});

test('Ctrl+C in the terminal, a signal to the whole group of the desk, does not reach the server', async () => {
  const desk = deskProcess();
  const pid = Number(await firstLine(desk));
  const groups = await Promise.all(
    [desk.pid, pid].map(async (p) => (await readFile(`/proc/${p}/stat`, 'utf8')).split(') ')[1]?.split(' ')[2]),
  );
  expect(groups[1]).toBe(String(pid));
  expect(groups[0]).not.toBe(groups[1]);
  await killed(desk);
  expect((await start()).adopted).toBe(true);
});

test('a cluster that was half made when the desk was killed is made again', async () => {
  const desk = deskProcess();
  const data = join(folder, 'data');
  const names = () => readdir(data).catch(() => []);
  while (!(await names()).some((name) => name.startsWith('postgres.init-'))) await pause(5);
  await killed(desk);
  expect(await names()).not.toContain('postgres');

  const { connection } = await start();
  expect(await ask(connection, 'SELECT 1 AS x')).toEqual([{ x: 1 }]);
  expect((await names()).filter((name) => name.startsWith('postgres.init-'))).toEqual([]);
});

test('a killed server is recovered with all that was committed', async () => {
  const first = await start();
  await ask(first.connection, 'CREATE TABLE kept AS SELECT 7 AS x');
  process.kill(first.pid, 'SIGKILL');
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await rowsOf(second.connection)).toEqual([{ x: 7 }]);
});

test('after a power cut the recorded number may belong to another program, which is left alone', async () => {
  const first = await start();
  const cluster = join(folder, 'data', 'postgres');
  const { uid, gid } = await stat(cluster);
  const file = join(cluster, 'postmaster.pid');
  const recorded = await readFile(file, 'utf8');
  await first.stop();
  const stranger = spawn('sleep', ['600'], { uid, gid, cwd: '/' });
  children.push(stranger);
  await writeFile(file, recorded.replace(/^\d+/, String(stranger.pid)));

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(stranger.exitCode).toBeNull();
});

test('a server whose process cannot be seen, as in another container, is not started a second time', async () => {
  const { pid } = await start();
  const file = join(folder, 'data', 'postgres', 'postmaster.pid');
  const recorded = await readFile(file, 'utf8');
  const child = spawn('true');
  await once(child, 'exit');
  await writeFile(file, recorded.replace(/^\d+/, String(child.pid)));
  await expect(start()).rejects.toMatchObject({ code: 'DATABASE_IN_USE', message: expect.stringContaining(String(child.pid)) });
  await writeFile(file, recorded);
  expect((await start()).pid).toBe(pid);
});

test('a refused start carries the end of the server log', async () => {
  await expect(start({ settings: { shared_buffers: '1' } })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringMatching(/postgres\.log[^]*outside the valid range for parameter "shared_buffers"/),
  });
});

test('a folder of other files is neither touched nor started', async () => {
  await mkdir(join(folder, 'data', 'postgres', 'something of yours'), { recursive: true });
  const before = await stat(join(folder, 'data', 'postgres'));
  await expect(start()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('PG_VERSION') });
  expect((await stat(join(folder, 'data', 'postgres'))).uid).toBe(before.uid);
});

test('a link to a lost database does not become an empty one', async () => {
  await mkdir(join(folder, 'data'));
  await symlink(join(folder, 'lost'), join(folder, 'data', 'postgres'));
  await expect(start()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('restore that folder') });
});

test('a data folder under a closed parent keeps the database where its user can reach it, for good', async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const dataDir = join(closed, 'data');
  const first = await start({ dataDir });
  await ask(first.connection, 'CREATE TABLE kept AS SELECT 7 AS x');
  await first.stop();
  const place = await realpath(join(dataDir, 'postgres'));
  const expected = isRoot ? join(folder, 'system', 'database-') : join(dataDir, 'postgres');
  expect(place.slice(0, expected.length)).toBe(expected);
  expect(lines.join().includes(place)).toBe(isRoot);
  expect(await rowsOf((await start({ dataDir })).connection)).toEqual([{ x: 7 }]);
});

test('a path too long for a socket is replaced by a private folder, and an open one of that name is refused', async () => {
  const dataDir = join(folder, 'long-'.repeat(25));
  const first = await start({ dataDir });
  const { host } = first.connection;
  expect(await ask(first.connection, 'SELECT 1 AS x')).toEqual([{ x: 1 }]);
  expect((await stat(host)).mode & 0o777).toBe(0o700);
  await first.stop();

  await chmod(host, 0o777);
  await expect(start({ dataDir })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining(host) });
  await rm(host, { recursive: true });
});

test('over a port the password is asked for and stands in a file of its own', async () => {
  const { connection } = await start({ loopback: true });
  expect(connection.host).toBe('127.0.0.1');
  const file = join(folder, 'data', 'postgres.password');
  expect((await readFile(file, 'utf8')).trim()).toBe(connection.password);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await ask(connection, 'SELECT 1 AS x')).toEqual([{ x: 1 }]);
  await expect(ask({ ...connection, password: 'guessed' }, 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect((await start({ loopback: true })).adopted).toBe(true);
});

test('what fails in a statement does not put its data into the log', async () => {
  const { connection, ...server } = await start();
  await ask(connection, `CREATE TABLE buyer (name text PRIMARY KEY); INSERT INTO buyer VALUES ('Mary Known')`);
  await expect(ask(connection, `INSERT INTO buyer VALUES ('Mary Known')`)).rejects.toThrow('duplicate key');
  await expect(ask(connection, `SELECT 'Mary Known'::int`)).rejects.toThrow('invalid input syntax');
  await server.stop();
  const log = await readFile(join(folder, 'data', 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('Mary Known');
});
