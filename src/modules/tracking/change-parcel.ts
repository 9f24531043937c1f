import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents, holdIntake } from '#src/modules/orders/index.ts';
import { poke } from '#src/platform/due.ts';
import { alertParcels } from './alert-parcels.ts';
import type { Patience } from './rules.ts';
import { savePatience, settle, wantLook } from './store.ts';
import type { TrackingDeps } from './tracking-deps.ts';
import { parcelById } from './views.ts';

type Deps = Pick<TrackingDeps, 'database' | 'clock'>;

/** Has the source of a parcel asked now. Throws NOT_FOUND. */
export const lookNow = ({ database, clock }: Deps, accountId: AccountId, parcelId: string): Promise<void> =>
  database.write([accountId], async (tx) => {
    if (!(await wantLook(tx, accountId, parcelId, clock.now()))) throw gone();
    await poke(tx, accountId, 'tracking', clock.now());
  });

/** A person has dealt with what was wrong with a parcel: its alerts go, and it raises none again. Throws NOT_FOUND. */
export const settleParcel = ({ database, clock }: Deps, accountId: AccountId, parcelId: string, by: string, note: string): Promise<void> =>
  database.write([accountId], async (tx) => {
    const now = clock.now();
    await holdIntake(tx, accountId);
    const parcel = await parcelById(tx, accountId, parcelId);
    if (!parcel || !(await settle(tx, accountId, parcelId, by, note, now))) throw gone();
    const { orderId, tracking } = parcel;
    await appendEvents(tx, accountId, [
      { orderId, at: now, kind: 'parcel.settled', origin: 'person', actor: by, source: 'desk', data: { tracking } },
    ]);
    await alertParcels(tx, accountId, now);
  });

/** How long the parcels of an account may stay silent. */
export const setPatience = ({ database, clock }: Deps, accountId: AccountId, patience: Patience, by: string): Promise<void> =>
  database.write([accountId], async (tx) => {
    await savePatience(tx, accountId, patience, by, clock.now());
    await poke(tx, accountId, 'tracking', clock.now());
  });

const gone = () => new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
