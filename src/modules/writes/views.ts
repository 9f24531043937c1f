import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { OrderNow, Write } from './write.ts';

export const writeColumns = `w.account_id AS "accountId", w.write_id AS "writeId", w.order_id AS "orderId", w.kind, w.payload, w.state, w.reason,
  w.amazon_code AS "amazonCode", w.amazon_message AS "amazonMessage", w.deadline, w.asked_by AS "askedBy", w.asked_at AS "askedAt", w.next_at AS "nextAt",
  w.attempts, w.reads, w.sent_at AS "sentAt", w.accepted_at AS "acceptedAt", w.verified_at AS "verifiedAt", w.receipt`;

/** Orders with what the rules ask about them. `$1` is the account, `$2` the order ids. */
const orderNowStatement = `SELECT o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.status, o.fulfilled_by AS "fulfilledBy", o.depth,
    o.programs, o.purchased_at AS "purchasedAt", o.updated_at AS "updatedAt", o.ship_by AS "shipBy", o.cancel_requested_at IS NOT NULL AS "cancelRequested",
    o.cancel_requested_at AS "cancelRequestedAt", o.address_changed_at AS "addressChangedAt", o.regulated,
    CASE WHEN o.held_at IS NOT NULL THEN json_build_object('at', o.held_at, 'by', o.held_by, 'reason', coalesce(o.hold_reason, '')) END AS hold,
    coalesce((SELECT json_agg(json_build_object('itemId', i.item_id, 'sku', i.sku, 'quantity', i.quantity, 'shipped', i.shipped, 'cancelled', i.cancelled,
      'programs', i.programs, 'serials', coalesce(i.detail->'serialNumberRequirement'->>'requirementType', '') = 'REQUIRED') ORDER BY i.position) FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id), '[]') AS items,
    coalesce((SELECT json_agg(json_build_object('reference', p.reference, 'carrierCode', p.carrier_raw, 'tracking', p.tracking, 'status', p.status,
      'service', p.service, 'shipDate', p.ship_date, 'items', p.items) ORDER BY p.reference)
      FROM order_package p WHERE p.account_id = $1 AND p.order_id = o.order_id), '[]') AS packages,
    coalesce((SELECT json_agg(DISTINCT w.payload->>'reference') FROM writes w
      WHERE w.account_id = $1 AND w.order_id = o.order_id AND w.kind = 'confirm'), '[]') AS "references"
  FROM orders o WHERE o.account_id = $1 AND o.order_id = ANY($2)`;

/** The orders of these ids as far as the rules ask about them. */
export async function ordersNow(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, OrderNow>> {
  const rows = await db.query<OrderNow>({ name: 'writes-orders-now', text: orderNowStatement, values: [accountId, orderIds] });
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** The unfinished writes of these orders, oldest first. */
export const underWayOf = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-under-way',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.order_id = ANY($2)
      AND w.state NOT IN ('verified', 'rejected', 'withdrawn') ORDER BY w.write_id`,
    values: [accountId, orderIds],
  });

/** What an answer about these orders may settle: what is under way, and what was refused after it had been sent. */
export const openToVerdict = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-open-to-verdict',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.order_id = ANY($2)
      AND (w.state IN ('queued', 'sent', 'accepted') OR (w.state = 'rejected' AND w.attempts > 0)) ORDER BY w.write_id`,
    values: [accountId, orderIds],
  });

/** What to send next: queued and due, nearest deadline first. */
export const nextToSend = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-to-send',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state = 'queued' AND w.kind IN ('confirm', 'edit') AND w.next_at <= $2
      ORDER BY w.deadline NULLS LAST, w.write_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** What to read back next: handed over and due, nearest deadline first. */
export const nextToRead = (db: Db, accountId: AccountId, now: Date, limit: number): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-to-read',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.state IN ('sent', 'accepted') AND w.next_at <= $2
      ORDER BY w.deadline NULLS LAST, w.write_id LIMIT $3`,
    values: [accountId, now, limit],
  });

/** When there is something to do again: the earliest queued or unverified write. */
export async function nextWriteAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'writes-next-at',
    text: `SELECT min(next_at) AS at FROM writes WHERE account_id = $1
      AND (state IN ('sent', 'accepted') OR (state IN ('queued', 'sending') AND kind IN ('confirm', 'edit'))) AND state NOT IN ('verified', 'rejected', 'withdrawn')`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

export const writesOf = (db: Db, accountId: AccountId, orderId: string): Promise<Write[]> =>
  db.query<Write>({
    name: 'writes-of-order',
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.order_id = $2 ORDER BY w.write_id DESC`,
    values: [accountId, orderId],
  });

export async function oneWrite(db: Db, accountId: AccountId, writeId: string): Promise<Write | undefined> {
  const rows = await db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = $1 AND w.write_id = $2`,
    values: [accountId, writeId],
  });
  return rows[0];
}

/** The outbox: what is under way or was rejected, in the accounts of `db`; 500 at most. */
export const outbox = (db: Db, which: 'open' | 'rejected'): Promise<Write[]> =>
  db.query<Write>({
    text: `SELECT ${writeColumns} FROM writes w WHERE w.account_id = ANY($1)
      AND ${which === 'open' ? `w.state NOT IN ('verified', 'rejected', 'withdrawn')` : `w.state = 'rejected'`}
      ORDER BY ${which === 'open' ? 'w.deadline NULLS LAST, w.write_id' : 'w.write_id DESC'} LIMIT 500`,
    values: [db.accounts],
  });

export async function openCounts(db: Db): Promise<Map<AccountId, number>> {
  const rows = await db.query<{ accountId: AccountId; n: string }>({
    text: `SELECT account_id AS "accountId", count(*) AS n FROM writes WHERE account_id = ANY($1) AND state NOT IN ('verified', 'rejected', 'withdrawn') GROUP BY account_id`,
    values: [db.accounts],
  });
  return new Map(rows.map((row) => [row.accountId, Number(row.n)]));
}

/** Other orders that carry one of these tracking numbers already, or will: a number belongs to one parcel. `keys` are lower case. */
export const trackingElsewhere = (db: Db, accountId: AccountId, keys: readonly string[]): Promise<{ key: string; orderId: string }[]> =>
  db.query({
    name: 'writes-tracking-elsewhere',
    text: `SELECT k.key, k.order_id AS "orderId" FROM order_key k WHERE k.account_id = $1 AND k.kind = 'track' AND k.key = ANY($2)
      UNION
      SELECT lower(w.payload->>'trackingNumber'), w.order_id FROM writes w WHERE w.account_id = $1
        AND w.state NOT IN ('verified', 'rejected', 'withdrawn') AND lower(w.payload->>'trackingNumber') = ANY($2) LIMIT 1000`,
    values: [accountId, keys],
  });

/** The writes that a request has made before, by their keys; `askedHash` tells whether it asked for the same. */
export async function writesOfKeys(
  db: Db,
  accountId: AccountId,
  keys: readonly string[],
): Promise<Map<string, { writeId: string; askedHash: string }>> {
  const rows = await db.query<{ key: string; writeId: string; askedHash: string }>({
    name: 'writes-of-keys',
    text: `SELECT idempotency_key AS key, write_id AS "writeId", encode(payload_hash, 'hex') AS "askedHash" FROM writes
      WHERE account_id = $1 AND idempotency_key = ANY($2)`,
    values: [accountId, keys],
  });
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}
