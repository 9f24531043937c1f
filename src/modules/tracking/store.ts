import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Scan } from './facts.ts';
import type { Parcel } from './parcel.ts';
import { followedMs, type Patience } from './rules.ts';

const number = (column: string) => `upper(regexp_replace(${column}, '\\s', '', 'g'))`;

/**
 * Follows the packages that Amazon shows on these orders, lets go of numbers that it shows no more, because somebody corrected
 * them, and notes each new word. Gives how many parcels something was told of. The statements leave at once: each sees what
 * those before have done. They go from the orders that
 * are asked for to what belongs to each (OFFSET 0 holds the planner to that): a desk that begins has no statistics yet, and
 * a plan made on empty tables would look through all parcels of the account for each batch.
 */
export async function takePackages(
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
  steps: Readonly<Record<string, string | null>>,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - followedMs);
  const [, , told] = await Promise.all([
    tx.query({
      name: 'tracking-replaced',
      text: `UPDATE tracked_parcel t SET ended = 'void', exceptions = '{}', look_at = NULL, next_at = NULL
        WHERE t.account_id = $1 AND t.order_id = ANY($2) AND t.source = 'amazon' AND t.label_id IS NULL AND t.ended IS NULL
          AND EXISTS (SELECT FROM order_package p WHERE p.account_id = $1 AND p.order_id = t.order_id OFFSET 0)
          AND NOT EXISTS (
            SELECT FROM order_package p WHERE p.account_id = $1 AND p.order_id = t.order_id AND ${number('p.tracking')} = t.tracking OFFSET 0)`,
      values: [accountId, orderIds],
    }),
    tx.query({
      name: 'tracking-packages',
      text: `INSERT INTO tracked_parcel (account_id, order_id, tracking, carrier, service, source, left_at, deliver_by, next_at)
        SELECT DISTINCT ON (p.order_id, p.tracking) $1::bigint, p.order_id, p.tracking, p.carrier, p.service, 'amazon', p.left_at, o.deliver_by, $3
        FROM unnest($2::text[]) AS wanted (order_id)
          CROSS JOIN LATERAL (
            SELECT order_id, ${number('tracking')} AS tracking, coalesce(carrier_raw, '') AS carrier, coalesce(service, '') AS service,
              coalesce(ship_date, $3) AS left_at
            FROM order_package
            WHERE account_id = $1 AND order_id = wanted.order_id AND tracking <> '' AND status <> 'cancelled' AND coalesce(ship_date, $3) > $4
            OFFSET 0) p
          CROSS JOIN LATERAL (SELECT deliver_by FROM orders WHERE account_id = $1 AND order_id = p.order_id OFFSET 0) o
        ON CONFLICT (account_id, order_id, tracking) DO UPDATE SET deliver_by = excluded.deliver_by,
          source = CASE WHEN tracked_parcel.source = 'none' THEN 'amazon' ELSE tracked_parcel.source END,
          next_at = CASE WHEN tracked_parcel.ended IS NULL THEN $3 END
        WHERE tracked_parcel.source = 'none' OR tracked_parcel.deliver_by IS DISTINCT FROM excluded.deliver_by`,
      values: [accountId, orderIds, now, since],
    }),
    tx.query({
      name: 'tracking-package-words',
      text: `WITH told AS (
          INSERT INTO tracking_event (account_id, parcel_id, at, code, step, heard_at)
          SELECT $1, t.parcel_id, CASE WHEN p.status = 'delivered' THEN coalesce(p.delivered_at, o.updated_at) ELSE o.updated_at END, p.status_raw,
            $4::jsonb ->> p.status_raw, $3
          FROM unnest($2::text[]) AS wanted (order_id)
            CROSS JOIN LATERAL (
              SELECT ${number('tracking')} AS tracking, status, status_raw, delivered_at FROM order_package
              WHERE account_id = $1 AND order_id = wanted.order_id AND status <> 'cancelled' AND status_raw <> ''
              OFFSET 0) p
            CROSS JOIN LATERAL (SELECT updated_at FROM orders WHERE account_id = $1 AND order_id = wanted.order_id OFFSET 0) o
            CROSS JOIN LATERAL (
              SELECT parcel_id FROM tracked_parcel
              WHERE account_id = $1 AND order_id = wanted.order_id AND tracking = p.tracking AND source = 'amazon'
              OFFSET 0) t
          WHERE NOT EXISTS (SELECT FROM tracking_event e WHERE e.account_id = $1 AND e.parcel_id = t.parcel_id AND e.code = p.status_raw OFFSET 0)
          ON CONFLICT DO NOTHING RETURNING parcel_id)
        UPDATE tracked_parcel SET next_at = $3, ended = NULL WHERE account_id = $1 AND parcel_id = ANY (ARRAY(SELECT parcel_id FROM told)) RETURNING 1`,
      values: [accountId, orderIds, now, JSON.stringify(steps)],
    }),
  ]);
  return told.length;
}

