export { openFetchedBy, purposeOfPriority } from './rules.ts';
export { backlogRows, syncRows } from './views.ts';
