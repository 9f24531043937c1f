import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ImportKind, Rejection } from './contract.ts';
import type { StoredTold } from './told-order.ts';

/** What files, or reports, told about these orders so far. */
export async function toldByFiles(
  db: Db,
  accountId: AccountId,
  orderIds: readonly string[],
  source: 'file' | 'report' = 'file',
): Promise<Map<string, StoredTold>> {
  const rows = await db.query<{ orderId: string; body: StoredTold }>({
    name: 'imports-told',
    text: `SELECT order_id AS "orderId", body FROM order_raw WHERE account_id = $1 AND order_id = ANY($2) AND source = $3`,
    values: [accountId, orderIds, source],
  });
  return new Map(rows.map((row) => [row.orderId, row.body]));
}

export type ItemLeft = { orderId: string; itemId: string; sku: string; left: number };

/** The items of these orders and what is left to ship of each, in the order's own sequence. */
export const itemsLeft = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<ItemLeft[]> =>
  db.query<ItemLeft>({
    name: 'imports-items-left',
    text: `SELECT order_id AS "orderId", item_id AS "itemId", sku, greatest(quantity - shipped - cancelled, 0) AS left
      FROM order_item WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, position`,
    values: [accountId, orderIds],
  });

export type RunRow = {
  accountId: AccountId;
  importId: string;
  kind: ImportKind;
  fileName: string;
  startedAt: Date;
  finishedAt: Date | null;
  askedBy: string;
  lines: string;
  counts: Record<string, number>;
  rejected: Rejection[];
  error: string | null;
};

/** The latest imports of the accounts of `db`. */
export const latestRuns = (db: Db, limit: number): Promise<RunRow[]> =>
  db.query<RunRow>({
    text: `SELECT account_id AS "accountId", import_id AS "importId", kind, file_name AS "fileName", started_at AS "startedAt",
        finished_at AS "finishedAt", asked_by AS "askedBy", lines, counts, rejected, error
      FROM import_run WHERE account_id = ANY($1) ORDER BY started_at DESC, import_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });
