export { syncRows } from './views.ts';
