export type { Account, AccountState, Credentials, Host, Region } from './account.ts';
export { type AccountsDeps, ensureAccount, saveAccount } from './save-account.ts';
export { type Participation, saveMarketplaces, saveState } from './store.ts';
