export { recentReads, type VaultRead } from './views.ts';
