import { anyOf, type Condition, condition } from './condition.ts';
import type { Term, TimeTerm, TimeValue } from './filter.ts';
import { isTimeTerm } from './filter.ts';
import { ofColumn, ordersAccess } from './orders-access-views.ts';
import { statuses } from './query-keys.ts';
import type { QueryScope } from './query-scope.ts';
import { type DayFrame, startOfDay, type TimeRange, timeRange } from './time-range.ts';

const columns = {
  date: 'purchased_at',
  after: 'purchased_at',
  before: 'purchased_at',
  'ship-by': 'ship_by',
  'deliver-by': 'deliver_by',
} as const;

export function timeCondition({ key, values }: TimeTerm, scope: QueryScope): Condition {
  const test = (o: string) =>
    anyOf(
      values.map((value) => [...between(`${o}.${columns[key]}`, rangeOf(key, value, scope), scope), ...stillOpen(value, o)].join(' AND ')),
    );
  if (columns[key] === 'purchased_at') return condition('key', test);
  const [only] = values;
  if (key !== 'ship-by' || values.length !== 1 || !only) return condition('order', test);
  // Deadlines stand in an index within each status.
  const within = only.kind === 'overdue' ? ['unshipped', 'partially_shipped'] : statuses;
  const where = (o: string) => between(`${o}.ship_by_sort`, rangeOf('ship-by', only, scope), scope);
  return condition('order', test, [ordersAccess({ serves: ['ship-by'], branches: ofColumn('status', within), where })]);
}

const stillOpen = (value: TimeValue, o: string) => (value.kind === 'overdue' ? [`${o}.status IN ('unshipped', 'partially_shipped')`] : []);

/** Bounds of a column as conditions. */
export const between = (column: string, { from, to }: TimeRange, scope: QueryScope): string[] => [
  ...(from === undefined ? [] : [`${column} >= ${scope.param(from, 'timestamptz')}`]),
  ...(to === undefined ? [] : [`${column} < ${scope.param(to, 'timestamptz')}`]),
];

function rangeOf(key: TimeTerm['key'], value: TimeValue, frame: DayFrame): TimeRange {
  const day = value.kind === 'days' ? value.from : undefined;
  if (key === 'after' && day !== undefined) return { from: startOfDay(day, frame) };
  if (key === 'before' && day !== undefined) return { to: startOfDay(day, frame) };
  return timeRange(value, key === 'date', frame);
}

/** The range of purchase that a term sets by itself; such terms bound every index that goes by date. */
export function purchaseRange(term: Term, frame: DayFrame): TimeRange | undefined {
  if (!isTimeTerm(term) || term.not || term.values.length !== 1 || columns[term.key] !== 'purchased_at') return undefined;
  const [only] = term.values;
  return only && rangeOf(term.key, only, frame);
}
