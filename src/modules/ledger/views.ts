import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { Entry } from './chain.ts';
import type { HeldOrder, Hour } from './rules.ts';
import type { DayKey } from './store.ts';

export type OpenDay = {
  marketplaceId: string;
  day: string;
  state: 'open' | 'gap' | 'closed';
  digest: string | null;
  held: number;
  metric: number | null;
  metricAt: Date | null;
  reportAt: Date | null;
  closedAt: Date | null;
};

const dayColumns = `marketplace_id AS "marketplaceId", day, state, digest, held, metric, metric_at AS "metricAt", report_at AS "reportAt", closed_at AS "closedAt"`;

/**
 * Days to look at: those that were touched, and those that wait for time to pass or for the sweep; store by store, oldest first.
 * What waits for a report, a count or an order is touched when that comes.
 */
export const daysToLookAt = (db: Db, accountId: AccountId, limit: number): Promise<OpenDay[]> =>
  db.query<OpenDay>({
    name: 'ledger-days',
    text: `SELECT ${dayColumns} FROM ledger_day WHERE account_id = $1 AND (dirty OR (state <> 'closed' AND waits_for && '{day,sweep}'))
      ORDER BY marketplace_id, day LIMIT $2`,
    values: [accountId, limit],
  });

/**
 * The same days as they are now, held until the transaction ends: whoever brings a report, a count or an order of them meanwhile
 * waits, and marks them for another look.
 */
export const holdDays = (tx: Db, accountId: AccountId, marketplaceId: string, days: readonly string[]): Promise<OpenDay[]> =>
  tx.query<OpenDay>({
    name: 'ledger-hold-days',
    text: `SELECT ${dayColumns} FROM ledger_day WHERE account_id = $1 AND marketplace_id = $2 AND day = ANY($3::date[]) ORDER BY day FOR UPDATE`,
    values: [accountId, marketplaceId, days],
  });

/** The orders held of a span of time, with the sources that have shown each. */
export const heldOrders = (
  db: Db,
  accountId: AccountId,
  marketplaceId: string,
  from: Date,
  to: Date,
): Promise<(HeldOrder & { purchasedAt: Date })[]> =>
  db.query<HeldOrder & { purchasedAt: Date }>({
    name: 'ledger-held',
    text: `SELECT o.order_id AS "orderId", o.status, o.purchased_at AS "purchasedAt",
        ARRAY(SELECT s.source FROM ledger_sight s WHERE s.account_id = $1 AND s.order_id = o.order_id ORDER BY s.source) AS sources
      FROM orders o WHERE o.account_id = $1 AND o.marketplace_id = $2 AND o.purchased_at >= $3 AND o.purchased_at < $4`,
    values: [accountId, marketplaceId, from, to],
  });

/**
 * Open entries of quarantine with the time that tells their day: of the purchase where the order is here, else of the answer,
 * since nobody can read when it was placed.
 */
export const oddOrders = (db: Db, accountId: AccountId, marketplaceId: string): Promise<{ at: Date }[]> =>
  db.query<{ at: Date }>({
    name: 'ledger-odd',
    text: `SELECT coalesce(o.purchased_at, q.received_at) AS at FROM quarantine q
      LEFT JOIN orders o ON o.account_id = $1 AND o.order_id = q.order_id
      WHERE q.account_id = $1 AND q.resolved_at IS NULL AND (o.marketplace_id IS NULL OR o.marketplace_id = $2)`,
    values: [accountId, marketplaceId],
  });

/** Orders of a store whose gap is not filled: their day, and when they were placed. */
export const unfilledGaps = (db: Db, accountId: AccountId, marketplaceId: string): Promise<{ day: string; at: Date | null }[]> =>
  db.query<{ day: string; at: Date | null }>({
    name: 'ledger-unfilled',
    text: `SELECT g.day, o.purchased_at AS at FROM ledger_gap g LEFT JOIN orders o ON o.account_id = $1 AND o.order_id = g.order_id
      WHERE g.account_id = $1 AND g.marketplace_id = $2 AND g.filled_at IS NULL`,
    values: [accountId, marketplaceId],
  });

/** How many gaps of each of these days are not filled; 0 where none is. */
export const unfilledOfDays = (db: Db, accountId: AccountId, days: readonly DayKey[]): Promise<(DayKey & { orders: number })[]> =>
  db.query<DayKey & { orders: number }>({
    name: 'ledger-unfilled-days',
    text: `SELECT x."marketplaceId", x.day, count(g.order_id)::int AS orders FROM json_to_recordset($2::json) AS x("marketplaceId" text, day date)
      LEFT JOIN ledger_gap g ON g.account_id = $1 AND g.marketplace_id = x."marketplaceId" AND g.day = x.day AND g.filled_at IS NULL
      GROUP BY x."marketplaceId", x.day ORDER BY x."marketplaceId", x.day`,
    values: [accountId, JSON.stringify(days)],
  });

