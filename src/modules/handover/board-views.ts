import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { WaitingLabel } from './waiting-label.ts';

/**
 * Labels of the accounts that have not left yet, and those that went into a van since `today`. A first scan of the carrier says
 * that a parcel has left, whether anybody scanned it here or not.
 */
export const waitingLabels = (db: Db, since: Date, today: Date): Promise<WaitingLabel[]> =>
  db.query<WaitingLabel>({
    name: 'handover-waiting',
    text: `SELECT l.account_id AS "accountId", l.label_id AS "labelId", l.order_id AS "orderId", l.tracking, l.kind, l.offer ->> 'carrier' AS carrier,
        l.offer ->> 'service' AS service, l.bought_at AS "boughtAt", o.programs && '{PRIME,PREMIUM}' AS premium, o.status = 'cancelled' AS cancelled,
        o.cancel_requested_at IS NOT NULL AS "cancelAsked", h.errand_id AS "listedOn", v.at AS "handedAt",
        coalesce((SELECT p.key FROM jsonb_each(s.ship_from -> 'byLocation') p WHERE p.value = l.wish -> 'from' LIMIT 1), 'main') AS place
      FROM label l
        JOIN orders o ON o.account_id = ANY($1) AND o.account_id = l.account_id AND o.order_id = l.order_id
        LEFT JOIN label_setting s ON s.account_id = ANY($1) AND s.account_id = l.account_id
        LEFT JOIN handover_listed h ON h.account_id = ANY($1) AND h.account_id = l.account_id AND h.label_id = l.label_id
        LEFT JOIN handed_over v ON v.account_id = ANY($1) AND v.account_id = l.account_id AND v.label_id = l.label_id
        LEFT JOIN tracked_parcel t ON t.account_id = ANY($1) AND t.account_id = l.account_id AND t.label_id = l.label_id
      WHERE l.account_id = ANY($1) AND l.bought_at > $2 AND l.state = 'bought' AND l.tracking <> ''
        AND (v.at IS NULL OR v.at >= $3) AND (v.at IS NOT NULL OR t.first_scan_at IS NULL)
      ORDER BY l.account_id, l.label_id LIMIT 20000`,
    values: [db.accounts, since, today],
  });

export type LabelAtCarrier = {
  labelId: string;
  tracking: string;
  shipmentId: string | null;
  handle: Record<string, unknown>;
  from: Record<string, unknown>;
};

/** What a carrier needs to know of these labels. */
export const labelsAtCarrier = (db: Db, accountId: AccountId, labelIds: readonly string[]): Promise<LabelAtCarrier[]> =>
  db.query<LabelAtCarrier>({
    name: 'handover-at-carrier',
    text: `SELECT label_id AS "labelId", tracking, receipt ->> 'shipmentId' AS "shipmentId", coalesce(receipt -> 'handle', '{}') AS handle, wish -> 'from' AS "from"
      FROM label WHERE account_id = $1 AND label_id = ANY($2::bigint[]) ORDER BY label_id`,
    values: [accountId, labelIds],
  });
