import type { Reply } from '../http/operation.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { FaultSwitches, FaultTarget } from './fault-switches.ts';

type Json = Record<string, unknown>;

const BODY_FAULTS: readonly FaultKind[] = ['empty-page', 'omit-order', 'unknown-enum', 'unknown-field', 'missing-field'];

/** Lets the faults that live in answers happen to this one: changes orders of the body, leaves them out, or empties the page. */
export function spoilBody(reply: Reply, faults: FaultSwitches, target: Omit<FaultTarget, 'orderIds'>): { reply: Reply; happened: Fault[] } {
  if (reply.status !== 200 || !isJson(reply.body)) return { reply, happened: [] };
  const orders = ordersOf(reply.body);
  const omitted = omitRows(orders, faults, target);
  const candidates = BODY_FAULTS.filter((kind) => suits(kind, reply, orders));
  const happened = faults.take(candidates, { ...target, orderIds: orders.list.map(idOf) });
  let body = reply.body;
  for (const fault of happened) {
    if (fault.kind === 'empty-page') body = (reply.emptyPage?.() as Json | undefined) ?? body;
    else if (fault.kind === 'omit-order') omit(orders, fault);
    else for (const order of chosen(orders, fault)) change(order, fault);
  }
  return { reply: { ...reply, body }, happened: [...new Set([...omitted, ...happened])] };
}

type Orders = { list: Json[]; isPage: boolean };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function ordersOf(body: Json): Orders {
  const root = isJson(body['payload']) ? body['payload'] : body;
  const page = root['orders'] ?? root['Orders'];
  if (Array.isArray(page)) return { list: page as Json[], isPage: true };
  const single = root['order'] ?? (root['AmazonOrderId'] === undefined ? undefined : root);
  return { list: isJson(single) ? [single] : [], isPage: false };
}

const idOf = (order: Json) => String(order['orderId'] ?? order['AmazonOrderId']);

function suits(kind: FaultKind, reply: Reply, orders: Orders): boolean {
  if (kind === 'empty-page') return reply.emptyPage !== undefined;
  return orders.list.length > 0 && (kind !== 'omit-order' || orders.isPage);
}

/** The order that the fault names, or the first one of the answer. */
const chosen = ({ list }: Orders, fault: Fault) =>
  fault.match.orderId === undefined ? list.slice(0, 1) : list.filter((order) => idOf(order) === fault.match.orderId);

function omit(orders: Orders, fault: Fault): void {
  for (const order of chosen(orders, fault)) orders.list.splice(orders.list.indexOf(order), 1);
}

/** Leaves out orders of a page, each one by its own chance. */
function omitRows({ list, isPage }: Orders, faults: FaultSwitches, target: Omit<FaultTarget, 'orderIds'>): Fault[] {
  if (!isPage) return [];
  return [...list].flatMap((order) => {
    const omitting = faults.take(['omit-rows'], { ...target, orderIds: [idOf(order)] });
    if (omitting.length > 0) list.splice(list.indexOf(order), 1);
    return omitting;
  });
}

function change(order: Json, fault: Fault): void {
  const isV0 = order['AmazonOrderId'] !== undefined;
  const own = {
    'unknown-enum': isV0 ? 'OrderStatus' : 'fulfillment.fulfillmentStatus',
    'missing-field': isV0 ? 'LastUpdateDate' : 'lastUpdatedTime',
    'unknown-field': isV0 ? 'BrandNewField' : 'brandNewField',
  }[fault.kind as 'unknown-enum' | 'missing-field' | 'unknown-field'];
  const path = (fault.field ?? own).split('.');
  const name = path.pop() ?? '';
  let holder: unknown = order;
  for (const part of path) holder = isJson(holder) ? holder[part] : Array.isArray(holder) ? holder[Number(part)] : undefined;
  if (!isJson(holder)) return;
  if (fault.kind === 'missing-field') delete holder[name];
  else holder[name] = fault.kind === 'unknown-enum' ? fault.value : { note: 'a field that no client knows yet' };
}
