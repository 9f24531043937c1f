export type { Account, Credentials, Region } from './account.ts';
export { connectAccount } from './connect-account.ts';
export type { Probe, ProbeFor } from './ports.ts';
export { removeDemo } from './remove-account.ts';
export { type AccountsDeps, ensureAccount, saveAccount } from './save-account.ts';
export { renameAccount, saveMarketplaces, saveState } from './store.ts';
