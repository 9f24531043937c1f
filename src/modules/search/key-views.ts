import { type Access, type Condition, condition, nothing } from './condition.ts';
import type { QueryScope } from './query-scope.ts';

const rare = new Set(['track', 'mail', 'alias', 'po']);

/** Orders by their keys: one branch for each kind and key. */
export function keyAccess(kinds: readonly string[], keys: readonly string[], exact: boolean): Access {
  return {
    table: 'order_key',
    exact,
    unique: kinds.every((kind) => rare.has(kind)),
    serves: ['newest', 'oldest'],
    branches: [
      { column: 'kind', type: 'text', values: kinds },
      { column: 'key', type: 'text', values: keys },
    ],
    where: () => [],
  };
}

/** The order has one of these keys. The whole primary key is given, so that one look is enough. */
export function hasKey(kind: string, keys: readonly string[], alias: string, scope: QueryScope): string {
  const isKey = keys.length === 1 ? `k.key = ${scope.param(keys[0], 'text')}` : `k.key = ANY (${scope.param(keys, 'text[]')})`;
  return `(SELECT true FROM order_key k WHERE k.account_id = ${scope.accountOf(alias)} AND k.kind = '${kind}'
    AND ${isKey} AND k.purchased_at = ${alias}.purchased_at AND k.order_id = ${alias}.order_id LIMIT 1)`;
}

export function keyCondition(kind: string, keys: readonly string[], scope: QueryScope): Condition {
  const distinct = [...new Set(keys)].filter((key) => key !== '');
  if (distinct.length === 0) return nothing;
  return condition('key', (alias) => hasKey(kind, distinct, alias, scope), [keyAccess(Array(distinct.length).fill(kind), distinct, true)]);
}
