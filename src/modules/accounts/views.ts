import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Db, Tx } from '#src/platform/db.ts';
import type { Account } from './account.ts';

const columns = `account_id AS "accountId", name, region, seller_id AS "sellerId", host, api_url AS "apiUrl", token_url AS "tokenUrl",
  time_zone AS "timeZone", state, state_reason AS "stateReason", created_at AS "createdAt", connected_at AS "connectedAt",
  read_only_since AS "readOnlySince", read_only_by AS "readOnlyBy"`;

/** Every account of the desk, oldest first. */
export const listAccounts = (database: Database): Promise<Account[]> =>
  database.listAccounts<Account>({ name: 'accounts-list', text: `SELECT ${columns} FROM account ORDER BY account_id` });

/** Whether the account may only be read. */
export const isReadOnly = async (db: Db, accountId: AccountId): Promise<boolean> => {
  const rows = await db.query<{ readOnly: boolean }>({
    name: 'accounts-read-only',
    text: 'SELECT read_only_since IS NOT NULL AS "readOnly" FROM account WHERE account_id = $1',
    values: [accountId],
  });
  return rows[0]?.readOnly ?? false;
};

/** The same, held until the transaction ends: whoever switches the mode meanwhile waits. */
export const holdMode = async (tx: Tx, accountId: AccountId): Promise<{ readOnly: boolean }> => {
  const [row] = await tx.query<{ readOnly: boolean }>({
    name: 'accounts-hold-mode',
    text: 'SELECT read_only_since IS NOT NULL AS "readOnly" FROM account WHERE account_id = $1 FOR SHARE',
    values: [accountId],
  });
  return { readOnly: row?.readOnly ?? false };
};

export type ModeChange = { accountId: AccountId; at: Date; readOnly: boolean; actor: string };

/** When the accounts of `db` were made read-only and writable again, newest first. */
export const modeChanges = (db: Db, limit: number): Promise<ModeChange[]> =>
  db.query<ModeChange>({
    text: `SELECT account_id AS "accountId", at, read_only AS "readOnly", actor FROM account_mode WHERE account_id = ANY($1)
      ORDER BY mode_id DESC LIMIT $2`,
    values: [db.accounts, limit],
  });

/** A new account's id, never given before. */
export async function nextAccountId(database: Database): Promise<AccountId> {
  const [row] = await database.listAccounts<{ id: string }>({ text: `SELECT nextval('account_ids') AS id` });
  return row?.id ?? '';
}

export const sealedCredentials = async (db: Db, accountId: AccountId): Promise<Buffer | undefined> => {
  const rows = await db.query<{ sealed: Buffer }>({
    text: 'SELECT sealed FROM account_credential WHERE account_id = $1',
    values: [accountId],
  });
  return rows[0]?.sealed;
};

export const marketplacesOf = (db: Db): Promise<{ accountId: AccountId; marketplaceId: string }[]> =>
  db.query({
    text: `SELECT account_id AS "accountId", marketplace_id AS "marketplaceId" FROM account_marketplace
      WHERE account_id = ANY($1) AND participates ORDER BY account_id, marketplace_id`,
    values: [db.accounts],
  });

/** Since when the oldest credentials of these accounts have been the same; null without any. */
export async function oldestCredential(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>({
    text: 'SELECT min(changed_at) AS at FROM account_credential WHERE account_id = ANY($1)',
    values: [db.accounts],
  });
  return row?.at ?? null;
}
