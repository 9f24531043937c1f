import type { Clock } from '#src/kernel/clock.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { money } from '#src/kernel/money.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { type Calendar, calendarsOf, departureOf } from '#src/modules/calendar/questions.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { type Given, type Objective, planOrder, type Source } from './allocation-rules.ts';
import {
  claimsToAllocate,
  type LocationRow,
  locationRows,
  type OrderKey,
  objectiveOf,
  overpromised,
  type PromiseRow,
  promisesOf,
  type WaitingClaim,
  waitedFor,
  waitingOrders,
} from './allocation-views.ts';
import { type AllocationChange, addAllocated, changeAllocated, holdGates, saveAllocations } from './claim-store.ts';
import { levelsOf } from './claim-views.ts';
import { changeLevels, type LevelChange } from './level-store.ts';

const BATCH = 200;

/**
 * Due work `allocate`, of the desk itself: takes back promises that nothing lies behind any more, then gives the units that
 * are free to the orders that wait, nearest deadline first, whoever's account they are.
 */
export const runAllocate =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<Again> => {
    const accounts = (await listAccounts(database)).map(({ accountId }) => accountId);
    for (;;) {
      const done = await database.write(accounts, async (tx) => {
        const broken = await overpromised(tx);
        if (broken.length > 0) await takeBackPromises(tx, broken, clock.now());
        const orders = await waitingOrders(tx, BATCH);
        return { broken: broken.length, given: await allocateOrders(tx, orders, clock.now()) };
      });
      if (done.broken === 0 && done.given === 0) return 'rest';
    }
  };

/**
 * Promises units of locations to these orders, in one serialisable step: the products are held, what is free is looked at
 * only then, and no unit is promised twice whoever else allocates, ships or counts meanwhile. Says how many units were
 * given. `except` is a location that gives nothing now. `tx` is open for the accounts of the orders.
 */
export async function allocateOrders(
  tx: Tx,
  orders: readonly OrderKey[],
  now: Date,
  { objective, except }: { objective?: Objective; except?: string } = {},
): Promise<number> {
  if (orders.length === 0) return 0;
  const [productIds, locations, calendars, chosen] = await Promise.all([
    waitedFor(tx, orders),
    locationRows(tx),
    calendarsOf(tx),
    objective ?? objectiveOf(tx),
  ]);
  if (productIds.length === 0) return 0;
  const held = new Set(productIds);
  // The claims are looked at again behind the gates: they may have changed since.
  const [, claims, levels] = await Promise.all([holdGates(tx, productIds), claimsToAllocate(tx, orders), levelsOf(tx, productIds)]);
  const places = locations
    .filter(({ active, locationId }) => active && locationId !== except)
    .map((location) => placeOf(location, calendars.get(location.locationId), now));
  const free = new Map(locations.map(({ locationId }) => [locationId, new Map<string, number>()]));
  for (const { locationId, productId, onHand, allocated } of levels) free.get(locationId)?.set(productId, onHand - allocated);

  const given: (Given & OrderKey)[] = [];
  const waiting = claims.filter((claim) => isWaiting(claim) && held.has(claim.productId));
  for (const own of Map.groupBy(waiting, ({ accountId, orderId }) => `${accountId} ${orderId}`).values()) {
    const [order] = own;
    if (!order) continue;
    const wants = own.map(({ itemId, productId, reserved, allocated }) => ({ itemId, productId, quantity: reserved - allocated }));
    for (const each of planOrder(wants, sourcesFor(order, places, free), chosen)) {
      const stock = free.get(each.locationId);
      stock?.set(each.productId, (stock.get(each.productId) ?? 0) - each.quantity);
      given.push({ ...each, accountId: order.accountId, orderId: order.orderId });
    }
  }
  await give(tx, given, chosen, now);
  return given.reduce((units, { quantity }) => units + quantity, 0);
}

const isWaiting = ({ reserved, allocated, status }: WaitingClaim) =>
  reserved > allocated && (status === 'unshipped' || status === 'partially_shipped');

type Shipper = Omit<Source, 'far' | 'free'> & { country: string; region: string };

const placeOf = (
  { locationId, position, country, region, parcelCost, currency }: LocationRow,
  calendar: Calendar | undefined,
  now: Date,
): Shipper => ({
  locationId,
  position,
  country,
  region,
  readyAt: calendar ? departureOf(calendar, now) : now,
  cost: money(parcelCost, currency),
});

/** Where the order goes is known by region and by the country of its store: postal codes are personal data. */
function sourcesFor(
  { shipTo, marketplaceId }: WaitingClaim,
  places: readonly Shipper[],
  free: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Source[] {
  const store = marketplaceOf(marketplaceId)?.country;
  const isNear = (region: string) => region !== '' && (shipTo === region || shipTo?.endsWith(` ${region}`));
  return places.map(({ country, region, ...place }) => ({
    ...place,
    far: country !== store ? 2 : isNear(region) ? 0 : 1,
    free: free.get(place.locationId) ?? new Map<string, number>(),
  }));
}

async function give(tx: Tx, given: readonly (Given & OrderKey)[], objective: Objective, now: Date): Promise<void> {
  if (given.length === 0) return;
  await changeLevels(
    tx,
    given.map(({ productId, locationId, quantity }): LevelChange => ({ productId, locationId, onHand: 0, allocated: quantity })),
  );
  await addAllocated(tx, given, objective, now);
}

/**
 * The caller is open for all accounts. The orders with the latest deadlines lose their promise and wait again; what has been
 * fetched for an order stays promised to it while anything else can be taken.
 */
async function takeBackPromises(tx: Tx, productIds: readonly string[], now: Date): Promise<void> {
  await holdGates(tx, productIds);
  const [levels, promises] = await Promise.all([levelsOf(tx, productIds), promisesOf(tx, productIds)]);
  const changes: (AllocationChange & { less: number })[] = [];
  for (const { productId, locationId, onHand, allocated } of levels) {
    let over = Math.max(0, allocated - Math.max(0, onHand));
    const here = promises
      .filter((promise) => promise.productId === productId && promise.locationId === locationId)
      .map((promise) => ({ ...promise, less: 0 }));
    for (const most of [(promise: PromiseRow) => promise.quantity - promise.staged, (promise: PromiseRow) => promise.staged])
      for (const promise of here) {
        const less = Math.min(over, most(promise));
        over -= less;
        promise.less += less;
      }
    changes.push(...here.filter(({ less }) => less > 0).map((promise) => ({ ...promise, quantity: promise.quantity - promise.less })));
  }
  await changeLevels(
    tx,
    changes.map(({ productId, locationId, less }) => ({ productId, locationId, onHand: 0, allocated: -less })),
  );
  await changeAllocated(
    tx,
    changes.map((change) => ({ ...change, quantity: -change.less })),
  );
  await saveAllocations(tx, changes, '', now);
}
