import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { labelsOf } from '#src/modules/labels/questions.ts';
import { ordersInTote } from '#src/modules/picking/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { spellingsOf } from './code-rules.ts';
import type { PackCandidate, PackParcel, StationState } from './contract.ts';
import { ordersNamed, ordersWith } from './find-orders.ts';
import { dayBegan } from './leaving.ts';
import { loadOrder } from './load-order.ts';
import { orderView } from './order-view.ts';
import { photosOf } from './order-views.ts';
import { parcelView } from './parcel-view.ts';
import { oneParcel, type ParcelRow, packedSince, recentParcels } from './parcel-views.ts';
import { boxRows, meantBy, overridesOf, type SessionRow, sessionOf, settingsRow } from './station-views.ts';
import { freeBefore, type Packer, type StationDeps, type Work } from './work-at.ts';

/** The whole state of a session as it is now. Throws NOT_FOUND for a session of somebody else. */
export const stationState = ({ database, clock }: StationDeps, packer: Packer, sessionId: string): Promise<StationState> =>
  database.read(packer.accounts, async (db) => {
    const session = await sessionOf(db, sessionId, packer.id);
    if (!session) throw new AppError('NOT_FOUND', 'sessionId: there is no such session of yours; open one at a station');
    const [settings, boxes] = await Promise.all([settingsRow(db), boxRows(db)]);
    return stateOf(db, packer, { session, settings, boxes, now: clock.now(), order: undefined });
  });

/** The same where the session and its order are known already. */
export async function stateOf(
  db: Db,
  packer: Packer,
  { session, settings, boxes, now, order: known }: Pick<Work, 'session' | 'settings' | 'boxes' | 'now' | 'order'>,
): Promise<StationState> {
  const { sessionId, accountId, orderId, stationId, station, locationId, stationActive, person, lastSeq, asked, unknown } = session;
  const isSeen = accountId !== null && orderId !== null && packer.accounts.includes(accountId);
  const [order, recent] = await Promise.all([
    known ?? (isSeen ? loadOrder(db, accountId, orderId) : undefined),
    recentParcels(db, packer.id, station, 5),
  ]);
  const [view, candidates, parcels, today] = await Promise.all([
    order && isSeen ? orderView(db, order, { sessionId, settings, boxes, now, locationId }) : null,
    asked === null ? [] : candidatesFor(db, session, { locationId, now, freeBefore: freeBefore(now, settings) }),
    parcelViews(db, recent),
    // Shown between two orders: a scan in the middle of one need not wait for it.
    order && isSeen ? null : todayOf(db, packer, locationId, now),
  ]);
  return {
    sessionId,
    station: { stationId, name: station, locationId, active: stationActive },
    person,
    lastSeq,
    now: now.toISOString(),
    order: view,
    candidates,
    candidatesFor: asked,
    unknownCode: unknown,
    recent: parcels,
    today,
  };
}

const todayOf = async (db: Db, packer: Packer, locationId: string | null, now: Date) =>
  packedSince(db, packer.id, await dayBegan(db, locationId, now));

/** Parcels with their labels, photos and overrides, in their order. */
export async function parcelViews(db: Db, parcels: readonly ParcelRow[]): Promise<PackParcel[]> {
  const views = new Map<ParcelRow, PackParcel>();
  for (const [accountId, own] of Map.groupBy(parcels, (parcel) => parcel.accountId)) {
    const orderIds = [...new Set(own.map(({ orderId }) => orderId))];
    // Without a label asked for there is none to look for, and most orders at a station are new.
    const labelled = [...new Set(own.filter(({ labelState }) => labelState !== 'later').map(({ orderId }) => orderId))];
    const [labels, photos, overrides] = await Promise.all([
      Promise.all(labelled.map((orderId) => labelsOf(db, accountId, orderId))),
      photosOf(db, accountId, orderIds),
      overridesOf(db, accountId, orderIds),
    ]);
    for (const parcel of own) views.set(parcel, parcelView(parcel, { labels: labels.flat(), photos, overrides }));
  }
  return parcels.flatMap((parcel) => views.get(parcel) ?? []);
}

/** The orders to choose from: those in the tote, or those that want the product that was scanned. */
async function candidatesFor(
  db: Db,
  { asked, sessionId }: SessionRow,
  here: { locationId: string | null; now: Date; freeBefore: Date },
): Promise<PackCandidate[]> {
  const code = asked ?? '';
  const inTote = await ordersInTote(db, code);
  const products = inTote.length > 0 ? [] : (await meantBy(db, code, spellingsOf(code))).filter(({ by }) => by !== 'order' && by !== 'box');
  const rows =
    inTote.length > 0 ? await ordersNamed(db, inTote, here) : await ordersWith(db, [...new Set(products.map(({ id }) => id))], here);
  return rows.slice(0, 50).map(({ accountId, orderId, shipBy, leaveBy, units, wanted, picked, allocated, lockedBy, lockSession }) => ({
    accountId,
    orderId,
    shipBy: shipBy?.toISOString() ?? null,
    leaveBy: leaveBy?.toISOString() ?? null,
    units,
    wanted,
    picked,
    allocated,
    lockedBy: lockSession === sessionId ? null : lockedBy,
  }));
}

/** One parcel with its label. Throws NOT_FOUND. */
export async function oneParcelView(db: Db, accountId: AccountId, parcelId: string): Promise<PackParcel> {
  const parcel = await oneParcel(db, accountId, parcelId);
  const [view] = parcel ? await parcelViews(db, [parcel]) : [];
  if (!view) throw new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
  return view;
}
