import type { Db } from '#src/platform/db.ts';
import { type DistinctColumn, distinctValues } from './distinct-views.ts';
import type { Filter, TextTerm } from './filter.ts';
import { named } from './named.ts';
import { orderNumber } from './parse-query.ts';
import { orderTypes, serviceLevels } from './query-keys.ts';
import { type QueryScope, queryScope } from './query-scope.ts';

/** SKUs of the products that a term means; `more` when there are too many to list, then `test` says which. */
export type Products = { readonly skus: readonly string[]; readonly more: boolean; test(product: string, scope: QueryScope): string };

/** What has to be looked up before a search can be written: products by their names, words by their spelling. */
export type Resolved = {
  readonly products: ReadonlyMap<TextTerm, Products>;
  /** The values of a term as the column holds them. */
  readonly words: ReadonlyMap<TextTerm, readonly string[]>;
  /** What a word without a key is among the keys of orders: most words are a key of one kind or of none. */
  readonly keys: ReadonlyMap<TextTerm, readonly OrderKey[]>;
  /** Names of carriers' services, which stand in another column than Amazon's own levels. */
  readonly services: ReadonlyMap<TextTerm, readonly string[]>;
};

/** A key by which orders are found, as it stands in `order_key`. */
export type OrderKey = { readonly kind: string; readonly key: string };

const mostProducts = 1000;

export async function resolveTerms(db: Db, filter: Filter, keysOf: (word: string) => readonly OrderKey[]): Promise<Resolved> {
  const terms = filter.terms.filter(
    (term): term is TextTerm => term.key !== 'amount' && 'values' in term && typeof term.values[0] === 'string',
  );
  const words = new Map<TextTerm, readonly string[]>();
  const services = new Map<TextTerm, readonly string[]>();
  for (const term of terms) {
    const open = openColumns[term.key];
    const typed = open ? term.values.filter((value) => !open.isKnown(value)) : [];
    if (!open || typed.length === 0) continue;
    words.set(term, [...term.values.filter(open.isKnown), ...(await spellings(db, open.column, typed))]);
    if (open.column === 'service_level') services.set(term, await spellings(db, 'ship_service', typed));
  }
  return { ...(await findNames(db, terms, keysOf)), words, services };
}

type OpenColumn = { column: DistinctColumn; isKnown(value: string): boolean };
const oneOf = (known: readonly string[]) => (value: string) => known.includes(value);

/** Columns whose words are looked up, because people may type them in another case than Amazon; but for those we know. */
const openColumns: Partial<Record<TextTerm['key'], OpenColumn>> = {
  service: { column: 'service_level', isKnown: oneOf(serviceLevels) },
  type: { column: 'order_type', isKnown: oneOf(orderTypes) },
  channel: { column: 'sales_channel', isKnown: (value) => value.startsWith('Amazon.') },
  assignee: { column: 'assignee', isKnown: () => false },
};

async function spellings(db: Db, column: DistinctColumn, values: readonly string[]): Promise<string[]> {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  const found = await distinctValues(db, column);
  return found.filter((value) => wanted.has(value.toLowerCase()));
}

async function findNames(
  db: Db,
  terms: readonly TextTerm[],
  keysOf: (word: string) => readonly OrderKey[],
): Promise<Pick<Resolved, 'products' | 'keys'>> {
  const scope = queryScope(db.accounts, 'newest', { now: new Date(0), timeZone: 'UTC' });
  const accounts = db.accounts.length === 1 ? '$1::bigint' : 'ANY ($1::bigint[])';
  const asked = terms.flatMap((term) => {
    const test = productTest(term);
    return test ? [{ term, test, keys: term.key === 'text' ? keysOf(term.values[0] ?? '') : [] }] : [];
  });
  if (asked.length === 0) return { products: new Map(), keys: new Map() };
  const products = ({ test }: (typeof asked)[number], n: number) =>
    `(SELECT ${n} AS n, 'sku' AS kind, p.sku AS key FROM product p WHERE p.account_id = ${accounts} AND ${test('p', scope)} LIMIT ${mostProducts + 1})`;
  const keys = ({ keys: own }: (typeof asked)[number], n: number) =>
    `(SELECT ${n} AS n, 'key ' || t.kind AS kind, t.key FROM unnest(${scope.param(
      own.map(({ kind }) => kind),
      'text[]',
    )}, ${scope.param(
      own.map(({ key }) => key),
      'text[]',
    )}) t (kind, key)
      WHERE (SELECT true FROM order_key k WHERE k.account_id = ${accounts} AND k.kind = t.kind AND k.key = t.key LIMIT 1))`;
  const parts = asked.flatMap((one, n) => [products(one, n), ...(one.keys.length > 0 ? [keys(one, n)] : [])]);
  const rows = await db.query<{ n: number; kind: string; key: string }>(named(parts.join(' UNION ALL '), scope.values, asked.length));
  const found = (n: number) => rows.filter((row) => row.n === n);
  return {
    products: new Map(
      asked.map(({ term, test }, n) => {
        const skus = found(n).flatMap(({ kind, key }) => (kind === 'sku' ? [key] : []));
        return [term, { skus: skus.slice(0, mostProducts), more: skus.length > mostProducts, test }];
      }),
    ),
    keys: new Map(
      asked.map(({ term }, n) => [term, found(n).flatMap(({ kind, key }) => (kind === 'sku' ? [] : [{ kind: kind.slice(4), key }]))]),
    ),
  };
}

/** Which products a term means. Without a key: those whose SKU begins so, or whose title has all the words. */
function productTest({ key, values }: TextTerm): Products['test'] | undefined {
  if (key === 'listing') return (p, scope) => `${p}.listing_id = ANY (${scope.param(values, 'text[]')})`;
  if (key === 'title') return (p, scope) => `(${values.map((value) => titleTest(value, p, scope)).join(' OR ')})`;
  const [word = ''] = values;
  if (key !== 'text' || orderNumber.test(word)) return undefined;
  return (p, scope) => `(${p}.sku ILIKE ${scope.param(`${escaped(word)}%`, 'text')} OR ${titleTest(word, p, scope)})`;
}

const titleTest = (text: string, p: string, scope: QueryScope) =>
  `${p}.title ILIKE ALL (${scope.param(
    text.split(/\s+/).map((word) => `%${escaped(word)}%`),
    'text[]',
  )})`;

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
