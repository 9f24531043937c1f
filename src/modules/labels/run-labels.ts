import type { AccountId } from '#src/kernel/ids.ts';
import { blockOf, guardsOf } from '#src/modules/guards/questions.ts';
import { shipGuard } from '#src/modules/writes/questions.ts';
import type { Again } from '#src/platform/due.ts';
import { buyAsked } from './buy-asked.ts';
import { changeLabel } from './change-label.ts';
import { giveBack } from './give-back.ts';
import { inTurn, type LabelsDeps } from './labels-deps.ts';
import { lookForUnsure } from './look-for.ts';
import { numbersBack } from './may-label.ts';
import { setConfirmation } from './store.ts';
import { dueLabels, labelsOf, labelsToConfirm, nextLabelAt } from './views.ts';

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
const farAhead = new Date('9999-01-01T00:00:00Z');

/**
 * Due work `labels`: looks after what a dead process left, buys what was asked for, looks for what was lost, gives back, and
 * has bought labels confirmed. Runs for one account at a time only (the runner's lock), which makes `buying` mean "left behind".
 */
export const runLabels =
  (deps: LabelsDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const nextAt = () => database.read([accountId], (db) => nextLabelAt(db, accountId));
    if (!(await nextAt())) return 'rest';
    await inTurn(deps, accountId, async (tx) => {
      for (const label of await dueLabels(tx, accountId, 'buying', farAhead, 500))
        await changeLabel(tx, label, { state: 'unsure', reason: 'labels.reason.lostAnswer', nextAt: clock.now() }, clock.now());
    });
    const carriers = await deps.carriersOf(accountId);
    await lookForUnsure(deps, carriers, accountId);
    const quotaAt = await buyAsked(deps, carriers, accountId);
    await giveBack(deps, carriers, accountId);
    await confirmBought(deps, accountId);
    const next = await nextAt();
    if (!next) return 'rest';
    if (next > clock.now()) return next;
    // What is due waits for quota, or for its turn.
    return quotaAt !== undefined && quotaAt > clock.now() ? quotaAt : later(clock.now(), 1000);
  };

/** How often a confirmation is tried that a person has to let go on. */
const askAgainMs = 60_000;

/**
 * Labels of carriers that do not tell Amazon: the confirmation is asked for once, by the label's own key. Where a guard asks,
 * it waits for a person's word; a hard no is the answer to the confirmation itself. Where Amazon shows the parcel under the number
 * of a label that was given back, that package is changed instead. Amazon is not told of a sample.
 */
async function confirmBought(deps: LabelsDeps, accountId: AccountId): Promise<void> {
  const { database, clock } = deps;
  for (const label of await database.read([accountId], (db) => labelsToConfirm(db, accountId, clock.now()))) {
    const { orderId, labelId, tracking, offer, wish } = label;
    if (tracking === null) continue;
    if (label.receipt?.sample) {
      const never = { done: true, reason: 'labels.reason.sample', nextAt: clock.now() };
      await inTurn(deps, accountId, (tx) => setConfirmation(tx, label, never));
      continue;
    }
    const since = new Map([[orderId, label.askedAt]]);
    const { guards, unused } = await database.read([accountId], async (db) => {
      const back = numbersBack(await labelsOf(db, accountId, orderId));
      const guard = back.length === 0 ? undefined : await shipGuard(db, accountId, orderId, wish.items, clock.now(), back);
      return { guards: await guardsOf(db, accountId, [orderId], { stage: 'confirm', since }), unused: guard?.unused[0] };
    });
    const block = blockOf(guards.get(orderId) ?? []);
    if (block?.effect === 'ask') {
      const wait = { done: false, reason: block.key, nextAt: later(clock.now(), askAgainMs) };
      await inTurn(deps, accountId, (tx) => setConfirmation(tx, label, wait));
      continue;
    }
    const refusal = await deps.confirm({
      accountId,
      orderId,
      key: `label-${labelId}`,
      tracking,
      ...(unused ? { reference: unused.reference } : {}),
      carrier: offer.carrier,
      service: offer.service,
      items: wish.items.map(({ itemId, quantity, transparencyCodes }) => ({
        itemId,
        quantity,
        ...(transparencyCodes ? { transparencyCodes } : {}),
      })),
    });
    const change = { done: true, reason: refusal, nextAt: clock.now() };
    await inTurn(deps, accountId, (tx) => setConfirmation(tx, label, change));
  }
}
