import type { AccountId } from '#src/kernel/ids.ts';
import { departureOf } from '#src/modules/calendar/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { slotStop } from './ask-slot.ts';
import { type Group, groupsOf, readinessOf, unpackedKey, wayOf } from './board-rules.ts';
import { easyShipParcels, waitingLabels } from './board-views.ts';
import type { BoardGroup, BoardParcel, BoardView, EasyShipView, ErrandView, ScanView, VanDetails, VanView } from './contract.ts';
import { type Days, daysOf, waitedForMs } from './days.ts';
import type { ErrandRow } from './errand.ts';
import type { HandoverDeps } from './handover-deps.ts';
import { wentAlong } from './load-van.ts';
import { type ScanRow, scansOfVan, type Van, vanById, vansSince } from './van-store.ts';
import { errandsSince, listedOn, orderOfSlot, slotErrands } from './views.ts';
import type { EasyShipParcel, WaitingLabel, WaitingParcel } from './waiting-label.ts';

type Deps = Pick<HandoverDeps, 'unpackedOf'>;

/** What leaves today, from where and with whom, and what was asked of carriers. */
export async function boardOf(db: Db, deps: Deps, now: Date): Promise<BoardView> {
  const days = await daysOf(db, now);
  const parcels = await waitingParcels(db, days.today, now);
  const unpacked = await unpackedIn(db, deps, parcels);
  const errands = await errandsSince(db, days.today);
  return {
    today: days.today.toISOString(),
    places: placesOf(days, parcels),
    groups: groupsOf(parcels, unpacked, days.today).map((group) => ({ ...group, ...leaving(days, group, parcels, now) })),
    errands: errands.map((errand) => errandViewOf(errand, errand.labels)),
  };
}

/** The parcels that have not left yet, and those that left today. */
async function waitingParcels(db: Db, today: Date, now: Date): Promise<(WaitingLabel | EasyShipParcel)[]> {
  const since = new Date(now.getTime() - waitedForMs);
  return [...(await waitingLabels(db, since, today)), ...(await easyShipParcels(db, since, today))];
}

async function unpackedIn(db: Db, { unpackedOf }: Deps, labels: readonly WaitingParcel[]): Promise<Set<string>> {
  const unpacked = new Set<string>();
  for (const [accountId, own] of Map.groupBy(labels, (label) => label.accountId)) {
    const ids = own.filter(({ handedAt }) => !handedAt).map(({ orderId }) => orderId);
    for (const orderId of await unpackedOf(db, accountId, ids)) unpacked.add(unpackedKey({ accountId, orderId }));
  }
  return unpacked;
}

function placesOf({ calendars }: Days, labels: readonly WaitingParcel[]): BoardView['places'] {
  const known = [...calendars.values()].filter(({ active }) => active).map(({ locationId, name }) => ({ place: locationId, name }));
  const hasMain = known.length === 0 || labels.some(({ place }) => place === 'main');
  return hasMain ? [{ place: 'main', name: '' }, ...known] : known;
}

type Leaving = Pick<BoardGroup, 'leavesAt' | 'premiumLeavesAt'>;

/** By the calendar of the place; parcels of Easy Ship with the first slot that is ahead. */
function leaving({ calendars }: Days, group: Group, parcels: readonly (WaitingLabel | EasyShipParcel)[], now: Date): Leaving {
  const { accountId, place, carrier, premium, way } = group;
  if (way === 'easy_ship') {
    const slots = parcels.flatMap((each) =>
      each.kind === 'easy_ship' && each.accountId === accountId && each.slotFrom ? [each.slotFrom] : [],
    );
    const [next] = slots.filter((from) => from > now).toSorted((a, b) => a.getTime() - b.getTime());
    return { leavesAt: next?.toISOString() ?? null, premiumLeavesAt: null };
  }
  const calendar = calendars.get(place) ?? calendars.values().next().value;
  if (!calendar) return { leavesAt: null, premiumLeavesAt: null };
  const at = (isPremium: boolean) => departureOf(calendar, now, { carrier, premium: isPremium }).toISOString();
  return { leavesAt: at(false), premiumLeavesAt: premium > 0 ? at(true) : null };
}

