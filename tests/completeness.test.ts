import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChains, gapRows, ledgerRows } from '#src/modules/ledger/questions.ts';
import { backfills } from '#src/modules/reports/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

const hour = 3_600_000;
const day = 24 * hour;
let desk: SimulatedDesk;
beforeAll(async () => {
  desk = await simulatedDesk({ orders: 150, backfill: true });
});
afterAll(() => desk.close());

const read = <T>(question: (db: Db) => Promise<T>) => desk.database.read([desk.accountId], question);
const held = async () => {
  const rows = await read((db) =>
    db.query<{ id: string }>({ text: 'SELECT order_id AS id FROM orders WHERE account_id = $1', values: [desk.accountId] }),
  );
  return new Set(rows.map(({ id }) => id));
};
const chain = async () => (await read((db) => checkChains(db, desk.sealing)))[0];

describe('the proof of completeness', () => {
  it('reads the past in reports, and every order of it is here', async () => {
    await desk.live(3 * hour, hour / 12);
    expect(await read(backfills)).toMatchObject([{ slices: 25, done: 25, failed: 0, paused: false }]);
    const here = await held();
    expect(desk.simulator.control.orders().filter(({ orderId }) => !here.has(orderId))).toEqual([]);
  });

  it('closes days once they are over and every source agrees, and the chain holds', async () => {
    await desk.live(2 * day, hour);
    const rows = await read((db) => ledgerRows(db, '2026-11-10', '2026-11-20'));
    expect(rows.filter(({ state }) => state !== 'closed').map(({ day: on, waitsFor }) => [on, waitsFor])).toEqual([]);
    expect(rows.some((row) => row.held > 0)).toBe(true);
    expect(await chain()).toMatchObject({ brokenAt: null });
    expect((await chain())?.entries).toBeGreaterThan(365);
  });

  it('finds an order that the list left out, by the report, and fetches it', async () => {
    const lost = desk.simulator.control.createOrders({ count: 3, status: 'UNSHIPPED' })[1]?.orderId ?? '';
    desk.simulator.control.faults.add({ kind: 'omit-order', match: { operation: 'searchOrders', orderId: lost } });
    await desk.live(hour, hour / 6);
    expect((await held()).has(lost)).toBe(false);
    await desk.live(2 * day, hour);
    expect((await held()).has(lost)).toBe(true);
    const gaps = await read((db) => gapRows(db, 100));
    expect(gaps.filter(({ orderId }) => orderId === lost)).toMatchObject([
      { foundBy: 'report', missedBy: 'search', filledAt: expect.any(Date) },
    ]);
  });

  it('reopens a closed day visibly when it no longer holds what it held, and says what it waits for', async () => {
    const before = (await chain())?.entries ?? 0;
    await desk.database.write([desk.accountId], async (tx) => {
      await tx.query({
        text: `DELETE FROM orders WHERE account_id = $1 AND order_id = (SELECT order_id FROM orders WHERE account_id = $1 AND status = 'shipped'
          AND purchased_at < '2026-11-15' ORDER BY purchased_at DESC LIMIT 1)`,
        values: [desk.accountId],
      });
      await tx.query({ text: `UPDATE ledger_day SET dirty = true WHERE account_id = $1 AND day < '2026-11-15'`, values: [desk.accountId] });
    });
    await desk.live(hour, hour / 2);
    expect(await chain()).toMatchObject({ entries: before + 1, brokenAt: null });
    const rows = await read((db) => ledgerRows(db, '2026-11-01', '2026-11-15'));
    expect(rows.filter(({ state }) => state !== 'closed')).toMatchObject([{ state: 'gap', waitsFor: ['short'] }]);
  });
});
