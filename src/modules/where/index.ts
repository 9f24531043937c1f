export { type WhereDeps, whereIs } from './where-is.ts';
