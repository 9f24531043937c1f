import type { Db } from '#src/platform/db.ts';
import type { Band, TodayQuery } from './contract.ts';
import type { Place } from './cursor.ts';
import type { Plan } from './plan-rules.ts';

export type WorkRow = {
  accountId: string;
  orderId: string;
  marketplaceId: string;
  /** `0`: no location has promised stock. */
  locationId: string;
  band: Band;
  /** As the database writes it, to the microsecond; infinity where there is none. */
  leaveBy: string;
  shipBy: Date | null;
  deliverBy: Date | null;
  purchasedAt: Date;
  premium: boolean;
  programs: string[];
  serviceLevel: string;
  shipService: string | null;
  status: string;
  units: number;
  lines: { sku: string; asin: string; title: string; quantity: number }[];
  lineCount: number;
  shipTo: string | null;
  tags: string[];
  assignee: string | null;
  labelState: string | null;
  labelCarrier: string | null;
  labelService: string | null;
};

export type WorkCount = { locationId: string; carrier: string; band: Band; rows: number; ask: number; premium: number };

type Wish = Pick<TodayQuery, 'location' | 'band' | 'carrier' | 'only'> & {
  plans: readonly Plan[];
  now: Date;
  horizon: Date;
  after?: Place | undefined;
  limit: number;
  /** Whether to count as well, which looks at every order. */
  counts: boolean;
};

/** Nobody ships by a label that was asked for longer ago. */
const labelMs = 30 * 86_400_000;

/**
 * A page of the orders to ship in the accounts of `db`, nearest departure first, and the counts of all of them: one statement.
 * An order stands there once for each location that ships a part of it.
 */
export async function workRows(db: Db, wish: Wish): Promise<{ rows: WorkRow[]; counts: WorkCount[] | null }> {
  const { plans, now, horizon, after, limit, location, band, carrier, only } = wish;
  const [answer] = await db.query<{ rows: WorkJson[] | null; counts: WorkCount[] | null }>({
    name: `today-work-${wish.counts ? 'counted' : 'page'}`,
    text: wish.counts ? countedStatement : pageStatement,
    values: [
      db.accounts,
      JSON.stringify(plans),
      now,
      horizon,
      new Date(now.getTime() - labelMs),
      location ?? null,
      band ?? null,
      carrier ?? null,
      only ?? null,
      after?.leaveBy ?? null,
      after?.orderId ?? null,
      after?.accountId ?? null,
      after?.locationId ?? null,
      limit,
    ],
  });
  return { rows: (answer?.rows ?? []).map(rowOf), counts: wish.counts ? (answer?.counts ?? []) : null };
}

type WorkJson = Omit<WorkRow, 'shipBy' | 'deliverBy' | 'purchasedAt'> & {
  shipBy: string | null;
  deliverBy: string | null;
  purchasedAt: string;
};

const date = (text: string | null) => (text === null ? null : new Date(text));
const rowOf = (row: WorkJson): WorkRow => ({
  ...row,
  shipBy: date(row.shipBy),
  deliverBy: date(row.deliverBy),
  purchasedAt: new Date(row.purchasedAt),
});

