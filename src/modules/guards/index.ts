export { checkOnTaken, checkRegulated } from './check-regulated.ts';
export { passGuard } from './pass-guard.ts';
export { emptyReasons as forgetWords } from './store.ts';
