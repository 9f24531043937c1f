import { randomBytes } from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '../db.ts';
import { deskItself, poke } from '../due.ts';
import { describe, type Log } from '../log.ts';
import { type KeyRing, ringSealing, type Sealing } from '../sealing.ts';
import { insertKey, type KeyRow, keyRows, lockKeys, replaceWrapping } from './key-versions.ts';
import type { RootKey } from './root-key.ts';

export type Keyring = {
  sealing: Sealing;
  root: Pick<RootKey, 'kind' | 'name'>;
  /** Reads the keys from the database; makes the first ones. Throws MASTER_KEY when no root at hand opens them. */
  reload(): Promise<void>;
  /** Makes the next version of the key that wraps; due work `keys` brings everything under it. Throws NOT_ALLOWED_NOW. */
  rotate(by: string, now: Date): Promise<{ version: number }>;
  /** Hears of keys that other processes make, until the returned function is called. */
  watch(): Promise<() => Promise<void>>;
};

type Deps = {
  database: Database;
  clock: Clock;
  log: Log;
  root: RootKey;
  /** Roots from before: keys wrapped by one of them are wrapped by `root` at the next reload. */
  before?: readonly RootKey[];
};

/** How long a new version is known before it seals: every process has read it by then. */
const announcedMs = 60_000;
const lookAgainMs = 30_000;

/** The desk's keys: random, in the database, wrapped by the root. Until the first reload it has the root's own bytes as version 1. */
export function createKeyring({ database, clock, log, root, before = [] }: Deps): Keyring {
  let known: KeyRing | undefined = root.bytes && { versions: new Map([[1, root.bytes]]), current: 1, hash: root.bytes };
  let loading: Promise<void> | undefined;

  const ring = (): KeyRing => {
    if (!known) throw new AppError('MASTER_KEY', 'the keys of this desk have not been read yet');
    return known;
  };

  const open = async (row: KeyRow): Promise<Buffer> => {
    const roots = [root, ...before].filter(({ name }) => name === row.root);
    for (const candidate of roots) {
      const bytes = await candidate.unwrap(row.wrapped).catch((error: unknown) => {
        if (candidate === roots.at(-1)) throw error;
        return undefined;
      });
      if (!bytes) continue;
      if (candidate !== root) await wrapByPresentRoot(row, bytes);
      return bytes;
    }
    throw new AppError(
      'MASTER_KEY',
      `the keys in the database were wrapped by another master key (${row.root}, this desk has ${root.name}); give the old one as WAYBILL_MASTER_KEY_BEFORE once`,
    );
  };

  const wrapByPresentRoot = async (row: KeyRow, bytes: Buffer): Promise<void> => {
    const wrapped = await root.wrap(bytes);
    await database.write([], (tx) => replaceWrapping(tx, row, root.name, wrapped));
    log.info({ version: row.version, kind: row.kind, from: row.root, to: root.name }, 'a key is wrapped by another master key now');
  };

  const makeFirst = async (): Promise<KeyRow[]> => {
    const accounts = await database.listAccounts<{ id: string }>({ text: 'SELECT account_id::text AS id FROM account LIMIT 1' });
    const old = accounts.length > 0 ? (root.bytes ?? before.find(({ bytes }) => bytes)?.bytes) : undefined;
    if (accounts.length > 0 && !old)
      throw new AppError(
        'MASTER_KEY',
        'what this desk has sealed so far needs its master key once more: keep master.key or WAYBILL_MASTER_KEY for the first start with a key command',
      );
    const now = clock.now();
    const made = await Promise.all(
      (['data', 'hash'] as const).map(async (kind) => ({
        kind,
        version: 1,
        root: root.name,
        wrapped: await root.wrap(old ?? randomBytes(32)),
        madeAt: now,
        madeBy: 'Waybill',
        activeAt: now,
        finishedAt: now,
      })),
    );
    return database.write([], async (tx) => {
      await lockKeys(tx);
      const found = await keyRows(tx);
      if (found.length > 0) return found;
      for (const key of made) await insertKey(tx, key);
      return keyRows(tx);
    });
  };

  const load = async (): Promise<void> => {
    const found = await database.read([], keyRows);
    const rows = found.length > 0 ? found : await makeFirst();
    const opened = await Promise.all(rows.map(async (row) => ({ row, bytes: await open(row) })));
    const data = opened.filter(({ row }) => row.kind === 'data');
    const current = data.findLast(({ row }) => row.activeAt !== null)?.row.version;
    const hash = opened.find(({ row }) => row.kind === 'hash')?.bytes;
    if (current === undefined || !hash)
      throw new AppError('MASTER_KEY', 'the table key_version holds no key that seals; restore it from a backup');
    known = { versions: new Map(data.map(({ row, bytes }) => [row.version, bytes])), current, hash };
  };
  const reload = (): Promise<void> => {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };
  const reloadQuietly = () =>
    void reload().catch((error: unknown) => log.error({ error: describe(error) }, 'the keys could not be read again'));

  return {
    root,
    sealing: ringSealing(ring, reloadQuietly),
    reload,
    rotate: async (by, now) => {
      await reload();
      const wrapped = await root.wrap(randomBytes(32));
      const made = await database.write([], async (tx) => {
        await lockKeys(tx);
        const last = (await keyRows(tx)).findLast(({ kind }) => kind === 'data');
        if (!last || last.finishedAt === null)
          throw new AppError(
            'NOT_ALLOWED_NOW',
            `version ${last?.version ?? 1} is still on its way; rotate again when everything is under it`,
          );
        const version = last.version + 1;
        await insertKey(tx, { kind: 'data', version, root: root.name, wrapped, madeAt: now, madeBy: by, activeAt: null, finishedAt: null });
        await poke(tx, deskItself, 'keys', new Date(now.getTime() + announcedMs));
        return { version };
      });
      await reload();
      return made;
    },
    watch: async () => {
      const unlisten = await database.listen('waybill_keys', reloadQuietly);
      // A notification is lost while the connection is; the age of what is known is bounded all the same.
      const timer = setInterval(reloadQuietly, lookAgainMs).unref();
      return async () => {
        clearInterval(timer);
        await unlisten();
        await loading?.catch(() => {});
      };
    },
  };
}