const labelsFromMs = 7 * 86_400_000;

/** Follows labels that were bought, and lets go of those that were given back, until a carrier refuses the money. When each is asked about is judged next. */
export async function takeLabels(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await tx.query({
    name: 'tracking-labels',
    text: `INSERT INTO tracked_parcel (account_id, order_id, tracking, carrier, service, source, label_id, handle, left_at, promised_at, deliver_by, next_at)
      SELECT DISTINCT ON (l.order_id, ${number('l.tracking')}) $1::bigint, l.order_id, ${number('l.tracking')}, l.offer ->> 'carrier', l.offer ->> 'service',
        CASE l.kind WHEN 'buy_shipping' THEN 'amazon' WHEN 'manual' THEN 'none' ELSE l.kind END, l.label_id,
        coalesce(l.receipt -> 'handle', '{}'), l.bought_at,
        -- An average of days is no promise.
        CASE WHEN l.offer ? 'estimated' THEN NULL ELSE (l.offer ->> 'latest')::timestamptz END, o.deliver_by, $2
      FROM label l CROSS JOIN LATERAL (SELECT deliver_by FROM orders WHERE account_id = $1 AND order_id = l.order_id OFFSET 0) o
      WHERE l.account_id = $1 AND l.bought_at > $3 AND (l.state = 'bought' OR (l.state = 'voiding' AND l.refund <> 'pending')) AND l.tracking <> ''
        AND NOT EXISTS (SELECT FROM tracked_parcel t WHERE t.account_id = $1 AND t.label_id = l.label_id OFFSET 0)
      ORDER BY l.order_id, ${number('l.tracking')}, l.label_id DESC
      ON CONFLICT (account_id, order_id, tracking) DO UPDATE SET label_id = excluded.label_id, handle = excluded.handle, carrier = excluded.carrier,
        service = excluded.service, promised_at = coalesce(tracked_parcel.promised_at, excluded.promised_at), next_at = excluded.next_at, ended = NULL,
        source = CASE WHEN excluded.source = 'none' THEN tracked_parcel.source ELSE excluded.source END`,
    values: [accountId, now, new Date(now.getTime() - labelsFromMs)],
  });
  await tx.query({
    name: 'tracking-voided',
    text: `UPDATE tracked_parcel t SET ended = 'void', exceptions = '{}', look_at = NULL, next_at = NULL
      FROM label l WHERE t.account_id = $1 AND t.next_at IS NOT NULL AND l.account_id = $1 AND l.label_id = t.label_id
        AND (l.state = 'voided' OR (l.state = 'voiding' AND l.refund = 'pending'))`,
    values: [accountId],
  });
  await tx.query({
    name: 'tracking-kept',
    text: `UPDATE tracked_parcel t SET ended = NULL, next_at = $2
      FROM label l WHERE t.account_id = $1 AND t.ended = 'void' AND t.source <> 'amazon' AND l.account_id = $1 AND l.label_id = t.label_id
        AND l.state = 'bought' AND l.refund = 'rejected' AND l.bought_at > $3`,
    values: [accountId, now, new Date(now.getTime() - labelsFromMs)],
  });
  await tx.query({
    name: 'tracking-cancelled',
    text: `UPDATE tracked_parcel t SET ended = 'void', exceptions = '{}', look_at = NULL, next_at = NULL
      WHERE t.account_id = $1 AND t.next_at <= $2 AND t.source = 'amazon' AND EXISTS (
        SELECT FROM order_package p
        WHERE p.account_id = $1 AND p.order_id = t.order_id AND ${number('p.tracking')} = t.tracking AND p.status = 'cancelled' OFFSET 0)`,
    values: [accountId, now],
  });
}

