import { AppError } from './app-error.ts';

/** An amount as Amazon sends it: decimal text plus ISO 4217 code. Never a float, never a converted total. */
export type Money = { readonly amount: string; readonly currency: string };

const decimal = /^-?\d{1,15}(\.\d{1,9})?$/;
const scale = 9;

/** Money from text; `field` names the place for the error. Throws INVALID_MONEY. */
export function money(amount: string, currency: string, field = 'amount'): Money {
  if (!decimal.test(amount)) throw new AppError('INVALID_MONEY', `${field} must be a decimal number such as 12.50 (got ${shape(amount)})`);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new AppError('INVALID_MONEY', `${field}: the currency must be three capital letters such as EUR (got ${shape(currency)})`);
  return { amount, currency };
}

/** The exact sum; all must be of one currency. An empty list has no currency, hence `undefined`. */
export function sum(list: readonly Money[]): Money | undefined {
  const [first] = list;
  if (!first) return undefined;
  let total = 0n;
  for (const m of list) {
    if (m.currency !== first.currency) throw new AppError('INVALID_MONEY', `cannot add ${m.currency} to ${first.currency}`);
    total += units(m.amount);
  }
  return { amount: text(total), currency: first.currency };
}

/** The exact product with a whole number. */
export const times = (m: Money, n: number): Money => ({ amount: text(units(m.amount) * BigInt(n)), currency: m.currency });

/** -1, 0 or 1; both must be of one currency. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  if (a.currency !== b.currency) throw new AppError('INVALID_MONEY', `cannot compare ${a.currency} with ${b.currency}`);
  const [x, y] = [units(a.amount), units(b.amount)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function units(amount: string): bigint {
  const negative = amount.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? amount.slice(1) : amount).split('.');
  const value = BigInt(whole + fraction.padEnd(scale, '0'));
  return negative ? -value : value;
}

function text(value: bigint): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

const shape = (value: string) => (value === '' ? 'nothing' : `${value.length} characters`);
