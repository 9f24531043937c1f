import type { FileOrder, LineProblem } from './file-order.ts';
import { hashCounter } from './hash-counter.ts';
import type { OrderLine } from './order-line.ts';
import { filled, joinTold } from './told-order.ts';

/**
 * What a file says about one order. `lines` is how many data lines it took. `continued` marks what is not counted again:
 * a further part of an order that came earlier in the file.
 */
export type OrderEvent =
  | { kind: 'order'; order: FileOrder; line: number; lines: number; continued: boolean }
  | (LineProblem & { kind: 'rejected'; orderId: string | undefined; lines: number; continued: boolean; more: LineProblem[] });

type Group = { order: FileOrder | undefined; orderId: string; line: number; lines: number; touched: number; problems: LineProblem[] };

/** An order is given out when none of its lines came for so many lines. Amazon keeps them together; a sorted sheet does not. */
const WINDOW = 2000;
const MORE = 20;

/**
 * Lines to orders. An order of which one line cannot be read is rejected as a whole, because half an order would be packed
 * as a whole one. A line whose order is not known is rejected by itself and counts as an order, and so does an unreadable
 * line that comes after its order was given out. Thus orders and rejections together are the orders of the file.
 */
export async function* groupOrders(lines: AsyncIterable<OrderLine>, window = WINDOW): AsyncGenerator<OrderEvent> {
  const open = new Map<string, Group>();
  const given = hashCounter();
  const refused = hashCounter();
  const items = hashCounter();
  let index = 0;

  const give = (group: Group): OrderEvent => {
    const { orderId, order, line, lines, problems } = group;
    open.delete(orderId);
    const again = given.has(orderId);
    if (refused.has(orderId)) return { ...refusal(group), continued: true };
    given.add(orderId);
    if (order && problems.length === 0) return { kind: 'order', order, line, lines, continued: again };
    if (!again) refused.add(orderId);
    return refusal(group);
  };

  for await (const next of lines) {
    index += 1;
    const { orderId, order } = next;
    if (orderId === undefined) {
      yield refusal({ ...next, lines: 1 });
      continue;
    }
    const [item] = order?.items ?? [];
    if (item) item.nth = items.add(`${orderId}\n${item.sku}\n${item.asin}`);
    const group = open.get(orderId) ?? { order: undefined, orderId, line: next.line, lines: 0, touched: 0, problems: [] };
    group.lines += 1;
    group.touched = index;
    group.order = group.order && order ? joined(group.order, order) : (group.order ?? order);
    if (group.problems.length <= MORE) group.problems.push(...next.problems);
    // Taken out and put back: the oldest stays in front.
    open.delete(orderId);
    open.set(orderId, group);
    for (const old of open.values()) {
      if (old.touched > index - window) break;
      yield give(old);
    }
  }
  for (const group of open.values()) yield give(group);
}

function refusal(of: { orderId: string | undefined; line: number; lines: number; problems: LineProblem[] }) {
  const [first = { line: of.line, column: null, reason: 'belongs to an order that was rejected' }, ...more] = of.problems;
  return { kind: 'rejected' as const, ...first, orderId: of.orderId, lines: of.lines, continued: false, more: more.slice(0, MORE) };
}

/** Two lines of one order, personal data included. */
function joined(a: FileOrder, b: FileOrder): FileOrder {
  const inOrder = (a.updatedAt?.getTime() ?? 0) <= (b.updatedAt?.getTime() ?? 0);
  const [main, spare] = inOrder ? [b.personal, a.personal] : [a.personal, b.personal];
  const addressLines = main.addressLines.length > 0 ? main.addressLines : spare.addressLines;
  return { ...joinTold(a, b), personal: { ...filled(main, spare), addressLines, other: { ...spare.other, ...main.other } } };
}
