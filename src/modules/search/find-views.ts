import type { Access, Condition } from './condition.ts';
import type { OrderSort, Place } from './cursor.ts';
import type { QueryScope } from './query-scope.ts';
import type { TimeRange } from './time-range.ts';
import { between } from './time-views.ts';

/**
 * How the orders of a search are reached. in-order: the index gives them in the order of the page, which ends after a page.
 * whole: all orders of the access, known to be few, are taken and sorted.
 */
export type Way = { readonly access: Access; readonly manner: 'in-order' | 'whole'; readonly tests: readonly Condition[] };

export type PageAsk = {
  readonly way: Way;
  readonly bounds: TimeRange;
  readonly place: Place | undefined;
  readonly limit: number;
  readonly columns: readonly string[];
};

/** More orders than this are never taken as a whole; twice as many leave room for what comes in meanwhile. */
export const mostWhole = 3000;

/** Where every access gives its orders in order, only their density matters, and few tell it. */
const enoughToCompare = 200;

const sorts: Record<OrderSort, { columns(alias: string): string[]; types: string[]; descending: boolean }> = {
  newest: { columns: (d) => [`${d}.purchased_at`, `${d}.order_id`], types: ['timestamptz', 'text'], descending: true },
  oldest: { columns: (d) => [`${d}.purchased_at`, `${d}.order_id`], types: ['timestamptz', 'text'], descending: false },
  'ship-by': { columns: (d) => [`${d}.ship_by_sort`, `${d}.order_id`], types: ['timestamptz', 'text'], descending: false },
  total: {
    columns: (d) => [`${d}.total_sort`, `${d}.purchased_at`, `${d}.order_id`],
    types: ['bigint', 'timestamptz', 'text'],
    descending: true,
  },
};

/** The text of one page. Its parameters are in `scope.values`. */
export function pageText(scope: QueryScope, ask: PageAsk): string {
  const { access, manner } = ask.way;
  if (manner === 'whole' && access.table !== 'orders') return wholeText(scope, ask);
  const source = branchesOf(scope, access);
  if (source.from === '' && access.table === 'orders' && manner === 'in-order')
    return `SELECT ${ask.columns.map((column) => `d.${column}`).join(', ')} FROM orders d WHERE ${inBranch(scope, ask, source).join(' AND ')}
      ORDER BY ${orderBy(scope, 'd')} LIMIT ${ask.limit}`;
  return mergedText(scope, ask, source);
}

/** Each branch gives a page in order, or all it has if that is little; they are merged and cut, and only then the rows are read. */
function mergedText(scope: QueryScope, ask: PageAsk, source: Source): string {
  const { access, tests, manner } = ask.way;
  const { columns, descending } = sorts[scope.sort];
  const cut = manner === 'in-order' ? `ORDER BY ${orderBy(scope, 'd')} LIMIT ${ask.limit}` : `LIMIT ${mostWhole * 2}`;
  const rest = access.table === 'orders' ? [] : tests.filter((one) => one.needs === 'order');
  const filter = rest.length === 0 ? '' : orderLateral(scope, 'd', 'true AS fits', rest.map(testText('o')));
  const branch = `SELECT d.account_id, d.order_id, ${columns('d')
    .map((column, n) => `${column} AS s${n}`)
    .join(', ')}
    FROM ${access.table} d ${filter} WHERE ${inBranch(scope, ask, source).join(' AND ')} ${cut}`;
  const places = columns('d').map((_, n) => `s${n}`);
  const direction = descending ? 'DESC' : 'ASC';
  const sorted = [...places, ...(scope.accounts.length > 1 ? ['account_id'] : [])].map((name) => `p.${name} ${direction}`).join(', ');
  // An order stands in several branches when it has several of their keys.
  const distinct = access.table === 'order_key' && source.branches ? 'DISTINCT' : '';
  const from = source.from === '' ? `(${branch}) p` : `${source.from} CROSS JOIN LATERAL (${branch}) p`;
  const single = source.from === '' && manner === 'in-order';
  const merged = single ? branch : `SELECT ${distinct} p.* FROM ${from} ORDER BY ${sorted} LIMIT ${ask.limit}`;
  return `SELECT ${ask.columns.map((column) => `o.${column}`).join(', ')} FROM (${merged}) p ${orderLateral(scope, 'p', ask.columns.map((column) => `o.${column}`).join(', '), [])}
    ORDER BY ${sorted}`;
}

/** All orders of the access, tested and sorted. */
function wholeText(scope: QueryScope, ask: PageAsk): string {
  const { access, tests } = ask.way;
  const conditions = [...tests.map(testText('o')), ...between('o.purchased_at', ask.bounds, scope), ...after(scope, ask.place, 'o')];
  const columns = ask.columns.map((column) => `o.${column}`);
  const sorting = sorts[scope.sort].columns('o').map((column, n) => `${column} AS s${n}`);
  const sorted = [...sorting.map((_, n) => `o.s${n}`), ...(scope.accounts.length > 1 ? ['o.account_id'] : [])]
    .map((name) => `${name} ${sorts[scope.sort].descending ? 'DESC' : 'ASC'}`)
    .join(', ');
  return `SELECT ${columns.join(', ')} FROM (SELECT DISTINCT d.account_id, d.order_id FROM ${wholeSource(scope, access, ask.bounds, mostWhole * 2)}) p
    ${orderLateral(scope, 'p', [...new Set([...columns, 'o.account_id']), ...sorting].join(', '), conditions)} ORDER BY ${sorted} LIMIT ${ask.limit}`;
}

