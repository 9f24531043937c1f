import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { searchPage } from '../../../scripts/search-page.ts';
import { keysTable, queryKeys } from './query-keys.ts';

test('docs/search.md is what the table of keys prints (npm run search:keys)', () => {
  expect(readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8')).toBe(searchPage());
});

test('no name stands for two keys', () => {
  const names = queryKeys.flatMap(({ key, also }) => [key, ...also]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(keysTable()).toContain(`\`${name}:\``);
});
