export { backfills, pastOf } from './views.ts';
