import { amazonHosts, connectSpapi, type SellerApi, type SpapiOptions } from '#src/adapters/spapi/index.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Credentials, Region } from '#src/modules/accounts/index.ts';
import { listAccounts, readCredentials } from '#src/modules/accounts/questions.ts';
import { quotaOf } from '#src/modules/quota/index.ts';
import { mustBeWritable } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Log } from '#src/platform/log.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { probeOf, unlimited } from './probe-amazon.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  log: Log;
  version: string;
  random: () => number;
  readOnlyDesk: boolean;
  amazon?: Pick<SpapiOptions, 'sleep' | 'timeoutMs'> | undefined;
};

const userAgent = (version: string) => `Waybill/${version} (Language=TypeScript; Platform=Node)`;

/** The connections to Amazon: one per account, opened when first asked for and kept until `reconnect`. */
export function sellerApis({ database, sealing, clock, log, version, random, readOnlyDesk, amazon }: Deps) {
  const connections = new Map<AccountId, Promise<SellerApi | undefined>>();
  const common = { userAgent: userAgent(version), clock, random, log };

  const connect = async (accountId: AccountId): Promise<SellerApi | undefined> => {
    const account = (await listAccounts(database)).find((candidate) => candidate.accountId === accountId);
    const credentials = account && (await readCredentials({ database, sealing }, accountId));
    if (!account || !credentials || account.state === 'paused') return undefined;
    const hosts = amazonHosts(account.region);
    return connectSpapi({
      apiUrl: account.apiUrl ?? hosts.apiUrl,
      tokenUrl: account.tokenUrl ?? hosts.tokenUrl,
      ...credentials,
      ...common,
      quota: quotaOf(database, accountId, clock),
      permit: () => mustBeWritable(database, accountId, { readOnlyDesk }),
      ...amazon,
    });
  };

  return {
    /** Undefined for an account that is paused or has no credentials. */
    apiOf: (accountId: AccountId): Promise<SellerApi | undefined> => {
      const open = connections.get(accountId) ?? connect(accountId);
      connections.set(accountId, open);
      // Not connected, or it failed: looked at anew next time.
      void open.then(
        (api) => api ?? connections.delete(accountId),
        () => connections.delete(accountId),
      );
      return open;
    },
    /** Forgets open connections: credentials have changed. */
    reconnect: () => connections.clear(),
    /** Tries credentials that are not stored yet. */
    probeFor: (region: Region, credentials: Credentials) =>
      probeOf(connectSpapi({ ...amazonHosts(region), ...credentials, ...common, quota: unlimited }), clock),
    /** Parsing needs no connection: only its reader is used. */
    parser: connectSpapi({ ...amazonHosts('NA'), clientId: '', clientSecret: '', refreshToken: '', ...common, quota: unlimited }),
  };
}
