import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { passGuard } from '#src/modules/guards/index.ts';
import { causeOf } from '#src/modules/guards/questions.ts';
import { teachBarcode } from '#src/modules/inventory/index.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import type { StationState } from './contract.ts';
import { atSession } from './do-acts.ts';
import { stationState } from './station-state.ts';
import { addActs } from './store.ts';
import type { Packer, PackingDeps, Work } from './work-at.ts';

/** Under this key a weight is allowed although it is not what was expected. */
const weightKey = 'packing.weight';

export type Permit = {
  keys: readonly string[];
  reason: string;
  /** Who allows it: the person at the station, or a supervisor beside them. */
  by: { id: string; name: string };
  actor: Actor;
};

/**
 * Somebody who may allows what a guard asks, or a weight that is not what was expected. Kept with the order, with the parcel
 * and in the audit. Throws NOT_ALLOWED_NOW where nothing asks, CONFLICT where the order no longer asks this.
 */
export async function override(deps: PackingDeps, packer: Packer, sessionId: string, permit: Permit): Promise<StationState> {
  await atSession(deps, packer, sessionId, true, async (work) => {
    const { tx, now } = work;
    const order = atHand(work);
    const { accountId } = order;
    const { orderId } = order.row;
    const { keys, reason, by, actor } = permit;
    for (const key of keys) {
      if (key === weightKey) {
        await allowWeight(work, permit);
        continue;
      }
      const guard = order.guards.find((each) => each.key === key && each.effect === 'ask');
      if (!guard) throw new AppError('CONFLICT', 'keys: the order does not ask this any more; look at it again');
      await passGuard(tx, accountId, orderId, { key, cause: causeOf(guard), reason }, { person: by.name, now });
      await addActs(
        tx,
        accountId,
        orderId,
        [{ kind: 'override', data: { key, reason } }],
        { person: by.name, station: work.session.station },
        now,
      );
    }
    const details = { keys: keys.join(' '), by: by.id, at: work.session.station };
    await record(tx, now, { actor, action: 'packing.override', accountId, subjects: [orderId, by.id], details });
  });
  return stationState(deps, packer, sessionId);
}

async function allowWeight(work: Work, { reason, by }: Permit): Promise<void> {
  const { accountId, row, content } = atHand(work);
  const { tx, now, session } = work;
  if (content.grams === null) throw new AppError('NOT_ALLOWED_NOW', 'keys: nobody has weighed this parcel yet');
  const data = { key: weightKey, reason, grams: content.grams };
  await addActs(tx, accountId, row.orderId, [{ kind: 'override', data }], { person: by.name, station: session.station }, now);
  await appendEvents(tx, accountId, [
    {
      orderId: row.orderId,
      at: now,
      kind: 'packing.override',
      origin: 'person',
      actor: by.name,
      source: 'desk',
      data: { grams: content.grams },
    },
  ]);
}

/** Says which product an unknown barcode is; noted in the audit. Throws NOT_FOUND, CONFLICT. */
export async function teach(
  deps: PackingDeps,
  packer: Packer,
  sessionId: string,
  { code, productId }: { code: string; productId: string },
  actor: Actor,
): Promise<StationState> {
  await atSession(deps, packer, sessionId, false, async ({ tx, now }) => {
    await teachBarcode(tx, productId, code.trim(), now);
    await record(tx, now, { actor, action: 'barcode.taught', subjects: [productId], details: { code } });
  });
  return stationState(deps, packer, sessionId);
}

function atHand({ order }: Work) {
  if (!order) throw new AppError('NOT_ALLOWED_NOW', 'no order is at this station, or somebody else has it now');
  return order;
}
