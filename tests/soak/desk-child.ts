import type { Step } from '#src/modules/writes/index.ts';
import type { Connection } from '#src/platform/connection.ts';
import { composeDesk } from '../support/compose-desk.ts';
import { settle } from '../support/settle.ts';

/** What the parent wants of a desk in a process of its own; it comes in the variable WAYBILL_CHILD. */
export type ChildTask = {
  connection: Connection;
  simulatorUrl: string;
  accountId: string;
  timeoutMs: number;
  /** The process kills itself when it comes to this step for the nth time; `any` counts every step. */
  kill?: { step: Step | 'any'; nth: number };
};

const task = JSON.parse(process.env['WAYBILL_CHILD'] ?? '') as ChildTask;
let met = 0;
const onStep = (step: Step) => {
  if (!task.kill || (task.kill.step !== 'any' && task.kill.step !== step)) return;
  met += 1;
  if (met === task.kill.nth) process.kill(process.pid, 'SIGKILL');
};
const answer = (await (await fetch(`${task.simulatorUrl}/_control/clock`)).json()) as { now: string };
const desk = composeDesk(task.connection, new Date(answer.now), { onStep, timeoutMs: task.timeoutMs });
// The parent may want to kill it at any moment from here on.
process.stdout.write('ready\n');
await settle(desk, task.simulatorUrl, task.accountId, 48 * 3_600_000);
await desk.database.close();
