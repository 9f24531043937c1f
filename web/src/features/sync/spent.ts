import { type Purpose, purposes } from '#src/modules/quota/contract.ts';
import type { SyncAccount } from './freshness.ts';

type Quota = SyncAccount['quotas'][number];

/** What calls were for, most calls first. */
export const byMost = (spent: Quota['lastHour']): [Purpose, number][] =>
  purposes
    .flatMap((purpose): [Purpose, number][] => ((spent[purpose] ?? 0) > 0 ? [[purpose, spent[purpose] ?? 0]] : []))
    .toSorted(([, a], [, b]) => b - a);

const first = ['searchOrders', 'getOrder', 'confirmShipment'];
const rank = ({ operation }: Quota): number => (first.includes(operation) ? first.indexOf(operation) : first.length);

/** What orders come in and go out by stands first, then what Amazon holds back, then the rest by name. */
export const hurry = (a: Quota, b: Quota): number =>
  rank(a) - rank(b) || Number(b.blockedUntil !== null) - Number(a.blockedUntil !== null) || a.operation.localeCompare(b.operation);
