import type { AccountId } from '#src/kernel/ids.ts';
import type { Credentials } from './account.ts';
import { type AccountsDeps, credentialBinding } from './save-account.ts';
import { sealedCredentials } from './views.ts';

/** For the adapter that connects with them, nobody else. */
export async function readCredentials(
  { database, sealing }: Omit<AccountsDeps, 'clock'>,
  accountId: AccountId,
): Promise<Credentials | undefined> {
  const sealed = await database.read([accountId], (db) => sealedCredentials(db, accountId));
  return sealed && (JSON.parse(sealing.open(sealed, credentialBinding(accountId)).toString('utf8')) as Credentials);
}
