import { randomBytes } from 'node:crypto';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';
import { type Binaries, usableBinaries } from './binaries.ts';
import { createCluster, findCluster } from './create-cluster.ts';
import { canEnter, databaseUser } from './database-user.ts';
import { connectionTo, type EmbeddedConnection, ensureDatabase, loopbackEndpoint, socketEndpoint, whyNoAnswer } from './endpoint.ts';
import { launchServer } from './launch-server.ts';
import type { DatabaseUser } from './run-program.ts';
import { findRunningServer } from './running-server.ts';
import { rotateLog } from './server-log.ts';
import { compressionSettings, type Settings, serverSettings } from './server-settings.ts';
import { signalByPgCtl, stopServer, unixSignal } from './stop-server.ts';

export type EmbeddedOptions = {
  /** The cluster stands in `<dataDir>/postgres`, its log in `<dataDir>/postgres.log`. */
  dataDir: string;
  /** Off only in tests: a power cut then destroys the data. */
  fsync?: boolean;
  /** Whether the server has a process group of its own, which Ctrl+C in the terminal does not reach; default true. */
  detached?: boolean;
  log?: (line: string) => void;
  /** PostgreSQL settings on top of the desk's own. */
  settings?: Settings;
  /** Where root keeps what the database's user cannot reach otherwise; default /var/lib/waybill. */
  systemDir?: string;
  /** A port on 127.0.0.1 with a password instead of a socket: the way on Windows, its default. */
  loopback?: boolean;
  /** Where a port is used: this one, which desks know already. */
  port?: number;
};

export type EmbeddedPostgres = {
  connection: EmbeddedConnection;
  pid: number;
  /** True when the server was already running, left behind by a killed desk. */
  adopted: boolean;
  /** Shuts the server down and returns when its process is gone. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that came with npm, makes its cluster on the first start, or takes over the server that a killed
 * desk left running. Hold the desk's lock before: two callers at once on one folder are not sorted out here.
 * Throws DATABASE_NO_BINARIES, DATABASE_IN_USE and DATABASE_UNAVAILABLE, the last with the end of the server's log.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { fsync = true, detached = true, log = () => {}, systemDir = '/var/lib/waybill' } = options;
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const passwordFile = (options.loopback ?? process.platform === 'win32') ? await passwordIn(dataDir) : undefined;

  const found = await findCluster(join(dataDir, 'postgres'));
  const user = await databaseUser(found);
  const running = found && (await findRunningServer(found, passwordFile, log));
  const binaries = await usableBinaries(user, systemDir, log);
  if (running) {
    log(`using the database that an earlier start left running (process ${running.pid})`);
    await ensureDatabase(running.connection);
    return { ...running, adopted: true, stop: stopper(running.pid, binaries, user) };
  }

  if (found && !(await canEnter(found, user)))
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `the database's user (id ${user?.uid}) cannot enter ${found}: run chmod o+x on the folders above it, or move it to ${systemDir} and put a link in its place`,
    );
  const cluster =
    found ?? (await createCluster({ cluster: join(dataDir, 'postgres'), binaries, user, systemDir, fsync, passwordFile, log }));
  const endpoint = passwordFile === undefined ? await socketEndpoint(cluster, user) : await loopbackEndpoint(options.port);
  const settings = {
    ...serverSettings(fsync),
    ...(await compressionSettings(binaries, cluster, user)),
    ...endpoint.settings,
    ...options.settings,
  };
  const logFile = join(dataDir, 'postgres.log');
  await rotateLog(logFile);
  const pid = await launchServer({ binaries, cluster, user, settings, logFile, detached });
  const stop = stopper(pid, binaries, user);
  try {
    const connection = await connectionTo(endpoint, passwordFile);
    const silence = await whyNoAnswer(connection, cluster);
    if (silence !== undefined) throw new AppError('DATABASE_UNAVAILABLE', `the database started but cannot be reached: ${silence}`);
    await ensureDatabase(connection);
    return { connection, pid, adopted: false, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function stopper(pid: number, binaries: Binaries, user: DatabaseUser): () => Promise<void> {
  const signal = process.platform === 'win32' ? signalByPgCtl(binaries, user) : unixSignal;
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stopServer(pid, signal));
}

async function passwordIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  const missing = await stat(file).then(
    () => false,
    () => true,
  );
  if (missing) await writeFile(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}
