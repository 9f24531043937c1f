import type pg from 'pg';
import { deskRole } from './db.ts';

export type ServerFacts = {
  version: string;
  versionNumber: number;
  /** As the server's own clock says. */
  now: Date;
  database: string;
  user: string;
  isSuperuser: boolean;
  /** Of the server, by name. */
  settings: Record<string, string>;
  extensions: string[];
  /** The role that the desk works as; undefined when it is missing. */
  deskRole: { isSuperuser: boolean; passesSecurity: boolean; ownsTables: number; isMember: boolean } | undefined;
  /** Tables of accounts whose row-level security is not forced. */
  openTables: string[];
  bytes: number;
  connections: { name: string; count: number }[];
  waitingForLocks: number;
  /** Seconds since the oldest transaction began, of those that are open in this database. */
  oldestTransaction: { seconds: number; name: string; state: string } | undefined;
  /** Of the migrations in the database. */
  migrations: string[];
  isHalfRestored: boolean;
};

const wanted = [
  'data_checksums',
  'data_directory',
  'fsync',
  'full_page_writes',
  'max_connections',
  'server_encoding',
  'shared_buffers',
  'synchronous_commit',
  'TimeZone',
];

type Row = {
  version: string;
  number: number;
  now: Date;
  database: string;
  user: string;
  super: boolean;
  bytes: string;
  waiting: number;
};

/** What a support person asks about a database, by its owner. Shows nothing that it holds. */
export async function serverFacts(client: pg.ClientBase): Promise<ServerFacts> {
  const all = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await client.query<T>(text, values)).rows;
  // The server's clock is what is asked for here, to hold it against ours.
  const [base] = await all<Row>(`SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
      'now'::timestamptz AS now, current_database() AS database, current_user AS user,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super, pg_database_size(current_database()) AS bytes,
      (SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()) AS waiting`);
  if (!base) throw new Error('the server says nothing of itself');
  // Some may be shown to superusers alone: those are left out.
  const settings = await all<{ name: string; value: string }>(
    `SELECT name, current_setting(name, true) AS value FROM pg_settings WHERE name = ANY($1)`,
    [wanted],
  );
  const [role] = await all<{ super: boolean; bypass: boolean; owned: number; member: boolean }>(
    `SELECT rolsuper AS super, rolbypassrls AS bypass, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
      pg_has_role(current_user, r.oid, 'MEMBER') AS member FROM pg_roles r WHERE rolname = $1`,
    [deskRole],
  );
  const [oldest] = await all<{ seconds: number; name: string; state: string }>(
    `SELECT extract(epoch FROM 'now'::timestamptz - xact_start)::int AS seconds, application_name AS name, coalesce(state, '') AS state
      FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1`,
  );
  const tables = new Set(
    (
      await all<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relkind = 'r'`)
    ).map(({ name }) => name),
  );
  return {
    version: base.version,
    versionNumber: base.number,
    now: base.now,
    database: base.database,
    user: base.user,
    isSuperuser: base.super,
    settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
    extensions: (await all<{ name: string }>('SELECT extname AS name FROM pg_extension ORDER BY extname')).map(({ name }) => name),
    deskRole: role && { isSuperuser: role.super, passesSecurity: role.bypass, ownsTables: role.owned, isMember: role.member },
    openTables: (
      await all<{ name: string }>(
        `SELECT relname AS name FROM pg_class c WHERE relnamespace = to_regnamespace('public') AND relkind = 'r'
          AND obj_description(c.oid, 'pg_class') LIKE 'tenant: %' AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname`,
      )
    ).map(({ name }) => name),
    bytes: Number(base.bytes),
    connections: await all<{ name: string; count: number }>(
      `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1 ORDER BY 1`,
    ),
    waitingForLocks: base.waiting,
    oldestTransaction: oldest,
    migrations: tables.has('migration')
      ? (await all<{ name: string }>('SELECT name FROM migration ORDER BY name')).map(({ name }) => name)
      : [],
    isHalfRestored: tables.has('restore_under_way'),
  };
}

/** The names of the roots that wrap the keys of this desk; none in a database from before key versions. */
export async function rootNames(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(`SELECT to_regclass('public.key_version') IS NOT NULL AS there`);
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ root: string }>('SELECT DISTINCT root FROM key_version ORDER BY root');
  return rows.map(({ root }) => root);
}
