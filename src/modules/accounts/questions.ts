export type { Account } from './account.ts';
export { readCredentials } from './read-credentials.ts';
export { holdMode, isReadOnly, listAccounts, marketplacesOf, modeChanges, oldestCredential } from './views.ts';
