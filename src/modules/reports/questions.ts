export { backfillDoneBy } from './estimate-rules.ts';
export { backfills, pastOf } from './views.ts';
