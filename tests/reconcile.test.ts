import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapRows } from '#src/modules/ledger/questions.ts';
import { knownOrders } from '#src/modules/orders/intake-store.ts';
import { compareOrder } from './support/compare-orders.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

const minute = 60_000;
const hour = 60 * minute;
let desk: SimulatedDesk;
beforeAll(async () => {
  desk = await simulatedDesk({ backfill: true });
  await desk.live(hour, 5 * minute);
});
afterAll(() => desk.close());

const control = () => desk.simulator.control;
const leaveOut = (orderId: string) => control().faults.add({ kind: 'omit-order', match: { operation: 'searchOrders', orderId } });
const held = async (orderId: string) =>
  (await desk.database.write([desk.accountId], (tx) => knownOrders(tx, desk.accountId, [orderId]))).get(orderId);
const differences = async (orderId: string): Promise<string[]> => {
  const [known, order, account] = [await held(orderId), control().order(orderId), control().accounts()[0]];
  return known && order && account ? compareOrder(known, order, account, control().now()) : ['it is not here'];
};

describe('what the night finds', () => {
  it('an order that the list never shows is fetched in full, also when nobody has to ship it any more', async () => {
    const { orderId } = control().createShopOrder({ fulfilledBy: 'AMAZON', items: 1 });
    leaveOut(orderId);
    control().ship(orderId);
    await desk.live(26 * hour, 15 * minute);
    expect((await held(orderId))?.depth).toBe('full');
    const gaps = await desk.database.read([desk.accountId], (db) => gapRows(db, 100));
    expect(gaps.find((gap) => gap.orderId === orderId)).toMatchObject({ foundBy: 'report', filledAt: expect.any(Date) });
    expect(await differences(orderId)).toEqual([]);
  });

  it('of an order that is here in full, a change that the list left out is fetched too', async () => {
    const order = await desk.order({ items: [{ quantity: 2 }] });
    const { orderId } = order;
    leaveOut(orderId);
    const [item] = order.items;
    control().confirmInSellerCentral(orderId, {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: upsNumbers[0],
      shipDate: control().now(),
      items: [{ itemId: item?.itemId ?? '', quantity: 2 }],
    });
    await desk.live(hour, 5 * minute);
    expect(await differences(orderId)).not.toEqual([]);
    await desk.live(26 * hour, 15 * minute);
    expect((await held(orderId))?.status).toBe('shipped');
    expect(await differences(orderId)).toEqual([]);
  });
});
