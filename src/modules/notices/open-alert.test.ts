import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { matchAlerts, openAlert, resolveAlert } from './open-alert.ts';

let desk: TestDesk;
let accountId: string;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  accountId = await desk.addAccount();
});

const at = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-11-22T13:00:00Z');
const gap = (key: string, details = {}) => ({ accountId, kind: 'ledger.gap' as const, key, details, at });
const open = (alert: ReturnType<typeof gap>) => desk.database.write([accountId], (tx) => openAlert(tx, alert));
type Row = { key: string; details: Record<string, unknown>; resolvedAt: Date | null };
const rows = () =>
  desk.database.read([accountId], (db) =>
    db.query<Row>({
      text: 'SELECT key, details, resolved_at AS "resolvedAt" FROM alert WHERE account_id = $1 ORDER BY alert_id',
      values: [accountId],
    }),
  );
const dueTimes = () =>
  desk.database.read([], (db) =>
    db.query<{ pokes: string }>({ text: `SELECT pokes FROM due WHERE account_id = $1 AND work = 'tell'`, values: [accountId] }),
  );

describe('an alert', () => {
  it('is open once, and takes the newest details', async () => {
    await open(gap('2026-11-20', { orders: 1 }));
    await open(gap('2026-11-20', { orders: 2 }));
    await open(gap('2026-11-20', { orders: 2 }));
    expect(await rows()).toEqual([{ key: '2026-11-20', details: { orders: 2 }, resolvedAt: null }]);
  });

  it('is told of once', async () => {
    await open(gap('2026-11-20', { orders: 1 }));
    await open(gap('2026-11-20', { orders: 2 }));
    expect(await dueTimes()).toEqual([{ pokes: '0' }]);
  });

  it('is open once also when many open it at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => open(gap('same', { orders: n }))));
    expect(await rows()).toHaveLength(1);
  });

  it('goes with the transaction of its cause', async () => {
    const failing = desk.database.write([accountId], async (tx) => {
      await openAlert(tx, gap('x'));
      throw new Error('the cause did not come');
    });
    await expect(failing).rejects.toThrow('the cause did not come');
    expect(await rows()).toEqual([]);
  });

  it('is closed once, and opens anew when its cause comes again', async () => {
    await open(gap('x'));
    const close = (when: Date) =>
      desk.database.write([accountId], (tx) => resolveAlert(tx, { accountId, kind: 'ledger.gap', key: 'x', at: when }));
    await close(at);
    await close(later);
    await open(gap('x'));
    expect((await rows()).map(({ resolvedAt }) => resolvedAt)).toEqual([at, null]);
  });

  it('of another account with the same name is another one', async () => {
    const other = await desk.addAccount();
    await open(gap('x'));
    await desk.database.write([other], (tx) => resolveAlert(tx, { accountId: other, kind: 'ledger.gap', key: 'x', at }));
    expect((await rows()).map(({ resolvedAt }) => resolvedAt)).toEqual([null]);
  });
});

describe('matching', () => {
  it('opens what is new and closes what is gone, of its own kind alone', async () => {
    const match = (...keys: string[]) =>
      desk.database.write([accountId], (tx) =>
        matchAlerts(tx, { accountId, kind: 'ledger.gap', alerts: keys.map((key) => ({ key })), at: later }),
      );
    await desk.database.write([accountId], (tx) => openAlert(tx, { accountId, kind: 'sync.behind', key: 'sweep', at }));
    await match('a', 'b');
    await match('b', 'c');
    expect((await rows()).map(({ key, resolvedAt }) => [key, resolvedAt])).toEqual([
      ['sweep', null],
      ['a', later],
      ['b', null],
      ['c', null],
    ]);
  });
});
