import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processIdentity } from '#src/platform/process-identity.ts';
import { type DeskProcess, startDeskProcess } from './support/desk-process.ts';
import { signInAsOwner } from './support/signed-in.ts';

let dataDir: string;
let desk: DeskProcess | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'waybill-start-'));
});
afterAll(async () => {
  await desk?.kill('SIGINT');
  await rm(dataDir, { recursive: true, force: true });
});

const get = async <T>(url: string, cookie = '') => (await (await fetch(url, { headers: { cookie } })).json()) as T;
const pidIn = async (file: string) => Number.parseInt(await readFile(path.join(dataDir, file), 'utf8'), 10);
// A process that ended but was not collected by its parent yet does not live.
const lives = (pid: number) => processIdentity(pid) !== undefined;
const simulatorPid = async () =>
  (JSON.parse(await readFile(path.join(dataDir, 'simulator', 'simulator.json'), 'utf8')) as { pid: number }).pid;

describe('the desk as a process', () => {
  it('starts from nothing with the demo shop, and answers whether it is ready', async () => {
    desk = await startDeskProcess(dataDir);
    expect(desk.output()).toContain('demo shop');
    expect(await get(`${desk.url}/healthz`)).toEqual({ ok: true });
    expect(await get(`${desk.url}/readyz`)).toMatchObject({
      ok: true,
      checks: { database: { ok: true }, migrations: { ok: true }, queue: { ok: true } },
    });
    const cookie = await signInAsOwner(desk.url);
    expect(await get(`${desk.url}/api/v1/session`, cookie)).toMatchObject({
      demo: true,
      accounts: [{ host: 'simulator', state: 'connected' }],
    });
    // Its warehouse stands in Austin, whose clock its cut-offs follow.
    expect(await get(`${desk.url}/api/v1/today`, cookie)).toMatchObject({ locations: [{ name: 'Main', timeZone: 'America/Chicago' }] });
  });

  it('refuses a second start on the same data and names the process that holds it', async () => {
    await expect(startDeskProcess(dataDir)).rejects.toThrow(String(desk?.child.pid));
  });

  it('is there again after kill -9, with the same database server, simulator and orders', async () => {
    const before = { database: await pidIn('postgres/postmaster.pid'), simulator: await simulatorPid() };
    await desk?.kill('SIGKILL');
    expect(lives(before.database)).toBe(true);
    expect(lives(before.simulator)).toBe(true);
    desk = await startDeskProcess(dataDir);
    expect({ database: await pidIn('postgres/postmaster.pid'), simulator: await simulatorPid() }).toEqual(before);
    expect(await get(`${desk.url}/readyz`)).toMatchObject({ ok: true });
  });

  it('stops everything it started on Ctrl+C', async () => {
    const [database, simulator] = [await pidIn('postgres/postmaster.pid'), await simulatorPid()];
    expect(await desk?.kill('SIGINT')).toBe(0);
    expect([lives(database), lives(simulator)]).toEqual([false, false]);
    desk = undefined;
  });

  it('starts an empty desk when the demo is not wanted', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'waybill-empty-'));
    const other = await startDeskProcess(empty, { WAYBILL_DEMO: '0' });
    try {
      const link = /http\S+\/welcome#\S+/.exec(other.output())?.[0];
      const cookie = await signInAsOwner(other.url, link);
      expect(await get(`${other.url}/api/v1/session`, cookie)).toMatchObject({ demo: false, accounts: [], person: { name: 'Owner' } });
    } finally {
      await other.kill('SIGTERM');
      await rm(empty, { recursive: true, force: true });
    }
  });

  it('says all that is wrong with its environment at once', async () => {
    await expect(startDeskProcess(dataDir, { PORT: 'x', HOST: '0.0.0.0' })).rejects.toThrow(/PORT[\s\S]*HOST/);
  });
});
