import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { deskId } from '#src/kernel/ids.ts';
import { isZone } from '#src/modules/calendar/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { Objective } from './allocation-rules.ts';
import { ensureBin, orderWalk } from './bin-store.ts';
import type { LocationBody } from './contract.ts';
import { closeIncoming, insertIncoming, insertLocation, saveObjective, updateLocation } from './product-store.ts';
import { hasLocation, productRow } from './stock-views.ts';

type Deps = { database: Database; clock: Clock };

/** Makes a location, or changes the one named. Throws INVALID_INPUT for an unknown time zone, CONFLICT for a name twice, NOT_FOUND. */
export async function saveLocation({ database, clock }: Deps, locationId: string | undefined, body: LocationBody): Promise<string> {
  if (!isZone(body.timeZone))
    throw new AppError('INVALID_INPUT', 'timeZone must be a name such as America/Chicago', {
      problems: [{ field: 'timeZone', message: 'must be a name such as America/Chicago' }],
    });
  return database.write([], async (tx) => {
    await poke(tx, deskId, 'allocate', clock.now());
    if (locationId === undefined) {
      const id = await insertLocation(tx, body, clock.now());
      if (id === undefined) throw new AppError('CONFLICT', 'name: another location has it');
      return id;
    }
    if (!(await updateLocation(tx, locationId, body, clock.now())))
      throw new AppError('CONFLICT', 'there is no such location any more, or another one has this name');
    return locationId;
  });
}

/** A bin by its name, made where there is none. Throws NOT_FOUND. */
export const saveBin = ({ database }: Deps, locationId: string, name: string): Promise<string> =>
  database.write([], async (tx) => {
    if (!(await hasLocation(tx, locationId))) throw noLocation(locationId);
    const { binId, isNew } = await ensureBin(tx, locationId, name);
    if (isNew) await orderWalk(tx, locationId);
    return binId;
  });

const noLocation = (locationId: string) => new AppError('NOT_FOUND', `there is no location ${locationId}`);

/** How orders are spread over locations from now on; what is promised stays. */
export const chooseObjective = ({ database }: Deps, objective: Objective): Promise<void> =>
  database.write([], (tx) => saveObjective(tx, objective));

export type Expected = { productId: string; locationId: string; quantity: number; expectedOn: string | null; ref: string };

/** Notes a delivery that is expected; receiving there takes it off. Throws NOT_FOUND. */
export const expectDelivery = ({ database, clock }: Deps, expected: Expected, person: string): Promise<void> =>
  database.write([], async (tx) => {
    const { locationId, productId } = expected;
    if (!(await hasLocation(tx, locationId))) throw noLocation(locationId);
    if (!(await productRow(tx, productId))) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
    await insertIncoming(tx, { ...expected, person }, clock.now());
  });

/** It will not come, or not all of it. Throws NOT_FOUND. */
export const dropDelivery = ({ database }: Deps, incomingId: string): Promise<void> =>
  database.write([], async (tx) => {
    if (!(await closeIncoming(tx, incomingId))) throw new AppError('NOT_FOUND', 'there is no such delivery any more');
  });
