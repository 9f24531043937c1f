import { expect, test } from 'vitest';
import { checkSources } from '../../scripts/lint/checks.ts';
import { sourceFile } from '../../scripts/lint/source-file.ts';

const check = (path: string, text: string) => checkSources([sourceFile(path, text)]).map(({ line }) => line);

test.each([
  ['a statement', 'export const q = `SELECT order_id FROM sales_order WHERE account_id = $1`;'],
  ['a statement in small letters', "export const q = 'select order_id from sales_order';"],
  ['an insert', "export const q = 'INSERT INTO note (account_id) VALUES ($1)';"],
  ['an update', "export const q = 'UPDATE note SET text = $2';"],
  ['a common table expression', 'export const q = `WITH due AS MATERIALIZED (SELECT 1)`;'],
  ['a clause', "export const q = ' AND o.account_id = ANY(s.accounts)';"],
  ['a list of columns', `export const q = 'o.order_id AS "orderId", o.status';`],
  ['a condition with a parameter', "export const q = 'o.purchased_at >= $3';"],
  ['a condition with a counted parameter', `export const q = (n: number) => \`o.sku = $\${n}\`;`],
])('SQL outside its files is found: %s', (_what, code) => {
  expect(check('src/modules/orders/ship.ts', `\n${code}\n`)).toEqual([2]);
  expect(check('src/modules/orders/order-store.ts', code)).toEqual([]);
  expect(check('src/modules/orders/views.ts', code)).toEqual([]);
  expect(check('src/platform/migrate.ts', code)).toEqual([]);
  expect(check('src/modules/orders/ship.test.ts', code)).toEqual([]);
});

test.each([
  "export const text = 'Select an order from the list';",
  "export const text = 'Update the address and set a date';",
  "export const text = 'Delete from your desk what you do not need';",
  "export const text = 'Or = and';",
  'export const price = (n: number) => `costs US$${n}`;',
])('words are not SQL: %s', (code) => {
  expect(check('src/modules/orders/ship.ts', code)).toEqual([]);
});

test.each(['new Date()', 'Date()', 'Temporal.Now.instant()'])('%s reads no clock of ours', (code) => {
  expect(check('src/modules/orders/ship.ts', `export const at = ${code};`)).toEqual([1]);
  expect(check('src/kernel/clock.ts', `export const at = ${code};`)).toEqual([]);
});

test('a date made of a value is not a clock', () => {
  expect(check('src/modules/orders/ship.ts', 'export const at = (ms: number) => new Date(ms);')).toEqual([]);
});

test.each(['now()', 'CURRENT_TIMESTAMP', 'clock_timestamp()'])('the clock of the database is not ours: %s', (call) => {
  expect(check('src/modules/orders/store.ts', `export const q = 'UPDATE note SET at = ${call}';`)).toEqual([1]);
  expect(check('migrations/0001_a.sql', `-- no ${call} here\nCREATE TABLE a (at timestamptz DEFAULT ${call});`)).toEqual([2]);
});

test('a pure file that reaches the database through others is found at its import, types aside', () => {
  const rules = "import type { Row } from './store.ts';\nimport { part } from './parts.ts';\nexport const rule = (row: Row) => part(row);";
  const files = [
    sourceFile('src/modules/orders/rules.ts', rules),
    sourceFile('src/modules/orders/parts.ts', "import { load } from './store.ts';\nexport const part = load;"),
    sourceFile('src/modules/orders/store.ts', 'export const load = (x: unknown) => x;'),
  ];
  expect(checkSources(files)).toEqual([
    {
      path: 'src/modules/orders/rules.ts',
      line: 2,
      reason: 'pure file: it must not reach src/modules/orders/parts.ts → src/modules/orders/store.ts',
    },
  ]);
});

test('through a door a pure file reaches only what it takes there', () => {
  const files = (specifiers: string, path: string) => [
    sourceFile(path, `import { ${specifiers} } from '#src/modules/orders/index.ts';`),
    sourceFile(
      'src/modules/orders/index.ts',
      "export { isOpen } from './states.ts';\nexport { load } from './store.ts';\nexport const own = 1;",
    ),
    sourceFile('src/modules/orders/states.ts', 'export const isOpen = true;'),
    sourceFile('src/modules/orders/store.ts', 'export const load = 1;'),
  ];
  const reached = (specifiers: string, path = 'src/modules/sync/rules.ts') => checkSources(files(specifiers, path)).length;
  expect(reached('isOpen')).toBe(0);
  expect(reached('isOpen as open')).toBe(0);
  expect(reached('isOpen, load')).toBe(1);
  expect(reached('own')).toBe(1);
  expect(reached('isOpen', 'src/modules/sync/contract.ts')).toBe(1);
});

test.each([
  ["import { readFileSync } from 'node:fs';", [1]],
  ["export { x } from '#src/platform/db.ts';", [1]],
  ["import { z } from 'zod';", []],
  ["import { money } from '#src/kernel/money.ts';", []],
])('a contract with %s', (code, lines) => {
  expect(check('src/modules/orders/contract.ts', code)).toEqual(lines);
});

test.each([
  '<p>Ship it</p>',
  '<>Versandt</>',
  '<p>{late ? "Late" : t("soon")}</p>',
  '<p>{late && `Late ${n}`}</p>',
  '<input placeholder="Search" />',
  '<button aria-label={late ? "Late" : t("soon")} />',
  '<p>出荷</p>',
])('a text that is not translated is found: %s', (jsx) => {
  expect(check('web/src/features/orders/row.tsx', `export const Row = () => ${jsx};`)).toEqual([1]);
});

test.each([
  '<p>{t("orders.ship")} · 24 / 7</p>',
  '<kbd>Ctrl</kbd>',
  '<Kbd>Esc</Kbd>',
  '<h1>Waybill</h1>',
  '<p className="late" data-state="open" />',
  '<p>{name}</p>',
])('a component without texts of its own: %s', (jsx) => {
  expect(check('web/src/features/orders/row.tsx', `export const Row = () => ${jsx};`)).toEqual([]);
});

// The marks are put together here, so that this file does not hold them itself.
test.each(['TO' + 'DO later', 'FIX' + 'ME', '@ts-' + 'ignore', 'oxlint-' + 'disable-next-line'])('the comment %s is found', (comment) => {
  expect(check('src/modules/orders/ship.ts', `\n// ${comment}\nexport const a = 1;`)).toEqual([2]);
});

test.each(['test.skip', 'describe.skipIf(true)', 'it.runIf(false)', 'test.concurrent.skip', 'test.todo'])('%s is found', (call) => {
  expect(check('src/modules/orders/ship.test.ts', `${call}('x', () => {});`)).toEqual([1]);
});

test('test.each and describe run', () => {
  expect(check('src/modules/orders/ship.test.ts', "describe('x', () => { test.each([1])('y', () => {}); });")).toEqual([]);
});
