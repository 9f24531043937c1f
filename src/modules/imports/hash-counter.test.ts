import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashCounter } from './hash-counter.ts';

test('counts as a map does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 })), (texts) => {
      const counter = hashCounter();
      const map = new Map<string, number>();
      for (const text of texts) {
        map.set(text, (map.get(text) ?? 0) + 1);
        expect(counter.add(text)).toBe(map.get(text));
      }
      for (const text of [...texts, 'never seen']) expect(counter.has(text)).toBe(map.has(text));
    }),
  );
});

test('grows, and keeps order ids apart that differ in one digit', () => {
  const counter = hashCounter();
  const id = (n: number) => `302-${String(n).padStart(7, '0')}-${String((n * 7919) % 10_000_000).padStart(7, '0')}`;
  for (let n = 0; n < 300_000; n++) if (counter.add(id(n)) !== 1) throw new Error(`${id(n)} was taken for another`);
  for (let n = 0; n < 300_000; n++) if (counter.add(id(n)) !== 2) throw new Error(`${id(n)} was lost`);
  expect(counter.has(id(300_000))).toBe(false);
});
