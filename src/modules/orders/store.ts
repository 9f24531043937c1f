import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { KnownOrder } from './known-order.ts';
import type { NewEvent } from './merge-order.ts';
import {
  itemRecord,
  itemRow,
  type KnownOrderRow,
  knownOrderColumns,
  knownOrderOf,
  orderRecord,
  orderRow,
  packageRecord,
  packageRow,
} from './rows.ts';
import { foldKey, type SearchKey } from './search-keys.ts';

export type OrderChange = {
  order: KnownOrder;
  before: KnownOrder | undefined;
  events: NewEvent[];
  keys: SearchKey[];
  goneKeys: SearchKey[];
  /** The date of purchase changed, which every key carries. */
  moved: boolean;
  /** kept: nothing to write; replaced: the old ones go first. */
  items: 'kept' | 'updated' | 'replaced';
  raw: { source: string; body: unknown; requestId: string | null };
};

/** One intake at a time per account: what was read as known stays true until it commits. */
export async function holdIntake(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({
    name: 'orders-hold',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('intake ' || $1::text, 0))`,
    values: [accountId],
  });
}

/** The orders of these ids that are known, with items and packages. */
export async function knownOrders(tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, KnownOrder>> {
  const rows = await tx.query<KnownOrderRow>({
    name: 'orders-known',
    text: `SELECT ${knownOrderColumns},
        (SELECT json_agg(i ORDER BY i.position) FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id) AS items,
        (SELECT json_agg(p ORDER BY p.reference) FROM order_package p WHERE p.account_id = $1 AND p.order_id = o.order_id) AS packages
      FROM orders o WHERE o.account_id = $1 AND o.order_id = ANY($2) FOR NO KEY UPDATE`,
    values: [accountId, orderIds],
  });
  return new Map(rows.map((row) => [row.order_id, knownOrderOf(row)]));
}

/** Writes everything of a batch: one statement a table. */
export async function saveOrders(tx: Tx, accountId: AccountId, changes: readonly OrderChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const run = (name: string, text: string, rows: readonly unknown[]) =>
    rows.length === 0 ? Promise.resolve([]) : tx.query({ name, text, values: [accountId, JSON.stringify(rows)] });
  await tx.query({ ...upsertOrders, values: [accountId, JSON.stringify(changes.map((change) => orderRow(change.order))), now] });
  const replaced = changes.filter((change) => change.items === 'replaced').map((change) => change.order.orderId);
  if (replaced.length > 0)
    await tx.query({
      name: 'orders-items-gone',
      text: 'DELETE FROM order_item WHERE account_id = $1 AND order_id = ANY($2)',
      values: [accountId, replaced],
    });
  await run(
    'orders-items',
    upsertItems,
    changes.flatMap(({ order, items }) =>
      items === 'kept' ? [] : order.items.map((item, position) => itemRow(order.orderId, item, position)),
    ),
  );
  await run(
    'orders-packages',
    upsertPackages,
    changes.flatMap(({ order }) => order.packages.map((parcel) => packageRow(order.orderId, parcel))),
  );
  await run(
    'orders-keys-gone',
    deleteKeys,
    changes.flatMap(({ order, before, goneKeys }) => goneKeys.map((key) => keyRow(key, before ?? order))),
  );
  const moved = changes.filter((change) => change.moved).map(({ order }) => ({ order_id: order.orderId, purchased_at: order.purchasedAt }));
  await run('orders-keys-moved', moveKeys, moved);
  await run(
    'orders-keys',
    insertKeys,
    changes.flatMap(({ order, keys }) => keys.map((key) => keyRow(key, order))),
  );
  await run(
    'orders-events',
    insertEvents,
    changes.flatMap(({ order, events, raw }) => events.map((event) => eventRow(order.orderId, event, raw.source))),
  );
  await run(
    'orders-raw',
    upsertRaw,
    changes.map(({ order, raw }) => ({
      order_id: order.orderId,
      source: raw.source,
      received_at: now,
      request_id: raw.requestId,
      body: raw.body,
    })),
  );
  await run('orders-products', upsertProducts, productRows(changes, now));
  await run('orders-counts', addCounts, countRows(changes));
  await tx.query({ name: 'orders-notify', text: `SELECT pg_notify('waybill_orders', $1)`, values: [notice(accountId, changes)] });
}

const upsertOrders = {
  name: 'orders-upsert',
  text: `INSERT INTO orders (account_id, ${orderRecord.names}, seen_at, created_at, changed_at)
    SELECT $1, ${orderRecord.names}, $3, $3, $3 FROM json_to_recordset($2::json) AS x(${orderRecord.types})
    ON CONFLICT (account_id, order_id) DO UPDATE SET ${orderRecord.updates}, seen_at = excluded.seen_at, changed_at = excluded.changed_at`,
};

const upsertItems = `INSERT INTO order_item (account_id, ${itemRecord.names})
  SELECT $1, ${itemRecord.names} FROM json_to_recordset($2::json) AS x(${itemRecord.types})
  ON CONFLICT (account_id, order_id, item_id) DO UPDATE SET ${itemRecord.updates}`;

const upsertPackages = `INSERT INTO order_package (account_id, ${packageRecord.names})
  SELECT $1, ${packageRecord.names} FROM json_to_recordset($2::json) AS x(${packageRecord.types})
  ON CONFLICT (account_id, order_id, reference) DO UPDATE SET ${packageRecord.updates}`;

const insertKeys = `INSERT INTO order_key (account_id, kind, key, purchased_at, order_id)
  SELECT $1, kind, key, purchased_at, order_id FROM json_to_recordset($2::json) AS x(kind text, key text, purchased_at timestamptz, order_id text)
  ON CONFLICT DO NOTHING`;

const deleteKeys = `DELETE FROM order_key k USING json_to_recordset($2::json) AS x(kind text, key text, purchased_at timestamptz, order_id text)
  WHERE k.account_id = $1 AND k.kind = x.kind AND k.key = x.key AND k.purchased_at = x.purchased_at AND k.order_id = x.order_id`;

// Only keys of personal data and tags are still under the old date; a rare case, hence the scan by order.
const moveKeys = `UPDATE order_key k SET purchased_at = x.purchased_at
  FROM json_to_recordset($2::json) AS x(order_id text, purchased_at timestamptz)
  WHERE k.account_id = $1 AND k.order_id = x.order_id AND k.kind IN ('mail', 'name', 'tag') AND k.purchased_at <> x.purchased_at`;

const insertEvents = `INSERT INTO order_event (account_id, order_id, at, kind, origin, actor, source, data)
  SELECT $1, order_id, at, kind, origin, actor, source, data
  FROM json_to_recordset($2::json) AS x(order_id text, at timestamptz, kind text, origin text, actor text, source text, data jsonb)`;

const upsertRaw = `INSERT INTO order_raw (account_id, order_id, source, received_at, request_id, body)
  SELECT $1, order_id, source, received_at, request_id, body
  FROM json_to_recordset($2::json) AS x(order_id text, source text, received_at timestamptz, request_id text, body jsonb)
  ON CONFLICT (account_id, order_id, source) DO UPDATE SET received_at = excluded.received_at, request_id = excluded.request_id, body = excluded.body`;

const upsertProducts = `INSERT INTO product (account_id, sku, asin, title, seen_at)
  SELECT $1, sku, asin, title, seen_at FROM json_to_recordset($2::json) AS x(sku text, asin text, title text, seen_at timestamptz)
  ON CONFLICT (account_id, sku) DO UPDATE SET asin = excluded.asin, title = excluded.title, seen_at = excluded.seen_at
  WHERE product.seen_at <= excluded.seen_at AND (product.title <> excluded.title OR product.asin <> excluded.asin)`;

const addCounts = `INSERT INTO order_count (account_id, status, n)
  SELECT $1, status, n FROM json_to_recordset($2::json) AS x(status text, n bigint)
  ON CONFLICT (account_id, status) DO UPDATE SET n = order_count.n + excluded.n`;

const keyRow = ({ kind, key }: SearchKey, order: KnownOrder) => ({ kind, key, purchased_at: order.purchasedAt, order_id: order.orderId });

const eventRow = (orderId: string, event: NewEvent, source: string) => ({
  order_id: orderId,
  at: event.at,
  kind: event.kind,
  origin: 'amazon',
  actor: 'Amazon',
  source,
  data: event.data,
});

/** The newest title of each SKU; a batch may name one many times. */
function productRows(changes: readonly OrderChange[], now: Date) {
  const bySku = new Map<string, { sku: string; asin: string; title: string; seen_at: Date; at: number }>();
  for (const { order } of changes) {
    for (const { sku, asin, title } of order.items) {
      const at = order.purchasedAt.getTime();
      if (sku && title && (bySku.get(sku)?.at ?? -1) < at) bySku.set(sku, { sku, asin, title, seen_at: now, at });
    }
  }
  return [...bySku.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

function countRows(changes: readonly OrderChange[]) {
  const counts = new Map<string, number>();
  const add = (status: string, n: number) => counts.set(status, (counts.get(status) ?? 0) + n);
  for (const { order, before } of changes) {
    if (before?.status === order.status) continue;
    add(order.status, 1);
    if (before) add(before.status, -1);
  }
  return [...counts].filter(([, n]) => n !== 0).map(([status, n]) => ({ status, n }));
}

/** What live pages hear; a notification holds 8,000 bytes, so a large batch only says that much changed. */
function notice(accountId: AccountId, changes: readonly OrderChange[]): string {
  const orderIds = changes.map(({ order }) => order.orderId);
  return JSON.stringify({ accountId, orderIds: orderIds.length <= 50 ? orderIds : null });
}

export type QuarantineEntry = {
  orderId: string | null;
  source: string;
  reason: string;
  detail: string;
  body: unknown;
  sealed: Buffer | null;
  receivedAt: Date;
};

/** One open entry per order and source: the newest answer takes the place of an older one that was not understood either. */
export async function putInQuarantine(tx: Tx, accountId: AccountId, entries: readonly QuarantineEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.orderId !== null) {
      await tx.query({
        text: 'DELETE FROM quarantine WHERE account_id = $1 AND order_id = $2 AND source = $3 AND resolved_at IS NULL',
        values: [accountId, entry.orderId, entry.source],
      });
    }
    await tx.query({
      text: `INSERT INTO quarantine (account_id, order_id, source, reason, detail, body, sealed, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        accountId,
        entry.orderId,
        entry.source,
        entry.reason,
        entry.detail,
        JSON.stringify(entry.body),
        entry.sealed,
        entry.receivedAt,
      ],
    });
  }
}

