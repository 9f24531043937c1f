import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaces } from '#src/kernel/marketplaces.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { Account, Credentials, Region } from './account.ts';
import { insertAccount, type Participation, saveCredentials, saveMarketplaces, updateAccount } from './store.ts';
import { listAccounts, nextAccountId, sealedCredentials } from './views.ts';

export type AccountsDeps = { database: Database; sealing: Sealing; clock: Clock };

export const credentialBinding = (accountId: AccountId): string => `credentials ${accountId}`;

type NewAccount = {
  name: string;
  region: Region;
  host: Account['host'];
  sellerId?: string | null;
  apiUrl?: string | null;
  tokenUrl?: string | null;
  timeZone?: string;
  credentials?: Credentials;
  marketplaces?: readonly Participation[];
};

/**
 * Makes an account, or connects the one named by `accountId` (an account fed from files keeps its orders that way).
 * `also` runs in the same transaction: first due work. Gives the id.
 */
export async function saveAccount(
  deps: AccountsDeps,
  wish: NewAccount,
  existing?: Account,
  also?: (tx: Tx, accountId: AccountId) => Promise<void>,
): Promise<AccountId> {
  const { database, sealing, clock } = deps;
  const accountId = existing?.accountId ?? (await nextAccountId(database));
  const now = clock.now();
  const account: Account = {
    accountId,
    name: wish.name,
    region: wish.region,
    sellerId: wish.sellerId ?? existing?.sellerId ?? null,
    host: wish.host,
    apiUrl: wish.apiUrl ?? null,
    tokenUrl: wish.tokenUrl ?? null,
    timeZone: wish.timeZone ?? existing?.timeZone ?? defaultTimeZone(wish.region),
    state: wish.credentials ? 'connected' : 'unconnected',
    stateReason: null,
    createdAt: existing?.createdAt ?? now,
    connectedAt: wish.credentials ? now : null,
    readOnlySince: existing?.readOnlySince ?? null,
    readOnlyBy: existing?.readOnlyBy ?? null,
  };
  await database.write([accountId], async (tx) => {
    if (existing) await updateAccount(tx, accountId, account);
    else {
      await insertAccount(tx, account);
      // Whatever feeds it, its personal data has its day.
      await poke(tx, accountId, 'purge', now);
    }
    if (wish.credentials && !(await hasSame(tx, sealing, accountId, wish.credentials)))
      await saveCredentials(tx, accountId, sealing.seal(Buffer.from(JSON.stringify(wish.credentials)), credentialBinding(accountId)), now);
    if (wish.marketplaces) await saveMarketplaces(tx, accountId, wish.marketplaces);
    await also?.(tx, accountId);
  });
  return accountId;
}

/** The same credentials, given again at each start, are not new: their age is what counts. */
async function hasSame(tx: Tx, sealing: Sealing, accountId: AccountId, credentials: Credentials): Promise<boolean> {
  const sealed = await sealedCredentials(tx, accountId);
  if (!sealed) return false;
  const held = JSON.parse(sealing.open(sealed, credentialBinding(accountId)).toString('utf8')) as Credentials;
  return (['clientId', 'clientSecret', 'refreshToken'] as const).every((key) => held[key] === credentials[key]);
}

/** The account of this name; made as one fed from files where none has it. */
export async function ensureAccount(deps: AccountsDeps, name: string, region: Region = 'NA'): Promise<AccountId> {
  const found = (await listAccounts(deps.database)).find((account) => account.name.toLowerCase() === name.toLowerCase());
  return found?.accountId ?? saveAccount(deps, { name, region, host: 'files' });
}

/** The zone of a region's largest store, until the seller chooses. */
const defaultTimeZone = (region: Region): string =>
  marketplaces.find((store) => store.region === region && ['US', 'GB', 'JP'].includes(store.country))?.timeZone ?? 'UTC';
