import { draw } from '../store/draw.ts';
import { type Fault, type FaultKind, type NewFault, newFaultShape } from './fault.ts';

/** The call a fault may hit; `orderIds` are the ones in its address or, for faults in answers, in the answer. */
export type FaultTarget = { operation: string; account: string | undefined; orderIds: string[] };

export type FaultSwitches = {
  add(fault: NewFault): Fault;
  remove(id: string): boolean;
  clear(): void;
  all(): Fault[];
  /** The faults of these kinds that happen to this call; each counts as one hit. */
  take(kinds: readonly FaultKind[], target: FaultTarget): Fault[];
};

/** `seen` counts the matching calls, for `skip`; it is nobody else's business. */
type Counted = Fault & { seen: number };

const shown = ({ seen: _, ...fault }: Counted): Fault => fault;

export function faultSwitches(seed: number): FaultSwitches {
  let faults: Counted[] = [];
  let serial = 0;
  let draws = 0;

  const happens = (fault: Counted, target: FaultTarget): boolean => {
    const { operation, account, orderId } = fault.match;
    if (fault.count !== undefined && fault.hits >= fault.count) return false;
    if (operation !== undefined && operation !== target.operation) return false;
    if (account !== undefined && account !== target.account) return false;
    if (orderId !== undefined && !target.orderIds.includes(orderId)) return false;
    fault.seen += 1;
    if (fault.seen <= fault.skip) return false;
    draws += 1;
    if (draw(seed, 'fault', draws) >= fault.probability) return false;
    fault.hits += 1;
    return true;
  };

  return {
    add(wanted) {
      serial += 1;
      const fault = { ...newFaultShape.parse(wanted), id: `fault-${serial}`, hits: 0, seen: 0 };
      faults.push(fault);
      return shown(fault);
    },
    remove(id) {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear: () => {
      faults = [];
    },
    all: () => faults.map(shown),
    take: (kinds, target) => faults.filter((fault) => kinds.includes(fault.kind) && happens(fault, target)),
  };
}
