import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { rowBatch } from '#src/platform/row-batch.ts';
import type { HeldClaim } from './claim-views.ts';

export type NewSku = { sku: string; title: string; asin: string };

/** The code of the product that stands for a SKU until somebody maps it. */
const placeholderCode = (accountId: AccountId, sku: string) => `?${accountId}/${sku}`;

/**
 * Gives SKUs that nobody has mapped a product: the one whose number is exactly the SKU, else a placeholder of their own.
 * The caller holds the account's intake.
 */
export async function mapNewSkus(tx: Tx, accountId: AccountId, skus: readonly NewSku[], now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO stock_sku (account_id, sku, product_id, mapped_by, mapped_at)
      SELECT $1, p.code, p.product_id, 'code', $3 FROM stock_product p
      WHERE p.code = ANY($2) AND p.kind <> 'placeholder' AND p.archived_at IS NULL ON CONFLICT DO NOTHING`,
    values: [accountId, skus.map(({ sku }) => sku), now],
  });
  const mapped = await tx.query<{ sku: string }>({
    text: 'SELECT sku FROM stock_sku WHERE account_id = $1 AND sku = ANY($2)',
    values: [accountId, skus.map(({ sku }) => sku)],
  });
  const known = new Set(mapped.map(({ sku }) => sku));
  const rest = skus.filter(({ sku }) => !known.has(sku)).map((each) => ({ ...each, code: placeholderCode(accountId, each.sku) }));
  if (rest.length === 0) return;
  await tx.query({
    text: `INSERT INTO stock_product (code, title, kind, asin, origin, created_at, changed_at)
      SELECT code, title, 'placeholder', nullif(asin, ''), 'order', $2, $2 FROM json_to_recordset($1::json) AS x(code text, title text, asin text)
      ORDER BY code ON CONFLICT (code) DO NOTHING`,
    values: [JSON.stringify(rest), now],
  });
  await tx.query({
    text: `INSERT INTO stock_total (product_id) SELECT product_id FROM stock_product WHERE code = ANY($1) ON CONFLICT DO NOTHING`,
    values: [rest.map(({ code }) => code)],
  });
  await tx.query({
    text: `INSERT INTO stock_sku (account_id, sku, product_id, mapped_by, mapped_at)
      SELECT $1, x.sku, p.product_id, 'order', $3 FROM json_to_recordset($2::json) AS x(sku text, code text)
      JOIN stock_product p ON p.code = x.code ON CONFLICT DO NOTHING`,
    values: [accountId, JSON.stringify(rest), now],
  });
}

const totalBatch = rowBatch({ product_id: 'bigint', reserved: 'int', kept: 'int' });

export type TotalChange = { productId: string; reserved: number; kept: number };

/**
 * Moves what is sold of products, and so holds their gates until the transaction ends. One order everywhere: two writers
 * can never wait for each other crosswise.
 */
export async function changeTotals(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  if (changes.length === 0) return;
  // Both leave at once; what the caller sends next finds the gates held.
  await Promise.all([
    holdGates(
      tx,
      changes.map(({ productId }) => productId),
    ),
    tx.query({
      name: 'stock-totals',
      text: `UPDATE stock_total t SET reserved = t.reserved + x.reserved, kept = t.kept + x.kept FROM ${totalBatch.from(1)} WHERE t.product_id = x.product_id`,
      values: totalBatch.values(changes.map(({ productId, reserved, kept }) => ({ product_id: productId, reserved, kept }))),
    }),
  ]);
}

/** Holds products until the transaction ends: nobody else changes their levels, bins or promises meanwhile. */
export async function holdGates(tx: Tx, productIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'stock-gates',
    text: 'SELECT 1 FROM stock_total WHERE product_id = ANY($1::bigint[]) ORDER BY product_id FOR NO KEY UPDATE',
    values: [[...new Set(productIds)]],
  });
}

const claimBatch = rowBatch({
  order_id: 'text',
  item_id: 'text',
  product_id: 'bigint',
  sku: 'text',
  reserved: 'int',
  allocated: 'int',
  consumed: 'int',
  kept: 'int',
  kept_at: 'timestamptz',
});

/** Writes claims. The caller holds the account's intake and the products' gates. */
export async function saveClaims(tx: Tx, accountId: AccountId, claims: readonly HeldClaim[], now: Date): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map((claim) => ({
    order_id: claim.orderId,
    item_id: claim.itemId,
    product_id: claim.productId,
    sku: claim.sku,
    reserved: claim.reserved,
    allocated: claim.allocated,
    consumed: claim.consumed,
    kept: claim.kept,
    kept_at: claim.keptAt,
  }));
  await tx.query({
    name: 'stock-save-claims',
    text: `INSERT INTO stock_reservation (account_id, changed_at, ${claimBatch.names}) SELECT $1, $2, ${claimBatch.names} FROM ${claimBatch.from(3)}
      ON CONFLICT (account_id, order_id, item_id, product_id) DO UPDATE SET
        ${claimBatch.updates('order_id', 'item_id', 'product_id')}, changed_at = excluded.changed_at`,
    values: [accountId, now, ...claimBatch.values(rows)],
  });
}

const allocationBatch = rowBatch({
  account_id: 'bigint',
  order_id: 'text',
  item_id: 'text',
  product_id: 'bigint',
  location_id: 'bigint',
  quantity: 'int',
});

export type AllocationChange = {
  accountId: AccountId;
  orderId: string;
  itemId: string;
  productId: string;
  locationId: string;
  /** What it becomes; 0 takes it back. */
  quantity: number;
};

const allocationRow = (change: AllocationChange) => ({
  account_id: change.accountId,
  order_id: change.orderId,
  item_id: change.itemId,
  product_id: change.productId,
  location_id: change.locationId,
  quantity: change.quantity,
});

/** Writes promises as they become. The caller holds the products' gates. */
export async function saveAllocations(tx: Tx, changes: readonly AllocationChange[], objective: string, now: Date): Promise<void> {
  const [kept, gone] = [changes.filter(({ quantity }) => quantity > 0), changes.filter(({ quantity }) => quantity === 0)];
  if (gone.length > 0)
    await tx.query({
      name: 'stock-take-back',
      text: `DELETE FROM stock_allocation a USING ${allocationBatch.from(2)} WHERE a.account_id = ANY($1) AND a.account_id = x.account_id
        AND a.order_id = x.order_id AND a.item_id = x.item_id AND a.product_id = x.product_id AND a.location_id = x.location_id`,
      values: [tx.accounts, ...allocationBatch.values(gone.map(allocationRow))],
    });
  if (kept.length > 0)
    await tx.query({
      name: 'stock-allocate',
      text: `INSERT INTO stock_allocation (objective, at, ${allocationBatch.names}) SELECT $1, $2, ${allocationBatch.names} FROM ${allocationBatch.from(3)}
        ON CONFLICT (account_id, order_id, item_id, product_id, location_id) DO UPDATE SET quantity = excluded.quantity`,
      values: [objective, now, ...allocationBatch.values(kept.map(allocationRow))],
    });
}

/** Adds to promises, and to what the claims know of them. The caller holds the products' gates. */
export async function addAllocated(tx: Tx, given: readonly AllocationChange[], objective: string, now: Date): Promise<void> {
  if (given.length === 0) return;
  const values = allocationBatch.values(given.map(allocationRow));
  await Promise.all([
    tx.query({
      name: 'stock-give',
      text: `INSERT INTO stock_allocation AS a (objective, at, ${allocationBatch.names}) SELECT $1, $2, ${allocationBatch.names} FROM ${allocationBatch.from(3)}
        ON CONFLICT (account_id, order_id, item_id, product_id, location_id) DO UPDATE SET quantity = a.quantity + excluded.quantity`,
      values: [objective, now, ...values],
    }),
    changeAllocated(tx, given),
  ]);
}

/** What the claims know of their promises moves by so much. The caller holds the products' gates. */
export async function changeAllocated(tx: Tx, changes: readonly AllocationChange[]): Promise<void> {
  await tx.query({
    name: 'stock-claims-allocated',
    text: `UPDATE stock_reservation r SET allocated = r.allocated + y.quantity
      FROM (SELECT account_id, order_id, item_id, product_id, sum(quantity) AS quantity FROM ${allocationBatch.from(2)} GROUP BY 1, 2, 3, 4) AS y
      WHERE r.account_id = ANY($1) AND r.account_id = y.account_id AND r.order_id = y.order_id AND r.item_id = y.item_id AND r.product_id = y.product_id`,
    values: [tx.accounts, ...allocationBatch.values(changes.map(allocationRow))],
  });
}
