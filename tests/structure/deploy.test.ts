import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDeploy, imageOf, readDeploy } from '../../scripts/check-deploy.ts';
import { knownVariables } from '../../scripts/known-variables.ts';
import { root } from '../../scripts/run.ts';
import { databaseUrl, emptyDatabase, type TestDatabase } from '../support/postgres.ts';

test('the files of deploy/ fit the project', () => {
  expect(checkDeploy(knownVariables())).toEqual([]);
});

describe('what is wrong in them is found', () => {
  test.each<[string, string, string, string]>([
    ['Dockerfile', 'USER waybill', 'USER root', 'as root'],
    ['Dockerfile', 'COPY migrations', 'COPY migration', 'COPY migration: there is no such file'],
    ['Dockerfile', 'src/main.ts"', 'src/start.ts"', 'CMD src/start.ts'],
    ['compose.yaml', "['127.0.0.1:3000:3000']", "['3000:3000']", 'open to the network'],
    ['compose.yaml', 'WAYBILL_BACKUP_DIR', 'WAYBILL_BACKUPS', 'WAYBILL_BACKUPS is not known'],
    ['compose.yaml', 'secrets: [database_url, master_key, backup_passphrase]', 'secrets: [database_url]', 'master_key is not given'],
    ['waybill.service', 'KillMode=mixed', 'KillMode=process', 'KillMode'],
    ['waybill.service', 'NoNewPrivileges=true', '', 'NoNewPrivileges'],
    ['waybill.env', 'WAYBILL_DEMO', 'WAYBILL_DEMON', 'WAYBILL_DEMON'],
    ['nginx.conf', 'proxy_buffering off;', '', 'held back'],
    ['nginx.conf', 'keepalive 16;', 'keepalive 16', 'no semicolon'],
    ['Caddyfile', 'flush_interval -1', '', 'held back'],
  ])('%s: %s', (file, right, wrong, reason) => {
    const read = (name: string) => {
      const text = readDeploy(name);
      if (name !== file) return text;
      expect(text).toContain(right);
      return text.replace(right, wrong);
    };
    expect(checkDeploy(knownVariables(), read).join('\n')).toContain(reason);
  });
});

/** What the image holds, in a folder of its own that nothing may be written to, and its commands run there. */
describe('the image without its container', () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'waybill-image-'));
    database = await emptyDatabase();
    const { copied } = imageOf(readDeploy('Dockerfile'));
    for (const name of copied) await cp(`${root}${name}`, path.join(folder, 'app', name), { recursive: true });
    await symlink(`${root}node_modules`, path.join(folder, 'app', 'node_modules'));
  });
  afterAll(async () => {
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('starts by its command, is healthy by its check, and ends at SIGTERM', async () => {
    const { command, healthcheck } = imageOf(readDeploy('Dockerfile'));
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      PORT: '0',
      WAYBILL_DATA_DIR: path.join(folder, 'data'),
      WAYBILL_DEMO: '0',
      WAYBILL_ALLOW_ROOT: '1',
      NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      DATABASE_URL: databaseUrl(database.connection),
      LOG_LEVEL: 'error',
    };
    const run = (words: readonly string[], more = {}) =>
      spawn(process.execPath, words.slice(1), {
        cwd: path.join(folder, 'app'),
        env: { ...env, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    expect([command[0], healthcheck[0]]).toEqual(['node', 'node']);
    const desk = run(command);
    let said = '';
    for (const stream of [desk.stdout, desk.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(desk, 'exit');
    while (!said.includes('ready:')) {
      if (desk.exitCode !== null) throw new Error(said);
      await Promise.race([once(desk.stdout, 'data'), once(desk.stderr, 'data'), ended]);
    }
    const check = { PORT: /ready: http:\/\/[\d.]+:(\d+)/.exec(said)?.[1] };
    expect(await once(run(healthcheck, check), 'exit')).toEqual([0, null]);
    desk.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(await once(run(healthcheck, check), 'exit')).toEqual([1, null]);
  });
});