/** The span of changes that the sweep has shown whole; null while its first walk is under way. */
export async function sweptSpan(db: Db, accountId: AccountId): Promise<{ from: Date | null; to: Date } | null> {
  const [row] = await db.query<{ from: Date | null; to: Date }>({
    name: 'ledger-swept',
    text: `SELECT began_at AS "from", watermark AS "to" FROM sync_stream WHERE account_id = $1 AND stream = 'sweep' AND finished_at IS NOT NULL`,
    values: [accountId],
  });
  return row ?? null;
}

export async function lastHash(db: Db, accountId: AccountId): Promise<string | undefined> {
  const [row] = await db.query<{ hash: string }>({
    text: 'SELECT hash FROM ledger_entry WHERE account_id = $1 ORDER BY entry_id DESC LIMIT 1',
    values: [accountId],
  });
  return row?.hash;
}

export type StoredEntry = Entry & { entryId: string; hash: string; signature: string };

export const entries = (db: Db, accountId: AccountId): Promise<StoredEntry[]> =>
  db.query<StoredEntry>({
    text: `SELECT entry_id AS "entryId", marketplace_id AS "marketplaceId", day, kind, orders, digest, at, previous, hash, signature
      FROM ledger_entry WHERE account_id = $1 ORDER BY entry_id`,
    values: [accountId],
  });

export type LedgerRow = {
  accountId: AccountId;
  marketplaceId: string;
  day: string;
  state: 'open' | 'gap' | 'closed';
  held: number;
  seen: Record<string, number>;
  odd: number;
  metric: number | null;
  metricAt: Date | null;
  reportAt: Date | null;
  waitsFor: string[];
  lookedAt: Date | null;
  closedAt: Date | null;
  gaps: string;
  hash: string | null;
  hours: Hour[];
};

/** The page: a row per store and day, newest first. */
export const ledgerRows = (db: Db, from: string, to: string): Promise<LedgerRow[]> =>
  db.query<LedgerRow>({
    text: `SELECT d.account_id AS "accountId", d.marketplace_id AS "marketplaceId", d.day, d.state, d.held, d.seen, d.odd, d.metric, d.metric_at AS "metricAt",
        d.report_at AS "reportAt", d.waits_for AS "waitsFor", d.looked_at AS "lookedAt", d.closed_at AS "closedAt", d.hours,
        (SELECT count(*) FROM ledger_gap g WHERE g.account_id = ANY($1) AND g.account_id = d.account_id AND g.marketplace_id = d.marketplace_id AND g.day = d.day) AS gaps,
        (SELECT e.hash FROM ledger_entry e WHERE e.account_id = ANY($1) AND e.account_id = d.account_id AND e.marketplace_id = d.marketplace_id AND e.day = d.day
          ORDER BY e.entry_id DESC LIMIT 1) AS hash
      FROM ledger_day d WHERE d.account_id = ANY($1) AND d.day >= $2 AND d.day <= $3 ORDER BY d.day DESC, d.account_id, d.marketplace_id LIMIT 5000`,
    values: [db.accounts, from, to],
  });

export type GapRow = {
  accountId: AccountId;
  orderId: string;
  marketplaceId: string;
  day: string;
  foundBy: string;
  missedBy: string;
  foundAt: Date;
  filledAt: Date | null;
};

export const gapRows = (db: Db, limit: number): Promise<GapRow[]> =>
  db.query<GapRow>({
    text: `SELECT account_id AS "accountId", order_id AS "orderId", marketplace_id AS "marketplaceId", day, found_by AS "foundBy", missed_by AS "missedBy",
        found_at AS "foundAt", filled_at AS "filledAt" FROM ledger_gap WHERE account_id = ANY($1) ORDER BY found_at DESC LIMIT $2`,
    values: [db.accounts, limit],
  });

/** The oldest day of a store that still needs Amazon's count, asked after the day had settled; undefined when none does. */
export async function oldestUncounted(db: Db, accountId: AccountId, marketplaceId: string, settleMs: number): Promise<string | undefined> {
  const [row] = await db.query<{ day: string | null }>({
    text: `SELECT min(day)::text AS day FROM ledger_day WHERE account_id = $1 AND marketplace_id = $2 AND state <> 'closed'
      AND (metric_at IS NULL OR metric_at < day + interval '2 days' + make_interval(secs => $3))`,
    values: [accountId, marketplaceId, settleMs / 1000],
  });
  return row?.day ?? undefined;
}
