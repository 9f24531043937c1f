import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { type AmountRange, type Filter, isTimeTerm, type Term, type TextTerm, type TimeValue } from './filter.ts';
import { programmes, serviceLevels } from './query-keys.ts';
import { quoted } from './query-tokens.ts';

/** The search text of a filter: read again it gives the same filter. */
export const printQuery = (filter: Filter): string => filter.terms.map(printTerm).join(' ');

/** One part of it, as a chip shows it. */
function printTerm(term: Term): string {
  const sign = term.not ? '-' : '';
  if (term.key === 'text') return term.values.map((value) => sign + quoted(value, true)).join(' ');
  return `${sign}${term.key}:${printValues(term)
    .map((value) => quoted(value))
    .join(',')}`;
}

/** The values of a term as people write them. */
function printValues(term: Term): string[] {
  if (term.key === 'amount') return term.values.map(printAmount);
  if (isTimeTerm(term)) return term.values.map(printTime);
  return term.values.map((value) => printValue(term.key, value));
}

/** A stored word as people write it: `partially-shipped`, `US`, `second-day`. */
export function printValue(key: TextTerm['key'], value: string): string {
  if (key === 'marketplace') {
    const country = marketplaceOf(value)?.country ?? value;
    return country === 'GB' ? 'UK' : country;
  }
  const known: readonly string[] = key === 'service' ? serviceLevels : key === 'programme' ? programmes : [];
  if (key === 'status' || known.includes(value)) return value.toLowerCase().replaceAll('_', '-');
  return value;
}

function printTime(value: TimeValue): string {
  if (value.kind === 'overdue') return 'overdue';
  if (value.kind === 'days') return value.from === value.to ? (value.from ?? '') : `${value.from ?? ''}..${value.to ?? ''}`;
  const days = value.hours % 24 === 0 && value.hours > 48;
  return `${value.less ? '<' : '>'}${days ? `${value.hours / 24}d` : `${value.hours}h`}`;
}

function printAmount({ min, max, currency = '' }: AmountRange): string {
  if (min && max) return `${min.amount === max.amount ? min.amount : `${min.amount}..${max.amount}`}${currency}`;
  const bound = min ?? max;
  return `${min ? '>' : '<'}${bound?.inclusive ? '=' : ''}${bound?.amount ?? ''}${currency}`;
}
