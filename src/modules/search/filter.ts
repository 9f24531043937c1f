/** A search as code works with it: every term must hold; of the values of one term any may. Plain data, no names of columns. */
export type Filter = { readonly terms: readonly Term[] };

export type Term = TextTerm | TimeTerm | AmountTerm;

/**
 * `text` is what stands without a key: one word each, or all pasted order ids together. Words of a closed vocabulary are
 * held as this program stores them (`partially_shipped`, `ATVPDKIKX0DER`, `SECOND_DAY`), all else as it was typed.
 */
export type TextTerm = { readonly key: TextKey | 'text'; readonly not: boolean; readonly values: readonly string[] };
export type TimeTerm = { readonly key: TimeKey; readonly not: boolean; readonly values: readonly TimeValue[] };
export type AmountTerm = { readonly key: 'amount'; readonly not: boolean; readonly values: readonly AmountRange[] };

export type TextKey =
  | 'order'
  | 'seller-order'
  | 'sku'
  | 'asin'
  | 'listing'
  | 'title'
  | 'buyer'
  | 'email'
  | 'track'
  | 'carrier'
  | 'service'
  | 'status'
  | 'marketplace'
  | 'channel'
  | 'by'
  | 'is'
  | 'programme'
  | 'tag'
  | 'type'
  | 'assignee'
  | 'po'
  | 'write';

export type TimeKey = 'date' | 'after' | 'before' | 'ship-by' | 'deliver-by';

const timeKeys: readonly string[] = ['date', 'after', 'before', 'ship-by', 'deliver-by'] satisfies TimeKey[];
export const isTimeKey = (key: string): key is TimeKey => timeKeys.includes(key);
export const isTimeTerm = (term: Term): term is TimeTerm => isTimeKey(term.key);

export type KeyName = TextKey | TimeKey | 'amount';

/** `2026-11-01`, `2026-11` for the whole month, `today`, `yesterday` or `tomorrow`; whose day it is the time zone says. */
export type Day = string;

/**
 * days: both ends belong to it, one may be open. span: nearer (`less`) or farther than so many hours, into the past for
 * dates of purchase and into the future for deadlines. overdue: the deadline is past and something is still to be shipped.
 */
export type TimeValue =
  | { readonly kind: 'days'; readonly from?: Day; readonly to?: Day }
  | { readonly kind: 'span'; readonly less: boolean; readonly hours: number }
  | { readonly kind: 'overdue' };

/** Decimal text; without a currency it holds for all. */
export type AmountRange = { readonly min?: AmountBound; readonly max?: AmountBound; readonly currency?: string };
export type AmountBound = { readonly amount: string; readonly inclusive: boolean };
