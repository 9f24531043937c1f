import type { Db } from '#src/platform/db.ts';
import { distinctValues } from './distinct-views.ts';
import type { Filter, TextTerm } from './filter.ts';
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
  /** Names of carriers' services, which stand in another column than Amazon's own levels. */
  readonly services: ReadonlyMap<TextTerm, readonly string[]>;
};

const mostProducts = 200;

export async function resolveTerms(db: Db, filter: Filter): Promise<Resolved> {
  const terms = filter.terms.filter(
    (term): term is TextTerm => term.key !== 'amount' && 'values' in term && typeof term.values[0] === 'string',
  );
  const words = new Map<TextTerm, readonly string[]>();
  const services = new Map<TextTerm, readonly string[]>();
  for (const term of terms) {
    const column = foreign(term);
    if (!column) continue;
    words.set(term, await spellings(db, column, term.values));
    if (column === 'service_level') services.set(term, await spellings(db, 'ship_service', term.values));
  }
  return { products: await findProducts(db, terms), words, services };
}

/** The column in which a value has to be looked up, because people may type it in another case than Amazon. */
function foreign({ key, values }: TextTerm): 'service_level' | 'sales_channel' | 'assignee' | 'order_type' | undefined {
  const all = (known: readonly string[]) => values.every((value) => known.includes(value));
  if (key === 'service') return all(serviceLevels) ? undefined : 'service_level';
  if (key === 'type') return all(orderTypes) ? undefined : 'order_type';
  if (key === 'channel') return values.every((value) => value.startsWith('Amazon.')) ? undefined : 'sales_channel';
  return key === 'assignee' ? 'assignee' : undefined;
}

async function spellings(db: Db, column: Parameters<typeof distinctValues>[1], values: readonly string[]): Promise<string[]> {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  const found = await distinctValues(db, column);
  return found.filter((value) => wanted.has(value.toLowerCase()));
}

async function findProducts(db: Db, terms: readonly TextTerm[]): Promise<Map<TextTerm, Products>> {
  const asked = terms.flatMap((term) => {
    const test = productTest(term);
    return test ? [{ term, test }] : [];
  });
  if (asked.length === 0) return new Map();
  const scope = queryScope(db.accounts, 'newest', { now: new Date(0), timeZone: 'UTC' });
  const parts = asked.map(
    ({ test }, n) =>
      `(SELECT ${n} AS n, p.sku FROM product p WHERE p.account_id = ${db.accounts.length === 1 ? '$1' : 'ANY ($1)'} AND ${test('p', scope)} LIMIT ${mostProducts + 1})`,
  );
  const rows = await db.query<{ n: number; sku: string }>({ text: parts.join(' UNION ALL '), values: scope.values });
  return new Map(
    asked.map(({ term, test }, n) => {
      const skus = rows.filter((row) => row.n === n).map((row) => row.sku);
      return [term, { skus: skus.slice(0, mostProducts), more: skus.length > mostProducts, test }];
    }),
  );
}

/** Which products a term means. Without a key: those whose SKU begins so, or whose title has all the words. */
function productTest({ key, values }: TextTerm): Products['test'] | undefined {
  if (key === 'listing') return (p, scope) => `${p}.listing_id = ANY (${scope.param(values, 'text[]')})`;
  if (key === 'title') return (p, scope) => `(${values.map((value) => titleTest(value, p, scope)).join(' OR ')})`;
  const [word = ''] = values;
  if (key !== 'text' || word.includes('@') || orderNumber.test(word)) return undefined;
  return (p, scope) => `(${p}.sku ILIKE ${scope.param(`${escaped(word)}%`, 'text')} OR ${titleTest(word, p, scope)})`;
}

const titleTest = (text: string, p: string, scope: QueryScope) =>
  `${p}.title ILIKE ALL (${scope.param(
    text.split(/\s+/).map((word) => `%${escaped(word)}%`),
    'text[]',
  )})`;

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
