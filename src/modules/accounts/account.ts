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
};

export type Credentials = { clientId: string; clientSecret: string; refreshToken: string };
