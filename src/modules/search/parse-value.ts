import { marketplaceOf, marketplaceOfDomain, marketplaces } from '#src/kernel/marketplaces.ts';
import type { AmountRange, Day, TextKey, TimeKey, TimeValue } from './filter.ts';
import { flags, orderTypes, programmes, serviceLevels, statuses, writeStates } from './query-keys.ts';

/** One value of a key, as it is stored; `undefined` when the key does not take it. Text is never empty here. */
export function textValue(key: TextKey, text: string): string | undefined {
  switch (key) {
    case 'status':
      return pick(statuses, text) ?? (fold(text) === 'canceled' ? 'cancelled' : undefined);
    case 'by':
      return pick(['fba', 'fbm', 'sfp'], text);
    case 'is':
      return pick(Object.keys(flags), text) ?? (fold(text) === 'customized' ? 'customised' : undefined);
    case 'write':
      return pick(['unverified', ...writeStates], text);
    case 'service':
      return pick(serviceLevels, text) ?? text;
    case 'programme':
      return pick(programmes, text) ?? pick(programmes, `amazon ${text}`) ?? text.toUpperCase().replaceAll(/[\s-]+/g, '_');
    case 'type':
      return pick(orderTypes, text) ?? pick(orderTypes, `${text}order`) ?? text;
    case 'marketplace':
      return marketplaceId(text);
    case 'channel':
      return marketplaceOfDomain(text)?.domain ?? text;
    default:
      return text;
  }
}

const fold = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, '');

const pick = (values: readonly string[], text: string) => values.find((value) => fold(value) === fold(text));

/** Country (`UK` as well as `GB`), name or id; an id that this version does not know is taken as it is. */
function marketplaceId(text: string): string | undefined {
  const upper = text.toUpperCase();
  const country = upper === 'UK' ? 'GB' : upper;
  const known = marketplaceOf(upper) ?? marketplaces.find((m) => m.country === country) ?? marketplaceOfDomain(text);
  return known?.id ?? (/^A[A-Z0-9]{9,14}$/.test(upper) ? upper : undefined);
}

const hoursOf = { h: 1, d: 24, w: 168 } as const;

/** `2026-11-01`, `2026-11`, `2026-11-01..2026-11-07`, `..today`, `<24h`, `>7d`, `2w`; deadlines also take `overdue`. */
export function timeValue(key: TimeKey, text: string): TimeValue | undefined {
  const word = text.toLowerCase();
  const whole = key === 'date' || key === 'ship-by' || key === 'deliver-by';
  if (word === 'overdue') return key === 'ship-by' || key === 'deliver-by' ? { kind: 'overdue' } : undefined;
  const span = /^([<>]?)(\d{1,4})([hdw])$/.exec(word);
  if (span) {
    const unit = span[3] === 'h' || span[3] === 'd' ? span[3] : 'w';
    return whole ? { kind: 'span', less: span[1] !== '>', hours: Number(span[2]) * hoursOf[unit] } : undefined;
  }
  const range = /^(.*?)\.\.(.*)$/.exec(word);
  if (!range) {
    const day = dayOf(word);
    return day === undefined ? undefined : { kind: 'days', from: day, to: day };
  }
  const [from, to] = [range[1] ?? '', range[2] ?? ''].map((end) => (end === '' ? '' : dayOf(end)));
  if (!whole || from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  return { kind: 'days', ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

function dayOf(text: string): Day | undefined {
  if (text === 'today' || text === 'yesterday' || text === 'tomorrow') return text;
  const parts = /^(20\d\d)-(\d\d)(?:-(\d\d))?$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? text : undefined;
}

const decimal = String.raw`\d{1,12}(?:\.\d{1,4})?`;
const amountShape = new RegExp(`^(?:(>=|<=|>|<)?(${decimal})|(${decimal})?\\.\\.(${decimal})?)\\s*([A-Za-z]{3})?$`);

/** `19.99`, `>50`, `<=20`, `20..30`, `20..`, each with an optional currency behind (`>50EUR`). */
export function amountRange(text: string): AmountRange | undefined {
  const parts = amountShape.exec(text);
  if (!parts) return undefined;
  const [, sign, single, from, to, code] = parts;
  const currency = code === undefined ? {} : { currency: code.toUpperCase() };
  const bound = (amount: string, inclusive = true) => ({ amount: plain(amount), inclusive });
  if (single !== undefined) {
    if (sign?.startsWith('>')) return { min: bound(single, sign === '>='), ...currency };
    if (sign?.startsWith('<')) return { max: bound(single, sign === '<='), ...currency };
    return { min: bound(single), max: bound(single), ...currency };
  }
  if (from === undefined && to === undefined) return undefined;
  return { ...(from === undefined ? {} : { min: bound(from) }), ...(to === undefined ? {} : { max: bound(to) }), ...currency };
}

/** `007.50` and `7.5` are one amount. */
const plain = (amount: string) => {
  const [whole = '0', fraction = ''] = amount.split('.');
  const cents = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${cents === '' ? '' : `.${cents}`}`;
};
