import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { EasyShipParcel, WaitingLabel } from './waiting-label.ts';

/**
 * Labels of the accounts that have not left yet, and those that went into a van since `today`. A first scan of the carrier says
 * that a parcel has left, whether anybody scanned it here or not.
 */
export const waitingLabels = (db: Db, since: Date, today: Date): Promise<WaitingLabel[]> =>
  db.query<WaitingLabel>({
    name: 'handover-waiting',
    text: `SELECT l.account_id AS "accountId", l.label_id AS "labelId", l.order_id AS "orderId", l.tracking, l.kind, l.offer ->> 'carrier' AS carrier,
        l.offer ->> 'service' AS service, l.bought_at AS since, o.programs && '{PRIME,PREMIUM}' AS premium, o.status = 'cancelled' AS cancelled,
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

type EasyShipRow = Omit<EasyShipParcel, 'kind' | 'carrier' | 'service' | 'place' | 'premium' | 'labelId' | 'since' | 'handedAt'> & {
  collected: boolean;
  slotTo: Date | null;
};

/**
 * Parcels of Easy Ship that wait for a slot or for Amazon's driver, those that were cancelled after their slot was chosen, and
 * those that were collected in a slot of today. Of orders that are not open, only what was asked after `since`.
 */
export async function easyShipParcels(db: Db, since: Date, today: Date): Promise<EasyShipParcel[]> {
  const rows = await db.query<EasyShipRow>({
    name: 'handover-easy-ship',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", coalesce(s.tracking, '') AS tracking, o.status = 'cancelled' AS cancelled,
        o.cancel_requested_at IS NOT NULL AS "cancelAsked", s.errand_id AS "listedOn", o.status = 'shipped' AS collected, s.slot_from AS "slotFrom",
        s.slot_to AS "slotTo"
      FROM (SELECT w.account_id, w.order_id FROM orders w WHERE w.account_id = ANY($1) AND w.status IN ('unshipped', 'partially_shipped')
            AND w.fulfilled_by <> 'amazon' AND 'AMAZON_EASY_SHIP' = ANY(w.programs)
          UNION SELECT e.account_id, e.order_id FROM handover_errand e WHERE e.account_id = ANY($1) AND e.kind IN ('slot', 'slot_change')
            AND e.asked_at > $2) x
        JOIN orders o ON o.account_id = ANY($1) AND o.account_id = x.account_id AND o.order_id = x.order_id
        LEFT JOIN LATERAL (SELECT e.errand_id, (e.request #>> '{slot,from}')::timestamptz AS slot_from,
            (e.request #>> '{slot,to}')::timestamptz AS slot_to, e.result #>> '{facts,tracking}' AS tracking
          FROM handover_errand e WHERE e.account_id = ANY($1) AND e.account_id = o.account_id AND e.order_id = o.order_id
            AND e.kind IN ('slot', 'slot_change') AND e.state = 'done' ORDER BY e.errand_id DESC LIMIT 1) s ON true
      WHERE o.status IN ('unshipped', 'partially_shipped') OR coalesce(s.slot_to, s.slot_from) >= $3
      ORDER BY o.account_id, s.slot_from NULLS FIRST, o.order_id LIMIT 20000`,
    values: [db.accounts, since, today],
  });
  return rows.map(({ collected, slotTo, ...row }) => ({
    ...row,
    labelId: null,
    kind: 'easy_ship',
    carrier: 'Easy Ship',
    service: '',
    place: 'main',
    premium: false,
    since: slotTo ?? row.slotFrom,
    handedAt: collected ? (slotTo ?? row.slotFrom) : null,
  }));
}

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
