export type { Account, Credentials } from './account.ts';
export { readCredentials } from './read-credentials.ts';
export { listAccounts, marketplacesOf } from './views.ts';
