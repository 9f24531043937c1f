import type { Db } from '#src/platform/db.ts';

export type DistinctColumn = 'service_level' | 'ship_service' | 'sales_channel' | 'assignee' | 'order_type';

/** What the partial index of a column holds; the planner takes it only where it reads this. */
const held: Record<DistinctColumn, string> = {
  service_level: 'true',
  ship_service: 'o.ship_service IS NOT NULL',
  sales_channel: 'true',
  assignee: 'o.assignee IS NOT NULL',
  order_type: `o.order_type <> 'StandardOrder'`,
};

const most = 200;

/** The values of a column, 200 of each account at most: one step down the index for each value, however many orders there are. */
export async function distinctValues(db: Db, column: DistinctColumn): Promise<string[]> {
  const next = (after: string) =>
    `SELECT o.${column} AS v FROM orders o WHERE o.account_id = a.account_id AND ${held[column]} ${after} ORDER BY o.${column} LIMIT 1`;
  const rows = await db.query<{ v: string }>({
    name: `search-values-${column}`,
    text: walk(next(''), next(`AND o.${column} > w.v`)),
    values: [db.accounts],
  });
  return rows.map((row) => row.v);
}

/** The keys of a kind (`tag`, `carrier`) from `prefix` on, 200 of each account at most. */
export async function distinctKeys(db: Db, kind: 'tag' | 'carrier', prefix: string): Promise<string[]> {
  const next = (after: string) =>
    `SELECT k.key AS v FROM order_key k WHERE k.account_id = a.account_id AND k.kind = $2 AND k.key ${after} ORDER BY k.key LIMIT 1`;
  const rows = await db.query<{ v: string }>({
    name: 'search-keys',
    text: walk(next('>= $3'), next('> w.v')),
    values: [db.accounts, kind, prefix],
  });
  return rows.map((row) => row.v).filter((value) => value.startsWith(prefix));
}

const walk = (first: string, next: string) => `SELECT DISTINCT v.v FROM unnest($1::bigint[]) a (account_id) CROSS JOIN LATERAL (
    WITH RECURSIVE w AS ((${first}) UNION ALL SELECT (${next}) FROM w WHERE w.v IS NOT NULL)
    SELECT w.v FROM w WHERE w.v IS NOT NULL LIMIT ${most}) v ORDER BY v.v`;

/** SKUs or ASINs of the products that begin so, with the name of one of them. */
export const productValues = (db: Db, column: 'sku' | 'asin', prefix: string, limit: number): Promise<{ value: string; label: string }[]> =>
  db.query({
    name: `search-products-${column}`,
    text: `SELECT p.${column} AS value, min(p.title) AS label FROM product p
      WHERE p.account_id = ANY ($1::bigint[]) AND p.${column} ILIKE $2 GROUP BY p.${column} ORDER BY p.${column} LIMIT $3`,
    values: [db.accounts, `${prefix.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`, limit],
  });
