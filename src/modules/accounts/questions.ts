export type { Account } from './account.ts';
export { readCredentials } from './read-credentials.ts';
export { listAccounts, marketplacesOf } from './views.ts';
