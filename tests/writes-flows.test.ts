import { afterEach, describe, expect, test } from 'vitest';
import { changeWrite } from '#src/modules/writes/index.ts';
import { approve } from './support/approve.ts';
import { readEvents } from './support/read-events.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';

const open: SimulatedDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
const start = async (...options: Parameters<typeof simulatedDesk>) => {
  const desk = await simulatedDesk(...options);
  open.push(desk);
  return desk;
};
const [first, second] = upsNumbers;
const timesOf = (desk: SimulatedDesk) => desk.simulator.control.effects().map((effect) => effect.times);
const packagesOf = (desk: SimulatedDesk, orderId: string) =>
  desk.simulator.control.order(orderId)?.packages.map(({ trackingNumber, items }) => [trackingNumber, items[0]?.quantity]);

describe('a confirmation', () => {
  test('goes queued, accepted, verified, once, and the timeline tells it', async () => {
    const desk = await start();
    const order = await desk.order({ items: [{ quantity: 2 }] });
    await desk.confirm(order);
    expect(await desk.outcome(order.orderId)).toEqual(['queued']);
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['accepted']);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.order(order.orderId)?.status).toBe('SHIPPED');
    expect([packagesOf(desk, order.orderId), timesOf(desk)]).toEqual([[[first, 2]], [1]]);
    const events = await readEvents(desk, order.orderId, 'write.');
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['write.queued', 'Owner'],
      ['write.accepted', 'Amazon'],
      ['write.verified', 'Amazon'],
    ]);
  });

  test('of a part leaves the rest for a second package', async () => {
    const desk = await start();
    const order = await desk.order({ items: [{ quantity: 3 }] });
    const itemId = order.items[0]?.itemId ?? '';
    await desk.confirm(order, { items: [{ itemId, quantity: 1 }] });
    const { keys } = await desk.ask({
      action: 'confirm',
      packages: [{ accountId: desk.accountId, orderId: order.orderId, trackingNumber: second, items: [{ itemId, quantity: 3 }] }],
    });
    expect(keys).toEqual(['writes.skip.tooMany']);
    await desk.confirm(order, { trackingNumber: second });
    await desk.settle();
    expect(packagesOf(desk, order.orderId)).toEqual([
      [first, 1],
      [second, 2],
    ]);
    expect((await desk.writes(order.orderId)).map(({ state }) => state)).toEqual(['verified', 'verified']);
    expect(timesOf(desk)).toEqual([1, 1]);
  });

  test('that Amazon refuses is refused in its words', async () => {
    const desk = await start();
    const order = await desk.order({ regulated: true });
    // Amazon has taken its approval back since the desk looked.
    await approve(desk, order.orderId);
    await desk.confirm(order);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual([
      'rejected',
      'writes.rejected.byAmazon',
      expect.stringContaining(`The verification of order ${order.orderId} is not approved.`),
    ]);
    expect(desk.simulator.control.writes()).toEqual([]);
  });

  test('goes out with the nearest deadline first', async () => {
    const desk = await start();
    const days = [5, 2, 9, 1].map((day) => desk.clock.now().getTime() + day * 86_400_000);
    const orders = [];
    for (const latest of days) {
      const window = { earliest: new Date(latest - 3_600_000).toISOString(), latest: new Date(latest).toISOString() };
      orders.push(await desk.order({ shipBy: window }));
    }
    await desk.ask({
      action: 'confirm',
      packages: orders.map(({ orderId }, i) => ({ accountId: desk.accountId, orderId, trackingNumber: upsNumbers[i] ?? '' })),
    });
    await desk.settle();
    const [a, b, c, d] = orders.map((order) => order.orderId);
    expect(desk.simulator.control.writes().map((write) => write.orderId)).toEqual([d, b, a, c]);
  });

  test('waits while the account is not connected, and goes out by itself when it is', async () => {
    const desk = await start();
    const order = await desk.order();
    const setState = (state: string) =>
      desk.database.write([desk.accountId], (tx) =>
        tx.query({ text: 'UPDATE account SET state = $2 WHERE account_id = $1', values: [desk.accountId, state] }),
      );
    await setState('paused');
    desk.app.reconnect();
    await desk.confirm(order);
    await desk.settle(600_000);
    expect(await desk.outcome(order.orderId)).toEqual(['queued']);
    await setState('connected');
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
  });

  test('can be taken back until it is sent, and tried again', async () => {
    const desk = await start();
    const order = await desk.order();
    const writeId = await desk.confirm(order);
    await changeWrite(desk, desk.accountId, writeId, 'withdraw', 'Owner');
    await desk.settle(60_000);
    expect([await desk.outcome(order.orderId), desk.simulator.control.writes()]).toEqual([['withdrawn'], []]);
    await changeWrite(desk, desk.accountId, writeId, 'retry', 'Owner');
    await desk.settle();
    expect([await desk.outcome(order.orderId), timesOf(desk)]).toEqual([['verified'], [1]]);
    await expect(changeWrite(desk, desk.accountId, writeId, 'retry')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(changeWrite(desk, desk.accountId, '999', 'retry')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('whose answer is lost is not sent again while it may still show', async () => {
    const desk = await start({ confirmDelaySeconds: 600 });
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'reset-after', match: { operation: 'confirmShipment' }, count: 1 });
    await desk.confirm(order);
    await desk.settle();
    expect([await desk.outcome(order.orderId), timesOf(desk)]).toEqual([['verified'], [1]]);
  });

  test('that Amazon takes and never shows is called late, and a person may send it again', async () => {
    const desk = await start({ confirmDelaySeconds: 5 * 3600 });
    const order = await desk.order();
    const writeId = await desk.confirm(order);
    await desk.settle(4 * 3_600_000);
    expect(await desk.outcome(order.orderId)).toEqual(['accepted', 'writes.reason.lateToShow']);
    expect(timesOf(desk)).toEqual([1]);
    await changeWrite(desk, desk.accountId, writeId, 'retry', 'Owner');
    await desk.settle(12 * 3_600_000);
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.order(order.orderId)?.packages.filter((parcel) => !parcel.hidden)).toHaveLength(1);
  });
});

