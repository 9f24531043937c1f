import { calendarsOf, departureOf, type LocationCalendar, standIn } from '#src/modules/calendar/questions.ts';
import { guardsOf } from '#src/modules/guards/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { autoCancelAt } from './auto-cancel-rules.ts';
import { type Begun, begunWork } from './begun-work.ts';
import type { TodayPage, TodayQuery, TodayRow } from './contract.ts';
import { readPlace, writePlace } from './cursor.ts';
import { estimateOf, horizonOf, plansOf } from './plan-rules.ts';
import { stageOf } from './stage-rules.ts';
import { type WorkRow, workRows } from './views.ts';

const longest = 100;

/**
 * One page of today's work in the accounts of `db`. The list is one statement whatever its length; guards and states are asked
 * for the orders of the page, a few statements per account. Throws INVALID_CURSOR.
 */
export async function todayPageOf(
  db: Db,
  query: TodayQuery & { cursor?: string | undefined; limit?: number | undefined },
  now: Date,
): Promise<TodayPage> {
  const { cursor, limit = longest } = query;
  const calendars = [...(await calendarsOf(db)).values()];
  const after = cursor === undefined ? undefined : readPlace(cursor);
  const wish = {
    ...query,
    plans: plansOf(calendars, now),
    now,
    horizon: horizonOf(now),
    after,
    limit: limit + 1,
    counts: after === undefined,
  };
  const { rows, counts } = await workRows(db, wish);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    at: now.toISOString(),
    items: await todayRows(db, shown, calendars),
    next: last ? writePlace({ ...last, at: last.place }) : null,
    counts: counts?.map(({ locationId, ...count }) => ({ ...count, locationId: placeOf(locationId) })) ?? null,
    locations: calendars.map((calendar) => ({
      locationId: calendar.locationId,
      name: calendar.name,
      timeZone: calendar.timeZone,
      active: calendar.active,
      leaves: departureOf(calendar, now).toISOString(),
      premiumLeaves: departureOf(calendar, now, { premium: true }).toISOString(),
    })),
  };
}

/** No file holds more rows. */
const mostInFile = 50_000;

/** The whole list with its filter, for a file: as it stands, without guards and states. */
export async function todayList(db: Db, query: TodayQuery, now: Date): Promise<{ row: TodayRow; location: string; timeZone: string }[]> {
  const calendars = [...(await calendarsOf(db)).values()];
  const { rows } = await workRows(db, {
    ...query,
    plans: plansOf(calendars, now),
    now,
    horizon: horizonOf(now),
    limit: mostInFile,
    counts: false,
  });
  return rows.map((work) => {
    const calendar = calendars.find(({ locationId }) => locationId === work.locationId);
    return {
      row: rowOf(work, calendar ?? standIn(calendars), undefined),
      location: calendar?.name ?? '',
      timeZone: calendar?.timeZone ?? 'UTC',
    };
  });
}

async function todayRows(db: Db, rows: readonly WorkRow[], calendars: readonly LocationCalendar[]): Promise<TodayRow[]> {
  const states = new Map<string, Begun>();
  for (const [accountId, own] of Map.groupBy(rows, (row) => row.accountId)) {
    const orderIds = [...new Set(own.map(({ orderId }) => orderId))];
    const begun = await begunWork(db, accountId, orderIds);
    const guards = await guardsOf(db, accountId, orderIds, { stage: 'pick', since: begun.since });
    for (const orderId of orderIds) states.set(`${accountId} ${orderId}`, { ...begun.of(orderId), guards: guards.get(orderId) ?? [] });
  }
  return rows.map((work) => {
    const calendar = calendars.find(({ locationId }) => locationId === work.locationId) ?? standIn(calendars);
    return rowOf(work, calendar, states.get(`${work.accountId} ${work.orderId}`));
  });
}

const placeOf = (locationId: string) => (locationId === '0' ? null : locationId);
const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;

function rowOf(work: WorkRow, calendar: LocationCalendar | undefined, state: Begun | undefined): TodayRow {
  const {
    leaveBy,
    place: _place,
    locationId,
    shipBy,
    deliverBy,
    purchasedAt,
    labelState,
    labelCarrier,
    labelService,
    premium,
    ...row
  } = work;
  const standing = {
    locationId: placeOf(locationId),
    label: labelState === null ? null : { state: labelState, carrier: labelCarrier ?? '', service: labelService ?? '' },
    pick: state?.pick ?? null,
    pack: state?.pack ?? null,
    batch: state?.batch ?? null,
    handover: state?.handover ?? null,
    track: state?.track ?? null,
  };
  return {
    ...row,
    ...standing,
    stage: stageOf(standing),
    premium,
    leaveBy: leaveBy === 'infinity' ? null : new Date(leaveBy).toISOString(),
    shipBy: iso(shipBy ?? estimateOf(calendar, purchasedAt, premium)),
    estimated: shipBy === null,
    cancelsAt: row.band === 'late' && shipBy ? iso(autoCancelAt(row.marketplaceId, shipBy)) : null,
    deliverBy: iso(deliverBy),
    purchasedAt: purchasedAt.toISOString(),
    guards: state?.guards ?? [],
  };
}
