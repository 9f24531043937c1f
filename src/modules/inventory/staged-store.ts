import type { Tx } from '#src/platform/db.ts';
import { rowBatch } from '#src/platform/row-batch.ts';
import type { StagedUnits } from './claim-views.ts';

const batch = rowBatch({
  account_id: 'bigint',
  order_id: 'text',
  item_id: 'text',
  product_id: 'bigint',
  location_id: 'bigint',
  quantity: 'int',
});

/** Writes what lies at packing places as it becomes; 0 takes the row away. The caller holds the products' gates. */
export async function saveStaged(tx: Tx, rows: readonly StagedUnits[]): Promise<void> {
  if (rows.length === 0) return;
  const values = (kept: readonly StagedUnits[]) =>
    batch.values(
      kept.map((row) => ({
        account_id: row.accountId,
        order_id: row.orderId,
        item_id: row.itemId,
        product_id: row.productId,
        location_id: row.locationId,
        quantity: row.quantity,
      })),
    );
  const [kept, gone] = [rows.filter(({ quantity }) => quantity > 0), rows.filter(({ quantity }) => quantity <= 0)];
  if (gone.length > 0)
    await tx.query({
      name: 'stock-unstage',
      text: `DELETE FROM stock_staged s USING ${batch.from(2)} WHERE s.account_id = ANY($1) AND s.account_id = x.account_id AND s.order_id = x.order_id
        AND s.item_id = x.item_id AND s.product_id = x.product_id AND s.location_id = x.location_id`,
      values: [tx.accounts, ...values(gone)],
    });
  if (kept.length > 0)
    await tx.query({
      name: 'stock-stage',
      text: `INSERT INTO stock_staged (${batch.names}) SELECT ${batch.names} FROM ${batch.from(1)}
        ON CONFLICT (account_id, order_id, item_id, product_id, location_id) DO UPDATE SET quantity = excluded.quantity`,
      values: values(kept),
    });
}

/** The packing place of a location, made where there is none yet. */
export async function stagingBin(tx: Tx, locationId: string): Promise<string> {
  const [known] = await tx.query<{ id: string }>({
    name: 'stock-staging-bin',
    text: 'SELECT bin_id AS id FROM stock_bin WHERE location_id = $1 AND staging',
    values: [locationId],
  });
  if (known) return known.id;
  const [made] = await tx.query<{ id: string }>({
    text: `INSERT INTO stock_bin (location_id, name, walk, staging) SELECT $1, 'Packing', coalesce(max(walk), 0) + 1, true FROM stock_bin WHERE location_id = $1
      ON CONFLICT (location_id, name) DO UPDATE SET staging = true RETURNING bin_id AS id`,
    values: [locationId],
  });
  return made?.id ?? '';
}
