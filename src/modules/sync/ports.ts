import type { OrderFacts } from '#src/modules/orders/facts.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';

/** What sync needs from Amazon. Everything that throws throws AppErrors: AMAZON_THROTTLED carries `data.nextAt` (a Date). */
export type OrderSource = {
  /**
   * One page of orders that changed (or were placed) in a span of time. All pages of a walk repeat the same query and
   * differ in `token` only; a token lives for 24 hours. An order that cannot be understood does not hide the others.
   */
  searchOrders(query: OrderQuery, options?: CallOptions): Promise<OrderPage>;
  getOrder(orderId: string, options?: CallOptions): Promise<FetchedOrder>;
  /**
   * Up to 100 numbers of open orders of the seller's own shipping that were placed after an instant, by an older list with
   * a quota of its own; none when Amazon no longer has it.
   */
  openOrderIds(query: { createdAfter: Date; marketplaceIds: readonly string[] }, options?: CallOptions): Promise<string[]>;
  /** The stores that the account sells in, or once sold in. */
  participations(options?: CallOptions): Promise<Participation[]>;
  /** Reads an answer that was kept again, as after an update; `personalRaw` is what had been taken out of `raw`. */
  parseAgain(source: 'search' | 'get', raw: unknown, personalRaw?: unknown): ParsedOrder;
};

export type CallOptions = {
  /** urgent: a person waits or a deadline is near; background: the past. Decides which share of the quota stays for others. */
  priority?: 'urgent' | 'normal' | 'background';
  /** What the call is for, more exactly; decides in place of the priority. */
  purpose?: Purpose;
  /** How many such calls will be asked for, this one included: less valuable ones leave room for them. */
  backlog?: number;
};

export type OrderQuery = ({ updatedAfter: Date; updatedBefore?: Date } | { createdAfter: Date; createdBefore?: Date }) & {
  /** All of the region when absent. */
  marketplaceIds?: readonly string[];
  /** to-ship: only what the seller ships and has not finished, orders that wait for payment included. */
  only?: 'to-ship';
  token?: string;
};

export type OrderPage = {
  orders: ParsedOrder[];
  nextToken?: string;
  /** Amazon has shown every change before this instant. */
  before: Date;
  requestId: string | undefined;
};

/**
 * An order as an answer told it. `raw` is the answer without personal data and may be stored; `personalRaw` is what was
 * taken out of it (plain JSON), to be stored sealed or not at all.
 */
export type ParsedOrder =
  | { ok: true; facts: OrderFacts; raw: unknown }
  | { ok: false; orderId?: string; reason: ParseReason; detail: string; raw: unknown; personalRaw: unknown };

/** What was wrong; `detail` names the field and what was expected, never a value. */
export type ParseReason = 'missing' | 'not_money' | 'not_quantity' | 'not_time' | 'wrong_type';

export type FetchedOrder =
  | { kind: 'order'; order: ParsedOrder; requestId: string | undefined }
  | { kind: 'not-found'; requestId: string | undefined };

export type Participation = {
  marketplaceId: string;
  /** Two letters. */
  country: string;
  name: string;
  storeName: string;
  currency: string;
  domain: string;
  participates: boolean;
  suspended: boolean;
};
