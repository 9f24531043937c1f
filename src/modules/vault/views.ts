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
