export type { Link as AuditLink } from './chain-rules.ts';
export { checkChain } from './check-chain.ts';
export { selectActions, selectEntries } from './views.ts';
