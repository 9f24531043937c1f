import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import { superuser } from './create-cluster.ts';
import type { DatabaseUser } from './run-program.ts';
import type { Settings } from './server-settings.ts';

/** How the desk reaches its database; `host` is the folder of the Unix socket, or 127.0.0.1 with a password. */
export type EmbeddedConnection = { host: string; port: number; user: string; password?: string; database: string };

const databaseName = 'waybill';

/** A socket in a private folder is the rule; Windows has a port on 127.0.0.1 and a password instead. */
export type Endpoint = { host: string; port: number; settings: Settings };

// macOS allows 103 bytes, Linux 107; PostgreSQL names the socket itself.
const longestPath = 103;
const port = 5432;
const socketPath = (folder: string) => join(folder, `.s.PGSQL.${port}`);

/**
 * The cluster is a folder that only the database's user may enter, so the socket lies in it; a path that is too long for
 * a socket is replaced by a private folder under the system's temporary one.
 */
export async function socketEndpoint(cluster: string, user: DatabaseUser): Promise<Endpoint> {
  const folder = fits(cluster) ? cluster : await privateFolder(cluster, user);
  return { host: folder, port, settings: { listen_addresses: '', unix_socket_directories: folder, port: String(port) } };
}

/** A port of its own; the one from before when a server that ended is started again. */
export async function loopbackEndpoint(before?: number): Promise<Endpoint> {
  const free =
    before ??
    (await new Promise<number>((done, fail) => {
      const server = createServer().once('error', fail);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => done(typeof address === 'object' && address ? address.port : 0));
      });
    }));
  return { host: '127.0.0.1', port: free, settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(free) } };
}

export async function connectionTo(
  { host, port }: { host: string; port: number },
  passwordFile: string | undefined,
): Promise<EmbeddedConnection> {
  const password = passwordFile === undefined ? {} : { password: (await readFile(passwordFile, 'utf8')).trim() };
  return { host, port, user: superuser, ...password, database: databaseName };
}

/**
 * Undefined when the server of this cluster answers, otherwise what is in the way. Behind a port anybody may answer; the
 * socket is private, and its server may know the folder by another path, as in another container.
 */
export async function whyNoAnswer(connection: EmbeddedConnection, cluster: string): Promise<string | undefined> {
  try {
    return await ask(connection, async (client) => {
      const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
      const sure = connection.password === undefined || rows[0]?.folder === cluster;
      return sure ? undefined : `another database answers there, that of ${rows[0]?.folder}`;
    });
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer';
  }
}

/** Makes the desk's database unless it is there: a desk killed between the two steps finds it missing. */
export const ensureDatabase = (connection: EmbeddedConnection) =>
  ask(connection, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`);
  });

async function ask<T>(connection: EmbeddedConnection, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5000 });
  // The server may go away between two statements; the statement itself then tells.
  client.on('error', () => {});
  try {
    await client.connect();
    return await question(client);
  } finally {
    await client.end();
  }
}

async function privateFolder(cluster: string, user: DatabaseUser): Promise<string> {
  const name = `waybill-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`;
  const folder = [tmpdir(), '/tmp'].map((parent) => join(parent, name)).find(fits) ?? join('/tmp', name);
  const owner = user?.uid ?? process.geteuid?.();
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (made && user) await chown(folder, user.uid, user.gid);
  const found = await lstat(folder);
  // Anybody may have put a folder of this name there, to be asked in the database's place.
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `${folder} must be a folder of the user with id ${owner} that nobody else may enter: remove it, or choose a WAYBILL_DATA_DIR with a shorter path`,
    );
  return folder;
}

const fits = (folder: string) => Buffer.byteLength(socketPath(folder)) <= longestPath;
