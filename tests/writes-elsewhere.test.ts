import { afterEach, describe, expect, test } from 'vitest';
import { changeWrite } from '#src/modules/writes/index.ts';
import { listOutbox } from '#src/modules/writes/questions.ts';
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
const [first, second, third] = upsNumbers;
const timesOf = (desk: SimulatedDesk) => desk.simulator.control.effects().map((effect) => effect.times);
const packagesOf = (desk: SimulatedDesk, orderId: string) =>
  desk.simulator.control.order(orderId)?.packages.map(({ trackingNumber, items }) => [trackingNumber, items[0]?.quantity]);

describe('an edit', () => {
  const confirmed = async (...options: Parameters<typeof simulatedDesk>) => {
    const desk = await start(...options);
    const order = await desk.order({ items: [{ quantity: 2 }] });
    await desk.confirm(order, { shippingMethod: 'Ground' });
    await desk.settle();
    const reference = desk.simulator.control.order(order.orderId)?.packages[0]?.reference ?? '';
    return { desk, order, reference, parcel: () => desk.simulator.control.order(order.orderId)?.packages[0] };
  };

  test('changes what was asked for and nothing else', async () => {
    const { desk, order, reference, parcel } = await confirmed();
    const before = parcel();
    await desk.step(3_600_000);
    await desk.edit(order, { reference, trackingNumber: second });
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(parcel()).toMatchObject({ trackingNumber: second, shipDate: before?.shipDate, shippingMethod: 'Ground', items: before?.items });
    expect(timesOf(desk)).toEqual([1, 1]);
  });

  test('of the carrier alone is sent, and verified by the carrier', async () => {
    const { desk, order, reference, parcel } = await confirmed();
    await desk.edit(order, { reference, carrierCode: 'FedEx' });
    expect(await desk.outcome(order.orderId)).toEqual(['queued']);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(parcel()).toMatchObject({ carrierCode: 'FedEx', trackingNumber: first });
  });

  test('gives way to a change in Seller Central that the desk has not seen', async () => {
    const { desk, order, reference, parcel } = await confirmed();
    await desk.edit(order, { reference, trackingNumber: second });
    const items = [{ itemId: order.items[0]?.itemId ?? '', quantity: 2 }];
    const theirs = { reference, carrierCode: 'UPS', trackingNumber: third, shipDate: desk.simulator.control.now(), items };
    desk.simulator.control.confirmInSellerCentral(order.orderId, theirs);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.changedElsewhere']);
    expect(parcel()?.trackingNumber).toBe(third);
  });

  test('gives way also when it had to wait for quota', async () => {
    const { desk, order, reference, parcel } = await confirmed();
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'confirmShipment' }, count: 1 });
    await desk.edit(order, { reference, trackingNumber: second });
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['queued']);
    const items = [{ itemId: order.items[0]?.itemId ?? '', quantity: 2 }];
    const theirs = { reference, carrierCode: 'UPS', trackingNumber: third, shipDate: desk.simulator.control.now(), items };
    desk.simulator.control.confirmInSellerCentral(order.orderId, theirs);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.changedElsewhere']);
    expect(parcel()?.trackingNumber).toBe(third);
  });

  test('whose answer was lost does not go over a change that came after it', async () => {
    const { desk, order, reference, parcel } = await confirmed();
    desk.simulator.control.faults.add({ kind: 'reset-before', match: { operation: 'confirmShipment' }, count: 1 });
    await desk.edit(order, { reference, trackingNumber: second });
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['sent', 'writes.reason.lostAnswer']);
    const items = [{ itemId: order.items[0]?.itemId ?? '', quantity: 2 }];
    const theirs = { reference, carrierCode: 'UPS', trackingNumber: third, shipDate: desk.simulator.control.now(), items };
    desk.simulator.control.confirmInSellerCentral(order.orderId, theirs);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.changedElsewhere']);
    expect(parcel()?.trackingNumber).toBe(third);
  });

  test('of one order that cannot be read stops no other', async () => {
    const { desk, order, reference } = await confirmed();
    const other = await desk.order();
    desk.simulator.control.faults.add({ kind: 'missing-field', match: { operation: 'getOrder', orderId: order.orderId }, count: 3 });
    await desk.edit(order, { reference, trackingNumber: second });
    await desk.confirm(other, { trackingNumber: third });
    await desk.step(1000);
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['queued', 'writes.reason.notReadable']);
    expect(await desk.outcome(other.orderId)).toEqual(['accepted']);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
  });
});

