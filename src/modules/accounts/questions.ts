export type { Account } from './account.ts';
export { readCredentials } from './read-credentials.ts';
export { holdMode, isReadOnly, listAccounts, type ModeChange, marketplacesOf, modeChanges, oldestCredential } from './views.ts';
