export { backfills } from './views.ts';
