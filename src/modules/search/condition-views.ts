import { foldKey, foldTracking } from '#src/modules/orders/questions.ts';
import { blindEmail, blindName } from '#src/modules/vault/questions.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { amountCondition } from './amount-views.ts';
import { columnCondition, serviceCondition } from './column-views.ts';
import { type Access, anyOf, type Condition, condition, nothing } from './condition.ts';
import { isTimeTerm, type Term, type TextTerm } from './filter.ts';
import { flagCondition, fulfilmentCondition, programmeCondition } from './flag-views.ts';
import { orderNumber } from './parse-query.ts';
import type { QueryScope } from './query-scope.ts';
import type { OrderKey, Products, Resolved } from './resolve-views.ts';
import { timeCondition } from './time-views.ts';

const byDate = ['newest', 'oldest'] as const;

/** What a term asks of an order; all of it must hold. Everything that is typed by people goes through parameters. */
export function conditionsOf(term: Term, scope: QueryScope, sealing: Sealing, resolved: Resolved): Condition[] {
  // One name is as good as a condition for each of its words: the rarest leads the way.
  if (term.key === 'buyer' && !term.not && term.values.length === 1) {
    const words = blindName(sealing, term.values[0] ?? '');
    return words.length === 0 ? [nothing] : words.map((word) => keyCondition('name', [word], scope));
  }
  const asked = positive(term, scope, sealing, resolved);
  return [term.not ? { ...asked, not: true, never: false, accesses: [] } : asked];
}

function positive(term: Term, scope: QueryScope, sealing: Sealing, resolved: Resolved): Condition {
  if (term.key === 'amount') return amountCondition(term, scope);
  if (isTimeTerm(term)) return timeCondition(term, scope);
  const { key, values } = term;
  switch (key) {
    case 'order':
      return idsCondition(values, scope);
    case 'text':
      return orderNumber.test(values[0] ?? '') ? idsCondition(values, scope) : wordCondition(term, scope, resolved);
    case 'seller-order':
      return keyCondition('alias', values.map(foldKey), scope);
    case 'sku':
    case 'asin':
    case 'po':
    case 'carrier':
    case 'tag':
      return keyCondition(key, values.map(foldKey), scope);
    case 'track':
      return keyCondition('track', values.map(foldTracking), scope);
    case 'email':
      return keyCondition(
        'mail',
        values.map((value) => blindEmail(sealing, value)),
        scope,
      );
    case 'buyer':
      return buyerCondition(values, scope, sealing);
    case 'title':
    case 'listing':
      return productCondition(resolved.products.get(term), scope);
    case 'is':
      return flagCondition(values, scope);
    case 'by':
      return fulfilmentCondition(values);
    case 'programme':
      return programmeCondition(values, scope);
    case 'service':
      return serviceCondition(resolved.words.get(term) ?? values, resolved.services.get(term) ?? [], scope);
    default:
      return columnCondition(key, resolved.words.get(term) ?? values, scope);
  }
}

function idsCondition(ids: readonly string[], scope: QueryScope): Condition {
  const branches = [{ column: 'order_id', type: 'text', values: ids }] as const;
  return condition('key', (alias) => `${alias}.order_id = ANY (${scope.param(ids, 'text[]')})`, [
    { table: 'ids', exact: true, unique: true, serves: [], branches, where: () => [] },
  ]);
}

const rare = new Set(['track', 'mail', 'alias', 'po']);

function keyAccess(kinds: readonly string[], keys: readonly string[], exact: boolean): Access {
  return {
    table: 'order_key',
    exact,
    unique: kinds.every((kind) => rare.has(kind)),
    serves: byDate,
    branches: [
      { column: 'kind', type: 'text', values: kinds },
      { column: 'key', type: 'text', values: keys },
    ],
    where: () => [],
  };
}

/** The order has one of these keys. The whole primary key is given, so that one look is enough. */
function hasKey(kind: string, keys: readonly string[], alias: string, scope: QueryScope): string {
  const isKey = keys.length === 1 ? `k.key = ${scope.param(keys[0], 'text')}` : `k.key = ANY (${scope.param(keys, 'text[]')})`;
  return `(SELECT true FROM order_key k WHERE k.account_id = ${scope.accountOf(alias)} AND k.kind = '${kind}'
    AND ${isKey} AND k.purchased_at = ${alias}.purchased_at AND k.order_id = ${alias}.order_id LIMIT 1)`;
}

