import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ErrandRow } from './errand.ts';
import type { ErrandState } from './states.ts';

const columns = `e.account_id AS "accountId", e.errand_id AS "errandId", e.kind, e.way, e.state, e.place, e.carrier, e.order_id AS "orderId",
  e.of_errand AS "ofErrand", e.request, e.number, e.result, e.reason, e.carrier_code AS "carrierCode", e.carrier_message AS "carrierMessage",
  e.request_key AS "requestKey", e.asked_by AS "askedBy", e.asked_at AS "askedAt", e.next_at AS "nextAt", e.attempts, e.looks,
  e.sent_at AS "sentAt", e.done_at AS "doneAt", e.printed`;
const withFile = (account: string) =>
  `${columns}, EXISTS (SELECT FROM handover_file f WHERE f.account_id = ${account} AND f.account_id = e.account_id AND f.errand_id = e.errand_id) AS "hasFile"`;

export async function oneErrand(db: Db, accountId: AccountId, errandId: string): Promise<ErrandRow | undefined> {
  const text = `SELECT ${withFile('$1')} FROM handover_errand e WHERE e.account_id = $1 AND e.errand_id = $2`;
  return (await db.query<ErrandRow>({ name: 'handover-one', text, values: [accountId, errandId] }))[0];
}

export async function errandOfKey(db: Db, accountId: AccountId, key: string): Promise<ErrandRow | undefined> {
  const text = `SELECT ${withFile('$1')} FROM handover_errand e WHERE e.account_id = $1 AND e.request_key = $2`;
  return (await db.query<ErrandRow>({ name: 'handover-of-key', text, values: [accountId, key] }))[0];
}

export const dueErrands = (db: Db, accountId: AccountId, state: ErrandState, now: Date, limit: number): Promise<ErrandRow[]> =>
  db.query<ErrandRow>({
    name: 'handover-due',
    text: `SELECT ${withFile('$1')} FROM handover_errand e WHERE e.account_id = $1 AND e.state = $2 AND e.next_at <= $3 ORDER BY e.next_at, e.errand_id LIMIT $4`,
    values: [accountId, state, now, limit],
  });

export async function nextErrandAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'handover-next',
    text: `SELECT min(next_at) AS at FROM handover_errand WHERE account_id = $1 AND state IN ('asked', 'sending', 'unsure')`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

/** Errands of the accounts since a time, newest first. */
export const errandsSince = (db: Db, since: Date): Promise<(ErrandRow & { labels: number })[]> =>
  db.query<ErrandRow & { labels: number }>({
    name: 'handover-since',
    text: `SELECT ${withFile('ANY($1)')},
        (SELECT count(*)::int FROM handover_listed l WHERE l.account_id = ANY($1) AND l.account_id = e.account_id AND l.errand_id = e.errand_id) AS labels
      FROM handover_errand e WHERE e.account_id = ANY($1) AND (e.asked_at > $2 OR e.state IN ('asked', 'sending', 'unsure'))
      ORDER BY e.asked_at DESC, e.errand_id DESC LIMIT 500`,
    values: [db.accounts, since],
  });

/** What was asked of Easy Ship for these orders, newest first. */
export const slotErrands = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<ErrandRow[]> =>
  db.query<ErrandRow>({
    name: 'handover-slots',
    text: `SELECT ${withFile('$1')} FROM handover_errand e WHERE e.account_id = $1 AND e.order_id = ANY($2) ORDER BY e.errand_id DESC`,
    values: [accountId, orderIds],
  });

/** What went wrong in the last days and nothing later has put right. */
export const troubles = (db: Db, accountId: AccountId, since: Date, unsureBefore: Date): Promise<ErrandRow[]> =>
  db.query<ErrandRow>({
    name: 'handover-troubles',
    text: `SELECT ${withFile('$1')} FROM handover_errand e WHERE e.account_id = $1 AND e.asked_at > $2
        AND (e.state = 'refused' OR (e.state = 'unsure' AND e.sent_at < $3))
        AND NOT EXISTS (SELECT FROM handover_errand n WHERE n.account_id = $1 AND n.errand_id > e.errand_id AND n.kind = e.kind AND n.place = e.place
          AND n.carrier = e.carrier AND n.order_id IS NOT DISTINCT FROM e.order_id AND n.state = 'done')
      ORDER BY e.errand_id`,
    values: [accountId, since, unsureBefore],
  });

export async function storedFile(
  db: Db,
  accountId: AccountId,
  errandId: string,
): Promise<{ type: string; sealed: Buffer; orderId: string | null } | undefined> {
  const rows = await db.query<{ type: string; sealed: Buffer; orderId: string | null }>({
    text: 'SELECT type, sealed, order_id AS "orderId" FROM handover_file WHERE account_id = $1 AND errand_id = $2',
    values: [accountId, errandId],
  });
  return rows[0];
}

export type ListedRow = { labelId: string; orderId: string; tracking: string; state: string; service: string };

/** The labels of a manifest, as they stand now. */
export const listedOn = (db: Db, accountId: AccountId, errandId: string): Promise<ListedRow[]> =>
  db.query<ListedRow>({
    name: 'handover-listed',
    text: `SELECT h.label_id AS "labelId", h.order_id AS "orderId", h.tracking, l.state, l.offer ->> 'service' AS service FROM handover_listed h
        JOIN label l ON l.account_id = $1 AND l.label_id = h.label_id WHERE h.account_id = $1 AND h.errand_id = $2 ORDER BY h.tracking`,
    values: [accountId, errandId],
  });

export type OrderOfSlot = {
  status: string;
  marketplaceId: string;
  programs: string[];
  cancelRequestedAt: Date | null;
  fulfilledBy: string;
};

export async function orderOfSlot(db: Db, accountId: AccountId, orderId: string): Promise<OrderOfSlot | undefined> {
  const rows = await db.query<OrderOfSlot>({
    name: 'handover-order',
    text: `SELECT status, marketplace_id AS "marketplaceId", programs, cancel_requested_at AS "cancelRequestedAt", fulfilled_by AS "fulfilledBy"
      FROM orders WHERE account_id = $1 AND order_id = $2`,
    values: [accountId, orderId],
  });
  return rows[0];
}

export type HandoverState = {
  /** On a manifest. */
  listed: boolean;
  /** Amazon's driver is told when to come. */
  hasSlot: boolean;
  handedAt: Date | null;
  /** Its van is closed. */
  departed: boolean;
};

/** Whether the labels of these orders are on a manifest or went into a van, and whether a slot is chosen. One statement, however many orders. */
export async function handoverStatesOf(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, HandoverState>> {
  const rows = await db.query<HandoverState & { orderId: string }>({
    name: 'handover-states',
    text: `SELECT w.order_id AS "orderId", v.at AS "handedAt", coalesce(v.departed, false) AS departed,
        EXISTS (SELECT FROM handover_listed h WHERE h.account_id = $1 AND h.order_id = w.order_id) AS listed,
        EXISTS (SELECT FROM handover_errand e WHERE e.account_id = $1 AND e.order_id = w.order_id AND e.kind = 'slot' AND e.state = 'done') AS "hasSlot"
      FROM unnest($2::text[]) AS w (order_id)
        LEFT JOIN LATERAL (SELECT max(v.at) AS at, bool_and(n.closed_at IS NOT NULL) AS departed FROM handed_over v
          JOIN handover_van n ON n.van_id = v.van_id WHERE v.account_id = $1 AND v.order_id = w.order_id) v ON true`,
    values: [accountId, orderIds],
  });
  return new Map(rows.map(({ orderId, ...state }) => [orderId, state]));
}
