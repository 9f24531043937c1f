import { describe, expect, test } from 'vitest';
import { collect } from '../../../tests/support/byte-chunks.ts';
import { orderColumns } from './order-columns.ts';
import { type OrderLine, readOrderLine } from './order-line.ts';
import { groupOrders } from './order-rows.ts';

const columns = orderColumns(['amazon-order-id', 'purchase-date', 'order-status', 'sku', 'quantity']);
const now = new Date('2026-11-22T12:00:00Z');

/** `A` is a good line of order A, `a` a bad one. */
async function* linesOf(text: string): AsyncGenerator<OrderLine> {
  for (const [at, letter] of [...text].entries()) {
    const cells = [
      `ORDER-${letter.toUpperCase().charCodeAt(0)}`,
      '2026-11-03T10:11:12Z',
      'Shipped',
      'SKU',
      letter === letter.toUpperCase() ? '1' : 'x',
    ];
    yield readOrderLine({ kind: 'row', line: at + 2, cells }, columns, { now });
  }
}
const group = async (text: string, window: number) => {
  const events = await collect(groupOrders(linesOf(text), window));
  return events.map((event) => {
    const id = event.kind === 'order' ? event.order.orderId : event.orderId;
    const letter = String.fromCharCode(Number(id?.slice(6)));
    return `${event.kind === 'order' ? letter : letter.toLowerCase()}${event.lines}${event.continued ? ' again' : ''}`;
  });
};

describe('an order is given out when its lines have ended', () => {
  test.each<[string, number, string[]]>([
    ['AABBC', 2, ['A2', 'B2', 'C1']],
    ['ABAB', 4, ['A2', 'B2']],
    ['ABCA', 2, ['A1', 'B1', 'C1', 'A1 again']],
    ['AbAB', 9, ['A2', 'b2']],
  ])('%s with a window of %d', async (text, window, expected) => {
    expect(await group(text, window)).toEqual(expected);
  });

  test('one that goes on and on does not hold up the others', async () => {
    expect(await group('ABACADAEA', 3)).toEqual(['B1', 'C1', 'D1', 'E1', 'A5']);
  });

  test('one that was rejected stays rejected, and is counted once', async () => {
    expect(await group('aBCDA', 2)).toEqual(['a1', 'B1', 'C1', 'D1', 'a1 again']);
    expect(await group('aBCDa', 2)).toEqual(['a1', 'B1', 'C1', 'D1', 'a1 again']);
  });

  test('a bad line after its order was given out counts by itself; the order may go on', async () => {
    expect(await group('ABCaDEA', 2)).toEqual(['A1', 'B1', 'C1', 'a1', 'D1', 'E1', 'A1 again']);
  });
});