function keyCondition(kind: string, keys: readonly string[], scope: QueryScope): Condition {
  const distinct = [...new Set(keys)].filter((key) => key !== '');
  if (distinct.length === 0) return nothing;
  return condition('key', (alias) => hasKey(kind, distinct, alias, scope), [keyAccess(Array(distinct.length).fill(kind), distinct, true)]);
}

/** Any of these names, each with all of its words. One word of each leads the way, and the rest is tested. */
function buyerCondition(names: readonly string[], scope: QueryScope, sealing: Sealing): Condition {
  const hashes = names.map((name) => blindName(sealing, name)).filter((words) => words.length > 0);
  if (hashes.length === 0) return nothing;
  const last = hashes.map((words) => words.at(-1) ?? '');
  const access = keyAccess(
    last.map(() => 'name'),
    last,
    false,
  );
  const all = (words: readonly string[], alias: string) =>
    words.map((word) => `${hasKey('name', [word], alias, scope)} IS TRUE`).join(' AND ');
  return condition('key', (alias) => anyOf(hashes.map((words) => all(words, alias))), [access]);
}

/** Orders with an item of these products. Beyond 200 products a page is quicker found by looking at each order. */
function productCondition(found: Products | undefined, scope: QueryScope): Condition {
  if (!found || found.skus.length === 0) return nothing;
  const { skus, more, test } = found;
  if (more) return condition('key', (alias) => hasProduct(test, alias, scope));
  const keys = [...new Set(skus.map(foldKey))];
  return condition('key', (alias) => hasItem(skus, alias, scope), [keyAccess(Array(keys.length).fill('sku'), keys, true)]);
}

const hasItem = (skus: readonly string[], alias: string, scope: QueryScope) =>
  `(SELECT true FROM order_item i WHERE i.account_id = ${scope.accountOf(alias)} AND i.order_id = ${alias}.order_id
    AND i.sku = ANY (${scope.param(skus, 'text[]')}) LIMIT 1)`;

const hasProduct = (test: Products['test'], alias: string, scope: QueryScope) =>
  `(SELECT true FROM order_item i JOIN product p ON p.account_id = ${scope.accountOf(alias)} AND p.sku = i.sku
    WHERE i.account_id = ${scope.accountOf(alias)} AND i.order_id = ${alias}.order_id AND ${test('p', scope)} LIMIT 1)`;

/** A word without a key may be a key of an order, a word of the buyer's name, the start of a SKU or words of a title. */
function wordCondition(term: TextTerm, scope: QueryScope, { keys, products }: Resolved): Condition {
  const own = keys.get(term) ?? [];
  const found = products.get(term);
  const skus = found?.skus ?? [];
  const test = (alias: string) =>
    anyOf([
      ...own.map(({ kind, key }) => hasKey(kind, [key], alias, scope)),
      ...(found?.more ? [hasProduct(found.test, alias, scope)] : skus.length > 0 ? [hasItem(skus, alias, scope)] : []),
    ]);
  if (found?.more) return condition('key', test);
  const all = new Map([...own, ...skus.map((sku) => ({ kind: 'sku', key: foldKey(sku) }))].map((one) => [`${one.kind} ${one.key}`, one]));
  if (all.size === 0) return nothing;
  const access = keyAccess(
    [...all.values()].map(({ kind }) => kind),
    [...all.values()].map(({ key }) => key),
    true,
  );
  return condition('key', test, [access]);
}

/** What a word may be among the keys of orders. */
export function wordKeys(word: string, sealing: Sealing): OrderKey[] {
  const folded = foldKey(word);
  const names = blindName(sealing, word);
  const number = foldTracking(word);
  return [
    ...['alias', 'sku', 'asin', 'po'].map((kind) => ({ kind, key: folded })),
    ...(/\d/.test(number) && number.length >= 8 ? [{ kind: 'track', key: number }] : []),
    ...(word.includes('@') ? [{ kind: 'mail', key: blindEmail(sealing, word) }] : []),
    ...(names.length === 1 ? names.map((key) => ({ kind: 'name', key })) : []),
  ];
}
