import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Account } from './account.ts';

export async function insertAccount(tx: Tx, account: Account): Promise<void> {
  await tx.query({
    text: `INSERT INTO account (account_id, name, region, seller_id, host, api_url, token_url, time_zone, state, state_reason, created_at, connected_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      account.accountId,
      account.name,
      account.region,
      account.sellerId,
      account.host,
      account.apiUrl,
      account.tokenUrl,
      account.timeZone,
      account.state,
      account.stateReason,
      account.createdAt,
      account.connectedAt,
    ],
  });
}

export async function updateAccount(tx: Tx, accountId: AccountId, account: Omit<Account, 'accountId' | 'createdAt'>): Promise<void> {
  await tx.query({
    text: `UPDATE account SET name = $2, region = $3, seller_id = $4, host = $5, api_url = $6, token_url = $7, time_zone = $8, state = $9,
      state_reason = $10, connected_at = $11 WHERE account_id = $1`,
    values: [
      accountId,
      account.name,
      account.region,
      account.sellerId,
      account.host,
      account.apiUrl,
      account.tokenUrl,
      account.timeZone,
      account.state,
      account.stateReason,
      account.connectedAt,
    ],
  });
}

export async function saveCredentials(tx: Tx, accountId: AccountId, sealed: Buffer, at: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO account_credential (account_id, sealed, changed_at) VALUES ($1, $2, $3)
      ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`,
    values: [accountId, sealed, at],
  });
}

export type Participation = { marketplaceId: string; participates: boolean; storeName: string | null };

export async function saveMarketplaces(tx: Tx, accountId: AccountId, list: readonly Participation[]): Promise<void> {
  await tx.query({
    text: `INSERT INTO account_marketplace (account_id, marketplace_id, participates, store_name)
      SELECT $1, x."marketplaceId", x.participates, x."storeName"
      FROM json_to_recordset($2::json) AS x("marketplaceId" text, participates boolean, "storeName" text)
      ON CONFLICT (account_id, marketplace_id) DO UPDATE SET participates = excluded.participates, store_name = excluded.store_name`,
    values: [accountId, JSON.stringify(list)],
  });
}

export async function saveState(tx: Tx, accountId: AccountId, state: string, reason: string | null): Promise<void> {
  await tx.query({ text: 'UPDATE account SET state = $2, state_reason = $3 WHERE account_id = $1', values: [accountId, state, reason] });
}

/** Switches the read-only mode and writes down who did; false when it stood so already. */
export async function saveReadOnly(tx: Tx, accountId: AccountId, readOnly: boolean, actor: string, at: Date): Promise<boolean> {
  const changed = await tx.query({
    text: `UPDATE account SET read_only_since = CASE WHEN $2 THEN $4::timestamptz END, read_only_by = CASE WHEN $2 THEN $3 END
      WHERE account_id = $1 AND (read_only_since IS NOT NULL) <> $2 RETURNING account_id`,
    values: [accountId, readOnly, actor, at],
  });
  if (changed.length === 0) return false;
  await tx.query({
    text: 'INSERT INTO account_mode (account_id, at, read_only, actor) VALUES ($1, $2, $3, $4)',
    values: [accountId, at, readOnly, actor],
  });
  return true;
}

/** Everything of an account, from every tenant table. */
export async function deleteAccount(tx: Tx, accountId: AccountId): Promise<void> {
  const tables = await tx.query<{ name: string }>({
    text: `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND obj_description(c.oid, 'pg_class') LIKE 'tenant%' AND c.relname <> 'account'`,
  });
  for (const { name } of tables) await tx.query({ text: `DELETE FROM "${name}" WHERE account_id = $1`, values: [accountId] });
  await tx.query({ text: 'DELETE FROM due WHERE account_id = $1', values: [accountId] });
  await tx.query({ text: 'DELETE FROM account WHERE account_id = $1', values: [accountId] });
}

export async function renameAccount(tx: Tx, accountId: AccountId, name: string | undefined, timeZone: string | undefined): Promise<void> {
  await tx.query({
    text: 'UPDATE account SET name = coalesce($2, name), time_zone = coalesce($3, time_zone) WHERE account_id = $1',
    values: [accountId, name ?? null, timeZone ?? null],
  });
}
