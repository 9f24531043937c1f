import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reasonWords } from './reason-words.ts';

test('a reason is told in the words of the web, and by its key where there are none', () => {
  expect(reasonWords({ key: 'writes.skip.tooMany', values: { sku: 'MUG', left: '2' } })).toMatch(/^MUG: only 2 left to ship/);
  expect(reasonWords({ key: 'writes.skip.neverHeard', values: {} })).toBe('writes.skip.neverHeard');
  expect(reasonWords({ key: 'writes.skip', values: {} })).toBe('writes.skip');
  expect(reasonWords({ key: 'batches.skip.said', values: { said: 'No such service.' } })).toBe('No such service.');
});

test('every reason for which a line of a file is skipped has words', () => {
  const source = readFileSync(new URL('../modules/imports/plan-confirmations.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/because\('(\w+)'/g)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((name) => reasonWords({ key: `imports.skip.${name}`, values: {} }).startsWith('imports.'))).toEqual([]);
});
