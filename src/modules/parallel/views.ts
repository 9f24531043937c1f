import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { DueOrder } from './rules.ts';

/** The orders of the accounts of `db` that the seller ships himself and whose ship-by lies in the span, end excluded. */
export const dueOrders = (db: Db, from: Date, to: Date): Promise<DueOrder[]> =>
  db.query<DueOrder>({
    name: 'parallel-due',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.purchased_at AS "purchasedAt",
        o.ship_by AS "shipBy", o.status, e.ready_at AS "readyAt", e.confirmed_at AS "confirmedAt", coalesce(e.born_shipped, false) AS "bornShipped",
        (SELECT max(p.ship_date) FROM order_package p
          WHERE p.account_id = ANY($1) AND p.account_id = o.account_id AND p.order_id = o.order_id AND p.status <> 'cancelled') AS "shipDate",
        e.asked_at AS "cancelRequestedAt", e.withdrawn_at AS "cancelWithdrawnAt",
        EXISTS (SELECT 1 FROM writes w WHERE w.account_id = ANY($1) AND w.account_id = o.account_id AND w.order_id = o.order_id AND w.kind = 'confirm'
          AND w.state = 'verified' AND w.reason IS DISTINCT FROM 'writes.reason.doneElsewhere') AS ours,
        l.taken_at AS "listedAt"
      FROM orders o
      LEFT JOIN parallel_order l ON l.account_id = ANY($1) AND l.account_id = o.account_id AND l.order_id = o.order_id
      LEFT JOIN LATERAL (
        SELECT min(e.at) FILTER (WHERE e.kind = 'order.status' AND e.data->>'to' = 'unshipped') AS ready_at,
          min(e.at) FILTER (WHERE e.kind = 'order.status' AND e.data->>'to' = 'shipped') AS confirmed_at,
          bool_or(e.kind = 'order.placed' AND e.data->>'status' = 'shipped') AS born_shipped,
          max(e.at) FILTER (WHERE e.kind = 'cancel.requested') AS asked_at,
          max(e.at) FILTER (WHERE e.kind = 'cancel.withdrawn') AS withdrawn_at
        FROM order_event e WHERE e.account_id = ANY($1) AND e.account_id = o.account_id AND e.order_id = o.order_id
          AND e.kind IN ('order.placed', 'order.status', 'cancel.requested', 'cancel.withdrawn')) e ON true
      WHERE o.account_id = ANY($1) AND o.fulfilled_by = 'merchant' AND o.ship_by >= $2 AND o.ship_by < $3
      ORDER BY o.ship_by, o.order_id`,
    values: [db.accounts, from, to],
  });

export type ListedSpan = { accountId: AccountId; orders: number; from: Date; to: Date; importedAt: Date; strangers: string[] };

/** What was imported of the other tool's list, and which of its orders are not here (50 of them at most). */
export const listedSpans = (db: Db): Promise<ListedSpan[]> =>
  db.query<ListedSpan>({
    name: 'parallel-listed',
    text: `SELECT l.account_id AS "accountId", count(*)::int AS orders, min(l.taken_at) AS "from", max(l.taken_at) AS "to", max(l.imported_at) AS "importedAt",
        coalesce((array_agg(l.order_id ORDER BY l.taken_at DESC, l.order_id) FILTER (WHERE o.order_id IS NULL))[1:50], '{}') AS strangers
      FROM parallel_order l LEFT JOIN orders o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.order_id = l.order_id
      WHERE l.account_id = ANY($1) GROUP BY l.account_id ORDER BY l.account_id`,
    values: [db.accounts],
  });
