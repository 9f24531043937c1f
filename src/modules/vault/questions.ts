export type { PersonalData } from './personal-data.ts';
export { blindEmail, blindName } from './seal-personal.ts';
export { dueOrders, newestVaultOrders, recentReads, vaultOrderIds, vaultOrders, vaultState } from './views.ts';
