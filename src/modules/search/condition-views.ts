import { foldKey, foldTracking } from '#src/modules/orders/questions.ts';
import { blindEmail, blindName } from '#src/modules/vault/questions.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { amountCondition } from './amount-views.ts';
import { columnCondition, serviceCondition } from './column-views.ts';
import { anyOf, type Condition, condition, nothing } from './condition.ts';
import { isTimeTerm, type Term, type TextTerm } from './filter.ts';
import { flagCondition, fulfilmentCondition, programmeCondition } from './flag-views.ts';
import { hasKey, keyAccess, keyCondition } from './key-views.ts';
import { orderNumber } from './parse-query.ts';
import { productCondition } from './product-views.ts';
import type { QueryScope } from './query-scope.ts';
import type { Resolved } from './resolve-views.ts';
import { timeCondition } from './time-views.ts';
import { wordConditions } from './word-views.ts';

/** What terms ask of an order; all of it must hold. Everything that is typed by people goes through parameters. */
export function conditionsOf(terms: readonly Term[], scope: QueryScope, sealing: Sealing, resolved: Resolved): Condition[] {
  const words = terms.filter((term): term is TextTerm => term.key === 'text' && !term.not && !orderNumber.test(term.values[0] ?? ''));
  const others = terms.filter((term) => !words.some((word) => word === term));
  return [...wordConditions(words, scope, resolved), ...others.flatMap((term) => conditionsOfTerm(term, scope, sealing, resolved))];
}

function conditionsOfTerm(term: Term, scope: QueryScope, sealing: Sealing, resolved: Resolved): Condition[] {
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
      return orderNumber.test(values[0] ?? '') ? idsCondition(values, scope) : oneCondition(wordConditions([term], scope, resolved));
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

const oneCondition = ([first = nothing]: readonly Condition[]): Condition => first;

function idsCondition(ids: readonly string[], scope: QueryScope): Condition {
  const branches = [{ column: 'order_id', type: 'text', values: ids }] as const;
  return condition('key', (alias) => `${alias}.order_id = ANY (${scope.param(ids, 'text[]')})`, [
    { table: 'ids', exact: true, unique: true, serves: [], branches, where: () => [] },
  ]);
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
