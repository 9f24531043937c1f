import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeIndex } from './time-index.ts';

type Step = { add: boolean; at: number; id: string };
const step = fc.record({ add: fc.boolean(), at: fc.nat(20), id: fc.constantFrom('a', 'b', 'c', 'd', 'e') });
const name = ({ at, id }: { at: number; id: string }) => `${String(at).padStart(3, '0')}${id}`;

test('holds what was added and not removed, in order, from any position on', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.nat(20), (steps: Step[], from) => {
      const index = timeIndex();
      const model = new Set<string>();
      for (const { add, at, id } of steps) {
        const isKnown = model.has(name({ at, id }));
        if (add === isKnown) continue;
        if (add) index.add(at, id);
        else index.remove(at, id);
        model[add ? 'add' : 'delete'](name({ at, id }));
      }
      const sorted = [...model].sort();
      expect([...index.from(0)].map(name)).toEqual(sorted);
      expect([...index.from(from)].map(name)).toEqual(sorted.filter((each) => each >= name({ at: from, id: '' })));
      expect([...index.from(from, 'c')].map(name)).toEqual(sorted.filter((each) => each > name({ at: from, id: 'c' })));
    }),
  );
});

test('sorts a bulk load once and stays in order afterwards', () => {
  const index = timeIndex();
  for (let i = 0; i < 10_000; i++) index.add((i * 7919) % 10_007, String(i));
  index.add(-1, 'first');
  const times = [...index.from(-1)].map((entry) => entry.at);
  expect(times).toHaveLength(10_001);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
