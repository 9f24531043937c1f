import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';

/** Notes what was done; false when the same was done before, and then nothing is to be done. Others with this key wait. */
export async function beginDeed(
  tx: Tx,
  deed: { key: string; waveId: string | null; kind: string; person: string },
  now: Date,
): Promise<boolean> {
  const rows = await tx.query({
    name: 'picking-deed',
    text: 'INSERT INTO pick_deed (key, wave_id, kind, person, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING key',
    values: [deed.key, deed.waveId, deed.kind, deed.person, now],
  });
  return rows.length > 0;
}

/** One undo of a person at a wave at a time: the next one finds another deed last. */
export async function holdUndo(tx: Tx, waveId: string, person: string): Promise<void> {
  await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('undo ' || $1 || ' ' || $2, 0))`, values: [waveId, person] });
}

type NewPick = {
  accountId: AccountId;
  key: string;
  waveId: string;
  lineId: string;
  orderId: string;
  itemId: string;
  productId: string;
  binId: string;
  kind: 'picked' | 'short' | 'put-back' | 'undone';
  quantity: number;
  reason?: string;
  tote: string | null;
  person: string;
  undoes?: string;
};

/** Appends rows of picks and moves their lines with them. `tx` is open for their accounts. */
export async function appendPicks(tx: Tx, picks: readonly NewPick[], now: Date): Promise<void> {
  if (picks.length === 0) return;
  await tx.query({
    name: 'picking-append',
    text: `INSERT INTO pick (account_id, key, wave_id, line_id, order_id, item_id, product_id, bin_id, kind, quantity, reason, tote, person, undoes, at)
      SELECT "accountId", key, "waveId", "lineId", "orderId", "itemId", "productId", "binId", kind, quantity, coalesce(reason, ''), tote, person, undoes, $2
      FROM json_to_recordset($1::json) AS x("accountId" bigint, key text, "waveId" bigint, "lineId" bigint, "orderId" text, "itemId" text, "productId" bigint,
        "binId" bigint, kind text, quantity int, reason text, tote text, person text, undoes bigint)`,
    values: [JSON.stringify(picks), now],
  });
}

/** `unshort`: so many are missing no longer, as far as the line still misses them. */
export type LineChange = { accountId: AccountId; lineId: string; picked?: number; short?: number; unshort?: number; quantity?: number };

/** Adds to lines; one on which nothing is left to say goes away. */
export async function changeLines(tx: Tx, changes: readonly LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  const values = [tx.accounts, JSON.stringify(changes)];
  await tx.query({
    name: 'picking-drop-lines',
    text: `DELETE FROM wave_line l USING json_to_recordset($2::json) AS x("accountId" bigint, "lineId" bigint, quantity int)
      WHERE l.account_id = ANY($1) AND l.account_id = x."accountId" AND l.line_id = x."lineId" AND l.quantity + coalesce(x.quantity, 0) = 0`,
    values,
  });
  await tx.query({
    name: 'picking-change-lines',
    text: `UPDATE wave_line l SET picked = l.picked + coalesce(x.picked, 0), short = l.short + coalesce(x.short, 0) - least(l.short, coalesce(x.unshort, 0)),
        quantity = l.quantity + coalesce(x.quantity, 0)
      FROM json_to_recordset($2::json) AS x("accountId" bigint, "lineId" bigint, picked int, short int, unshort int, quantity int)
      WHERE l.account_id = ANY($1) AND l.account_id = x."accountId" AND l.line_id = x."lineId"`,
    values,
  });
}

export async function noteVisit(tx: Tx, waveId: string, binId: string, person: string, now: Date): Promise<void> {
  await tx.query({
    name: 'picking-visit',
    text: `INSERT INTO wave_visit (wave_id, bin_id, person, at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (wave_id, bin_id) DO UPDATE SET person = excluded.person, at = excluded.at`,
    values: [waveId, binId, person, now],
  });
}

/** Takes the tote for a wave. False while orders of another wave are in it. `tx` is open for all accounts. */
export async function takeTote(tx: Tx, code: string, waveId: string, person: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    name: 'picking-take-tote',
    text: `INSERT INTO tote AS t (code, wave_id, taken_by, taken_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (code) DO UPDATE SET wave_id = excluded.wave_id, taken_by = excluded.taken_by, taken_at = excluded.taken_at
        WHERE t.wave_id IS NOT DISTINCT FROM excluded.wave_id OR NOT EXISTS (SELECT 1 FROM wave_order o
          JOIN orders x ON x.account_id = ANY($5) AND x.account_id = o.account_id AND x.order_id = o.order_id
          WHERE o.account_id = ANY($5) AND o.wave_id = t.wave_id AND o.tote = t.code AND x.status IN ('unshipped', 'partially_shipped')) RETURNING code`,
    values: [code, waveId, person, now, tx.accounts],
  });
  return rows.length > 0;
}

export async function putIntoTote(tx: Tx, order: { accountId: AccountId; orderId: string }, waveId: string, code: string): Promise<void> {
  await tx.query({
    name: 'picking-into-tote',
    text: 'UPDATE wave_order SET tote = $4 WHERE account_id = $1 AND wave_id = $2 AND order_id = $3',
    values: [order.accountId, waveId, order.orderId, code],
  });
}
