import type { Access } from './condition.ts';

/** The table of orders by one of its indexes; unless said otherwise by date, within a value of the branches. */
export const ordersAccess = (more: Partial<Access> = {}): Access => ({
  table: 'orders',
  exact: false,
  unique: false,
  serves: ['newest', 'oldest'],
  branches: [],
  where: () => [],
  ...more,
});

export const ofColumn = (column: string, values: readonly string[], type: 'text' | 'bigint' = 'text') => [{ column, type, values }];

// The words of the partial indexes of 0004_search.sql: the planner takes one only where it reads its condition.

/** Orders that somebody or something marked. */
export const marked = (o: string): string =>
  `(${o}.assignee IS NOT NULL OR ${o}.cancel_requested_at IS NOT NULL OR ${o}.replaces_order_id IS NOT NULL OR ${o}.notes > 0 OR ${o}.tags <> '{}')`;

export const ofBusiness = (o: string): string => `${o}.programs @> '{AMAZON_BUSINESS}'`;

/** Orders in a programme other than the two that are common. */
export const inProgrammes = (o: string): string => `NOT ${o}.programs <@ '{PRIME,AMAZON_BUSINESS}'`;
