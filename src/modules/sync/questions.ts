export { type SyncRow, syncRows } from './views.ts';