/** The parcels of one group, the oldest first. */
export async function groupParcelsOf(
  db: Db,
  deps: Deps,
  accountId: AccountId,
  group: { place: string; carrier: string; way: string },
  now: Date,
): Promise<BoardParcel[]> {
  const { today } = await daysOf(db, now);
  const parcels = (await waitingParcels(db, today, now)).filter(
    (parcel) =>
      parcel.accountId === accountId &&
      parcel.place === group.place &&
      parcel.carrier === group.carrier &&
      wayOf(parcel.kind) === group.way,
  );
  const unpacked = await unpackedIn(db, deps, parcels);
  return parcels.map((parcel) => ({
    accountId,
    labelId: parcel.labelId,
    orderId: parcel.orderId,
    tracking: parcel.tracking,
    service: parcel.service,
    since: parcel.since?.toISOString() ?? null,
    readiness: readinessOf(parcel, unpacked.has(unpackedKey(parcel))),
    listedOn: parcel.listedOn,
    handedAt: parcel.handedAt?.toISOString() ?? null,
  }));
}

type Shown = { slot?: ErrandView['slot']; window?: ErrandView['window']; note?: string };

export function errandViewOf(errand: ErrandRow, labels: number): ErrandView {
  const { accountId, errandId, kind, way, state, place, carrier, orderId, ofErrand, number, result, reason, carrierCode } = errand;
  const { slot = null, window = null, note = '' } = errand.request as Shown;
  return {
    accountId,
    errandId,
    kind,
    way,
    state,
    place,
    carrier,
    orderId,
    ofErrand,
    number,
    facts: result.facts ?? {},
    window,
    slot,
    note,
    reason,
    carrierCode,
    carrierMessage: errand.carrierMessage,
    labels,
    askedBy: errand.askedBy,
    askedAt: errand.askedAt.toISOString(),
    doneAt: errand.doneAt?.toISOString() ?? null,
    printed: errand.printed,
    canPrint: state === 'done' && (kind === 'manifest' || errand.hasFile),
  };
}

/** How many labels a manifest has now. */
export const labelsOn = async (db: Db, { accountId, errandId }: ErrandRow): Promise<number> =>
  (await listedOn(db, accountId, errandId)).length;

/** What was asked of Easy Ship for an order, newest first, and why nothing may be asked now; undefined for an order that is not here. */
export async function easyShipOf(db: Db, accountId: AccountId, orderId: string): Promise<EasyShipView | undefined> {
  const order = await orderOfSlot(db, accountId, orderId);
  if (!order) return undefined;
  const errands = await slotErrands(db, accountId, [orderId]);
  const isScheduled = errands.some(({ kind, state }) => kind === 'slot' && state === 'done');
  return {
    applies: order.programs.includes('AMAZON_EASY_SHIP'),
    stop: slotStop(order, isScheduled) ?? null,
    errands: errands.map((errand) => errandViewOf(errand, 0)),
  };
}

/** Vans of today and those that are still open. */
export async function vansOf(db: Db, now: Date): Promise<VanView[]> {
  const { today } = await daysOf(db, now);
  const views: VanView[] = [];
  for (const van of await vansSince(db, today)) views.push(vanViewOf(van, await scansOfVan(db, van.vanId)));
  return views;
}

/** One van with every number that was scanned at it; undefined when there is none. */
export async function vanDetailsOf(db: Db, vanId: string): Promise<VanDetails | undefined> {
  const van = await vanById(db, vanId);
  if (!van) return undefined;
  const scans = await scansOfVan(db, vanId);
  return { ...vanViewOf(van, scans), scans: scans.map(scanViewOf) };
}

export const scanViewOf = ({ at, ...scan }: ScanRow): ScanView => ({ ...scan, at: at.toISOString(), goes: wentAlong(scan) });

function vanViewOf({ openedAt, closedAt, ...van }: Van, scans: readonly ScanRow[]): VanView {
  const loaded = scans.filter(wentAlong).length;
  const stopped = scans.filter((scan) => !wentAlong(scan) && scan.verdict !== 'again').length;
  return { ...van, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, loaded, stopped };
}
