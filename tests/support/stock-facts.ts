import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';

/**
 * What must hold of stock whatever has happened, looked at over all accounts: the names of what does not. `codes` limits it
 * to products whose number is like it.
 */
export async function brokenStock(database: Database, accounts: readonly AccountId[], codes = '%'): Promise<string[]> {
  const ours = `IN (SELECT product_id FROM stock_product WHERE code LIKE $1)`;
  const rules: Record<string, string> = {
    'on hand of a product is the sum of its levels': `SELECT 1 FROM stock_total t WHERE t.product_id ${ours} AND on_hand <>
      (SELECT coalesce(sum(on_hand), 0) FROM stock_level l WHERE l.product_id = t.product_id)`,
    'on hand of a location is the sum of its bins': `SELECT 1 FROM stock_level l WHERE l.product_id ${ours} AND on_hand <>
      (SELECT coalesce(sum(i.on_hand), 0) FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id
        WHERE i.product_id = l.product_id AND b.location_id = l.location_id)`,
    'on hand of a bin is the sum of its movements': `SELECT 1 FROM stock_in_bin i WHERE i.product_id ${ours} AND on_hand <>
      (SELECT coalesce(sum(quantity), 0) FROM stock_movement m WHERE m.product_id = i.product_id AND m.bin_id = i.bin_id)`,
    'reserved is the sum of the claims': `SELECT 1 FROM stock_total t WHERE t.product_id ${ours} AND reserved <>
      (SELECT coalesce(sum(r.reserved), 0) FROM stock_reservation r WHERE r.product_id = t.product_id)`,
    'promised at a location is the sum of its promises': `SELECT 1 FROM stock_level l WHERE l.product_id ${ours} AND allocated <>
      (SELECT coalesce(sum(a.quantity), 0) FROM stock_allocation a WHERE a.product_id = l.product_id AND a.location_id = l.location_id)`,
    'a claim knows its promises': `SELECT 1 FROM stock_reservation r WHERE r.product_id ${ours} AND allocated <>
      (SELECT coalesce(sum(a.quantity), 0) FROM stock_allocation a WHERE a.account_id = r.account_id AND a.order_id = r.order_id
        AND a.item_id = r.item_id AND a.product_id = r.product_id)`,
    'every promise has a claim': `SELECT 1 FROM stock_allocation a WHERE a.product_id ${ours} AND NOT EXISTS (SELECT 1 FROM stock_reservation r
      WHERE a.account_id = r.account_id AND a.order_id = r.order_id AND a.item_id = r.item_id AND a.product_id = r.product_id)`,
  };
  return database.read(accounts, async (db) => {
    const broken: string[] = [];
    for (const [name, text] of Object.entries(rules)) if ((await db.query({ text, values: [codes] })).length > 0) broken.push(name);
    return broken;
  });
}

/** Levels of which more is promised than lies there. */
export const oversold = (database: Database, codes = '%'): Promise<unknown[]> =>
  database.read([], (db) =>
    db.query({
      text: `SELECT product_id, location_id, on_hand, allocated FROM stock_level WHERE allocated > greatest(on_hand, 0)
        AND product_id IN (SELECT product_id FROM stock_product WHERE code LIKE $1)`,
      values: [codes],
    }),
  );

export type StockFigures = { code: string; onHand: number; reserved: number; kept: number; allocated: number };

/** What the desk knows of each product, by number. */
export async function stockFigures(database: Database): Promise<StockFigures[]> {
  const rows = await database.read([], (db) =>
    db.query<{ code: string; onHand: string; reserved: string; kept: string; allocated: string }>({
      text: `SELECT p.code, t.on_hand AS "onHand", t.reserved, t.kept,
          (SELECT coalesce(sum(allocated), 0) FROM stock_level l WHERE l.product_id = t.product_id) AS allocated
        FROM stock_total t JOIN stock_product p ON p.product_id = t.product_id ORDER BY p.code`,
    }),
  );
  return rows.map(({ code, ...units }) => ({
    code,
    onHand: Number(units.onHand),
    reserved: Number(units.reserved),
    kept: Number(units.kept),
    allocated: Number(units.allocated),
  }));
}
