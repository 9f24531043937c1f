import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

export type StoredPersonal = { orderId: string; wrappedKey: Buffer; sealed: Buffer };

export const storedPersonal = (db: Db, accountId: AccountId, orderIds: readonly string[]): Promise<StoredPersonal[]> =>
  db.query<StoredPersonal>({
    text: `SELECT order_id AS "orderId", wrapped_key AS "wrappedKey", sealed FROM vault_order WHERE account_id = $1 AND order_id = ANY($2)`,
    values: [accountId, orderIds],
  });

export type VaultRead = { accountId: AccountId; at: Date; reader: string; purpose: string; orderIds: string[] };

export const recentReads = (db: Db, limit: number): Promise<VaultRead[]> =>
  db.query<VaultRead>({
    text: `SELECT account_id AS "accountId", at, reader, purpose, order_ids AS "orderIds" FROM vault_read
      WHERE account_id = ANY($1) ORDER BY at DESC, read_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });
