import { compare } from '#src/kernel/money.ts';
import type { ChoiceRule } from './choice-rules.ts';

/**
 * Why a rule can never choose, by places in the list. empty: no order meets its condition. covered: an earlier rule holds
 * for all that it holds for and takes every offer that it would take, so its turn never comes.
 */
export type RuleConflict = { rule: number; why: 'empty' } | { rule: number; why: 'covered'; by: number };

/** The rules of a list that can never choose. What only several earlier rules cover together is not found. */
export function conflictsOf(rules: readonly ChoiceRule[]): RuleConflict[] {
  return rules.flatMap((rule, index): RuleConflict[] => {
    if (isEmpty(rule.when)) return [{ rule: index, why: 'empty' }];
    const by = rules.slice(0, index).findIndex((earlier) => holdsWherever(earlier.when, rule.when) && takesAll(earlier, rule));
    return by === -1 ? [] : [{ rule: index, why: 'covered', by }];
  });
}

type When = ChoiceRule['when'];
const none = (list: readonly string[] | undefined): boolean => !list || list.length === 0;

function isEmpty({ gramsFrom = 0, gramsTo = Number.POSITIVE_INFINITY, valueFrom, valueTo }: When): boolean {
  if (gramsFrom > gramsTo) return true;
  return Boolean(valueFrom && valueTo && (valueFrom.currency !== valueTo.currency || compare(valueFrom, valueTo) > 0));
}

/** Whether `wide` holds for every order that `narrow` holds for. */
function holdsWherever(wide: When, narrow: When): boolean {
  if (isEmpty(wide)) return false;
  const { premium, gramsFrom = 0, gramsTo = Number.POSITIVE_INFINITY } = wide;
  if (premium !== undefined && premium !== narrow.premium) return false;
  if (gramsFrom > (narrow.gramsFrom ?? 0) || gramsTo < (narrow.gramsTo ?? Number.POSITIVE_INFINITY)) return false;
  return everyOf(wide.places, narrow.places, isPlaceWithin) && everyOf(wide.skus, narrow.skus, isSkuWithin) && isValueWithin(wide, narrow);
}

/** Each of `narrow` lies within one of `wide`; an empty list stands for everything. */
const everyOf = (wide: string[] | undefined, narrow: string[] | undefined, isWithin: (narrow: string, wide: string) => boolean): boolean =>
  none(wide) || (!none(narrow) && (narrow ?? []).every((each) => (wide ?? []).some((other) => isWithin(each, other))));

function isPlaceWithin(narrow: string, wide: string): boolean {
  const [inner, outer] = [narrow.toUpperCase(), wide.toUpperCase()];
  return inner === outer || inner.startsWith(`${outer}-`);
}

const isSkuWithin = (narrow: string, wide: string): boolean =>
  wide.endsWith('*') ? narrow.replace(/\*$/, '').startsWith(wide.slice(0, -1)) : narrow === wide;

/** A condition on the value also asks for its currency. */
function isValueWithin({ valueFrom, valueTo }: When, narrow: When): boolean {
  const currency = (valueFrom ?? valueTo)?.currency;
  if (currency === undefined) return true;
  if ((narrow.valueFrom ?? narrow.valueTo)?.currency !== currency) return false;
  const fromFits = !valueFrom || (narrow.valueFrom !== undefined && compare(narrow.valueFrom, valueFrom) >= 0);
  const toFits = !valueTo || (narrow.valueTo !== undefined && compare(narrow.valueTo, valueTo) <= 0);
  return fromFits && toFits;
}

/** Whether the earlier rule takes every offer that the later one would take. */
function takesAll({ want: earlier }: ChoiceRule, { want: later, when }: ChoiceRule): boolean {
  if (earlier.inTime && !later.inTime) return false;
  // For Prime and premium orders every rule asks for protection.
  if (earlier.protected && !later.protected && when.premium !== true) return false;
  return everyOf(earlier.carriers, later.carriers, isCarrierWithin);
}

function isCarrierWithin(narrow: string, wide: string): boolean {
  const [inner, outer] = [narrow.trim().toLowerCase(), wide.trim().toLowerCase()];
  return inner === outer || inner.startsWith(`${outer} `);
}
