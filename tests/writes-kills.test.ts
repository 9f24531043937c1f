import { afterAll, beforeAll, expect, test } from 'vitest';
import { steps } from '#src/modules/writes/steps.ts';
import { runChildDesk } from './support/run-child-desk.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from './support/simulated-desk.ts';
import { allVerified, threeWrites, whatIsTrue } from './support/three-writes.ts';

let desk: SimulatedDesk;
beforeAll(async () => {
  desk = await simulatedDesk();
});
afterAll(() => desk?.close());

const taskOf = () => ({ connection: desk.connection, simulatorUrl: desk.simulator.url, accountId: desk.accountId, timeoutMs: 20_000 });
/** The desk of this process goes on in the time that the killed one had reached. */
const recover = async () => {
  desk.clock.set(new Date(desk.simulator.control.now()));
  await desk.settle(48 * 3_600_000);
};

// A confirmation goes out first, the edit second: each meets the kill.
const kills = steps.flatMap((step) =>
  step.startsWith('confirm')
    ? [
        { step, nth: 1 },
        { step, nth: 2 },
      ]
    : [{ step, nth: 1 }],
);

test.each(kills)('kill -9 at $step, time $nth: each write happens once and says so', async (kill) => {
  const { orderIds, ask } = await threeWrites(desk);
  await ask();
  expect(await runChildDesk({ ...taskOf(), kill })).toEqual({ killed: true });
  await recover();
  expect(await whatIsTrue(desk, orderIds)).toEqual({ states: allVerified, problems: [] });
});

test('kill -9 again and again while a hundred orders are confirmed: each is confirmed once', async () => {
  const orders = await desk.orders(100);
  await desk.ask({
    action: 'confirm',
    packages: orders.map(({ orderId }) => ({ accountId: desk.accountId, orderId, trackingNumber: upsNumbers[0] })),
  });
  for (const nth of [7, 23, 40]) expect(await runChildDesk({ ...taskOf(), kill: { step: 'any', nth } })).toEqual({ killed: true });
  await runChildDesk(taskOf(), 150);
  await recover();
  const { states, problems } = await whatIsTrue(
    desk,
    orders.map((order) => order.orderId),
  );
  expect(problems).toEqual([]);
  expect(new Set(states)).toEqual(new Set(['verified']));
});
