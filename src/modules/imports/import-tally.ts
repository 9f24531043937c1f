import type { ImportResult } from './contract.ts';
import { hashCounter } from './hash-counter.ts';
import type { OrderEvent } from './order-rows.ts';

export type Counts = Omit<ImportResult, 'importId'>;

/** What became of an order that was read. A reason: it could not be stored. */
export type Outcome = 'imported' | 'updated' | 'unchanged' | { rejected: string };

/**
 * Counts an import so that imported + updated + unchanged + rejected = orders, whatever the file holds: each order once,
 * by its first part unless a later part changes it, and one rejection for each order that did not come in.
 */
export function importTally() {
  const counts: Counts = { lines: 0, orders: 0, imported: 0, updated: 0, unchanged: 0, rejected: [] };
  const still = hashCounter();
  const moved = hashCounter();
  const failed = new Set<string>();
  const count = (event: OrderEvent): boolean => {
    counts.lines += event.lines;
    if (!event.continued) counts.orders += 1;
    return !event.continued;
  };
  return {
    /** An order that was read, and what storing it gave. */
    stored: (event: Extract<OrderEvent, { kind: 'order' }>, outcome: Outcome): void => {
      const { orderId } = event.order;
      const isFirst = count(event);
      if (typeof outcome === 'object') {
        if (failed.has(orderId)) return;
        failed.add(orderId);
        // A part that cannot be stored is counted by itself when the parts before it could.
        if (!isFirst) counts.orders += 1;
        counts.rejected.push({ line: event.line, column: null, reason: outcome.rejected });
      } else if (isFirst) {
        counts[outcome] += 1;
        if (outcome === 'unchanged') still.add(orderId);
      } else if (outcome === 'updated' && still.has(orderId) && moved.add(orderId) === 1) {
        counts.unchanged -= 1;
        counts.updated += 1;
      }
    },
    /** An order that could not be read. */
    refused: (event: Extract<OrderEvent, { kind: 'rejected' }>): void => {
      if (count(event)) counts.rejected.push({ line: event.line, column: event.column, reason: reasonOf(event) });
    },
    /** An order of which a part could not be stored: what follows of it is left out too. */
    hasFailed: (orderId: string): boolean => failed.has(orderId),
    /** Rejections in the order of the file. */
    counts: (): Counts => ({ ...counts, rejected: counts.rejected.toSorted((a, b) => a.line - b.line) }),
  };
}

function reasonOf({ reason, line, more }: Extract<OrderEvent, { kind: 'rejected' }>): string {
  const lines = [...new Set(more.map((problem) => problem.line))].filter((other) => other !== line);
  return lines.length === 0 ? reason : `${reason}; the same order has more problems in line ${lines.join(', ')}`;
}
