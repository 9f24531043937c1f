import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#src/platform/db.ts';
import { type TestDatabase, testDatabase } from '../../../tests/support/postgres.ts';
import { record } from './index.ts';
import { checkChain, selectEntries } from './questions.ts';

let test: TestDatabase;
let database: ReturnType<typeof openDatabase>;
let owner: pg.Client;
const now = new Date('2026-11-22T12:00:00Z');
const actor = { kind: 'person', id: 'ana', place: '192.0.2.1' } as const;
const add = (action: string, more: object = {}) => database.write([], (tx) => record(tx, now, { actor, action, ...more }));

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.connection, { size: 8 });
  owner = new pg.Client(test.connection);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await test.close();
});

describe('the audit', () => {
  it('stays one chain when many write at once, and keeps nothing of what was rolled back', async () => {
    const failing = database.write([], async (tx) => {
      await record(tx, now, { actor, action: 'failed' });
      throw new Error('no');
    });
    await Promise.all([...Array.from({ length: 30 }, (_, index) => add(`action.${index}`)), failing.catch(() => undefined)]);
    expect(await database.read([], checkChain)).toMatchObject({ ok: true, entries: 30, brokenAt: null });
    const found = await database.read([], (db) => selectEntries(db, [], { action: 'failed' }, undefined, 10));
    expect(found).toEqual([]);
  });

  it('is searched by subject, address and word, and shows no other account’s entries', async () => {
    await add('orders.annotate', { accountId: '7', subjects: ['113-1'], details: { reason: 'x' } });
    const find = (accounts: string[], text: string) => database.read([], (db) => selectEntries(db, accounts, { text }, undefined, 10));
    expect(await find(['7'], '113-1')).toHaveLength(1);
    expect(await find(['8'], '113-1')).toEqual([]);
    expect(await find(['7'], 'ANNOTATE')).toHaveLength(1);
    expect((await find(['7'], '192.0.2.1')).length).toBeGreaterThan(5);
  });

  it('cuts what is too long and what no database holds', async () => {
    await add('long', {
      subjects: Array.from({ length: 500 }, (_, index) => `s${index}`),
      details: { reason: `a\0${'x'.repeat(1_000)}\ud83d` },
    });
    const [entry] = await database.read([], (db) => selectEntries(db, [], { action: 'long' }, undefined, 1));
    expect(entry?.subjects).toHaveLength(100);
    expect(entry?.details['count']).toBe('500');
    expect(entry?.details['reason']?.length).toBeLessThanOrEqual(300);
  });

  it('cannot be changed by the desk, and shows what somebody else has changed', async () => {
    for (const text of [`UPDATE audit_entry SET place = 'x'`, 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])
      await expect(database.write([], (tx) => tx.query({ text }))).rejects.toThrow('permission denied');
    await owner.query(`UPDATE audit_entry SET actor_id = 'bob' WHERE seq = 3`);
    expect(await database.read([], checkChain)).toMatchObject({ ok: false, brokenAt: '3' });
    await owner.query(`UPDATE audit_entry SET actor_id = 'ana' WHERE seq = 3`);
    expect(await database.read([], checkChain)).toMatchObject({ ok: true });
    await owner.query('DELETE FROM audit_entry WHERE seq = 5');
    expect(await database.read([], checkChain)).toMatchObject({ ok: false, brokenAt: '6' });
  });
});
