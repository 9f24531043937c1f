import type { AccountId } from '#src/kernel/ids.ts';
import type { IntakeDeps } from '#src/modules/orders/index.ts';
import type { Again } from '#src/platform/due.ts';
import { inTurn } from './in-turn.ts';
import type { OrderWriter } from './ports.ts';
import { readBack } from './read-back.ts';
import { holdBack, isHeld, type Mode } from './read-only.ts';
import { sendQueued } from './send-queued.ts';
import type { Step } from './steps.ts';
import { leftSending, moveWrite } from './store.ts';
import { nextWriteAt } from './views.ts';

export type WritesDeps = IntakeDeps &
  Mode & {
    /** The connection to Amazon of an account; undefined when it is not connected. */
    writerOf: (accountId: AccountId) => Promise<OrderWriter | undefined>;
    /** Told before and after each step that a kill could fall between; tests kill there. */
    onStep?: (step: Step) => void;
  };

/** How many calls of a kind one run makes before it lets other work have a turn. */
const atOnce = 20;
/** An account that is not connected is looked at again so often while something waits. */
export const notConnectedMs = 60_000;

/**
 * Due work `writes`: looks after what a dead process left, sends what is queued by deadline, and reads back what was
 * handed over. Runs for one account at a time only (the runner's lock), which is what makes `sending` mean "left behind".
 */
export const runWrites =
  (deps: WritesDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const nextAt = () => database.read([accountId], (db) => nextWriteAt(db, accountId));
    const writer = await deps.writerOf(accountId);
    if (!writer) return (await nextAt()) ? new Date(clock.now().getTime() + notConnectedMs) : 'rest';
    await inTurn(database, accountId, async (tx) => {
      for (const write of await leftSending(tx, accountId))
        await moveWrite(tx, write, { state: 'sent', reason: 'writes.reason.lostAnswer', nextAt: clock.now() }, clock.now());
    });
    const held = await database.read([accountId], (db) => isHeld(db, accountId, deps));
    if (held) await inTurn(database, accountId, (tx) => holdBack(tx, accountId, clock.now()));
    const sendAgainAt = held ? undefined : await sendQueued(deps, writer, accountId, atOnce);
    const readAgainAt = await readBack(deps, writer, accountId, atOnce);
    const next = await nextAt();
    if (!next) return 'rest';
    // Out of quota for one of the two: what is due waits for the token, not for its own time.
    const waits = [sendAgainAt, readAgainAt].flatMap((at) => (at === undefined ? [] : [at.getTime()]));
    return waits.length > 0 && next <= clock.now() ? new Date(Math.min(...waits)) : next;
  };
