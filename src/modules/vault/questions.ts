export type { PersonalData } from './personal-data.ts';
export { blindEmail, blindName } from './seal-personal.ts';
export { type DueOrder, dueOrders, type Kept, newestVaultOrders, recentReads, vaultOrderIds, vaultOrders, vaultState } from './views.ts';
