import type { AccountId } from '#src/kernel/ids.ts';
import type { OrderSort } from './cursor.ts';
import type { DayFrame } from './time-range.ts';

/** What one search works within: whose orders, in which order, and the parameters collected so far. */
export type QueryScope = DayFrame & {
  readonly sort: OrderSort;
  readonly accounts: readonly AccountId[];
  readonly values: unknown[];
  /** A parameter of the statement; the answer is its place (`$3::text`). */
  param(value: unknown, type: string): string;
  /** The account of an alias that carries `account_id`, as a condition compares it. */
  accountOf(alias: string): string;
};

export function queryScope(accounts: readonly AccountId[], sort: OrderSort, frame: DayFrame): QueryScope {
  const single = accounts.length === 1;
  const values: unknown[] = [single ? accounts[0] : accounts];
  return {
    ...frame,
    sort,
    accounts,
    values,
    param: (value, type) => `$${values.push(value)}::${type}`,
    accountOf: (alias) => (single ? '$1::bigint' : `${alias}.account_id`),
  };
}
