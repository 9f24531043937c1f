import { expect, test } from 'vitest';
import { differences } from './differences.ts';

test('a field that is missing, of another type or of another value is a difference; one more is none', () => {
  const example = { a: 1, b: { c: 'x' }, d: [{ e: true }, { e: false }] };
  expect(differences(example, { ...example, more: 1 })).toEqual([]);
  expect(differences(example, { a: '1', b: {}, d: [{ e: false }] })).toEqual([
    { path: 'a', kind: 'type', expected: 1, actual: '1' },
    { path: 'b.c', kind: 'missing', expected: 'x' },
    { path: 'd[0].e', kind: 'value', expected: true, actual: false },
    { path: 'd[1]', kind: 'missing', expected: { e: false } },
  ]);
});

test('an empty example says nothing, and instants are the same however they are written', () => {
  expect(differences({ a: '', b: [], c: '2026-01-01T00:00:00Z' }, { b: ['x'], c: '2026-01-01T00:00:00.000Z' })).toEqual([]);
  expect(differences({ a: '' }, { a: 1 })).toHaveLength(1);
  expect(differences(undefined, undefined)).toEqual([]);
});
