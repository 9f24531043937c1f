import type { AccountId } from '#src/kernel/ids.ts';
import type { Statement, Tx } from '#src/platform/db.ts';
import { type RowBatch, rowBatch } from '#src/platform/row-batch.ts';
import type { KnownOrder, SeenOrder } from './known-order.ts';
import {
  type KnownItemRow,
  type KnownOrderRow,
  type KnownPackageRow,
  knownItemColumns,
  knownOrderColumns,
  knownOrderOf,
  knownPackageColumns,
} from './known-rows.ts';
import type { OrderChange } from './order-change.ts';
import {
  countBatch,
  countRows,
  eventBatch,
  eventRow,
  itemBatch,
  itemRow,
  keyBatch,
  keyRow,
  orderBatch,
  orderRow,
  packageBatch,
  packageRow,
  productBatch,
  productRows,
  rawBatch,
  rawRows,
} from './rows.ts';
import { insertEvents } from './store.ts';

/** A first look at the orders of these ids: enough to tell which have nothing new. Most of a sweep has not. */
export async function seenOrders(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, SeenOrder>> {
  const rows = await tx.query<Omit<SeenOrder, 'factsHash'> & { factsHash: Buffer }>({
    name: 'orders-seen',
    text: `SELECT order_id AS "orderId", marketplace_id AS "marketplaceId", status, fulfilled_by AS "fulfilledBy", depth,
        purchased_at AS "purchasedAt", updated_at AS "updatedAt", ship_by AS "shipBy", cancel_requested_at AS "cancelRequestedAt",
        facts_hash AS "factsHash"
      FROM orders WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
  return new Map(rows.map((row) => [row.orderId, { ...row, factsHash: row.factsHash.toString('base64url') }]));
}

/** Orders of which Amazon says the same as of a later time: what is older than that is no news any more. */
export async function saveLater(tx: Tx, accountId: AccountId, orders: readonly { orderId: string; updatedAt: Date }[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.query({
    name: 'orders-later',
    text: `UPDATE orders o SET updated_at = x."updatedAt" FROM json_to_recordset($2::json) AS x("orderId" text, "updatedAt" timestamptz)
      WHERE o.account_id = $1 AND o.order_id = x."orderId" AND o.updated_at < x."updatedAt"`,
    values: [accountId, JSON.stringify(orders)],
  });
}

/** All that is known of the orders of these ids, with items and packages. */
export async function knownOrders(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, KnownOrder>> {
  if (orderIds.length === 0) return new Map();
  const values = [accountId, orderIds];
  const [orders, items, packages] = await Promise.all([
    tx.query<KnownOrderRow>({
      name: 'orders-known',
      text: `SELECT ${knownOrderColumns} FROM orders WHERE account_id = $1 AND order_id = ANY($2) FOR NO KEY UPDATE`,
      values,
    }),
    tx.query<KnownItemRow>({
      name: 'orders-known-items',
      text: `SELECT ${knownItemColumns} FROM order_item WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, position`,
      values,
    }),
    tx.query<KnownPackageRow>({
      name: 'orders-known-packages',
      text: `SELECT ${knownPackageColumns} FROM order_package WHERE account_id = $1 AND order_id = ANY($2) ORDER BY order_id, reference`,
      values,
    }),
  ]);
  const itemsOf = Map.groupBy(items, (row) => row.order_id);
  const packagesOf = Map.groupBy(packages, (row) => row.order_id);
  return new Map(
    orders.map((row) => [row.order_id, knownOrderOf(row, itemsOf.get(row.order_id) ?? [], packagesOf.get(row.order_id) ?? [])]),
  );
}

/** Writes everything of a batch but its search keys: one statement a table. */
export async function saveOrders(tx: Tx, accountId: AccountId, changes: readonly OrderChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const replaced = changes.filter((change) => change.items === 'replaced').map((change) => change.order.orderId);
  const items = () =>
    changes.flatMap(({ order, items: what }) =>
      what === 'kept' ? [] : order.items.map((item, position) => itemRow(order.orderId, item, position)),
    );
  const packages = () => changes.flatMap(({ order }) => order.packages.map((parcel) => packageRow(order.orderId, parcel)));
  const events = () => changes.flatMap(({ order, events: all, raw }) => all.map((event) => eventRow(order.orderId, event, raw.source)));
  await pipe(tx, [
    () => ({ ...upsertOrders, values: [accountId, now, ...orderBatch.values(changes.map(({ order }) => orderRow(order)))] }),
    () => (replaced.length === 0 ? undefined : { ...deleteItems, values: [accountId, replaced] }),
    () => filled(upsertItems, accountId, itemBatch, items()),
    () => filled(upsertPackages, accountId, packageBatch, packages()),
    () => filled(upsertRaw, accountId, rawBatch, rawRows(changes, now)),
    () => filled(insertEvents, accountId, eventBatch, events()),
    () => filled(upsertProducts, accountId, productBatch, productRows(changes)),
    () => filled(addCounts, accountId, countBatch, countRows(changes)),
    () => ({ ...notify, values: [notice(accountId, changes)] }),
  ]);
}

/** Writes the search keys of a batch. */
export async function saveKeys(tx: Tx, accountId: AccountId, changes: readonly OrderChange[]): Promise<void> {
  const gone = () => changes.flatMap(({ order, before, goneKeys }) => goneKeys.map((key) => keyRow(key, before ?? order)));
  const moved = () =>
    changes.filter((change) => change.moved).map(({ order }) => ({ order_id: order.orderId, purchased_at: order.purchasedAt }));
  const keys = () => changes.flatMap(({ order, keys: all }) => all.map((key) => keyRow(key, order)));
  await pipe(tx, [
    () => filled(deleteKeys, accountId, keyBatch, gone()),
    () => filled(moveKeys, accountId, movedBatch, moved()),
    () => filled(insertKeys, accountId, keyBatch, keys()),
  ]);
}

/** Sends each statement as soon as it is put together; the database is at work on one while the next is made. */
async function pipe(tx: Tx, makers: readonly (() => Statement | undefined)[]): Promise<void> {
  await Promise.all(
    makers.map(async (make) => {
      const statement = make();
      if (statement) await tx.query(statement);
    }),
  );
}

const filled = <Row>(statement: Statement, accountId: AccountId, batch: RowBatch<Row>, rows: readonly Row[]): Statement | undefined =>
  rows.length === 0 ? undefined : { ...statement, values: [accountId, ...batch.values(rows)] };

const upsertOrders = {
  name: 'orders-upsert',
  text: `INSERT INTO orders (account_id, seen_at, created_at, changed_at, ${orderBatch.names})
    SELECT $1, $2, $2, $2, ${orderBatch.names} FROM ${orderBatch.from(3)}
    ON CONFLICT (account_id, order_id) DO UPDATE SET ${orderBatch.updates('order_id')}, seen_at = excluded.seen_at, changed_at = excluded.changed_at`,
};

const deleteItems = { name: 'orders-items-gone', text: 'DELETE FROM order_item WHERE account_id = $1 AND order_id = ANY($2)' };

const upsertItems = {
  name: 'orders-items',
  text: `INSERT INTO order_item (account_id, ${itemBatch.names}) SELECT $1, ${itemBatch.names} FROM ${itemBatch.from(2)}
    ON CONFLICT (account_id, order_id, item_id) DO UPDATE SET ${itemBatch.updates('order_id', 'item_id')}`,
};

const upsertPackages = {
  name: 'orders-packages',
  text: `INSERT INTO order_package (account_id, ${packageBatch.names}) SELECT $1, ${packageBatch.names} FROM ${packageBatch.from(2)}
    ON CONFLICT (account_id, order_id, reference) DO UPDATE SET ${packageBatch.updates('order_id', 'reference')}`,
};

const upsertRaw = {
  name: 'orders-raw',
  text: `INSERT INTO order_raw (account_id, ${rawBatch.names}) SELECT $1, ${rawBatch.names} FROM ${rawBatch.from(2)}
    ON CONFLICT (account_id, order_id, source) DO UPDATE SET ${rawBatch.updates('order_id', 'source')}`,
};

// The newest sale names a product. A name that stays is dated anew once a month only: most orders change nothing here.
const upsertProducts = {
  name: 'orders-products',
  text: `INSERT INTO product (account_id, ${productBatch.names}) SELECT $1, ${productBatch.names} FROM ${productBatch.from(2)}
    ON CONFLICT (account_id, sku) DO UPDATE SET ${productBatch.updates('sku')}
    WHERE product.seen_at <= excluded.seen_at AND (product.title <> excluded.title OR product.asin <> excluded.asin
      OR product.seen_at < excluded.seen_at - interval '30 days')`,
};

const addCounts = {
  name: 'orders-counts',
  text: `INSERT INTO order_count (account_id, status, n) SELECT $1, status, n FROM ${countBatch.from(2)}
    ON CONFLICT (account_id, status) DO UPDATE SET n = order_count.n + excluded.n`,
};

const insertKeys = {
  name: 'orders-keys',
  text: `INSERT INTO order_key (account_id, ${keyBatch.names}) SELECT $1, ${keyBatch.names} FROM ${keyBatch.from(2)} ON CONFLICT DO NOTHING`,
};

const deleteKeys = {
  name: 'orders-keys-gone',
  text: `DELETE FROM order_key k USING ${keyBatch.from(2)}
    WHERE k.account_id = $1 AND k.kind = x.kind AND k.key = x.key AND k.purchased_at = x.purchased_at AND k.order_id = x.order_id`,
};

const movedBatch = rowBatch({ order_id: 'text', purchased_at: 'timestamptz' });

// Only keys of personal data and tags are still under the old date; a rare case, hence the scan by order.
const moveKeys = {
  name: 'orders-keys-moved',
  text: `UPDATE order_key k SET purchased_at = x.purchased_at FROM ${movedBatch.from(2)}
    WHERE k.account_id = $1 AND k.order_id = x.order_id AND k.kind IN ('mail', 'name', 'tag') AND k.purchased_at <> x.purchased_at`,
};

const notify = { name: 'orders-notify', text: `SELECT pg_notify('waybill_orders', $1)` };

/** What live pages hear; a notification holds 8,000 bytes, so a large batch only says that much changed. */
function notice(accountId: AccountId, changes: readonly OrderChange[]): string {
  const orderIds = changes.map(({ order }) => order.orderId);
  return JSON.stringify({ accountId, orderIds: orderIds.length <= 50 ? orderIds : null });
}
