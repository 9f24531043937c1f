import { type Access, type Condition, condition, nothing } from './condition.ts';
import type { TextKey } from './filter.ts';
import { ofColumn, ordersAccess } from './orders-access-views.ts';
import type { QueryScope } from './query-scope.ts';

const unverified = ['queued', 'sending', 'sent', 'accepted'];

type Column = { name: string; access(values: readonly string[]): Access | undefined };
const full = (name: string): Column => ({ name, access: (values) => ordersAccess({ exact: true, branches: ofColumn(name, values) }) });

const columns: Partial<Record<TextKey, Column>> = {
  status: full('status'),
  marketplace: full('marketplace_id'),
  channel: full('sales_channel'),
  write: {
    name: 'write_state',
    access: (values) =>
      ordersAccess({ exact: true, branches: ofColumn('write_state', values), where: (o) => [`${o}.write_state IS NOT NULL`] }),
  },
  assignee: {
    name: 'assignee',
    access: (values) => ordersAccess({ exact: true, branches: ofColumn('assignee', values), where: (o) => [`${o}.assignee IS NOT NULL`] }),
  },
  type: {
    name: 'order_type',
    access: (values) =>
      values.includes('StandardOrder')
        ? undefined
        : ordersAccess({ exact: true, branches: ofColumn('order_type', values), where: (o) => [`${o}.order_type <> 'StandardOrder'`] }),
  },
};

/** A column that holds one of these values. */
export function columnCondition(key: TextKey, typed: readonly string[], scope: QueryScope): Condition {
  const column = columns[key];
  const values = [...new Set(typed.flatMap((value) => (key === 'write' && value === 'unverified' ? unverified : [value])))];
  if (!column || values.length === 0) return nothing;
  const access = column.access(values);
  return condition('order', (o) => `${o}.${column.name} = ANY (${scope.param(values, 'text[]')})`, access ? [access] : []);
}

/** A service is one of Amazon's levels or the name of a carrier's service, which stand in two columns. */
export function serviceCondition(levels: readonly string[], names: readonly string[], scope: QueryScope): Condition {
  if (levels.length + names.length === 0) return nothing;
  const level = (o: string) => `${o}.service_level = ANY (${scope.param(levels, 'text[]')})`;
  const name = (o: string) => `${o}.ship_service = ANY (${scope.param(names, 'text[]')})`;
  if (names.length === 0) return condition('order', level, [ordersAccess({ exact: true, branches: ofColumn('service_level', levels) })]);
  const filled = (o: string) => [`${o}.ship_service IS NOT NULL`];
  if (levels.length === 0)
    return condition('order', name, [ordersAccess({ exact: true, branches: ofColumn('ship_service', names), where: filled })]);
  return condition('order', (o) => `(${level(o)} OR ${name(o)})`);
}
