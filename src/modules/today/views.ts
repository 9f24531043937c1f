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
  /** Where it stands in the list, written likewise: by its last departure; what is overdue by its ship-by, before all others. */
  place: string;
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
      after?.at ?? null,
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

/** It asks a person, and nobody has answered this occasion of it. */
const asks = (column: string, guard: string) =>
  `(o.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM guard_word w WHERE w.account_id = ANY($1) AND w.account_id = o.account_id AND w.order_id = o.order_id
    AND w.guard = '${guard}' AND w.cause = to_char(o.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`;

// Departures are sorted, so the last one before a ship-by is found by halving (width_bucket). What is joined to the plans is
// put together before and joined by one key: the planner knows nothing of their number, and must not be tempted to guess.
const work = `WITH plan AS MATERIALIZED (
    SELECT * FROM json_to_recordset($2::json) AS x(key text, carrier text, service text, way text, departures timestamptz[], today timestamptz,
      tomorrow timestamptz)),
  way AS MATERIALIZED (SELECT DISTINCT way, carrier, service FROM plan WHERE carrier <> ''),
  live AS MATERIALIZED (
    SELECT l.*, (SELECT w.way FROM way w WHERE l.folded LIKE w.carrier || '%' AND w.service IN ('', l.of_service)
      ORDER BY length(w.service) DESC, length(w.carrier) DESC LIMIT 1) AS way
    FROM (SELECT DISTINCT ON (l.account_id, l.order_id) l.account_id, l.order_id, l.state, l.offer->>'carrier' AS carrier, l.offer->>'service' AS service,
        regexp_replace(lower(l.offer->>'carrier'), '[^[:alnum:]]', '', 'g') AS folded,
        regexp_replace(lower(l.offer->>'service'), '[^[:alnum:]]', '', 'g') AS of_service
      FROM label l WHERE l.account_id = ANY($1) AND l.asked_at > $5 AND l.state IN ('asked', 'buying', 'unsure', 'bought')
      ORDER BY l.account_id, l.order_id, l.label_id DESC) l),
  place AS MATERIALIZED (
    SELECT a.account_id, a.order_id, a.location_id FROM stock_allocation a WHERE a.account_id = ANY($1) GROUP BY 1, 2, 3),
  todo AS MATERIALIZED (
    SELECT o.account_id, o.order_id, o.ship_by, coalesce(p.location_id, 0) AS location_id, o.programs && '{PRIME,PREMIUM}' AS premium,
      ${asks('held_at', 'writes.warn.held')} OR ${asks('cancel_requested_at', 'writes.warn.cancelRequested')} AS ask, coalesce(l.carrier, '') AS carrier, l.state, l.service,
      concat_ws(' ', coalesce(p.location_id, 0), o.programs && '{PRIME,PREMIUM}', coalesce(l.way, '')) AS key
    FROM orders o LEFT JOIN place p ON p.account_id = o.account_id AND p.order_id = o.order_id
    LEFT JOIN live l ON l.account_id = o.account_id AND l.order_id = o.order_id
    WHERE o.account_id = ANY($1) AND o.status IN ('unshipped', 'partially_shipped') AND o.fulfilled_by <> 'amazon'),
  work AS MATERIALIZED (
    SELECT w.*, CASE WHEN w.ship_by < $3 THEN 'late' WHEN w.leave_by < $3 THEN 'lost' WHEN w.leave_by <= w.today THEN 'today'
        WHEN w.leave_by <= w.tomorrow THEN 'tomorrow' ELSE 'later' END AS band,
      CASE WHEN w.ship_by < $3 THEN w.ship_by - interval '100 years' ELSE w.leave_by END AS place
    FROM (SELECT t.*, g.today, g.tomorrow, CASE WHEN t.ship_by IS NULL THEN 'infinity' WHEN t.ship_by > $4 THEN t.ship_by
          ELSE coalesce(g.departures[width_bucket(t.ship_by, g.departures)], t.ship_by) END AS leave_by
        FROM todo t JOIN plan g ON g.key = t.key) w)`;

const written = (column: string) =>
  `CASE WHEN isfinite(${column}) THEN to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE 'infinity' END`;

const pageOf = `(SELECT json_agg(r ORDER BY r.placed, r."orderId", r."accountId", r."locationId") FROM (
    SELECT o.account_id::text AS "accountId", o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", w.location_id::text AS "locationId", w.band,
      w.place AS placed, ${written('w.place')} AS place, ${written('w.leave_by')} AS "leaveBy",
      o.ship_by AS "shipBy", o.deliver_by AS "deliverBy", o.purchased_at AS "purchasedAt", w.premium, o.programs, o.service_level AS "serviceLevel",
      o.ship_service AS "shipService", o.status, o.units - o.units_shipped - o.units_cancelled AS units, o.lines, o.line_count AS "lineCount",
      o.ship_to AS "shipTo", o.tags, o.assignee, w.state AS "labelState", w.carrier AS "labelCarrier", w.service AS "labelService"
    FROM (SELECT * FROM work WHERE ($6::bigint IS NULL OR location_id = $6) AND ($7::text IS NULL OR band = $7) AND ($8::text IS NULL OR carrier = $8)
        AND ($9::text IS NULL OR CASE $9 WHEN 'ask' THEN ask ELSE premium END)
        AND ($10::timestamptz IS NULL OR (place, order_id, account_id, location_id) > ($10, $11::text, $12::bigint, $13::bigint))
      ORDER BY place, order_id, account_id, location_id LIMIT $14) w
    JOIN orders o ON o.account_id = ANY($1) AND o.account_id = w.account_id AND o.order_id = w.order_id) r) AS rows`;

const countsOf = `(SELECT json_agg(c) FROM (SELECT location_id::text AS "locationId", carrier, band, count(*)::int AS rows,
    count(*) FILTER (WHERE ask)::int AS ask, count(*) FILTER (WHERE premium)::int AS premium
    FROM work GROUP BY location_id, carrier, band) c) AS counts`;

const pageStatement = `${work} SELECT ${pageOf}`;
const countedStatement = `${work} SELECT ${pageOf}, ${countsOf}`;
