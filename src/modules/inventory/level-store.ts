import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { rowBatch } from '#src/platform/row-batch.ts';

const levelBatch = rowBatch({ product_id: 'bigint', location_id: 'bigint', on_hand: 'int', allocated: 'int' });

export type LevelChange = { productId: string; locationId: string; onHand: number; allocated: number };

/** Adds to what lies at locations and to what is promised there. The caller holds the products' gates. */
export async function changeLevels(tx: Tx, changes: readonly LevelChange[]): Promise<void> {
  const merged = added(changes);
  if (merged.length === 0) return;
  const values = levelBatch.values(
    merged.map((change) => ({
      product_id: change.productId,
      location_id: change.locationId,
      on_hand: change.onHand,
      allocated: change.allocated,
    })),
  );
  // A row is made empty and then changed: PostgreSQL checks what is inserted even where it then updates.
  await Promise.all([
    tx.query({
      name: 'stock-new-levels',
      text: `INSERT INTO stock_level (product_id, location_id) SELECT product_id, location_id FROM ${levelBatch.from(1)} ON CONFLICT DO NOTHING`,
      values,
    }),
    tx.query({
      name: 'stock-change-levels',
      text: `UPDATE stock_level l SET on_hand = l.on_hand + x.on_hand, allocated = l.allocated + x.allocated FROM ${levelBatch.from(1)}
        WHERE l.product_id = x.product_id AND l.location_id = x.location_id`,
      values,
    }),
  ]);
}

function added(changes: readonly LevelChange[]): LevelChange[] {
  const byPlace = Map.groupBy(changes, ({ productId, locationId }) => `${productId} ${locationId}`);
  return [...byPlace.values()].flatMap(([first, ...others]) =>
    first
      ? [
          others.reduce(
            (sum, { onHand, allocated }) => ({ ...sum, onHand: sum.onHand + onHand, allocated: sum.allocated + allocated }),
            first,
          ),
        ]
      : [],
  );
}

export type NewMovement = {
  entry: string;
  kind: 'received' | 'counted' | 'adjusted' | 'moved' | 'picked' | 'unpicked' | 'shipped' | 'unshipped' | 'undone';
  productId: string;
  locationId: string;
  binId: string;
  /** Never 0. */
  quantity: number;
  reason: string;
  person: string;
  ref: string;
  accountId?: AccountId;
  orderId?: string;
  undoes?: string;
};

/**
 * Appends movements and moves bins, levels and totals with them: these four never disagree. The caller holds the
 * products' gates.
 */
export async function move(tx: Tx, movements: readonly NewMovement[], now: Date): Promise<void> {
  if (movements.length === 0) return;
  const json = JSON.stringify(movements);
  await tx.query({
    name: 'stock-move',
    text: `INSERT INTO stock_movement (entry, at, kind, product_id, bin_id, quantity, reason, person, ref, account_id, order_id, undoes)
      SELECT entry, $2, kind, "productId", "binId", quantity, reason, person, ref, "accountId", "orderId", undoes
      FROM json_to_recordset($1::json) AS x(entry text, kind text, "productId" bigint, "binId" bigint, quantity int, reason text, person text, ref text,
        "accountId" bigint, "orderId" text, undoes bigint)`,
    values: [json, now],
  });
  await tx.query({
    name: 'stock-move-bins',
    text: `INSERT INTO stock_in_bin AS b (product_id, bin_id, on_hand)
      SELECT "productId", "binId", sum(quantity) FROM json_to_recordset($1::json) AS x("productId" bigint, "binId" bigint, quantity int) GROUP BY 1, 2
      ON CONFLICT (product_id, bin_id) DO UPDATE SET on_hand = b.on_hand + excluded.on_hand`,
    values: [json],
  });
  await changeLevels(
    tx,
    movements.map(({ productId, locationId, quantity }) => ({ productId, locationId, onHand: quantity, allocated: 0 })),
  );
  await tx.query({
    name: 'stock-move-totals',
    text: `UPDATE stock_total t SET on_hand = t.on_hand + x.units, since = coalesce(t.since, $2)
      FROM (SELECT "productId" AS id, sum(quantity) AS units FROM json_to_recordset($1::json) AS x("productId" bigint, quantity int) GROUP BY 1) AS x
      WHERE t.product_id = x.id`,
    values: [json, now],
  });
}

/** Notes what was asked for; false when the same was asked before, and then nothing is to be done. */
export async function beginEntry(tx: Tx, entry: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    name: 'stock-entry',
    text: 'INSERT INTO stock_entry (entry, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING entry',
    values: [entry, now],
  });
  return rows.length > 0;
}
