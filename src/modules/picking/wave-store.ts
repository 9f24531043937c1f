import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { WaveRule } from './contract.ts';
import type { NewLine } from './plan-rules.ts';
import type { WaveState } from './wave-states.ts';

/** One maker of waves at a time in a location, so that none plans on bins or orders that another is just taking. */
export async function holdLocation(tx: Tx, locationId: string): Promise<void> {
  await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('waves of ' || $1, 0))`, values: [locationId] });
}

type NewWave = { key: string; name: string; locationId: string; rule: WaveRule; by: string; released: boolean };

/** Undefined when the same was asked before. */
export async function insertWave(tx: Tx, wave: NewWave, now: Date): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO wave (request_key, name, location_id, state, rule, made_by, made_at, released_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (request_key) DO NOTHING RETURNING wave_id AS id`,
    values: [
      wave.key,
      wave.name,
      wave.locationId,
      wave.released ? 'released' : 'made',
      JSON.stringify(wave.rule),
      wave.by,
      now,
      wave.released ? now : null,
    ],
  });
  return row?.id;
}

type NewWaveOrder = { accountId: AccountId; orderId: string; lines: readonly NewLine[] };

/** Puts orders into a wave; those that another open wave has meanwhile are left out. Gives how many came in. */
export async function insertWaveOrders(tx: Tx, waveId: string, orders: readonly NewWaveOrder[], now: Date): Promise<number> {
  const taken = await tx.query<{ accountId: AccountId; orderId: string }>({
    text: `INSERT INTO wave_order (account_id, wave_id, order_id, position, open, added_at)
      SELECT account_id, $3, order_id, position, true, $4 FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS x(account_id, order_id, position)
      ORDER BY account_id, order_id ON CONFLICT DO NOTHING RETURNING account_id AS "accountId", order_id AS "orderId"`,
    values: [orders.map(({ accountId }) => accountId), orders.map(({ orderId }) => orderId), waveId, now],
  });
  const isIn = new Set(taken.map(({ accountId, orderId }) => `${accountId}/${orderId}`));
  await insertLines(
    tx,
    waveId,
    orders
      .filter(({ accountId, orderId }) => isIn.has(`${accountId}/${orderId}`))
      .flatMap(({ accountId, orderId, lines }) => lines.map((line) => ({ ...line, accountId, orderId }))),
  );
  return taken.length;
}

export type OrderLine = NewLine & { accountId: AccountId; orderId: string };

export async function insertLines(tx: Tx, waveId: string, lines: readonly OrderLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query({
    text: `INSERT INTO wave_line (account_id, wave_id, order_id, item_id, product_id, bin_id, quantity)
      SELECT "accountId", $2, "orderId", "itemId", "productId", "binId", quantity
      FROM json_to_recordset($1::json) AS x("accountId" bigint, "orderId" text, "itemId" text, "productId" bigint, "binId" bigint, quantity int)`,
    values: [JSON.stringify(lines), waveId],
  });
}

/** Whose state may not change meanwhile (`share`), or who changes it. */
export async function holdWave(tx: Tx, waveId: string, how: 'share' | 'change'): Promise<HeldWave | undefined> {
  const [row] = await tx.query<HeldWave>({
    name: `picking-hold-wave-${how}`,
    text: `SELECT wave_id AS "waveId", name, location_id AS "locationId", state FROM wave WHERE wave_id = $1 FOR ${how === 'share' ? 'SHARE' : 'NO KEY UPDATE'}`,
    values: [waveId],
  });
  return row;
}
export type HeldWave = { waveId: string; name: string; locationId: string; state: WaveState };

export async function saveWaveState(tx: Tx, waveId: string, state: WaveState, now: Date): Promise<void> {
  await tx.query({
    text: `UPDATE wave SET state = $2, released_at = CASE WHEN $2 = 'made' THEN NULL WHEN $2 = 'released' THEN coalesce(released_at, $3) ELSE released_at END,
        ended_at = CASE WHEN $2 IN ('finished', 'cancelled') THEN $3::timestamptz END WHERE wave_id = $1`,
    values: [waveId, state, now],
  });
  if (state === 'finished' || state === 'cancelled')
    await tx.query({ text: 'DELETE FROM wave_visit WHERE wave_id = $1', values: [waveId] });
}

/** The wave works no longer on its orders, or on these of them. `tx` is open for all accounts. */
export async function closeOrders(tx: Tx, waveId: string, only?: readonly { accountId: AccountId; orderId: string }[]): Promise<number> {
  const rows = await tx.query({
    text: `UPDATE wave_order SET open = false WHERE account_id = ANY($1) AND wave_id = $2 AND open
        AND ($3::bigint[] IS NULL OR (account_id, order_id) IN (SELECT * FROM unnest($3::bigint[], $4::text[]))) RETURNING order_id`,
    values: [tx.accounts, waveId, only?.map(({ accountId }) => accountId) ?? null, only?.map(({ orderId }) => orderId) ?? null],
  });
  return rows.length;
}

/** Takes the orders back that no other wave has taken meanwhile. Gives how many. */
export async function reopenOrders(tx: Tx, waveId: string): Promise<number> {
  const rows = await tx.query({
    text: `UPDATE wave_order o SET open = true WHERE o.account_id = ANY($1) AND o.wave_id = $2 AND NOT o.open
        AND NOT EXISTS (SELECT 1 FROM wave_order other WHERE other.account_id = ANY($1) AND other.account_id = o.account_id
          AND other.order_id = o.order_id AND other.open) RETURNING o.order_id`,
    values: [tx.accounts, waveId],
  });
  return rows.length;
}
