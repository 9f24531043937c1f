import type { Db } from '#src/platform/db.ts';
import { orderTabs, type TabCounts } from './contract.ts';
import { statusesOfTab } from './tabs.ts';

/** Orders per tab in the accounts of `db`, as intake keeps them: nothing is counted. */
export async function tabCounts(db: Db): Promise<TabCounts> {
  const rows = await db.query<{ status: string; n: string }>({
    name: 'search-tab-counts',
    text: 'SELECT c.status, sum(c.n) AS n FROM order_count c WHERE c.account_id = ANY ($1::bigint[]) GROUP BY c.status',
    values: [db.accounts],
  });
  const count = (within: readonly string[] | undefined) =>
    rows.filter(({ status }) => within?.includes(status) ?? true).reduce((sum, { n }) => sum + Number(n), 0);
  const counts = Object.fromEntries(orderTabs.map((tab) => [tab, count(statusesOfTab(tab))]));
  return { counts: counts as TabCounts['counts'] };
}

export type ViewRecord = { id: string; name: string; query: string; columns: unknown; shared: boolean; mine: boolean };

/** The views of a person and those that others share, in the order in which they were made. */
export const viewsOf = (db: Db, person: string): Promise<ViewRecord[]> =>
  db.query<ViewRecord>({
    name: 'search-views',
    text: `SELECT v.view_id AS id, v.name, v.query, v.columns, v.shared, v.owner = $1 AS mine FROM saved_view v
      WHERE v.owner = $1 OR v.shared ORDER BY v.position, v.view_id LIMIT 200`,
    values: [person],
  });

/** The SKUs of each order, with how many of them: `2 × KT-MUG-BLU`. Keyed by account and order id. */
export async function itemsOf(db: Db, orderIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ account_id: string; order_id: string; items: string }>({
    name: 'search-items',
    text: `SELECT i.account_id, i.order_id, string_agg(i.quantity || ' × ' || i.sku, ', ' ORDER BY i.position, i.item_id) AS items
      FROM order_item i WHERE i.account_id = ANY ($1::bigint[]) AND i.order_id = ANY ($2::text[]) GROUP BY i.account_id, i.order_id`,
    values: [db.accounts, orderIds],
  });
  return new Map(rows.map((row) => [`${row.account_id} ${row.order_id}`, row.items]));
}
