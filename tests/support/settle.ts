import { listOutbox } from '#src/modules/writes/questions.ts';
import type { ComposedDesk } from './compose-desk.ts';

type SimulatorClock = { now: string; nextDueAt: string | null };

const clockOf = async (url: string, change?: { now: string }): Promise<SimulatorClock> => {
  const init =
    change === undefined ? {} : { method: 'POST', body: JSON.stringify(change), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${url}/_control/clock`, init);
  if (!response.ok) throw new Error(`the simulator's clock: ${await response.text()}`);
  return (await response.json()) as SimulatorClock;
};

/** Moves both clocks together: the desk lives in the time of its shop. */
export async function moveClocks({ clock }: ComposedDesk, url: string, to: Date): Promise<void> {
  const { now } = await clockOf(url, { now: to.toISOString() });
  clock.set(new Date(now));
}

const mostRounds = 5_000;

/**
 * Steps both clocks from one due event to the next and runs what is due, until every write is finished or `horizonMs`
 * have passed in their time. Never waits in real time.
 */
export async function settle(desk: ComposedDesk, url: string, accountId: string, horizonMs = 3 * 3_600_000): Promise<void> {
  const { app, clock, database } = desk;
  const end = clock.now().getTime() + horizonMs;
  const isSettled = async () => (await database.read([accountId], (db) => listOutbox(db, 'open'))).length === 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const ran = await app.runner.runDue();
    if (await isSettled()) return;
    if (ran > 0) continue;
    const due = [(await app.runner.nextDueAt())?.getTime(), Date.parse((await clockOf(url)).nextDueAt ?? '')];
    const next = Math.min(...due.filter((at): at is number => at !== undefined && at > clock.now().getTime()));
    if (next > end) return;
    await moveClocks(desk, url, new Date(next));
  }
  throw new Error(`the desk does not come to rest within ${mostRounds} rounds`);
}

/**
 * Steps both clocks from one due event to the next, at least `stepMs` at a time, and runs what is due, for `ms` of their time.
 * `afterStep` may bring more to do, such as messages.
 */
export async function live(
  desk: ComposedDesk,
  url: string,
  ms: number,
  stepMs = 0,
  afterStep: () => Promise<unknown> = async () => {},
): Promise<void> {
  const { app, clock } = desk;
  const end = clock.now().getTime() + ms;
  for (;;) {
    if ((await app.runner.runDue()) > 0) continue;
    if (clock.now().getTime() >= end) return;
    const due = [(await app.runner.nextDueAt())?.getTime(), Date.parse((await clockOf(url)).nextDueAt ?? '')];
    const soonest = Math.min(...due.filter((at): at is number => at !== undefined && at > clock.now().getTime()));
    await moveClocks(desk, url, new Date(Math.min(end, Math.max(soonest, clock.now().getTime() + stepMs))));
    await afterStep();
  }
}
