import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { rowBatch } from '#src/platform/row-batch.ts';
import type { BlindHashes, SealedPersonal } from './seal-personal.ts';

export type PersonalRow = SealedPersonal & { orderId: string; storedAt: Date; purgeAt: Date | null };

const personalBatch = rowBatch({
  order_id: 'text',
  wrapped_key: 'bytea',
  sealed: 'bytea',
  hashes: 'jsonb',
  content_hash: 'text',
  stored_at: 'timestamptz',
  purge_at: 'timestamptz',
});

export async function storePersonal(tx: Tx, accountId: AccountId, rows: readonly PersonalRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = personalBatch.values(
    rows.map((row) => ({
      order_id: row.orderId,
      wrapped_key: row.wrappedKey,
      sealed: row.sealed,
      hashes: row.hashes,
      content_hash: row.contentHash,
      stored_at: row.storedAt,
      purge_at: row.purgeAt,
    })),
  );
  await tx.query({
    name: 'vault-store',
    text: `INSERT INTO vault_order (account_id, ${personalBatch.names}) SELECT $1, ${personalBatch.names} FROM ${personalBatch.from(2)}
      ON CONFLICT (account_id, order_id) DO UPDATE SET ${personalBatch.updates('order_id')}`,
    values: [accountId, ...values],
  });
}

const purgeBatch = rowBatch({ order_id: 'text', purge_at: 'timestamptz' });

/** Moves the day of the purge, once delivery is known. */
export async function setPurgeAt(tx: Tx, accountId: AccountId, rows: readonly { orderId: string; purgeAt: Date | null }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'vault-purge-at',
    text: `UPDATE vault_order v SET purge_at = x.purge_at FROM ${purgeBatch.from(2)}
      WHERE v.account_id = $1 AND v.order_id = x.order_id AND v.purge_at IS DISTINCT FROM x.purge_at`,
    values: [accountId, ...purgeBatch.values(rows.map((row) => ({ order_id: row.orderId, purge_at: row.purgeAt })))],
  });
}

export async function logRead(
  tx: Tx,
  accountId: AccountId,
  entry: { at: Date; reader: string; purpose: string; orderIds: readonly string[] },
): Promise<void> {
  await tx.query({
    text: 'INSERT INTO vault_read (account_id, at, reader, purpose, order_ids) VALUES ($1, $2, $3, $4, $5)',
    values: [accountId, entry.at, entry.reader, entry.purpose, entry.orderIds],
  });
}

/** Takes these orders out, whatever their date; the hashes tell the caller which search keys go with them. */
export const takeOut = (tx: Tx, accountId: AccountId, orderIds: readonly string[]): Promise<{ orderId: string; hashes: BlindHashes }[]> =>
  tx.query({
    text: 'DELETE FROM vault_order v WHERE v.account_id = $1 AND v.order_id = ANY($2) RETURNING v.order_id AS "orderId", v.hashes',
    values: [accountId, orderIds],
  });
