import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Entry } from './chain.ts';

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
};

/** What a look found. `dirty` falls only if nothing came since the look began. */
export async function saveDay(tx: Tx, accountId: AccountId, day: DayState, closedAt: Date | null): Promise<void> {
  await tx.query({
    name: 'ledger-save-day',
    text: `UPDATE ledger_day SET state = $4, dirty = false, held = $5, seen = $6, odd = $7, waits_for = $8, digest = $9, looked_at = $10, closed_at = $11
      WHERE account_id = $1 AND marketplace_id = $2 AND day = $3`,
    values: [
      accountId,
      day.marketplaceId,
      day.day,
      day.state,
      day.held,
      JSON.stringify(day.seen),
      day.odd,
      day.waitsFor,
      day.digest,
      day.lookedAt,
      closedAt,
    ],
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

export async function appendEntry(tx: Tx, accountId: AccountId, entry: Entry & { hash: string; signature: string }): Promise<void> {
  await tx.query({
    text: `INSERT INTO ledger_entry (account_id, marketplace_id, day, kind, orders, digest, at, previous, hash, signature)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      accountId,
      entry.marketplaceId,
      entry.day,
      entry.kind,
      entry.orders,
      entry.digest,
      entry.at,
      entry.previous,
      entry.hash,
      entry.signature,
    ],
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

/** Orders that are here in full now fill their gap. */
export async function fillGaps(tx: Tx, accountId: AccountId, orderIds: readonly string[], at: Date): Promise<void> {
  await tx.query({
    name: 'ledger-fill',
    text: 'UPDATE ledger_gap SET filled_at = $3 WHERE account_id = $1 AND order_id = ANY($2) AND filled_at IS NULL',
    values: [accountId, orderIds, at],
  });
}

/** Remembers which source has shown which orders; the first time counts. */
export async function saveSights(tx: Tx, accountId: AccountId, source: string, orderIds: readonly string[], at: Date): Promise<void> {
  await tx.query({
    name: 'ledger-sights',
    text: `INSERT INTO ledger_sight (account_id, order_id, source, first_at) SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING`,
    values: [accountId, orderIds, source, at],
  });
}
