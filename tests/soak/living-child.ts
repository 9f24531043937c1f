import { createInterface } from 'node:readline';
import type { Connection } from '#src/platform/connection.ts';
import { composeDesk } from '../support/compose-desk.ts';
import { live } from '../support/settle.ts';

/** What the parent wants of this desk; it comes in the variable WAYBILL_CHILD. */
export type LivingTask = { connection: Connection; simulatorUrl: string; accountId: string; timeoutMs: number; stepMs: number };

/**
 * A desk in a process of its own. Each line on its standard input is an instant: it lives until then, moving both clocks, and
 * says `done`. The parent may kill it at any moment.
 */
const task = JSON.parse(process.env['WAYBILL_CHILD'] ?? '') as LivingTask;
const answer = (await (await fetch(`${task.simulatorUrl}/_control/clock`)).json()) as { now: string };
const desk = composeDesk(task.connection, new Date(answer.now), { timeoutMs: task.timeoutMs });
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const ms = Date.parse(line) - desk.clock.now().getTime();
  await live(desk, task.simulatorUrl, ms, task.stepMs, () => desk.app.receivers.drain(task.accountId));
  process.stdout.write('done\n');
}
await desk.database.close();
