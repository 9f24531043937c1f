import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { accountView, sessionView } from '#src/modules/accounts/contract.ts';
import { type Account, listAccounts, marketplacesOf } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';

type Deps = { database: Database; clock: Clock; version: string; readOnlyDesk: boolean };

/** Who is here, what they may do, and the accounts they see. */
export const sessionRoutes =
  ({ database, clock, version, readOnlyDesk }: Deps) =>
  (app: HttpApp) => {
    app.get(
      '/api/v1/session',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Says who you are, what you may do and which accounts you see', response: { 200: sessionView } },
      },
      async (request) => {
        const accounts = await accountViews(database, request.accounts);
        return {
          person: { id: request.person.id, name: request.person.name },
          permissions: [...request.person.permissions],
          demo: accounts.some((account) => account.host === 'simulator'),
          readOnlyDesk,
          version,
          now: clock.now().toISOString(),
          accounts,
        };
      },
    );

    app.get(
      '/api/v1/accounts',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Lists the accounts that you see', response: { 200: z.object({ items: z.array(accountView) }) } },
      },
      async (request) => ({
        items: await accountViews(database, request.accounts),
      }),
    );
  };

async function accountViews(database: Database, seen: readonly AccountId[]): Promise<z.infer<typeof accountView>[]> {
  const accounts = (await listAccounts(database)).filter(({ accountId }) => seen.includes(accountId));
  const stores = await database.read(
    accounts.map((account) => account.accountId),
    marketplacesOf,
  );
  return accounts.map((account) =>
    viewOf(
      account,
      stores.filter((store) => store.accountId === account.accountId).map((store) => store.marketplaceId),
    ),
  );
}

const viewOf = (account: Account, marketplaceIds: string[]) => ({
  accountId: account.accountId,
  name: account.name,
  region: account.region,
  sellerId: account.sellerId,
  host: account.host,
  state: account.state,
  stateReason: account.stateReason,
  timeZone: account.timeZone,
  readOnly: account.readOnlySince && { since: account.readOnlySince.toISOString(), by: account.readOnlyBy ?? '' },
  marketplaceIds,
});
