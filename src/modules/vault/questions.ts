export { blindEmail, blindName } from './seal-personal.ts';
export { recentReads } from './views.ts';
