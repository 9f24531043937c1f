import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Entry } from './chain.ts';
import type { Hour } from './rules.ts';

export type DayKey = { marketplaceId: string; day: string };

/** Marks days to be looked at again. */
export async function markDays(tx: Tx, accountId: AccountId, days: readonly DayKey[]): Promise<void> {
  if (days.length === 0) return;
  await tx.query({
    name: 'ledger-mark',
    text: `INSERT INTO ledger_day (account_id, marketplace_id, day, state, dirty)
      SELECT $1, x."marketplaceId", x.day, 'open', true FROM json_to_recordset($2::json) AS x("marketplaceId" text, day date)
      ON CONFLICT (account_id, marketplace_id, day) DO UPDATE SET dirty = true WHERE NOT ledger_day.dirty`,
    values: [accountId, JSON.stringify(days)],
  });
}

export type DayState = DayKey & {
  state: 'open' | 'gap' | 'closed';
  held: number;
  seen: Record<string, number>;
  odd: number;
  waitsFor: readonly string[];
  digest: string;
  lookedAt: Date;
  closedAt: Date | null;
  /** Empty once the day is closed. */
  hours: readonly Hour[];
};

/** What a look found of several days. */
export async function saveDays(tx: Tx, accountId: AccountId, days: readonly DayState[]): Promise<void> {
  await tx.query({
    name: 'ledger-save-days',
    text: `UPDATE ledger_day d SET state = x.state, dirty = false, held = x.held, seen = x.seen, odd = x.odd,
        waits_for = ARRAY(SELECT json_array_elements_text(x."waitsFor")), digest = x.digest, looked_at = x."lookedAt", closed_at = x."closedAt", hours = x.hours
      FROM json_to_recordset($2::json) AS x("marketplaceId" text, day date, state text, held int, seen jsonb, odd int, "waitsFor" json, digest text,
        "lookedAt" timestamptz, "closedAt" timestamptz, hours jsonb)
      WHERE d.account_id = $1 AND d.marketplace_id = x."marketplaceId" AND d.day = x.day`,
    values: [accountId, JSON.stringify(days)],
  });
}

export async function saveMetric(
  tx: Tx,
  accountId: AccountId,
  marketplaceId: string,
  days: readonly { day: string; orders: number }[],
  at: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO ledger_day (account_id, marketplace_id, day, state, dirty, metric, metric_at)
      SELECT $1, $2, x.day, 'open', true, x.orders, $4 FROM json_to_recordset($3::json) AS x(day date, orders int)
      ON CONFLICT (account_id, marketplace_id, day) DO UPDATE SET metric = excluded.metric, metric_at = excluded.metric_at, dirty = true`,
    values: [accountId, marketplaceId, JSON.stringify(days), at],
  });
}

/** A report over these days was taken in; it was made at `at`. */
export async function saveReportTaken(tx: Tx, accountId: AccountId, days: readonly DayKey[], at: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO ledger_day (account_id, marketplace_id, day, state, dirty, report_at)
      SELECT $1, x."marketplaceId", x.day, 'open', true, $3 FROM json_to_recordset($2::json) AS x("marketplaceId" text, day date)
      ON CONFLICT (account_id, marketplace_id, day) DO UPDATE SET report_at = GREATEST(ledger_day.report_at, excluded.report_at), dirty = true`,
    values: [accountId, JSON.stringify(days), at],
  });
}

/** In their order: each holds the hash of the one before. */
export async function appendEntries(
  tx: Tx,
  accountId: AccountId,
  entries: readonly (Entry & { hash: string; signature: string })[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query({
    text: `INSERT INTO ledger_entry (account_id, marketplace_id, day, kind, orders, digest, at, previous, hash, signature)
      SELECT $1, x."marketplaceId", x.day, x.kind, x.orders, x.digest, x.at, x.previous, x.hash, x.signature
      FROM json_to_recordset($2::json) AS x("marketplaceId" text, day date, kind text, orders int, digest text, at timestamptz, previous text, hash text, signature text)`,
    values: [accountId, JSON.stringify(entries)],
  });
}

export type NewGap = DayKey & { orderId: string; foundBy: string; missedBy: string; foundAt: Date };

export async function noteGaps(tx: Tx, accountId: AccountId, gaps: readonly NewGap[]): Promise<void> {
  if (gaps.length === 0) return;
  await tx.query({
    text: `INSERT INTO ledger_gap (account_id, order_id, marketplace_id, day, found_by, missed_by, found_at)
      SELECT $1, x."orderId", x."marketplaceId", x.day, x."foundBy", x."missedBy", x."foundAt"
      FROM json_to_recordset($2::json) AS x("orderId" text, "marketplaceId" text, day date, "foundBy" text, "missedBy" text, "foundAt" timestamptz)
      ON CONFLICT DO NOTHING`,
    values: [accountId, JSON.stringify(gaps)],
  });
}

/** Orders that are here in full now fill their gap; gives the days of those that had one. */
export const fillGaps = (tx: Tx, accountId: AccountId, orderIds: readonly string[], at: Date): Promise<DayKey[]> =>
  tx.query<DayKey>({
    name: 'ledger-fill',
    text: `UPDATE ledger_gap SET filled_at = $3 WHERE account_id = $1 AND order_id = ANY($2) AND filled_at IS NULL
      RETURNING marketplace_id AS "marketplaceId", day`,
    values: [accountId, orderIds, at],
  });

/** Remembers which source has shown which orders; the first time counts. Gives those of which it is the first time. */
export async function addSights(tx: Tx, accountId: AccountId, source: string, orderIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await tx.query<{ orderId: string }>({
    name: 'ledger-sights',
    text: `INSERT INTO ledger_sight (account_id, order_id, source, first_at) SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING
      RETURNING order_id AS "orderId"`,
    values: [accountId, orderIds, source, at],
  });
  return rows.map(({ orderId }) => orderId);
}

/** The same for orders that a report shows and that tell nothing new. */
export async function saveSights(tx: Tx, accountId: AccountId, source: string, orderIds: readonly string[], at: Date): Promise<void> {
  await addSights(tx, accountId, source, orderIds, at);
}
