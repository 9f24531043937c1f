import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseUrl, emptyDatabase, type TestDatabase } from '../../../tests/support/postgres.ts';
import { type SimulatedDesk, simulatedDesk } from '../../../tests/support/simulated-desk.ts';
import { readConfig } from '../../config.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Account } from '../../modules/accounts/index.ts';
import { checkAmazon } from './check-amazon.ts';
import { runDoctor } from './run-doctor.ts';

let folder: string;
let desk: SimulatedDesk;
let empty: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-doctor-'));
  desk = await simulatedDesk();
  await desk.orders(2);
  empty = await emptyDatabase();
});
afterAll(async () => {
  await desk?.close();
  await empty?.close();
  await rm(folder, { recursive: true, force: true });
});

const examine = async (env: Record<string, string>) => {
  const found = await runDoctor(readConfig({ PORT: '0', WAYBILL_DATA_DIR: folder, ...env }));
  return { found, of: (area: string, name: string) => found.find((each) => each.area === area && each.name === name) };
};

test('a desk that is well: every line is there, none fails, and no secret is shown', async () => {
  const { found, of } = await examine({
    DATABASE_URL: databaseUrl(desk.connection).replace('postgres://', `postgres://someone:${'hush-hush'}@`),
    WAYBILL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    WAYBILL_BACKUP_PASSPHRASE: 'never to be shown',
  });
  // The server of the tests does without fsync, and that is said.
  expect(found.filter(({ state, area }) => state === 'fail' && area !== 'machine').map(({ name }) => name)).toEqual(['durability']);
  for (const [area, name] of [
    ['machine', 'disk'],
    ['configuration', 'database'],
    ['database', 'migrations'],
    ['database', 'row-level security'],
    ['database', 'role'],
    ['keys', 'master key'],
    ['work', 'due'],
    ['accounts', 'Demo: sync'],
    ['accounts', 'Demo: writes'],
    ['backups', 'last'],
  ] as const)
    expect(of(area, name), `${area} ${name}`).toBeDefined();
  expect(JSON.stringify(found)).not.toMatch(/hush|never to be shown/);
  expect(found.filter(({ state, remedy }) => state !== 'ok' && !remedy)).toEqual([]);
});

test('what is wrong is found: no database, an empty one, an open key file', async () => {
  expect((await examine({ DATABASE_URL: 'postgres://127.0.0.1:1/none' })).of('database', 'server')).toMatchObject({ state: 'fail' });
  expect((await examine({ DATABASE_URL: databaseUrl(empty.connection) })).of('database', 'migrations')).toMatchObject({ state: 'warn' });
  const data = path.join(folder, 'open');
  await mkdir(data);
  await writeFile(path.join(data, 'master.key'), 'x');
  await chmod(path.join(data, 'master.key'), 0o644);
  const { of } = await examine({ WAYBILL_DATA_DIR: data });
  expect(of('data', 'master.key')).toMatchObject({ state: 'fail', remedy: expect.stringContaining('chmod 600') });
  expect(of('database', 'server')).toMatchObject({ state: 'warn', detail: expect.stringContaining('none yet') });
});

test("Amazon's clock against ours, and a way out that is closed", async () => {
  const accounts = [{ host: 'amazon', region: 'EU' }] as Account[];
  const verdict = async (date: string | null | undefined) => (await checkAmazon(accounts, async () => date))[0];
  const at = (ms: number) => new Date(systemClock.now().getTime() + ms).toUTCString();
  expect(await verdict(at(0))).toMatchObject({ name: 'Amazon EU', state: 'ok' });
  expect(await verdict(at(-3_600_000))).toMatchObject({ state: 'fail', detail: expect.stringContaining('ahead') });
  expect(await verdict(undefined)).toMatchObject({ state: 'fail', detail: expect.stringContaining('cannot be reached') });
  expect(await verdict(null)).toMatchObject({ state: 'warn' });
  expect(await checkAmazon([{ host: 'simulator', region: 'EU' }] as Account[], async () => at(0))).toEqual([]);
});
