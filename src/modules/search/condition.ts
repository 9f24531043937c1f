import type { OrderSort } from './cursor.ts';

/**
 * A way to the orders of a condition: an index that holds them together. `exact` means that nothing of the condition remains
 * to be tested. `unique`: never more than a handful.
 */
export type Access = {
  readonly table: 'order_key' | 'orders' | 'order_item' | 'ids';
  readonly exact: boolean;
  readonly unique: boolean;
  /** Sort orders in which each branch gives its orders. */
  readonly serves: readonly OrderSort[];
  /** Columns that are equal to one value in each branch; all have as many values. */
  readonly branches: readonly Branch[];
  readonly where: (alias: string) => readonly string[];
};
export type Branch = { readonly column: string; readonly type: 'text' | 'bigint'; readonly values: readonly string[] };

/** `test` is true for an order that fits; `needs` says whether columns of the order are asked or only its key. */
export type Condition = {
  readonly not: boolean;
  readonly needs: 'key' | 'order';
  readonly test: (alias: string) => string;
  readonly accesses: readonly Access[];
  /** Nothing can fit. */
  readonly never: boolean;
};

export const condition = (needs: Condition['needs'], test: Condition['test'], accesses: readonly Access[] = []): Condition => ({
  not: false,
  needs,
  test,
  accesses,
  never: false,
});

export const nothing: Condition = { not: false, needs: 'key', test: () => 'false', accesses: [], never: true };

/** At least one of the tests is true. What is unknown is not true, and no index is taken for a test. */
export const anyOf = (tests: readonly string[]): string => `(${tests.map((test) => `(${test}) IS TRUE`).join(' OR ') || 'false'})`;
