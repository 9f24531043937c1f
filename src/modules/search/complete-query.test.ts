import { expect, test } from 'vitest';
import { completeQuery } from './complete-query.ts';

/** `|` stands for the caret. */
const complete = (marked: string) => {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { options, from, to, ask } = completeQuery(text, caret);
  return { texts: options.map(({ insert }) => text.slice(0, from) + insert + text.slice(to)), ask };
};

test.each([
  ['sk|', ['sku:']],
  ['tag:x -ca|', ['tag:x -carrier:']],
  ['st|', ['status:', 'marketplace:']],
  ['stat|us:shipped', ['status:shipped']],
  ['by:|', ['by:fba', 'by:fbm', 'by:sfp']],
  ['by:fba,f| mug', ['by:fba,fbm mug']],
  ['status:par|', ['status:partially-shipped']],
  ['status:par|tial tag:x', ['status:partially-shipped tag:x']],
  ['service:"sec|', ['service:second-day']],
  ['marketplace:u|', ['marketplace:UK', 'marketplace:US']],
  ['ship-by:<|', ['ship-by:<24h', 'ship-by:<48h']],
  ['colour:b|', []],
  ['zzz|', []],
])('%s', (marked, texts) => {
  expect([...complete(marked).texts].sort()).toEqual([...texts].sort());
});

test('an empty line offers every key', () => {
  expect(complete('|').texts.length).toBeGreaterThan(20);
  expect(complete('mug |').texts[0]).toBe('mug order:');
});

test('says which values the desk itself knows', () => {
  expect(complete('sku:KT-|').ask).toEqual({ key: 'sku', prefix: 'KT-' });
  expect(complete('is:|').ask).toBeUndefined();
});
