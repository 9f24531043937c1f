import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importTally } from './import-tally.ts';
import { orderColumns } from './order-columns.ts';
import { type OrderLine, readOrderLine } from './order-line.ts';
import { groupOrders } from './order-rows.ts';
import type { TableRow } from './read-records.ts';

const columns = orderColumns(['amazon-order-id', 'purchase-date', 'order-status', 'sku', 'quantity']);
const now = new Date('2026-11-22T12:00:00Z');

type Spec = { order: number; kind: 'good' | 'bad' | 'torn' | 'nameless' };

async function* linesOf(specs: Spec[]): AsyncGenerator<OrderLine> {
  for (const [at, { order, kind }] of specs.entries()) {
    const id = kind === 'nameless' ? '' : `304-1000000-${7_000_000 + order}`;
    const cells = [id, '2026-11-03T10:11:12Z', 'Shipped', 'SKU', kind === 'bad' ? 'x' : '1'];
    const torn: TableRow = { kind: 'bad', line: at + 2, reason: 'torn', cells, text: '' };
    yield readOrderLine(kind === 'torn' ? torn : { kind: 'row', line: at + 2, cells }, columns, { now });
  }
}

test('imported + updated + unchanged + rejected = orders, and no line is lost, whatever the file holds', async () => {
  const kind = fc.constantFrom<Spec['kind'][]>('good', 'good', 'good', 'bad', 'torn', 'nameless');
  const outcome = fc.constantFrom('imported' as const, 'updated' as const, 'unchanged' as const, { rejected: 'not stored' });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ order: fc.integer({ min: 1, max: 6 }), kind }), { maxLength: 30 }),
      fc.array(outcome, { minLength: 1 }),
      fc.constantFrom(2, 5, 100),
      async (specs, outcomes, window) => {
        const tally = importTally();
        let turn = 0;
        const partsRefused = new Set<string>();
        for await (const event of groupOrders(linesOf(specs), window)) {
          if (event.kind === 'rejected') {
            tally.refused(event);
            continue;
          }
          const outcome = outcomes[turn++ % outcomes.length] ?? 'imported';
          tally.stored(event, outcome);
          if (event.continued && typeof outcome === 'object') partsRefused.add(event.order.orderId);
        }
        const { lines, orders, imported, updated, unchanged, rejected } = tally.counts();
        expect(lines).toBe(specs.length);
        expect(imported + updated + unchanged + rejected.length).toBe(orders);
        const named = specs.filter((one) => one.kind !== 'nameless');
        const exact = new Set(named.map((one) => one.order)).size + (specs.length - named.length);
        // Exact unless something of an order goes wrong after the order was given out: a bad line, or a part that
        // cannot be stored, counts by itself then.
        const badLines = specs.filter((one) => one.kind === 'bad' || one.kind === 'torn').length;
        expect(orders).toBeGreaterThanOrEqual(exact);
        expect(orders).toBeLessThanOrEqual(window > specs.length ? exact : exact + badLines + partsRefused.size);
      },
    ),
    { numRuns: 300 },
  );
});

test('a rejection names the first problem, and the other lines of its order', async () => {
  const tally = importTally();
  const specs: Spec[] = [
    { order: 1, kind: 'bad' },
    { order: 2, kind: 'good' },
    { order: 1, kind: 'torn' },
  ];
  for await (const event of groupOrders(linesOf(specs))) {
    if (event.kind === 'rejected') tally.refused(event);
    else tally.stored(event, { rejected: 'belongs to another account' });
  }
  expect(tally.counts().rejected).toEqual([
    { line: 2, column: 'quantity', reason: expect.stringMatching(/; the same order has more problems in line 4$/) },
    { line: 3, column: null, reason: 'belongs to another account' },
  ]);
});
