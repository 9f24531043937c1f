import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { carrierOf, trackingUrl } from '#src/modules/shipping/questions.ts';
import type { Db } from '#src/platform/db.ts';
import type { ParcelDetails, ParcelSummary, ParcelView } from './contract.ts';
import type { ExceptionKind, Step } from './facts.ts';
import type { HeardScan, Parcel } from './parcel.ts';
import { followedMs } from './rules.ts';
import { type ParcelFilter, parcelById, parcelCounts, parcelPage, parcelsOfOrders, scansOf } from './views.ts';

/** A page of parcels, the last that left first. Throws INVALID_CURSOR. */
export async function parcelPageOf(
  db: Db,
  filter: ParcelFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ParcelView[]; nextCursor: string | null }> {
  const rows = await parcelPage(db, filter, afterOf(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(viewOf), nextCursor: last ? `${last.leftAt.toISOString()}~${last.parcelId}` : null };
}

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [at = '', parcelId = ''] = cursor.split('~');
  if (Number.isNaN(Date.parse(at)) || !/^\d{1,18}$/.test(parcelId))
    throw new AppError('INVALID_CURSOR', 'cursor must be the `nextCursor` of the page before');
  return { leftAt: new Date(at), parcelId };
}

/** One parcel with all that was told of it; undefined when there is none. */
export async function parcelDetailsOf(db: Db, accountId: AccountId, parcelId: string): Promise<ParcelDetails | undefined> {
  const parcel = await parcelById(db, accountId, parcelId);
  if (!parcel) return undefined;
  return { ...viewOf(parcel), events: eventsOf((await scansOf(db, accountId, [parcelId])).get(parcelId)) };
}

/** The parcels of an order with all that was told of them. */
export async function parcelsOf(db: Db, accountId: AccountId, orderId: string): Promise<ParcelDetails[]> {
  const parcels = await parcelsOfOrders(db, accountId, [orderId]);
  const scans = await scansOf(
    db,
    accountId,
    parcels.map(({ parcelId }) => parcelId),
  );
  return parcels.map((parcel) => ({ ...viewOf(parcel), events: eventsOf(scans.get(parcel.parcelId)) }));
}

type TrackState = {
  parcelId: string;
  tracking: string;
  carrier: string;
  state: Step;
  exceptions: readonly ExceptionKind[];
  firstScanAt: Date | null;
  deliveredAt: Date | null;
};

/** Where the parcels of these orders are; orders without one are not in it. One statement, however many orders. */
export async function trackStatesOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, TrackState[]>> {
  const parcels = await parcelsOfOrders(db, accountId, orderIds);
  return Map.groupBy(parcels, ({ orderId }) => orderId);
}

/** Parcels of the last sixty days by state, exception and carrier. */
export async function parcelSummaryOf(db: Db, now: Date): Promise<ParcelSummary> {
  const rows = await parcelCounts(db, new Date(now.getTime() - followedMs));
  const sum = (of: typeof rows) => of.reduce((total, { parcels }) => total + parcels, 0);
  const grouped = (key: (row: (typeof rows)[number]) => readonly string[]) => {
    const counts: Record<string, number> = {};
    for (const row of rows) for (const name of key(row)) counts[name] = (counts[name] ?? 0) + row.parcels;
    return counts;
  };
  return {
    parcels: sum(rows),
    states: grouped(({ state }) => [state]),
    exceptions: grouped(({ exceptions }) => exceptions),
    wrong: sum(rows.filter(({ exceptions }) => exceptions.length > 0)),
    carriers: Object.entries(grouped(({ carrier }) => [carrier]))
      .map(([carrier, parcels]) => ({ carrier, parcels }))
      .toSorted((a, b) => b.parcels - a.parcels),
  };
}

function viewOf(parcel: Parcel): ParcelView {
  const { accountId, parcelId, orderId, tracking, carrier, service, source, state, exceptions, problem, ended } = parcel;
  const code = carrierOf(carrier);
  return {
    accountId,
    parcelId,
    orderId,
    tracking,
    carrier,
    service,
    source,
    url: (code === undefined ? undefined : trackingUrl(code, tracking)) ?? null,
    state,
    leftAt: parcel.leftAt.toISOString(),
    firstScanAt: iso(parcel.firstScanAt),
    lastScanAt: iso(parcel.lastScanAt),
    deliveredAt: iso(parcel.deliveredAt),
    promisedAt: iso(parcel.promisedAt),
    deliverBy: iso(parcel.deliverBy),
    exceptions,
    problem,
    lookedAt: iso(parcel.lookedAt),
    nextLookAt: ended === null ? iso(parcel.lookAt) : null,
    ended,
    settled: parcel.settledAt ? { at: parcel.settledAt.toISOString(), by: parcel.settledBy ?? '', note: parcel.settledNote ?? '' } : null,
  };
}

const eventsOf = (scans: readonly HeardScan[] = []) =>
  scans.map(({ at, code, step, back, place, heardAt }) => ({
    at: at.toISOString(),
    code,
    step,
    back,
    place,
    heardAt: heardAt.toISOString(),
  }));

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
