import type { Access, Condition } from './condition.ts';
import type { OrderSort } from './cursor.ts';
import type { Way } from './find-views.ts';
import { ofColumn, ordersAccess } from './orders-access-views.ts';
import { statuses } from './query-keys.ts';

/** What a search can be reached by. `needsProbe`: which way is best depends on how many orders each leads to. */
export type Ways = {
  readonly base: Way;
  readonly others: readonly { access: Access; tests: readonly Condition[] }[];
  readonly needsProbe: boolean;
};

/**
 * The ways to the orders of a search. The base goes through all orders in the order of the page; the others through those
 * of one condition. `dated` says that the day of purchase is bounded.
 */
export function waysOf(conditions: readonly Condition[], sort: OrderSort, dated: boolean): Ways {
  const base = baseWay(conditions, sort);
  const others = conditions.flatMap((one) =>
    one.accesses
      .filter((access) => !(sort === 'ship-by' && isWithinStatus(access)))
      .map((access) => ({ access, tests: access.exact ? conditions.filter((other) => other !== one) : conditions })),
  );
  if (dated && sort !== 'newest' && sort !== 'oldest') others.push({ access: ordersAccess(), tests: conditions });
  const [only] = others;
  const unique = others.find(({ access }) => access.unique && (access.table === 'ids' || access.serves.includes(sort)));
  if (unique) return { base, others: [unique], needsProbe: false };
  return { base, others, needsProbe: others.length > 1 || (only !== undefined && !only.access.serves.includes(sort)) };
}

/** What a probe found of a way: how many orders, and the second since which these were bought. */
export type Probed = { readonly count: number; readonly since: number };

/** The best way: the fewest orders, if the index gives them in order or they are few enough to be sorted. */
export function chooseWay({ base, others }: Ways, sort: OrderSort, probed: readonly Probed[] | undefined, most: number): Way {
  const [best] = others
    .map((other, n) => ({ ...other, ...(probed?.[n] ?? { count: 0, since: 0 }), ordered: other.access.serves.includes(sort) }))
    .filter(({ count, ordered, access }) => ordered || access.table === 'ids' || count < most)
    .sort((a, b) => a.count - b.count || a.since - b.since || Number(b.ordered) - Number(a.ordered));
  if (!best) return base;
  return { access: best.access, tests: best.tests, manner: best.ordered ? 'in-order' : 'whole' };
}

const isWithinStatus = ({ table, branches }: Access) => table === 'orders' && branches[0]?.column === 'status';

function baseWay(conditions: readonly Condition[], sort: OrderSort): Way {
  if (sort !== 'ship-by') return { access: ordersAccess({ serves: [sort] }), manner: 'in-order', tests: conditions };
  // By deadline there is an index within each status: only those that the search leaves are merged.
  const within = conditions.flatMap((one) => one.accesses.filter(isWithinStatus));
  const left = statuses.filter((status) => within.every(({ branches }) => branches[0]?.values.includes(status)));
  const deadline = within.find(({ serves }) => serves.includes('ship-by'));
  const access = ordersAccess({ serves: [sort], branches: ofColumn('status', left), ...(deadline ? { where: deadline.where } : {}) });
  const tests = conditions.filter((one) => !one.accesses.some((other) => isWithinStatus(other) && other.exact));
  return { access, manner: 'in-order', tests };
}
