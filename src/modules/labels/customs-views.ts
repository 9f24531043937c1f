import type { AccountId } from '#src/kernel/ids.ts';
import type { Money } from '#src/kernel/money.ts';
import type { Db } from '#src/platform/db.ts';
import type { CustomsFact } from './customs-rules.ts';

const columns = `c.sku, c.hs_code AS "hsCode", c.origin, c.description, c.grams,
  CASE WHEN c.value IS NOT NULL THEN json_build_object('amount', c.value::text, 'currency', c.currency) END AS value`;

/** What is known of these SKUs for customs. */
export const customsOf = (db: Db, accountId: AccountId, skus: readonly string[]): Promise<CustomsFact[]> =>
  db.query<CustomsFact>({
    name: 'labels-customs-of',
    text: `SELECT ${columns} FROM label_customs c WHERE c.account_id = $1 AND c.sku = ANY($2)`,
    values: [accountId, skus],
  });

/** All SKUs that something is known of for customs, by SKU. */
export const allCustoms = (db: Db, accountId: AccountId): Promise<CustomsFact[]> =>
  db.query<CustomsFact>({
    name: 'labels-customs',
    text: `SELECT ${columns} FROM label_customs c WHERE c.account_id = $1 ORDER BY c.sku LIMIT 50000`,
    values: [accountId],
  });

/** Price of a unit as the buyer pays it, and Amazon's number of the import one-stop shop, by item. */
export const declaredItems = (
  db: Db,
  accountId: AccountId,
  orderId: string,
): Promise<{ itemId: string; price: Money | null; ioss: string | null }[]> =>
  db.query({
    name: 'labels-declared-items',
    text: `SELECT i.item_id AS "itemId",
        CASE WHEN i.unit_price IS NOT NULL AND i.currency IS NOT NULL
          THEN json_build_object('amount', i.unit_price::text, 'currency', i.currency) END AS price,
        nullif(i.detail #>> '{shipping,internationalShipping,iossNumber}', '') AS ioss
      FROM order_item i WHERE i.account_id = $1 AND i.order_id = $2`,
    values: [accountId, orderId],
  });
