import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { inLabelTurn, voidLabel } from '#src/modules/labels/index.ts';
import { type Label, labelsOf } from '#src/modules/labels/questions.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import type { Db } from '#src/platform/db.ts';
import type { PackParcel } from './contract.ts';
import { hasBegun } from './order-now.ts';
import { lockOf, openActs, orderRow } from './order-views.ts';
import { labelOfParcel } from './parcel-label.ts';
import { reopen } from './parcel-store.ts';
import { oneParcel, type ParcelRow } from './parcel-views.ts';
import { parcelViews } from './station-state.ts';
import { settingsRow } from './station-views.ts';
import { freeBefore, type Packer, type PackingDeps } from './work-at.ts';

/**
 * Opens a finished parcel again: what lay in it lies in the open one. A label that was bought for it and not used is given
 * back first. Throws NOT_FOUND, NOT_ALLOWED_NOW while its label is being bought or was used, while another parcel of the
 * order is begun, or somebody else has the order.
 */
export async function reopenParcel(
  deps: PackingDeps,
  accountId: AccountId,
  parcelId: string,
  by: Pick<Packer, 'id' | 'name'>,
): Promise<PackParcel> {
  const { database, clock } = deps;
  // Everything that stands against it is looked for before a label is given back, and again under the locks.
  const { label, used } = await database.read([accountId], async (db) => {
    const now = await labelNow(db, accountId, parcelId);
    await refuseWhileInHand(db, now.parcel, by.id, clock.now());
    return now;
  });
  if (label?.state === 'bought') {
    if (used) throw refuse('its label was used: the carrier has the parcel');
    await voidLabel(deps.labels, accountId, label.labelId, by.name);
  }
  return inLabelTurn(deps.labels, accountId, async (tx) => {
    const now = clock.now();
    const { parcel, label: left } = await labelNow(tx, accountId, parcelId);
    if (left && left.state !== 'voiding' && left.state !== 'voided' && left.state !== 'refused')
      throw refuse('its label is being bought: wait until that is settled');
    await refuseWhileInHand(tx, parcel, by.id, now);
    await reopen(tx, accountId, parcel.orderId, parcelId, by.name, now);
    await appendEvents(tx, accountId, [
      {
        orderId: parcel.orderId,
        at: now,
        kind: 'parcel.reopened',
        origin: 'person',
        actor: by.name,
        source: 'desk',
        data: { parcelId },
      },
    ]);
    const [view] = await parcelViews(tx, [{ ...parcel, state: 'reopened', reopenedBy: by.name, reopenedAt: now }]);
    if (!view) throw refuse('it is not here');
    return view;
  });
}

/** Throws NOT_ALLOWED_NOW while another person has the order, or another parcel of it is begun. */
async function refuseWhileInHand(db: Db, { accountId, orderId }: ParcelRow, personId: string, now: Date): Promise<void> {
  const [lock, acts, settings] = [await lockOf(db, accountId, orderId), await openActs(db, accountId, orderId), await settingsRow(db)];
  if (lock?.sessionId && lock.personId !== personId && lock.seenAt > freeBefore(now, settings))
    throw refuse(`${lock.person} has the order at ${lock.station}: take it over first`);
  if (hasBegun(acts)) throw refuse('another parcel of the order is begun: finish it or empty it first');
}

const refuse = (why: string) => new AppError('NOT_ALLOWED_NOW', `the parcel cannot be opened again: ${why}`);

/** A parcel that is packed, and the label that was bought for it; one that was there before stays when it is opened. */
async function labelNow(
  db: Db,
  accountId: AccountId,
  parcelId: string,
): Promise<{ parcel: ParcelRow; label: Label | undefined; used: boolean }> {
  const parcel = await oneParcel(db, accountId, parcelId);
  if (!parcel) throw new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
  if (parcel.state !== 'packed') throw refuse('it is open already');
  if (parcel.labelBefore) return { parcel, label: undefined, used: false };
  const label = labelOfParcel(parcel, await labelsOf(db, accountId, parcel.orderId));
  const packages = (await orderRow(db, accountId, parcel.orderId))?.packages ?? [];
  const shown = packages.find(({ tracking }) => tracking !== null && tracking === label?.tracking);
  return { parcel, label, used: shown !== undefined && movingStates.includes(shown.status) };
}

const movingStates = ['in_transit', 'delivered', 'undeliverable'];
