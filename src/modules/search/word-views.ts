import { foldKey, foldTracking } from '#src/modules/orders/questions.ts';
import { blindEmail, blindName } from '#src/modules/vault/questions.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { anyOf, type Condition, condition, nothing } from './condition.ts';
import type { TextTerm } from './filter.ts';
import { hasKey, keyAccess } from './key-views.ts';
import { itemTest, ofProducts, skuAccess } from './product-views.ts';
import type { QueryScope } from './query-scope.ts';
import type { OrderKey, Products, Resolved } from './resolve-views.ts';

type Word = { readonly keys: readonly OrderKey[]; readonly products: Products | undefined };

/**
 * Words without a key. Each is a key of the order (one of its numbers, a word of the buyer's name), or it belongs to a
 * product: the start of its SKU or a part of its title. All words that are not keys must belong to one product.
 */
export function wordConditions(terms: readonly TextTerm[], scope: QueryScope, { keys, products }: Resolved): Condition[] {
  const words = terms.map((term): Word => {
    const found = products.get(term);
    return { keys: keys.get(term) ?? [], products: found && found.skus.length > 0 ? found : undefined };
  });
  if (words.some((word) => word.keys.length === 0 && !word.products)) return [nothing];
  const ofProduct = words.filter((word) => word.products);
  const alone = ofProduct.length === 1 ? words : words.filter((word) => !word.products);
  return [...alone.map((word) => wordCondition(word, scope)), ...(ofProduct.length > 1 ? [oneProduct(ofProduct, scope)] : [])];
}

function wordCondition({ keys, products }: Word, scope: QueryScope): Condition {
  const item = (found: Products, alias: string) => itemTest(alias, [(i, p) => ofProducts(found, i, p, scope)], found.more, scope);
  const test = (alias: string) => anyOf([...keyTests(keys, alias, scope), ...(products ? [item(products, alias)] : [])]);
  const [bySku] = products ? skuAccess(products, true) : [];
  if (products && !bySku) return condition('key', test);
  const skus = bySku ? (bySku.branches[1]?.values ?? []).map((key) => ({ kind: 'sku', key })) : [];
  const all = [...new Map([...keys, ...skus].map((one) => [`${one.kind} ${one.key}`, one])).values()];
  const access = keyAccess(
    all.map(({ kind }) => kind),
    all.map(({ key }) => key),
    true,
  );
  return condition('key', test, [access]);
}

const keyTests = (keys: readonly OrderKey[], alias: string, scope: QueryScope) =>
  keys.map(({ kind, key }) => hasKey(kind, [key], alias, scope));

/** Several words that products have: one product has all of them, but for those that are keys of the order. */
function oneProduct(words: readonly Word[], scope: QueryScope): Condition {
  const certain = words.filter((word) => word.keys.length === 0).flatMap(({ products }) => products ?? []);
  const listed = certain.filter(({ more }) => !more);
  const shared = listed[0]?.skus.filter((sku) => listed.every(({ skus }) => skus.includes(sku)));
  if (shared?.length === 0) return nothing;
  const either = words.filter((word) => word.keys.length > 0);
  const itemTests = (alias: string) => [
    ...(shared ? [(i: string) => `${i}.sku = ANY (${scope.param(shared, 'text[]')})`] : []),
    ...certain.filter(({ more }) => more).map((found) => (i: string, p: string) => ofProducts(found, i, p, scope)),
    ...either.map(
      ({ keys, products }) =>
        (i: string, p: string) =>
          anyOf([...(products ? [ofProducts(products, i, p, scope)] : []), ...keyTests(keys, alias, scope)]),
    ),
  ];
  const joined = words.some(({ products }) => products?.more);
  const allKeys = (alias: string) => either.map(({ keys }) => anyOf(keyTests(keys, alias, scope))).join(' AND ');
  const test = (alias: string) =>
    anyOf([itemTest(alias, itemTests(alias), joined, scope), ...(certain.length === 0 ? [allKeys(alias)] : [])]);
  const accesses = shared
    ? skuAccess({ skus: shared, more: false }, listed.length === words.length)
    : either.flatMap((word) => wordCondition(word, scope).accesses.map((access) => ({ ...access, exact: false })));
  return condition('key', test, certain.length > 0 && !shared ? [] : accesses);
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