// Departures are sorted, so the last one before a ship-by is found by halving (width_bucket).
const work = `WITH plan AS MATERIALIZED (
    SELECT * FROM json_to_recordset($2::json) AS x("locationId" bigint, premium boolean, carrier text, service text, departures timestamptz[],
      today timestamptz, tomorrow timestamptz)),
  live AS MATERIALIZED (
    SELECT DISTINCT ON (l.account_id, l.order_id) l.account_id, l.order_id, l.state, l.offer->>'carrier' AS carrier, l.offer->>'service' AS service
    FROM label l WHERE l.account_id = ANY($1) AND l.asked_at > $5 AND l.state IN ('asked', 'buying', 'unsure', 'bought')
    ORDER BY l.account_id, l.order_id, l.label_id DESC),
  place AS (
    SELECT DISTINCT a.account_id, a.order_id, a.location_id FROM stock_allocation a WHERE a.account_id = ANY($1)),
  own AS (
    SELECT l.account_id, l.order_id, p."locationId", p.premium, p.departures, l.carrier, l.state, l.service,
      row_number() OVER (PARTITION BY l.account_id, l.order_id, p."locationId", p.premium ORDER BY length(p.service) DESC, length(p.carrier) DESC) AS n
    FROM live l JOIN plan p ON regexp_replace(lower(l.carrier), '[^[:alnum:]]', '', 'g') LIKE p.carrier || '%'
      AND p.service IN ('', regexp_replace(lower(l.service), '[^[:alnum:]]', '', 'g'))),
  todo AS (
    SELECT o.account_id, o.order_id, o.ship_by, coalesce(p.location_id, 0) AS location_id, o.programs && '{PRIME,PREMIUM}' AS premium,
      o.held_at IS NOT NULL OR o.cancel_requested_at IS NOT NULL AS ask
    FROM orders o LEFT JOIN place p ON p.account_id = o.account_id AND p.order_id = o.order_id
    WHERE o.account_id = ANY($1) AND o.status IN ('unshipped', 'partially_shipped') AND o.fulfilled_by <> 'amazon'),
  timed AS (
    SELECT t.*, own.carrier, own.state, own.service, g.today, g.tomorrow, coalesce(own.departures, g.departures) AS departures
    FROM todo t JOIN plan g ON g."locationId" = t.location_id AND g.premium = t.premium AND g.carrier = ''
    LEFT JOIN own ON own.account_id = t.account_id AND own.order_id = t.order_id AND own."locationId" = t.location_id AND own.premium = t.premium AND own.n = 1),
  work AS MATERIALIZED (
    SELECT w.*, CASE WHEN w.ship_by < $3 THEN 'late' WHEN w.leave_by < $3 THEN 'lost' WHEN w.leave_by <= w.today THEN 'today'
        WHEN w.leave_by <= w.tomorrow THEN 'tomorrow' ELSE 'later' END AS band
    FROM (SELECT t.account_id, t.order_id, t.ship_by, t.location_id, t.premium, t.ask, coalesce(t.carrier, '') AS carrier, t.state, t.service, t.today, t.tomorrow,
        CASE WHEN t.ship_by IS NULL THEN 'infinity' WHEN t.ship_by > $4 THEN t.ship_by
          ELSE coalesce(t.departures[width_bucket(t.ship_by, t.departures)], t.ship_by) END AS leave_by FROM timed t) w)`;

const pageOf = `(SELECT json_agg(r ORDER BY r.leave_at, r."orderId", r."accountId", r."locationId") FROM (
    SELECT o.account_id::text AS "accountId", o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", w.location_id::text AS "locationId", w.band,
      w.leave_by AS leave_at,
      CASE WHEN isfinite(w.leave_by) THEN to_char(w.leave_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE 'infinity' END AS "leaveBy",
      o.ship_by AS "shipBy", o.deliver_by AS "deliverBy", o.purchased_at AS "purchasedAt", w.premium, o.programs, o.service_level AS "serviceLevel",
      o.ship_service AS "shipService", o.status, o.units - o.units_shipped - o.units_cancelled AS units, o.lines, o.line_count AS "lineCount",
      o.ship_to AS "shipTo", o.tags, o.assignee, w.state AS "labelState", w.carrier AS "labelCarrier", w.service AS "labelService"
    FROM (SELECT * FROM work WHERE ($6::bigint IS NULL OR location_id = $6) AND ($7::text IS NULL OR band = $7) AND ($8::text IS NULL OR carrier = $8)
        AND ($9::text IS NULL OR CASE $9 WHEN 'ask' THEN ask ELSE premium END)
        AND ($10::timestamptz IS NULL OR (leave_by, order_id, account_id, location_id) > ($10, $11::text, $12::bigint, $13::bigint))
      ORDER BY leave_by, order_id, account_id, location_id LIMIT $14) w
    JOIN orders o ON o.account_id = ANY($1) AND o.account_id = w.account_id AND o.order_id = w.order_id) r) AS rows`;

const countsOf = `(SELECT json_agg(c) FROM (SELECT location_id::text AS "locationId", carrier, band, count(*)::int AS rows,
    count(*) FILTER (WHERE ask)::int AS ask, count(*) FILTER (WHERE premium)::int AS premium
    FROM work GROUP BY location_id, carrier, band) c) AS counts`;

const pageStatement = `${work} SELECT ${pageOf}`;
const countedStatement = `${work} SELECT ${pageOf}, ${countsOf}`;
