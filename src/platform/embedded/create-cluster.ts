import { chown, lstat, mkdir, mkdtemp, open, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';
import { type Binaries, programOf } from './binaries.ts';
import { canEnter } from './database-user.ts';
import { type DatabaseUser, runProgram } from './run-program.ts';
import { tail } from './server-log.ts';

export const superuser = 'waybill';

export type NewCluster = {
  cluster: string;
  binaries: Binaries;
  user: DatabaseUser;
  systemDir: string;
  fsync: boolean;
  /** Where the superuser's password stands when the server listens on a port; without it only the socket is open. */
  passwordFile: string | undefined;
  log: (line: string) => void;
};

/**
 * Makes the cluster and returns its real path. It is built under another name and renamed when it is whole, so a folder
 * with the right name is never half made. Where root's data folder is closed to the database's user, the files stand
 * under `systemDir` and the name is a link to them.
 */
export async function createCluster(wanted: NewCluster): Promise<string> {
  const { cluster, user, systemDir, log } = wanted;
  await removeUnfinished(cluster);
  if (await canEnter(dirname(cluster), user)) {
    const unfinished = `${cluster}.init-${process.pid}`;
    await mkdir(unfinished, { mode: 0o700 });
    await initialise(unfinished, wanted);
    await rename(unfinished, cluster);
  } else {
    await mkdir(systemDir, { recursive: true, mode: 0o755 });
    const place = await mkdtemp(join(systemDir, 'database-'));
    await initialise(place, wanted);
    await symlink(place, cluster);
    log(
      `the database's user (id ${user?.uid}) cannot enter ${dirname(cluster)}: the database is kept in ${place}, back that folder up too`,
    );
  }
  await flushFolder(dirname(cluster));
  return realpath(cluster);
}

/** The real path of a cluster that is whole; undefined when there is none yet. */
export async function findCluster(cluster: string): Promise<string | undefined> {
  if (!(await exists(cluster))) return undefined;
  const real = await realpath(cluster).catch((cause) => {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `${cluster} is a link to a folder that is missing: restore that folder, or remove the link to start empty`,
      {
        cause,
      },
    );
  });
  // An empty folder, put there for a mount perhaps, is replaced by the rename; of a closed one the server's user tells more.
  const names = await readdir(real).catch(() => ['PG_VERSION']);
  if (names.length > 0 && !names.includes('PG_VERSION'))
    throw new AppError('DATABASE_UNAVAILABLE', `${real} holds files but no database (no PG_VERSION): move them away`);
  return names.length === 0 ? undefined : real;
}

async function initialise(folder: string, { binaries, user, fsync, passwordFile }: NewCluster): Promise<void> {
  if (user) for (const path of [folder, ...(passwordFile === undefined ? [] : [passwordFile])]) await chown(path, user.uid, user.gid);
  const common = ['-D', folder, '-U', superuser, '--encoding=UTF8', '--text-search-config=simple', '--data-checksums', '--no-instructions'];
  // The same order of texts on every machine, whatever the system's C library thinks.
  const sorting = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = passwordFile === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const flush = fsync ? [] : ['--no-sync'];
  const { code, output } = await runProgram(programOf(binaries, 'initdb'), [...common, ...sorting, ...access, ...flush], user);
  if (code !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new AppError('DATABASE_UNAVAILABLE', `the database could not be created in ${folder}:\n${tail(output)}`);
  }
  // The socket lies in a folder that only this user may enter, which is the permission; no port is open then.
  const rule = passwordFile === undefined ? 'local all all trust' : 'host all all 127.0.0.1/32 scram-sha-256';
  await writeFile(join(folder, 'pg_hba.conf'), `${rule}\n`, { flush: fsync });
}

async function removeUnfinished(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.init-`;
  // The retries are for an initdb that outlived its desk and still writes.
  for (const name of await readdir(dirname(cluster)))
    if (name.startsWith(prefix)) await rm(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );
