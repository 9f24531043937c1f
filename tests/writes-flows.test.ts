import { afterEach, expect, test } from 'vitest';
import { listOutbox, writeView } from '#src/modules/writes/questions.ts';
import { simulatedDesk, type SimulatedDesk, upsNumbers } from './support/simulated-desk.ts';

const open: SimulatedDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
const start = async (...options: Parameters<typeof simulatedDesk>) => {
  const desk = await simulatedDesk(...options);
  open.push(desk);
  return desk;
};

test('a confirmation goes queued, accepted, verified, once', async () => {
  const desk = await start();
  const order = await desk.order({ items: [{ quantity: 2 }] });
  await desk.confirm(order);
  await desk.app.runner.runDue();
  expect(await desk.outcome(order.orderId)).toEqual(['accepted']);
  await desk.settle();
  expect(await desk.outcome(order.orderId)).toEqual(['verified']);
  expect(desk.simulator.control.order(order.orderId)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: upsNumbers[0], items: [{ quantity: 2 }] }] });
  expect(desk.simulator.control.effects()).toEqual([{ key: expect.stringContaining(order.orderId), times: 1 }]);
});
