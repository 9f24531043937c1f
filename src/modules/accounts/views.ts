import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Db } from '#src/platform/db.ts';
import type { Account } from './account.ts';

const columns = `account_id AS "accountId", name, region, seller_id AS "sellerId", host, api_url AS "apiUrl", token_url AS "tokenUrl",
  time_zone AS "timeZone", state, state_reason AS "stateReason", created_at AS "createdAt", connected_at AS "connectedAt"`;

/** Every account of the desk, oldest first. */
export const listAccounts = (database: Database): Promise<Account[]> =>
  database.listAccounts<Account>({ name: 'accounts-list', text: `SELECT ${columns} FROM account ORDER BY account_id` });

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
