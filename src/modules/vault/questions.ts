export type { PersonalData } from './personal-data.ts';
export { blindEmail, blindName } from './seal-personal.ts';
export { type DueOrder, dueOrders, type Kept, newestVaultOrders, recentReads, vaultOrders, vaultState } from './views.ts';
