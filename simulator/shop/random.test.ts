import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('createRandom', () => {
  it('gives the same run for the same seed and another one for another seed', () => {
    const run = (seed: number | string): number[] => many(20, createRandom(seed).next);
    expect(run(7)).toEqual(run(7));
    expect(run('a')).toEqual(run('a'));
    expect(run(7)).not.toEqual(run(8));
    expect(run('a')).not.toEqual(run('b'));
  });

  it('goes on from an exported state as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, used) => {
        const random = createRandom(seed);
        many(used, random.next);
        const resumed = createRandom(random.state());
        expect(many(10, resumed.next)).toEqual(many(10, random.next));
      }),
    );
  });

  it('stays within the bounds that are asked for and reaches both', () => {
    const random = createRandom(1);
    const drawn = new Set(many(500, () => random.int(3, 6)));
    expect(drawn).toEqual(new Set([3, 4, 5, 6]));
    for (const value of many(500, () => random.between(-2, 2))) expect(value >= -2 && value < 2).toBe(true);
    for (const value of many(500, () => random.normal(10, 2))) expect(value >= 4 && value <= 16).toBe(true);
  });

  it('spreads evenly, by weight and around a mean', () => {
    const random = createRandom(2);
    const counts = new Map<string, number>();
    const choices = [
      ['often', 9],
      ['seldom', 1],
      ['never', 0],
    ] as const;
    for (const value of many(5_000, () => random.weighted(choices))) counts.set(value, (counts.get(value) ?? 0) + 1);
    expect(counts.get('often')).toBeGreaterThan(4_300);
    expect(counts.get('seldom')).toBeGreaterThan(350);
    expect(counts.has('never')).toBe(false);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(many(5_000, random.next))).toBeCloseTo(0.5, 1);
    expect(mean(many(5_000, () => random.normal(50, 10)))).toBeCloseTo(50, -0.5);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).toThrow(/empty/);
  });
});