/**
 * How many orders each access leads to, counted up to a limit, and since when these were bought, newest first: of two
 * accesses with more orders than were counted, the one that reaches farther back has fewer.
 */
export function probeText(scope: QueryScope, accesses: readonly Access[], bounds: TimeRange): string {
  const most = accesses.every(({ serves }) => serves.includes(scope.sort)) ? enoughToCompare : mostWhole;
  const counts = accesses.map((access, n) => {
    const dated = access.serves.includes('newest');
    const source = wholeSource(scope, access, bounds, most, dated ? ['purchased_at'] : []);
    const since = dated ? ', extract(epoch FROM min(c.purchased_at))' : '';
    return `(SELECT json_build_array(count(*)${since}) FROM (SELECT d.* FROM ${source} LIMIT ${most}) c) AS n${n}`;
  });
  return `SELECT ${counts.join(', ')}`;
}

function wholeSource(scope: QueryScope, access: Access, bounds: TimeRange, most: number, more: readonly string[] = []): string {
  if (access.table === 'ids') {
    const ids = scope.param(access.branches[0]?.values ?? [], 'text[]');
    return scope.accounts.length === 1
      ? `(SELECT $1::bigint AS account_id, i.order_id FROM unnest(${ids}) i (order_id)) d`
      : `(SELECT a.account_id, i.order_id FROM unnest($1::bigint[]) a (account_id) CROSS JOIN unnest(${ids}) i (order_id)) d`;
  }
  const source = branchesOf(scope, access);
  const dated = access.table === 'order_item' ? [] : between('d.purchased_at', bounds, scope);
  const conditions = [...source.equal, ...access.where('d'), ...dated].join(' AND ');
  const columns = ['account_id', 'order_id', ...more].map((column) => `d.${column}`).join(', ');
  const newest = more.length > 0 ? 'ORDER BY d.purchased_at DESC, d.order_id DESC' : '';
  const branch = `(SELECT ${columns} FROM ${access.table} d WHERE ${conditions} ${newest} LIMIT ${most}) d`;
  return source.from === '' ? branch : `${source.from} CROSS JOIN LATERAL ${branch}`;
}

type Source = { readonly from: string; readonly equal: readonly string[]; readonly branches: boolean };

/** The branches of an access: one for each account and value. With one of each there is nothing to branch. */
function branchesOf(scope: QueryScope, { branches }: Access): Source {
  const single = scope.accounts.length === 1;
  const many = (branches[0]?.values.length ?? 1) !== 1;
  const accounts = single ? [] : ['unnest($1::bigint[]) a (account_id)'];
  const account = `d.account_id = ${single ? '$1::bigint' : 'a.account_id'}`;
  if (!many) {
    const equal = branches.map(({ column, type, values }) => `d.${column} = ${scope.param(values[0], type)}`);
    return { from: accounts.join(''), equal: [account, ...equal], branches: false };
  }
  const lists = branches.map(({ values, type }) => scope.param(values, `${type}[]`)).join(', ');
  const names = branches.map(({ column }) => column).join(', ');
  const from = [...accounts, `unnest(${lists}) b (${names})`].join(' CROSS JOIN ');
  return { from, equal: [account, ...branches.map(({ column }) => `d.${column} = b.${column}`)], branches: true };
}

/** What holds within a branch: its values, the bounds, the place of the page and what can be tested here. */
function inBranch(scope: QueryScope, { way: { access, tests }, bounds, place }: PageAsk, source: Source): string[] {
  const here = access.table === 'orders' ? tests : tests.filter((one) => one.needs === 'key');
  return [
    ...source.equal,
    ...access.where('d'),
    ...between('d.purchased_at', bounds, scope),
    ...after(scope, place, 'd'),
    ...here.map(testText('d')),
  ];
}

const testText = (alias: string) => (one: Condition) => `(${one.test(alias)}) IS ${one.not ? 'NOT ' : ''}TRUE`;

/** The order of a key: by its primary key, whatever the planner believes about numbers of rows. */
function orderLateral(scope: QueryScope, from: string, columns: string, conditions: readonly string[]): string {
  const own = [`o.account_id = ${scope.accountOf(from)}`, `o.order_id = ${from}.order_id`];
  return `CROSS JOIN LATERAL (SELECT ${columns} FROM orders o WHERE ${[...own, ...conditions].join(' AND ')} LIMIT 1) o`;
}

function after(scope: QueryScope, place: Place | undefined, alias: string): string[] {
  if (!place) return [];
  const { columns, types, descending } = sorts[scope.sort];
  const values = place.values.map((value, n) => scope.param(value, types[n] ?? 'text'));
  const [left, right] =
    scope.accounts.length === 1
      ? [columns(alias), values]
      : [
          [...columns(alias), `${alias}.account_id`],
          [...values, scope.param(place.accountId, 'bigint')],
        ];
  return [`(${left.join(', ')}) ${descending ? '<' : '>'} (${right.join(', ')})`];
}

function orderBy(scope: QueryScope, alias: string): string {
  const { columns, descending } = sorts[scope.sort];
  return columns(alias)
    .map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`)
    .join(', ');
}