describe('a cancellation', () => {
  test('travels in a file and is verified', async () => {
    const desk = await start();
    const order = await desk.order({ items: [{ quantity: 2 }, { sku: 'B' }] });
    await desk.cancel(order);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.order(order.orderId)?.status).toBe('CANCELLED');
    expect(timesOf(desk)).toEqual([1]);
  });

  test('of many orders is one file, and one bad line stops no other', async () => {
    const desk = await start();
    const orders = await desk.orders(5);
    const [bad, ...good] = orders.map((order) => order.orderId);
    await desk.ask({
      action: 'cancel',
      orders: orders.map(({ orderId }) => ({ accountId: desk.accountId, orderId })),
      reason: 'NoInventory',
    });
    // Built and uploaded in one breath: what happens at Amazon while the file waits there is for Amazon to refuse.
    await desk.app.runner.runDue();
    const itemId = orders[0]?.items[0]?.itemId ?? '';
    const parcel = {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: first,
      shipDate: desk.simulator.control.now(),
      items: [{ itemId, quantity: 1 }],
    };
    desk.simulator.control.confirmInSellerCentral(bad ?? '', parcel);
    await desk.settle();
    expect(await desk.outcome(bad ?? '')).toEqual([
      'rejected',
      'writes.rejected.byAmazon',
      expect.stringContaining('already been shipped'),
    ]);
    for (const orderId of good) expect(await desk.outcome(orderId)).toEqual(['verified']);
    expect(desk.simulator.control.requests.all().filter(({ operation }) => operation === 'createFeed')).toHaveLength(1);
  });

  test('of a shipped order is refused at once, and so is the shipment of a cancelled one', async () => {
    const desk = await start();
    const shipped = await desk.order();
    await desk.confirm(shipped);
    const asked = {
      action: 'cancel' as const,
      orders: [{ accountId: desk.accountId, orderId: shipped.orderId }],
      reason: 'NoInventory' as const,
    };
    expect((await desk.ask(asked)).keys).toEqual(['writes.skip.confirmUnderWay']);
    await desk.settle();
    expect((await desk.ask(asked)).keys).toEqual(['writes.skip.cancelShipped']);

    const cancelled = await desk.order();
    await desk.cancel(cancelled);
    const parcel = { accountId: desk.accountId, orderId: cancelled.orderId, trackingNumber: second };
    expect((await desk.ask({ action: 'confirm', packages: [parcel] })).keys).toEqual(['writes.skip.cancelUnderWay']);
    await desk.settle();
    expect((await desk.ask({ action: 'confirm', packages: [parcel] })).keys).toEqual(['writes.skip.cancelled']);
  });

  test('that somebody else forestalls by shipping is not sent', async () => {
    const desk = await start();
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'createFeed' }, count: 1 });
    await desk.cancel(order);
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['queued']);
    const itemId = order.items[0]?.itemId ?? '';
    const parcel = {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: first,
      shipDate: desk.simulator.control.now(),
      items: [{ itemId, quantity: 1 }],
    };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.fetch(order.orderId);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.orderShipped']);
    expect(desk.simulator.control.order(order.orderId)?.status).toBe('SHIPPED');
  });

  test('of what was shipped in part meanwhile tells that the rest is cancelled', async () => {
    const desk = await start();
    const order = await desk.order({ items: [{ quantity: 3 }] });
    await desk.cancel(order);
    await desk.app.runner.runDue();
    const itemId = order.items[0]?.itemId ?? '';
    const parcel = {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: first,
      shipDate: desk.simulator.control.now(),
      items: [{ itemId, quantity: 1 }],
    };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified', 'writes.reason.restCancelled']);
  });
});
