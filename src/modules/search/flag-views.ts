import { type Access, anyOf, type Condition, condition } from './condition.ts';
import { inProgrammes, marked, ofBusiness, ofColumn, ordersAccess } from './orders-access-views.ts';
import type { Flag } from './query-keys.ts';
import type { QueryScope } from './query-scope.ts';

type Test = (o: string, scope: QueryScope) => string;

const flagTests: Record<Flag, Test> = {
  prime: (o) => `${o}.programs @> '{PRIME}'`,
  business: ofBusiness,
  premium: (o) => `${o}.programs @> '{PREMIUM}'`,
  gift: (o, scope) => hasItem('i.gift', o, scope),
  customised: (o, scope) => hasItem('i.customised', o, scope),
  replacement: (o) => `${o}.replaces_order_id IS NOT NULL`,
  'cancel-requested': (o) => `${o}.cancel_requested_at IS NOT NULL`,
  'multi-item': (o) => `${o}.line_count > 1`,
  unmatched: (o) => `${o}.depth = 'skeleton'`,
  open: (o) => `${o}.status IN ('unshipped', 'partially_shipped')`,
  tagged: (o) => `${o}.tags <> '{}'`,
  assigned: (o) => `${o}.assignee IS NOT NULL`,
  noted: (o) => `${o}.notes > 0`,
  held: (o) => `${o}.held_at IS NOT NULL`,
};

const hasItem = (what: string, o: string, scope: QueryScope) =>
  `(SELECT true FROM order_item i WHERE i.account_id = ${scope.accountOf(o)} AND i.order_id = ${o}.order_id AND ${what} LIMIT 1)`;

const special = (what: string) =>
  ordersAccess({ table: 'order_item', serves: [], exact: true, where: (i) => [`(${i}.gift OR ${i}.customised)`, `${i}.${what}`] });
const byMark = ordersAccess({ where: (o) => [marked(o)] });
const byBusiness = ordersAccess({ exact: true, where: (o) => [ofBusiness(o)] });
const byProgramme = ordersAccess({ where: (o) => [inProgrammes(o)] });

const flagAccesses: Partial<Record<Flag, Access>> = {
  business: byBusiness,
  premium: byProgramme,
  gift: special('gift'),
  customised: special('customised'),
  replacement: byMark,
  'cancel-requested': byMark,
  tagged: byMark,
  assigned: byMark,
  noted: byMark,
  held: ordersAccess({ exact: true, where: (o) => [`${o}.held_at IS NOT NULL`] }),
  unmatched: ordersAccess({ exact: true, where: (o) => [`${o}.depth = 'skeleton'`] }),
  open: ordersAccess({ exact: true, branches: ofColumn('status', ['unshipped', 'partially_shipped']) }),
};

const isFlag = (value: string): value is Flag => value in flagTests;

/** `is:` kinds of order. */
export function flagCondition(values: readonly string[], scope: QueryScope): Condition {
  const wanted = values.filter(isFlag);
  const [only] = wanted;
  const access = wanted.length === 1 && only ? flagAccesses[only] : undefined;
  return condition('order', (o) => anyOf(wanted.map((flag) => flagTests[flag](o, scope))), access ? [access] : []);
}

const fulfilment: Record<string, (o: string) => string> = {
  fba: (o) => `${o}.fulfilled_by = 'amazon'`,
  fbm: (o) => `${o}.fulfilled_by = 'merchant'`,
  sfp: (o) => `${o}.fulfilled_by = 'merchant' AND ${o}.programs @> '{PRIME}'`,
};

/** `by:` who fulfils it. */
export const fulfilmentCondition = (values: readonly string[]): Condition =>
  condition('order', (o) => anyOf(values.map((value) => fulfilment[value]?.(o) ?? 'false')));

/** `programme:` of Amazon. Prime is too common to be looked for by an index. */
export function programmeCondition(values: readonly string[], scope: QueryScope): Condition {
  const [only] = values;
  const access = values.length === 1 && only === 'AMAZON_BUSINESS' ? [byBusiness] : [byProgramme];
  const common = values.includes('PRIME') || (values.length > 1 && values.includes('AMAZON_BUSINESS'));
  return condition('order', (o) => `${o}.programs && ${scope.param(values, 'text[]')}`, common ? [] : access);
}
