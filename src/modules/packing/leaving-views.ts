import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type LeavingRow = {
  accountId: AccountId;
  orderId: string;
  shipBy: Date | null;
  premium: boolean;
  /** The locations that have promised its stock. */
  places: string[];
  /** Of the label that it is to leave with. */
  carrier: string | null;
  service: string | null;
};

/** Nobody ships by a label that was asked for longer ago. */
const labelMs = 30 * 86_400_000;

/** What decides when orders leave: one statement for any number of them. */
export const leavingRows = (db: Db, orders: readonly { accountId: AccountId; orderId: string }[], now: Date): Promise<LeavingRow[]> =>
  db.query<LeavingRow>({
    name: 'packing-leaving',
    text: `SELECT o.account_id AS "accountId", o.order_id AS "orderId", o.ship_by AS "shipBy", o.programs && '{PRIME,PREMIUM}' AS premium,
        ARRAY(SELECT DISTINCT a.location_id::text FROM stock_allocation a
          WHERE a.account_id = ANY($1) AND a.account_id = o.account_id AND a.order_id = o.order_id) AS places, l.carrier, l.service
      FROM unnest($2::bigint[], $3::text[]) AS x(account_id, order_id)
      JOIN orders o ON o.account_id = ANY($1) AND o.account_id = x.account_id AND o.order_id = x.order_id
      LEFT JOIN LATERAL (SELECT l.offer->>'carrier' AS carrier, l.offer->>'service' AS service FROM label l
        WHERE l.account_id = ANY($1) AND l.account_id = o.account_id AND l.order_id = o.order_id AND l.asked_at > $4
          AND l.state IN ('asked', 'buying', 'unsure', 'bought') ORDER BY l.label_id DESC LIMIT 1) l ON true`,
    values: [
      db.accounts,
      orders.map(({ accountId }) => accountId),
      orders.map(({ orderId }) => orderId),
      new Date(now.getTime() - labelMs),
    ],
  });
