import type { Control } from '../../simulator/control/control.ts';
import type { Fault, FaultKind } from '../../simulator/faults/fault.ts';

/** Every call that a write may need on its way. */
export const operations = [
  'lwaToken',
  'searchOrders',
  'getOrder',
  'confirmShipment',
  'createFeedDocument',
  'uploadDocument',
  'createFeed',
  'getFeeds',
  'getFeed',
  'getFeedDocument',
  'downloadDocument',
] as const;

/** Lets each of these calls meet the fault once. `slow` means slower than `timeoutMs`. */
export function putFaults(control: Control, kind: FaultKind, timeoutMs: number, on: readonly string[] = operations): Fault[] {
  return on.map((operation) => control.faults.add({ kind, match: { operation }, count: 1, ms: Math.round(timeoutMs * 1.5) }));
}