describe('somebody else', () => {
  test('cancels between the asking and the sending: nothing is sent', async () => {
    const desk = await start();
    const order = await desk.order();
    const cancelled = await desk.order();
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'confirmShipment' }, count: 1 });
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'createFeed' }, count: 1 });
    await desk.confirm(order);
    await desk.cancel(cancelled);
    await desk.app.runner.runDue();
    desk.simulator.control.cancel(order.orderId, 'BUYER', 'Changed mind');
    desk.simulator.control.cancel(cancelled.orderId, 'BUYER', 'Changed mind');
    await desk.fetch(order.orderId, cancelled.orderId);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.orderCancelled']);
    expect(await desk.outcome(cancelled.orderId)).toEqual(['verified', 'writes.reason.doneElsewhere']);
    expect(desk.simulator.control.writes()).toEqual([]);
  });

  test('ships while ours waits for quota: the rules are asked again, and Amazon is not even called', async () => {
    const desk = await start();
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'throttle', match: { operation: 'confirmShipment' }, count: 1 });
    await desk.confirm(order);
    await desk.app.runner.runDue();
    const items = [{ itemId: order.items[0]?.itemId ?? '', quantity: 1 }];
    const parcel = { reference: '1', carrierCode: 'UPS', trackingNumber: third, shipDate: desk.simulator.control.now(), items };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.fetch(order.orderId);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.skip.shipped']);
    const calls = desk.simulator.control.requests.all().filter(({ operation }) => operation === 'confirmShipment');
    expect(calls.map(({ status }) => status)).toEqual([429]);
  });

  test('cancels unseen: Amazon refuses, and the desk says so', async () => {
    const desk = await start();
    const order = await desk.order();
    await desk.confirm(order);
    desk.simulator.control.cancel(order.orderId, 'BUYER', 'Changed mind');
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['rejected', 'writes.rejected.orderCancelled']);
    expect(desk.simulator.control.writes()).toEqual([]);
  });

  test('ships in Seller Central unseen: Amazon keeps theirs, and the desk says so', async () => {
    const desk = await start();
    const order = await desk.order();
    await desk.confirm(order);
    const itemId = order.items[0]?.itemId ?? '';
    const parcel = {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: third,
      shipDate: desk.simulator.control.now(),
      items: [{ itemId, quantity: 1 }],
    };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual([
      'rejected',
      'writes.rejected.byAmazon',
      expect.stringContaining('already been shipped'),
    ]);
    expect(packagesOf(desk, order.orderId)).toEqual([[third, 1]]);
  });

  test('confirms the very parcel first, in part: it is not confirmed twice', async () => {
    const desk = await start();
    const order = await desk.order({ items: [{ quantity: 2 }] });
    const itemId = order.items[0]?.itemId ?? '';
    await desk.confirm(order, { items: [{ itemId, quantity: 1 }] });
    const parcel = {
      reference: '1',
      carrierCode: 'UPS',
      trackingNumber: first,
      shipDate: desk.simulator.control.now(),
      items: [{ itemId, quantity: 1 }],
    };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified', 'writes.reason.doneElsewhere']);
    expect(packagesOf(desk, order.orderId)).toEqual([[first, 1]]);
  });

  test('changes our package before we have seen it: theirs stays, ours is not sent again', async () => {
    const desk = await start();
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'reset-after', match: { operation: 'confirmShipment' }, count: 1 });
    await desk.confirm(order);
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['sent', 'writes.reason.lostAnswer']);
    const { reference = '', items = [] } = desk.simulator.control.order(order.orderId)?.packages[0] ?? {};
    const parcel = { reference, carrierCode: 'UPS', trackingNumber: third, shipDate: desk.simulator.control.now(), items };
    desk.simulator.control.confirmInSellerCentral(order.orderId, parcel);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified', 'writes.reason.changedSince']);
    expect(packagesOf(desk, order.orderId)?.at(-1)).toEqual([third, 1]);
    expect(desk.simulator.control.writes()).toHaveLength(2);
  });

  test('what was refused stands in the outbox until it is put aside', async () => {
    const desk = await start();
    const order = await desk.order({ regulated: true });
    const writeId = await desk.confirm(order);
    await desk.settle();
    const refused = () => desk.database.read([desk.accountId], (db) => listOutbox(db, 'rejected'));
    expect((await refused()).map((write) => write.writeId)).toEqual([writeId]);
    await changeWrite(desk, desk.accountId, writeId, 'withdraw', 'Owner');
    expect(await refused()).toEqual([]);
  });
});
