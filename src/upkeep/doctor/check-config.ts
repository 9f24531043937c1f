import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Config } from '#src/config.ts';
import { type Finding, fail, findings, ok, type Verdict, warn } from './finding.ts';

/** What the environment decides, without its secrets; the data folder and its permissions; the port. */
export async function checkConfig(config: Config, isRunning: boolean): Promise<Finding[]> {
  const { host, port, databaseUrl, demo, logLevel, masterKey, keyCommand, amazon, backup } = config;
  const given = (value: unknown) => (value === undefined ? 'not set' : 'set, hidden');
  return [
    ...findings('configuration', {
      address: ok(`${host}:${port}${config.publicUrl === undefined ? '' : `, opened as ${config.publicUrl}`}`),
      port: isRunning || port === 0 ? undefined : await portVerdict(host, port),
      database: ok(databaseUrl === undefined ? 'embedded' : `DATABASE_URL, ${placeOf(databaseUrl)}`),
      demo: ok(demo === undefined ? 'while there is no account' : demo ? 'yes' : 'no'),
      'read-only': ok(config.readOnly ? 'yes: nothing goes to Amazon' : 'no'),
      log: ok(logLevel),
      'master key': ok(keyCommand ? 'kept by a command' : masterKey === undefined ? 'the file master.key' : 'in the environment, hidden'),
      'Amazon account': ok(amazon ? `in the environment, region ${amazon.region}, secrets hidden` : 'none in the environment'),
      backups: ok(
        backup.dir === undefined
          ? `not scheduled; passphrase ${given(backup.passphrase)}`
          : `${backup.dir}, daily at ${backup.hour}:00 UTC, ${backup.keep} kept; passphrase ${given(backup.passphrase)}`,
      ),
    }),
    ...findings('data', {
      folder: await folderVerdict(config.dataDir),
      'master.key': await secretVerdict(path.join(config.dataDir, 'master.key')),
      'command.key': await secretVerdict(path.join(config.dataDir, 'command.key')),
      leftovers: await leftoversVerdict(config.dataDir),
    }),
  ];
}

async function folderVerdict(folder: string): Promise<Verdict> {
  const found = await stat(folder).catch(() => undefined);
  if (!found) return warn(`${folder} is not there yet`, 'The first start makes it.');
  const mine = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mine) return fail(`${folder} cannot be written by this user`, 'Run as the user of the desk, or chown the folder to it.');
  return process.platform !== 'win32' && (found.mode & 0o002) !== 0
    ? warn(`${folder} can be written by everybody`, `chmod o-w ${folder}`)
    : ok(folder);
}

async function secretVerdict(file: string): Promise<Verdict | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return undefined;
  return process.platform !== 'win32' && (found.mode & 0o077) !== 0
    ? fail(`others than its owner may read it (mode ${(found.mode & 0o777).toString(8)})`, `chmod 600 ${file}`)
    : ok('only its owner may read it');
}

async function leftoversVerdict(folder: string): Promise<Verdict | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.clearing$|\.init-\d+$/.test(name));
  return names.length === 0 ? undefined : warn(names.join(', '), 'A start was killed half-way; the next one cleans up.');
}

const portVerdict = (host: string, port: number): Promise<Verdict> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? fail(`${port} is taken by another program`, `Stop that program, or start with another PORT, for example ${port + 1}.`)
          : fail(`${host}:${port} cannot be opened (${error.code})`, 'Choose another HOST or PORT.'),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(ok(`${port} is free`))));
  });

/** Never the user or the password. */
function placeOf(databaseUrl: string): string {
  const { host, pathname, searchParams } = new URL(databaseUrl);
  return `${searchParams.get('host') ?? host}${pathname}`;
}
