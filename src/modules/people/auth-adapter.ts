import { type AdapterFactory, type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import type { BetterAuthOptions } from 'better-auth/minimal';
import type { Database } from '#src/platform/db.ts';
import { addToRow, type Condition, countRows, deleteRows, insertRow, selectRows, updateRows } from './auth-store.ts';
import { tokenHash } from './token-hash.ts';

const sessions = 'person_session';

/**
 * better-auth over our database: each call is one statement. The tokens of sessions are hashed on their way in, so that
 * nobody who reads the table can use them; who asks by a token gets it back as it was given.
 */
export const databaseAdapter = (database: Database): AdapterFactory<BetterAuthOptions> =>
  createAdapterFactory({
    config: { adapterId: 'waybill', adapterName: 'Waybill', supportsJSON: false, supportsDates: true, supportsBooleans: true },
    adapter: ({ getFieldName }) => ({
      create: async ({ model, data }) => {
        const row = await database.write([], (tx) => insertRow(tx, model, hidden(model, data)));
        return shown(model, row, data['token']) as typeof data;
      },
      findOne: async <T>({ model, where }: { model: string; where: readonly Condition[] }) => {
        const [row] = await database.read([], (db) => selectRows(db, model, hiddenIn(model, where), { limit: 1 }));
        return row ? (shown(model, row, givenToken(model, where)) as T) : null;
      },
      findMany: async <T>({ model, where = [], limit, offset, sortBy }: FindMany) =>
        (await database.read([], (db) =>
          selectRows(db, model, hiddenIn(model, where), {
            limit,
            ...(offset === undefined ? {} : { offset }),
            // The one name that comes as better-auth calls it and not as our column is called.
            ...(sortBy === undefined ? {} : { sortBy: { ...sortBy, field: getFieldName({ model, field: sortBy.field }) } }),
          }),
        )) as T[],
      count: ({ model, where = [] }) => database.read([], (db) => countRows(db, model, hiddenIn(model, where))),
      update: async <T>({ model, where, update }: { model: string; where: readonly Condition[]; update: T }) => {
        const set = hidden(model, update as Record<string, unknown>);
        const [row] = await database.write([], (tx) => updateRows(tx, model, hiddenIn(model, where), set, 'one'));
        return row ? (shown(model, row, givenToken(model, where)) as T) : null;
      },
      updateMany: async ({ model, where, update }) =>
        (await database.write([], (tx) => updateRows(tx, model, hiddenIn(model, where), hidden(model, update), 'all'))).length,
      delete: async ({ model, where }) => {
        await database.write([], (tx) => deleteRows(tx, model, hiddenIn(model, where), 'one'));
      },
      deleteMany: async ({ model, where }) =>
        (await database.write([], (tx) => deleteRows(tx, model, hiddenIn(model, where), 'all'))).length,
      consumeOne: async <T>({ model, where }: { model: string; where: readonly Condition[] }) => {
        const [row] = await database.write([], (tx) => deleteRows(tx, model, hiddenIn(model, where), 'one'));
        return row ? (shown(model, row, givenToken(model, where)) as T) : null;
      },
      incrementOne: async <T>({ model, where, increment, set = {} }: IncrementOne) => {
        const row = await database.write([], (tx) => addToRow(tx, model, hiddenIn(model, where), increment, hidden(model, set)));
        return row ? (shown(model, row, givenToken(model, where)) as T) : null;
      },
    }),
  });

type FindMany = Parameters<CustomAdapter['findMany']>[0];
type IncrementOne = Parameters<NonNullable<CustomAdapter['incrementOne']>>[0];

const hidden = (model: string, row: Record<string, unknown>): Record<string, unknown> =>
  model === sessions && typeof row['token'] === 'string' ? { ...row, token: tokenHash(row['token']) } : row;

const hiddenIn = (model: string, where: readonly Condition[]): readonly Condition[] =>
  model === sessions ? where.map((each) => (each.field === 'token' ? { ...each, value: hashes(each.value) } : each)) : where;

const hashes = (value: unknown): unknown => {
  if (typeof value === 'string') return tokenHash(value);
  return Array.isArray(value) ? value.map((each) => tokenHash(String(each))) : value;
};

const givenToken = (model: string, where: readonly Condition[]): unknown =>
  model === sessions ? where.find(({ field, operator }) => field === 'token' && (operator ?? 'eq') === 'eq')?.value : undefined;

const shown = (model: string, row: Record<string, unknown>, token: unknown): Record<string, unknown> =>
  model === sessions && typeof token === 'string' ? { ...row, token } : row;
