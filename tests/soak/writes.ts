import { parseArgs } from 'node:util';
import { steps } from '#src/modules/writes/steps.ts';
import { FAULT_KINDS, type FaultKind } from '../../simulator/faults/fault.ts';
import { createRandom } from '../../simulator/shop/random.ts';
import { putFaults } from '../support/put-faults.ts';
import { runChildDesk } from '../support/run-child-desk.ts';
import { type SimulatedDesk, simulatedDesk, upsNumbers } from '../support/simulated-desk.ts';
import { allVerified, threeWrites, whatIsTrue } from '../support/three-writes.ts';
import type { ChildTask } from './desk-child.ts';
import type { Soak } from './main.ts';
import { type SoakServer, soakServer } from './soak-server.ts';

const options = `  --step <step>    only kills at this step
  --fault <kind>   only this fault of the simulator
  --rounds <n>     rounds of 100 orders with kills at random moments (default 5)
  --seed <n>       of those moments (default 1)`;

const timeoutMs = 500;
/** The others hit reports and notifications, which no write needs. */
const faultKinds = FAULT_KINDS.filter((kind) => !/-(rows|notification)$/.test(kind));
/** A confirmation goes out first, the edit second: each meets the kill. */
const allKills = steps.flatMap((step) => (step.startsWith('confirm') ? [1, 2] : [1]).map((nth) => ({ step, nth })));

/**
 * Every step of a write × every fault of the simulator: a desk in a process of its own kills itself at the step while
 * each call that a write needs meets the fault once; another desk takes over. Then the simulator must have had each
 * effect exactly once, and the desk must say what is true.
 */
export const writes: Soak = {
  summary: 'kill -9 at every step of a write, with every fault of the simulator',
  options,
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        step: { type: 'string' },
        fault: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        seed: { type: 'string', default: '1' },
      },
    });
    const kills = allKills.filter(({ step }) => values.step === undefined || step === values.step);
    const kinds = faultKinds.filter((kind) => values.fault === undefined || kind === values.fault);
    const server = await soakServer();
    const began = Date.now();
    let tried = 0;
    let failed = 0;
    const attempt = async (what: string, work: () => Promise<string[]>) => {
      const from = Date.now();
      const problems = await work().catch((error: unknown) => [String(error)]);
      tried += 1;
      if (problems.length > 0) failed += 1;
      const seconds = ((Date.now() - from) / 1000).toFixed(1).padStart(6);
      console.log(
        `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what.padEnd(48)} ${seconds} s${problems.map((line) => `\n       ${line}`).join('')}`,
      );
    };
    try {
      for (const kind of kinds)
        await withDesk(server, async (desk) => {
          for (const kill of kills) await attempt(`${kill.step} (${kill.nth}) × ${kind}`, () => pair(desk, kill, kind));
        });
      const random = createRandom(`${values.seed}/soak-writes`);
      for (let round = 1; round <= Number(values.rounds); round += 1)
        await withDesk(server, (desk) =>
          attempt(`100 orders, kills at random moments, round ${round}`, () => bulk(desk, (low, high) => random.int(low, high))),
        );
    } finally {
      await server.close();
    }
    console.log(`${tried - failed} held, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s`);
    return failed;
  },
};

async function withDesk(server: SoakServer, work: (desk: SimulatedDesk) => Promise<void>): Promise<void> {
  const database = await server.fresh();
  const desk = await simulatedDesk({ database, timeoutMs });
  try {
    await work(desk);
  } finally {
    await desk.close();
    await database.close();
  }
}

const taskOf = (desk: SimulatedDesk): ChildTask => ({
  connection: desk.connection,
  simulatorUrl: desk.simulator.url,
  accountId: desk.accountId,
  timeoutMs,
});

/** Lets the desk of this process go on where the killed one stopped, in the time that it had reached. */
async function recover(desk: SimulatedDesk): Promise<void> {
  desk.clock.set(new Date(desk.simulator.control.now()));
  await desk.settle(72 * 3_600_000);
}

async function pair(desk: SimulatedDesk, kill: NonNullable<ChildTask['kill']>, kind: FaultKind): Promise<string[]> {
  desk.simulator.control.faults.clear();
  const { orderIds, ask } = await threeWrites(desk);
  putFaults(desk.simulator.control, kind, timeoutMs);
  await ask();
  const { killed } = await runChildDesk({ ...taskOf(desk), kill });
  await recover(desk);
  const { states, problems } = await whatIsTrue(desk, orderIds);
  return [
    ...(killed ? [] : ['the step was never reached']),
    ...problems,
    ...(states.join() === allVerified.join() ? [] : [`the writes are ${states.join(', ')}`]),
  ];
}

async function bulk(desk: SimulatedDesk, between: (low: number, high: number) => number): Promise<string[]> {
  const orders = await desk.orders(100);
  const { control } = desk.simulator;
  for (const kind of ['throttle', 'server-error', 'reset-before', 'reset-after'] as const)
    control.faults.add({ kind, probability: 0.1, count: 10, match: { operation: 'confirmShipment' } });
  await desk.ask({
    action: 'confirm',
    packages: orders.map(({ orderId }) => ({ accountId: desk.accountId, orderId, trackingNumber: upsNumbers[0] })),
  });
  let kills = 0;
  for (let tries = 0; tries < 8; tries += 1) kills += (await runChildDesk(taskOf(desk), between(5, 700))).killed ? 1 : 0;
  await recover(desk);
  const { states, problems } = await whatIsTrue(
    desk,
    orders.map((order) => order.orderId),
  );
  const open = states.filter((state) => state !== 'verified');
  return [
    ...problems,
    ...(open.length === 0 ? [] : [`${open.length} writes are not verified`]),
    ...(kills > 0 ? [] : ['nothing was killed']),
  ];
}