export async function markResolved(tx: Tx, accountId: AccountId, quarantineId: string, at: Date): Promise<void> {
  await tx.query({
    text: 'UPDATE quarantine SET resolved_at = $3 WHERE account_id = $1 AND quarantine_id = $2',
    values: [accountId, quarantineId, at],
  });
}

export type EventEntry = {
  orderId: string;
  at: Date;
  kind: string;
  origin: string;
  actor: string;
  source: string;
  data: Record<string, unknown>;
};

/** Appends to the timeline, for other modules and for what people do. */
export async function appendEvents(tx: Tx, accountId: AccountId, entries: readonly EventEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ orderId, ...entry }) => ({ order_id: orderId, ...entry }));
  await tx.query({ name: 'orders-events', text: insertEvents, values: [accountId, JSON.stringify(rows)] });
}

export type Annotation = {
  addTags: readonly string[];
  removeTags: readonly string[];
  note?: string | undefined;
  assignee?: string | null | undefined;
  actor: string;
};

/** Changes what people add to orders; the ids of those that exist come back. */
export async function annotateOrders(
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
  change: Annotation,
  now: Date,
): Promise<Set<string>> {
  await holdIntake(tx, accountId);
  const rows = await tx.query<{ order_id: string; tags: string[]; purchased_at: Date; assignee: string | null }>({
    text: 'SELECT order_id, tags, purchased_at, assignee FROM orders WHERE account_id = $1 AND order_id = ANY($2) FOR NO KEY UPDATE',
    values: [accountId, orderIds],
  });
  const events: EventEntry[] = [];
  for (const row of rows) {
    const tell = (kind: string, data: Record<string, unknown>) =>
      events.push({ orderId: row.order_id, at: now, kind, origin: 'person', actor: change.actor, source: 'desk', data });
    const gone = change.removeTags.filter((tag) => has(row.tags, tag));
    const come = change.addTags.filter((tag) => !has(row.tags, tag));
    const tags = [...row.tags.filter((tag) => !has(gone, tag)), ...come];
    for (const tag of gone) tell('tag.removed', { tag });
    for (const tag of come) tell('tag.added', { tag });
    const values = [accountId, row.order_id, row.purchased_at];
    if (gone.length > 0)
      await tx.query({
        text: `DELETE FROM order_key WHERE account_id = $1 AND kind = 'tag' AND order_id = $2 AND purchased_at = $3 AND key = ANY($4)`,
        values: [...values, gone.map(foldKey)],
      });
    if (come.length > 0)
      await tx.query({
        text: `INSERT INTO order_key (account_id, kind, key, purchased_at, order_id) SELECT $1, 'tag', k, $3, $2 FROM unnest($4::text[]) AS k ON CONFLICT DO NOTHING`,
        values: [...values, come.map(foldKey)],
      });
    const assigned = change.assignee !== undefined && change.assignee !== row.assignee;
    if (assigned) tell('order.assigned', { from: row.assignee, to: change.assignee ?? null });
    if (change.note !== undefined) {
      await tx.query({
        text: 'INSERT INTO order_note (account_id, order_id, at, author, body) VALUES ($1, $2, $3, $4, $5)',
        values: [accountId, row.order_id, now, change.actor, change.note],
      });
      tell('note.added', {});
    }
    await tx.query({
      text: 'UPDATE orders SET tags = $3, assignee = $4, notes = notes + $5 WHERE account_id = $1 AND order_id = $2',
      values: [accountId, row.order_id, tags, assigned ? change.assignee : row.assignee, change.note === undefined ? 0 : 1],
    });
  }
  await appendEvents(tx, accountId, events);
  const changed = rows.map((row) => row.order_id);
  if (changed.length > 0)
    await tx.query({
      text: `SELECT pg_notify('waybill_orders', $1)`,
      values: [JSON.stringify({ accountId, orderIds: changed.length <= 50 ? changed : null })],
    });
  return new Set(changed);
}

const has = (tags: readonly string[], tag: string): boolean => tags.some((other) => foldKey(other) === foldKey(tag));

/** Removes what stands outside the vault about these buyers: search keys made of their data, and the mask in the grid. */
export async function forgetPersonal(
  tx: Tx,
  accountId: AccountId,
  orderIds: readonly string[],
  keys: readonly { orderId: string; kind: string; key: string }[],
  now: Date,
): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.query({
    text: `DELETE FROM order_key k USING json_to_recordset($2::json) AS x("orderId" text, kind text, key text), orders o
      WHERE k.account_id = $1 AND o.account_id = $1 AND o.order_id = x."orderId"
        AND k.kind = x.kind AND k.key = x.key AND k.purchased_at = o.purchased_at AND k.order_id = x."orderId"`,
    values: [accountId, JSON.stringify(keys)],
  });
  await tx.query({
    text: `UPDATE orders SET personal = 'purged', buyer_mask = NULL, changed_at = $3 WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds, now],
  });
  await appendEvents(
    tx,
    accountId,
    orderIds.map((orderId) => ({
      orderId,
      at: now,
      kind: 'personal.purged',
      origin: 'system',
      actor: 'Waybill',
      source: 'vault',
      data: {},
    })),
  );
}