export async function saveScans(tx: Tx, { accountId, parcelId }: Parcel, scans: readonly Scan[], now: Date): Promise<void> {
  if (scans.length === 0) return;
  const column = <K extends keyof Scan>(name: K) => scans.map((scan) => scan[name]);
  await tx.query({
    name: 'tracking-scans',
    text: `INSERT INTO tracking_event (account_id, parcel_id, at, code, place, step, back, trouble, heard_at)
      SELECT $1, $2, s.at, left(s.code, 200), s.place, s.step, s.back, s.trouble, $9
      FROM unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[]) AS s (at, code, place, step, back, trouble)
      ON CONFLICT DO NOTHING`,
    values: [accountId, parcelId, column('at'), column('code'), column('place'), column('step'), column('back'), column('trouble'), now],
  });
}

export async function saveParcel(tx: Tx, parcel: Parcel): Promise<void> {
  const { accountId, parcelId, state, firstScanAt, lastScanAt, deliveredAt, promisedAt, exceptions, problem, looks } = parcel;
  const { lookedAt, lookAt, nextAt, ended } = parcel;
  await tx.query({
    name: 'tracking-parcel',
    text: `UPDATE tracked_parcel SET state = $3, first_scan_at = $4, last_scan_at = $5, delivered_at = $6, promised_at = $7, exceptions = $8, problem = $9,
        looks = $10, looked_at = $11, look_at = $12, next_at = $13, ended = $14 WHERE account_id = $1 AND parcel_id = $2`,
    values: [
      accountId,
      parcelId,
      state,
      firstScanAt,
      lastScanAt,
      deliveredAt,
      promisedAt,
      exceptions,
      problem,
      looks,
      lookedAt,
      lookAt,
      nextAt,
      ended,
    ],
  });
}

/** Asks for a look now; false when there is no such parcel. */
export async function wantLook(tx: Tx, accountId: AccountId, parcelId: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: 'UPDATE tracked_parcel SET look_at = $3, next_at = $3 WHERE account_id = $1 AND parcel_id = $2 RETURNING 1',
    values: [accountId, parcelId, now],
  });
  return rows.length > 0;
}

/** A person has dealt with what was wrong; false when there is no such parcel. */
export async function settle(tx: Tx, accountId: AccountId, parcelId: string, by: string, note: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE tracked_parcel SET settled_at = $3, settled_by = $4, settled_note = $5, exceptions = '{}' WHERE account_id = $1 AND parcel_id = $2 RETURNING 1`,
    values: [accountId, parcelId, now, by, note],
  });
  return rows.length > 0;
}

export async function savePatience(tx: Tx, accountId: AccountId, patience: Patience, by: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO tracking_setting (account_id, scan_hours, silent_days, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id) DO UPDATE SET scan_hours = excluded.scan_hours, silent_days = excluded.silent_days, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`,
    values: [accountId, patience.scanHours, patience.silentDays, by, now],
  });
  // What was patient by the old measure is looked at by the new one.
  await tx.query({
    text: 'UPDATE tracked_parcel SET next_at = $2 WHERE account_id = $1 AND next_at IS NOT NULL',
    values: [accountId, now],
  });
}
