import pg from 'pg';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Connection, driverOptions } from './connection.ts';
import { inSpan } from './trace.ts';

/** A statement; give hot ones a `name`, then the server plans them once per connection. */
export type Statement = { name?: string; text: string; values?: readonly unknown[] };

/**
 * Reads within the accounts it was opened for: row-level security hides all others.
 * 64-bit integers and numerics come as text, timestamps as Date, dates as text.
 */
export type Db = {
  readonly accounts: readonly AccountId[];
  query<Row>(statement: Statement): Promise<Row[]>;
};

declare const open: unique symbol;

/** Writes, and reads that must see them. Only `Database.write` makes one; it commits when the work returns. */
export type Tx = Db & { readonly [open]: true };

export type Database = {
  /** Runs `work` on one connection, for these accounts only. */
  read<T>(accounts: readonly AccountId[], work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs `work` in a transaction for these accounts; a thrown error rolls all of it back. No network inside. */
  write<T>(accounts: readonly AccountId[], work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The list of accounts: the one thing that can be read before an account is chosen. */
  listAccounts<Row>(statement: Statement): Promise<Row[]>;
  /** Calls `heard` for each notification of a channel, until the returned function is called; reconnects by itself. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Tries to hold the lock `key` until `release`; undefined when somebody else holds it. Dies with the process. */
  tryLock(key: string): Promise<{ release(): Promise<void> } | undefined>;
  /** A raw connection outside any account, for platform code alone: COPY, migrations, benches. */
  connect(): Promise<pg.PoolClient>;
  /** How many connections there are, how many of them idle, and how many callers wait for one. */
  pool(): { open: number; idle: number; waiting: number };
  close(): Promise<void>;
};

export const deskRole = 'waybill_desk';

// A timestamp stays exact and a day stays a day: the driver would turn dates into local midnights.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

type Scoped = pg.PoolClient & { waybillScope?: string };

/** Opens the pool as the desk's role, with no account in sight until one is named. `size` connections at most. */
export function openDatabase(connection: Connection, options: { size?: number; name?: string } = {}): Database {
  const pool = new pg.Pool({
    ...driverOptions(connection),
    max: options.size ?? 10,
    application_name: options.name ?? 'waybill',
    options: `-c role=${deskRole} -c waybill.accounts={} -c timezone=UTC`,
    // Statements that are asked for side by side leave at once, one behind the other, and none waits for an answer.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on('error', () => {});
  // And so would one that is in use, between two of its statements: the next one tells.
  pool.on('connect', (client) => void client.on('error', () => {}));

  const checkout = async (accounts: readonly AccountId[]): Promise<Scoped> => {
    const client: Scoped = await pool.connect().catch(unavailable);
    const scope = `{${accounts.map(plainId).join(',')}}`;
    if (client.waybillScope === scope) return client;
    try {
      await client.query({ name: 'scope', text: `SELECT set_config('waybill.accounts', $1, false)`, values: [scope] });
    } catch (error) {
      client.release(true);
      throw asDatabaseError(error);
    }
    client.waybillScope = scope;
    return client;
  };

  const dbOf = (client: pg.PoolClient, accounts: readonly AccountId[]): Db => ({
    accounts,
    query: <Row>(statement: Statement) =>
      inSpan(`sql ${statement.name ?? 'unnamed'}`, 'client', { 'db.system.name': 'postgresql' }, async () => {
        const { rows } = await client.query<Row & pg.QueryResultRow>(asQuery(statement));
        return rows;
      }),
  });

  return {
    read: async (accounts, work) => {
      const client = await checkout(accounts);
      let broken = false;
      try {
        return await work(dbOf(client, accounts));
      } catch (error) {
        broken = isConnectionError(error);
        throw asDatabaseError(error);
      } finally {
        client.release(broken);
      }
    },
    write: async (accounts, work) => {
      const client = await checkout(accounts);
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await work(dbOf(client, accounts) as Tx);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        broken = isConnectionError(error);
        if (!broken) await client.query('ROLLBACK').catch(() => (broken = true));
        throw asDatabaseError(error);
      } finally {
        client.release(broken);
      }
    },
    listAccounts: async <Row>(statement: Statement) => {
      const client = await checkout([]);
      let broken = false;
      try {
        // All three leave at once. After a failed question COMMIT is a rollback.
        const [begun, asked, ended] = await Promise.allSettled([
          client.query(`BEGIN; SET LOCAL waybill.list_accounts = 'on'`),
          client.query<Row & pg.QueryResultRow>(asQuery(statement)),
          client.query('COMMIT'),
        ]);
        for (const done of [begun, asked, ended]) if (done.status === 'rejected') throw done.reason;
        const rows = asked.status === 'fulfilled' ? asked.value.rows : [];
        return rows;
      } catch (error) {
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        throw asDatabaseError(error);
      } finally {
        client.release(broken);
      }
    },
    listen: (channel, heard) => listen(connection, channel, heard),
    tryLock: async (key) => {
      const client = await checkout([]);
      const { rows } = await client
        .query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held', [key])
        .catch((error: unknown) => {
          client.release(true);
          throw asDatabaseError(error);
        });
      if (!rows[0]?.held) {
        client.release();
        return undefined;
      }
      return {
        release: async () => {
          const unlocked = await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(() => undefined);
          client.release(!unlocked);
        },
      };
    },
    connect: () => pool.connect().catch(unavailable),
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

async function listen(connection: Connection, channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
  let closed = false;
  let client: pg.Client | undefined;
  const attach = async () => {
    const next = new pg.Client({ ...driverOptions(connection), application_name: 'waybill listen', keepAlive: true });
    client = next;
    let isOver = false;
    // A lost connection and a failed attempt both tell more than once; each leads to one new attempt.
    const again = () => {
      if (isOver) return;
      isOver = true;
      void next.end().catch(() => {});
      if (!closed) setTimeout(() => void (closed || attach().catch(() => {})), 1000).unref();
    };
    next.on('notification', (message) => heard(message.payload ?? ''));
    next.on('error', again);
    next.on('end', again);
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      again();
      throw error;
    }
  };
  try {
    await attach();
  } catch (error) {
    closed = true;
    throw asDatabaseError(error);
  }
  return async () => {
    closed = true;
    await client?.end().catch(() => {});
  };
}

const asQuery = ({ name, text, values }: Statement) => ({ ...(name ? { name } : {}), text, values: values as unknown[] | undefined });

function plainId(id: AccountId): string {
  if (!/^\d{1,18}$/.test(id)) throw new AppError('ACCOUNT_NOT_FOUND', 'the account must be a whole number');
  return id;
}

const isConnectionError = (error: unknown) =>
  !(error instanceof AppError) &&
  error instanceof Error &&
  (!('code' in error) || /^(08|57P)|^E[A-Z]+$/.test(String(error.code))) &&
  !('severity' in error && error.severity === 'ERROR');

// The server goes down or comes up, refuses more connections, or the connection broke.
const lostStates = /^(08...|57P0[1-3]|53300)$/;
const lostSockets = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const lostWords =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;
const diskFull = '53100';

/** What the caller can act on: the database is away, or its disk is full. Everything else stays what it was. */
function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === diskFull)
    return new AppError('DATABASE_FULL', 'the database has no room for this change: nothing of it was kept', { cause: error });
  const isGone = lostStates.test(code) || lostSockets.has(code) || (code === '' && lostWords.test(error.message));
  const isNoServer = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';
  return isGone || isNoServer ? unavailableFor(error) : error;
}

const unavailableFor = (cause: unknown) =>
  new AppError('DATABASE_UNAVAILABLE', `the database does not answer: ${cause instanceof Error ? cause.message : 'unknown reason'}`, {
    cause,
  });

function unavailable(cause: unknown): never {
  throw unavailableFor(cause);
}
