import { foldKey } from '#src/modules/orders/questions.ts';
import { type Access, type Condition, condition, nothing } from './condition.ts';
import { keyAccess } from './key-views.ts';
import type { QueryScope } from './query-scope.ts';
import type { Products } from './resolve-views.ts';

/** Beyond so many products a page is quicker found by looking at each order. */
const mostBranches = 200;

/** Orders with an item of these products. */
export function productCondition(found: Products | undefined, scope: QueryScope): Condition {
  if (!found || found.skus.length === 0) return nothing;
  return condition(
    'key',
    (alias) => itemTest(alias, [(i, p) => ofProducts(found, i, p, scope)], found.more, scope),
    skuAccess(found, true),
  );
}

/** The way to the orders of products, if they are not too many to be followed one by one. */
export function skuAccess({ skus, more }: Pick<Products, 'skus' | 'more'>, exact: boolean): Access[] {
  const keys = [...new Set(skus.map(foldKey))];
  return more || keys.length > mostBranches ? [] : [keyAccess(Array(keys.length).fill('sku'), keys, exact)];
}

/** Whether an item is of the products; those that are too many to list are looked at themselves. */
export const ofProducts = ({ skus, more, test }: Products, i: string, p: string, scope: QueryScope): string =>
  more ? test(p, scope) : `${i}.sku = ANY (${scope.param(skus, 'text[]')})`;

/** The order has one item for which all of the tests hold; `joined` gives them its product. */
export function itemTest(alias: string, tests: readonly ((i: string, p: string) => string)[], joined: boolean, scope: QueryScope): string {
  const account = scope.accountOf(alias);
  const product = joined ? `JOIN product p ON p.account_id = ${account} AND p.sku = i.sku` : '';
  return `(SELECT true FROM order_item i ${product} WHERE i.account_id = ${account} AND i.order_id = ${alias}.order_id
    AND ${tests.map((test) => test('i', 'p')).join(' AND ')} LIMIT 1)`;
}
