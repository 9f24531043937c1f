import type { AccountId } from '#src/kernel/ids.ts';

export type Region = 'NA' | 'EU' | 'FE';
export type Host = 'amazon' | 'simulator' | 'files';
export type AccountState = 'connected' | 'unconnected' | 'refused' | 'paused';

export type Account = {
  accountId: AccountId;
  name: string;
  region: Region;
  sellerId: string | null;
  host: Host;
  /** Where its API and its tokens are; `null` for Amazon's own addresses. */
  apiUrl: string | null;
  tokenUrl: string | null;
  timeZone: string;
  state: AccountState;
  stateReason: string | null;
  createdAt: Date;
  connectedAt: Date | null;
  /** Since when nothing of it may go to Amazon, and who said so; `null` when it may. */
  readOnlySince: Date | null;
  readOnlyBy: string | null;
};

export type Credentials = { clientId: string; clientSecret: string; refreshToken: string };
