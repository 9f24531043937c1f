import { AppError } from '#src/kernel/app-error.ts';
import type { Db } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { chooseWay, type Probed, type Ways, waysOf } from './choose-way.ts';
import type { Condition } from './condition.ts';
import { conditionsOf } from './condition-views.ts';
import type { OrderPage, orderTabs } from './contract.ts';
import { type OrderSort, readCursor, writeCursor } from './cursor.ts';
import type { Filter, Term } from './filter.ts';
import { mostWhole, pageText, probeText } from './find-views.ts';
import { named } from './named.ts';
import { type OrderRecord, orderRowColumns, orderRowOf, placeOf } from './order-rows.ts';
import { parseQuery } from './parse-query.ts';
import { type QueryScope, queryScope } from './query-scope.ts';
import { type Resolved, resolveTerms } from './resolve-views.ts';
import { statusesOfTab } from './tabs.ts';
import type { DayFrame, TimeRange } from './time-range.ts';
import { purchaseRange } from './time-views.ts';
import { wordKeys } from './word-views.ts';

export type OrderTab = (typeof orderTabs)[number];

/** What is looked for, in the accounts of the `Db` it is asked of; days are those of `timeZone`. */
export type OrderSearch = DayFrame & { readonly tab: OrderTab; readonly filter: Filter; readonly sort: OrderSort };

/**
 * One page of orders. Its cost is that of a page, not of the number of orders: an index gives them in order, or they are
 * few. Throws INVALID_CURSOR.
 */
export async function findOrders(
  db: Db,
  sealing: Sealing,
  search: OrderSearch & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<OrderPage> {
  const { sort, limit, cursor } = search;
  const place = cursor === undefined ? undefined : readCursor(cursor, sort);
  const records = await runSearch<OrderRecord>(db, sealing, search, { place, limit: limit + 1, columns: orderRowColumns });
  const last = records.length > limit ? records[limit - 1] : undefined;
  return {
    items: records.slice(0, limit).map(orderRowOf),
    next: last ? writeCursor({ sort, values: placeOf(last, sort), accountId: last.account_id }) : null,
  };
}

/** How many orders a search finds, counted up to `most`. */
export async function countUpTo(db: Db, sealing: Sealing, search: OrderSearch, most: number): Promise<number> {
  const rows = await runSearch(db, sealing, search, { place: undefined, limit: most, columns: ['order_id'] });
  return rows.length;
}

/** The orders of a search for an action on all of them; `more` when there are more than `most`, which are left out. */
export async function selectOrders(
  db: Db,
  sealing: Sealing,
  search: OrderSearch,
  most: number,
): Promise<{ orders: { accountId: string; orderId: string }[]; more: boolean }> {
  const columns = ['account_id', 'order_id'];
  const rows = await runSearch<{ account_id: string; order_id: string }>(db, sealing, search, {
    place: undefined,
    limit: most + 1,
    columns,
  });
  const orders = rows.slice(0, most).map((row) => ({ accountId: row.account_id, orderId: row.order_id }));
  return { orders, more: rows.length > most };
}

/** The filter of a search text. Throws INVALID_FILTER with every part that is wrong. */
export function filterOf(text: string): Filter {
  const { filter, problems } = parseQuery(text);
  const [first] = problems;
  if (first) {
    const named = problems.map(({ message }) => ({ field: 'q', message }));
    throw new AppError('INVALID_FILTER', first.message, { problems: named });
  }
  return filter;
}

type PageOf = { place: Parameters<typeof pageText>[1]['place']; limit: number; columns: readonly string[] };

async function runSearch<Row>(db: Db, sealing: Sealing, search: OrderSearch, page: PageOf): Promise<Row[]> {
  if (db.accounts.length === 0) return [];
  const resolved = await resolveTerms(db, search.filter, (word) => wordKeys(word, sealing));
  const asked = ask(db, sealing, search, resolved);
  if (asked.conditions.some((one) => one.never)) return [];
  const { sort } = search;
  const probed = asked.ways.needsProbe ? await probe(db, sealing, search, resolved) : undefined;
  const way = chooseWay(asked.ways, sort, probed, mostWhole);
  const text = pageText(asked.scope, { ...page, way, bounds: asked.bounds });
  return db.query<Row>(named(text, asked.scope.values, search.filter.terms.length));
}

type Asked = { scope: QueryScope; conditions: readonly Condition[]; bounds: TimeRange; ways: Ways };

/** The search in terms of SQL. Each statement is written anew, since its parameters are counted while it is written. */
function ask(db: Db, sealing: Sealing, search: OrderSearch, resolved: Resolved): Asked {
  const { sort, filter, tab } = search;
  const scope = queryScope(db.accounts, sort, search);
  const within = statusesOfTab(tab);
  const ofTab: Term[] = within ? [{ key: 'status', not: false, values: within }] : [];
  const ranges = filter.terms.map((term) => purchaseRange(term, search));
  const bounds = intersection(ranges.filter((range) => range !== undefined));
  const terms = [...ofTab, ...filter.terms.filter((_, n) => ranges[n] === undefined)];
  const conditions = conditionsOf(terms, scope, sealing, resolved);
  return { scope, conditions, bounds, ways: waysOf(conditions, sort, bounds.from !== undefined || bounds.to !== undefined) };
}

async function probe(db: Db, sealing: Sealing, search: OrderSearch, resolved: Resolved): Promise<Probed[]> {
  const { scope, ways, bounds } = ask(db, sealing, search, resolved);
  const text = probeText(
    scope,
    ways.others.map(({ access }) => access),
    bounds,
  );
  const [row] = await db.query<Record<string, [count: number, since?: number | null]>>(
    named(text, scope.values, search.filter.terms.length),
  );
  return ways.others.map((_, n) => {
    const [count = 0, since] = row?.[`n${n}`] ?? [];
    return { count, since: since ?? 0 };
  });
}

function intersection(ranges: readonly TimeRange[]): TimeRange {
  const froms = ranges.flatMap(({ from }) => (from === undefined ? [] : [from.getTime()]));
  const tos = ranges.flatMap(({ to }) => (to === undefined ? [] : [to.getTime()]));
  return {
    ...(froms.length === 0 ? {} : { from: new Date(Math.max(...froms)) }),
    ...(tos.length === 0 ? {} : { to: new Date(Math.min(...tos)) }),
  };
}
