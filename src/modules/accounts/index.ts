export type { Account, Credentials, Region } from './account.ts';
export { connectAccount } from './connect-account.ts';
export type { Probe, ProbeFor } from './ports.ts';
export { removeDemo } from './remove-account.ts';
export { type AccountsDeps, credentialBinding, ensureAccount, saveAccount } from './save-account.ts';
export { renameAccount, saveMarketplaces, saveReadOnly, saveState } from './store.ts';
