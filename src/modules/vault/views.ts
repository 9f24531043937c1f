import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { BlindHashes } from './seal-personal.ts';

export type StoredPersonal = { orderId: string; wrappedKey: Buffer; sealed: Buffer };

export const storedPersonal = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<StoredPersonal[]> =>
  db.query<StoredPersonal>({
    text: `SELECT order_id AS "orderId", wrapped_key AS "wrappedKey", sealed FROM vault_order WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });

export type Held = { orderId: string; contentHash: string | null; hashes: BlindHashes };

/** What tells apart that which the vault holds of these orders; opens nothing. */
export async function heldPersonal(db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<Map<string, Held>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db.query<Held>({
    name: 'vault-held',
    text: `SELECT order_id AS "orderId", content_hash AS "contentHash", hashes FROM vault_order WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });
  return new Map(rows.map((row) => [row.orderId, row]));
}

export type VaultRead = { accountId: AccountId; at: Date; reader: string; purpose: string; orderIds: string[] };

export const recentReads = (db: Db, limit: number): Promise<VaultRead[]> =>
  db.query<VaultRead>({
    text: `SELECT account_id AS "accountId", at, reader, purpose, order_ids AS "orderIds" FROM vault_read
      WHERE account_id = ANY($1) ORDER BY at DESC, read_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });

/** What keeps orders in the vault beyond their date: their ids, and hashes of e-mail addresses of their buyers. */
export type Kept = { orderIds: readonly string[]; mails: readonly string[] };

export type DueOrder = { orderId: string; purgeAt: Date };

/** Orders whose personal data is past its date and not kept, oldest first. */
export const dueOrders = (db: Db, accountId: AccountId, now: Date, kept: Kept, limit: number): Promise<DueOrder[]> =>
  db.query<DueOrder>({
    name: 'vault-due',
    text: `SELECT v.order_id AS "orderId", v.purge_at AS "purgeAt" FROM vault_order v
      WHERE v.account_id = $1 AND v.purge_at <= $2 AND NOT v.order_id = ANY($3) AND NOT coalesce(v.hashes->'mail' ?| $4::text[], false)
      ORDER BY v.purge_at, v.order_id LIMIT $5`,
    values: [accountId, now, kept.orderIds, kept.mails, limit],
  });

/** Which of these orders the vault holds. `mails` are the hashes of the buyer's addresses. */
export const vaultOrders = (
  db: Db,
  accountId: AccountId,
  orderIds: readonly string[],
): Promise<{ orderId: string; purgeAt: Date | null; mails: string[] }[]> =>
  db.query({
    text: `SELECT order_id AS "orderId", purge_at AS "purgeAt", ARRAY(SELECT jsonb_array_elements_text(hashes->'mail')) AS mails
      FROM vault_order WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });

/** The newest orders of the vault. */
export const newestVaultOrders = async (db: Db, accountId: AccountId, limit: number): Promise<string[]> =>
  (
    await db.query<{ order_id: string }>({
      text: 'SELECT order_id FROM vault_order WHERE account_id = $1 ORDER BY stored_at DESC, order_id LIMIT $2',
      values: [accountId, limit],
    })
  ).map((row) => row.order_id);

/** How many orders the vault holds, how many of them are past their date, and since when the oldest of these is. */
export async function vaultState(
  db: Db,
  accountId: AccountId,
  now: Date,
  kept: Kept,
): Promise<{ orders: number; overdue: number; oldest: Date | null }> {
  const [row] = await db.query<{ orders: number; overdue: number; oldest: Date | null }>({
    text: `SELECT count(*)::int AS orders, count(*) FILTER (WHERE due)::int AS overdue, min(purge_at) FILTER (WHERE due) AS oldest
      FROM (SELECT v.purge_at, v.purge_at <= $2 AND NOT v.order_id = ANY($3) AND NOT coalesce(v.hashes->'mail' ?| $4::text[], false) AS due
        FROM vault_order v WHERE v.account_id = $1) AS x`,
    values: [accountId, now, kept.orderIds, kept.mails],
  });
  return row ?? { orders: 0, overdue: 0, oldest: null };
}

/** The orders of the vault one after the other, in the order of their ids. */
export const vaultOrderIds = async (db: Db, accountId: AccountId, after: string, limit: number): Promise<string[]> =>
  (
    await db.query<{ orderId: string }>({
      text: 'SELECT order_id AS "orderId" FROM vault_order WHERE account_id = $1 AND order_id > $2 ORDER BY order_id LIMIT $3',
      values: [accountId, after, limit],
    })
  ).map(({ orderId }) => orderId);
