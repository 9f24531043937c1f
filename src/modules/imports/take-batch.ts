import { AppError } from '#src/kernel/app-error.ts';
import { errorCodes } from '#src/kernel/error-codes.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type IntakeDeps, isMoved, isOpen, type Received, type Taken, takeIn } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { fileFacts } from './file-facts.ts';
import type { FileOrder } from './file-order.ts';
import { filePersonal } from './file-personal.ts';
import type { Outcome } from './import-tally.ts';
import { joinTold, type Told, tellsNothingNew, toldFrom } from './told-order.ts';
import { toldByFiles } from './views.ts';

/** Asks for orders to be fetched in full, in the transaction that took them in: open ones first. */
export type FetchOpen = (tx: Tx, accountId: AccountId, orderIds: readonly string[], reason: 'deadline' | 'reconcile') => Promise<void>;

export type TakeDeps = IntakeDeps & {
  fetchOpen?: FetchOpen | undefined;
  /** `report`: asked of Amazon by the desk; `file`, the default: brought by a person. */
  source?: 'file' | 'report';
};

/**
 * Takes orders of a file in, each added to what files told about it before, so that an order that comes in parts, or in
 * both reports, is whole. What tells nothing new is not even compared with the order. One that cannot be stored does not
 * stop the others. Gives one outcome per order id.
 */
export async function takeBatch(deps: TakeDeps, accountId: AccountId, orders: readonly FileOrder[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const known = await deps.database.read([accountId], (db) =>
    toldByFiles(db, accountId, [...new Set(orders.map((o) => o.orderId))], deps.source),
  );
  const batch = new Map<string, Received>();
  const told = new Map<string, Told>();
  for (const order of orders) {
    const { orderId } = order;
    const before = told.get(orderId) ?? toldFrom(known.get(orderId));
    const { after, personal } = addTelling(deps.sealing, before, order);
    if (told.has(orderId) || !tellsNothingNew(known.get(orderId), after)) {
      const received = understood(after, personal ?? batch.get(orderId)?.facts.personal, deps.source);
      if (typeof received === 'string') outcomes.set(orderId, { rejected: received });
      else batch.set(orderId, received);
    } else outcomes.set(orderId, 'unchanged');
    told.set(orderId, after);
  }
  await takeAll(deps, accountId, [...batch.values()], outcomes);
  return outcomes;
}

/** Personal data is only handed on when it is news, and never when it is poorer than what the vault holds. */
function addTelling(sealing: Sealing, before: Told, order: FileOrder) {
  const { personal: _personal, items, ...rest } = order;
  const telling = { ...rest, items: items.map(({ personal: _itemPersonal, ...item }) => item) };
  const earlier = before[order.report];
  const after: Told = { ...before, [order.report]: earlier ? joinTold(earlier, telling) : telling };
  const found = filePersonal(order);
  if (!found || (before.personal?.rich && !found.rich)) return { after, personal: undefined };
  const hash = sealing.blind('told', JSON.stringify(found.data));
  if (before.personal?.seen[order.report] === hash) return { after, personal: undefined };
  after.personal = { rich: found.rich, seen: { ...before.personal?.seen, [order.report]: hash } };
  return { after, personal: found.data };
}

/** Facts and raw answer, or why it cannot be understood. */
function understood(told: Told, personal: Received['facts']['personal'], source: TakeDeps['source']): Received | string {
  try {
    const facts = fileFacts(told, personal, source);
    return facts ? { facts, raw: told } : 'holds no order';
  } catch (error) {
    if (error instanceof AppError && errorCodes[error.code].fault === 'caller') return error.message;
    throw error;
  }
}

/** One transaction for all; where the database refuses one of them, halves, until that one stands alone. */
async function takeAll(deps: TakeDeps, accountId: AccountId, batch: readonly Received[], outcomes: Map<string, Outcome>): Promise<void> {
  const [first, ...others] = batch;
  if (!first) return;
  const fetch = (tx: Tx, taken: readonly Taken[]) => fetchTheRest(deps, tx, accountId, taken);
  try {
    const taken = await takeIn(deps, accountId, batch, fetch);
    for (const { orderId, outcome } of taken) outcomes.set(orderId, outcomeOf(outcome));
  } catch (error) {
    const reason = refusal(error);
    if (reason === undefined) throw error;
    if (others.length === 0) outcomes.set(first.facts.orderId, { rejected: reason });
    else {
      const middle = Math.ceil(batch.length / 2);
      await takeAll(deps, accountId, batch.slice(0, middle), outcomes);
      await takeAll(deps, accountId, batch.slice(middle), outcomes);
    }
  }
}

/** What the seller still has to do something with, and what has changed at Amazon since it was known in full. */
async function fetchTheRest({ fetchOpen }: TakeDeps, tx: Tx, accountId: AccountId, taken: readonly Taken[]): Promise<void> {
  const isToDo = ({ fulfilledBy, status }: Taken) => fulfilledBy !== 'amazon' && isOpen(status);
  const wanted = taken.filter((order) => order.behind || (isMoved(order) && order.depth === 'skeleton' && isToDo(order)));
  const [open, others] = [wanted.filter(isToDo), wanted.filter((order) => !isToDo(order))];
  if (open.length > 0) await fetchOpen?.(tx, accountId, open.map(idOf), 'deadline');
  if (others.length > 0) await fetchOpen?.(tx, accountId, others.map(idOf), 'reconcile');
}

const idOf = ({ orderId }: Taken): string => orderId;

const outcomeOf = (outcome: Taken['outcome']): Outcome =>
  outcome === 'new' ? 'imported' : outcome === 'changed' ? 'updated' : 'unchanged';

/** What the data itself is to blame for: classes 22 (data), 23 (constraint) and 54 (too large) of PostgreSQL. Never its text, which quotes values. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  if (code === '22003') return 'cannot be stored: a number is too large';
  if (code.startsWith('54')) return 'cannot be stored: a text is too long';
  return /^2[23]/.test(code) ? `cannot be stored: the database refuses a value (${code})` : undefined;
}
