import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { eventBatch } from './rows.ts';
import { foldKey } from './search-keys.ts';

/** One intake at a time per account: what was read as known stays true until it commits. */
export async function holdIntake(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.query({
    name: 'orders-hold',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('intake ' || $1::text, 0))`,
    values: [accountId],
  });
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

/**
 * Appends to the timeline, for other modules and for what people do. It holds the account's orders, as everybody does who
 * writes events: so they commit in the order of their ids, and who reads on after the last id misses none. Who touches rows
 * of orders before holds them itself first (`holdIntake`), or two could wait for each other.
 */
export async function appendEvents(tx: Tx, accountId: AccountId, entries: readonly EventEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await holdIntake(tx, accountId);
  const rows = entries.map(({ orderId, ...entry }) => ({ order_id: orderId, ...entry }));
  await tx.query({ ...insertEvents, values: [accountId, ...eventBatch.values(rows)] });
}

export const insertEvents = {
  name: 'orders-events',
  text: `INSERT INTO order_event (account_id, ${eventBatch.names}) SELECT $1, ${eventBatch.names} FROM ${eventBatch.from(2)}`,
};

export type Annotation = {
  addTags: readonly string[];
  removeTags: readonly string[];
  note?: string | undefined;
  assignee?: string | null | undefined;
  /** Why nothing may leave for now; null lets it go again. */
  hold?: string | null | undefined;
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
  const rows = await tx.query<{ order_id: string; tags: string[]; purchased_at: Date; assignee: string | null; held_at: Date | null }>({
    text: 'SELECT order_id, tags, purchased_at, assignee, held_at FROM orders WHERE account_id = $1 AND order_id = ANY($2) FOR NO KEY UPDATE',
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
    await setHold(tx, accountId, row, change, now, tell);
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

/** What a person says of a hold stands on the order and, since it may name somebody, not in the timeline, which nobody can change. */
async function setHold(
  tx: Tx,
  accountId: AccountId,
  order: { order_id: string; held_at: Date | null },
  { hold, actor }: Annotation,
  now: Date,
  tell: (kind: string, data: Record<string, unknown>) => void,
): Promise<void> {
  if (hold === undefined || (hold === null && order.held_at === null)) return;
  tell(hold === null ? 'order.released' : 'order.held', {});
  await tx.query({
    text: 'UPDATE orders SET held_at = $3, held_by = $4, hold_reason = $5 WHERE account_id = $1 AND order_id = $2',
    values: [accountId, order.order_id, ...(hold === null ? [null, null, null] : [now, actor, hold])],
  });
}

const has = (tags: readonly string[], tag: string): boolean => tags.some((other) => foldKey(other) === foldKey(tag));
