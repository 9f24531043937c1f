import { type Access, anyOf, type Condition, condition } from './condition.ts';
import type { AmountRange, AmountTerm } from './filter.ts';
import { ofColumn, ordersAccess } from './orders-access-views.ts';
import type { QueryScope } from './query-scope.ts';

export function amountCondition({ values }: AmountTerm, scope: QueryScope): Condition {
  const [only] = values;
  const accesses = values.length === 1 && only ? [accessOf(only, scope)] : [];
  return condition('order', (o) => anyOf(values.map((range) => inRange(range, o, scope))), accesses);
}

function inRange({ min, max, currency }: AmountRange, o: string, scope: QueryScope): string {
  const bounds = [
    ...(min ? [`${o}.total ${min.inclusive ? '>=' : '>'} ${scope.param(min.amount, 'numeric')}`] : []),
    ...(max ? [`${o}.total ${max.inclusive ? '<=' : '<'} ${scope.param(max.amount, 'numeric')}`] : []),
    ...(currency === undefined ? [] : [`${o}.currency = ${scope.param(currency, 'text')}`]),
  ];
  return bounds.join(' AND ');
}

/** The index holds thousandths: rounding may let neighbours of a range in, which the test sorts out. */
function accessOf({ min, max }: AmountRange, scope: QueryScope): Access {
  if (min && min.amount === max?.amount && (min.amount.split('.')[1] ?? '').length <= 3)
    return ordersAccess({
      serves: ['newest', 'oldest', 'total'],
      branches: ofColumn('total_sort', [String(thousandths(min.amount))], 'bigint'),
    });
  return ordersAccess({
    serves: ['total'],
    where: (o) => [
      `${o}.total_sort >= ${scope.param(String(min ? thousandths(min.amount) : 0n), 'bigint')}`,
      ...(max ? [`${o}.total_sort <= ${scope.param(String(thousandths(max.amount) + 1n), 'bigint')}`] : []),
    ],
  });
}

const thousandths = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.slice(0, 3).padEnd(3, '0'));
};
