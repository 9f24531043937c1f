import type { ImportResult } from './contract.ts';
import type { OrderEvent } from './order-rows.ts';

export type Counts = Omit<ImportResult, 'importId'>;

/** What became of an order that was read. A reason: it could not be stored. */
export type Outcome = 'imported' | 'updated' | 'unchanged' | { rejected: string };

/**
 * Counts an import so that imported + updated + unchanged + rejected = orders, whatever the file holds: each order once, by
 * its first part, and one rejection for each order that did not come in.
 */
export function importTally() {
  const counts: Counts = { lines: 0, orders: 0, imported: 0, updated: 0, unchanged: 0, rejected: [] };
  const count = (event: OrderEvent): boolean => {
    counts.lines += event.lines;
    if (!event.continued) counts.orders += 1;
    return !event.continued;
  };
  return {
    /** An order that was read, and what storing it gave. */
    stored: (event: Extract<OrderEvent, { kind: 'order' }>, outcome: Outcome): void => {
      if (!count(event)) return;
      if (typeof outcome === 'string') counts[outcome] += 1;
      else counts.rejected.push({ line: event.line, column: null, reason: outcome.rejected });
    },
    /** An order that could not be read. */
    refused: (event: Extract<OrderEvent, { kind: 'rejected' }>): void => {
      if (count(event)) counts.rejected.push({ line: event.line, column: event.column, reason: reasonOf(event) });
    },
    /** Rejections in the order of the file. */
    counts: (): Counts => ({ ...counts, rejected: counts.rejected.toSorted((a, b) => a.line - b.line) }),
  };
}

function reasonOf({ reason, line, more }: Extract<OrderEvent, { kind: 'rejected' }>): string {
  const lines = [...new Set(more.map((problem) => problem.line))].filter((other) => other !== line);
  return lines.length === 0 ? reason : `${reason}; the same order has more problems in line ${lines.join(', ')}`;
}
