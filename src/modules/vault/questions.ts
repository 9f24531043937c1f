export { blindEmail, blindName } from './seal-personal.ts';
export { recentReads, type VaultRead } from './views.ts';
