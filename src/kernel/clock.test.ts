import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { steppedClock, systemClock } from './clock.ts';

const noon = new Date('2026-03-01T12:00:00Z');

describe('a stepped clock', () => {
  test('stands still until it is moved', () => {
    const clock = steppedClock(noon);
    expect(clock.now()).toEqual(noon);
    expect(clock.now()).toEqual(noon);
  });

  test('goes forward by milliseconds and to any instant', () => {
    const clock = steppedClock(noon);
    clock.advance(90_000);
    expect(clock.now()).toEqual(new Date('2026-03-01T12:01:30Z'));
    clock.set(new Date('2025-12-31T23:59:59Z'));
    expect(clock.now()).toEqual(new Date('2025-12-31T23:59:59Z'));
  });

  test('cannot be moved through the dates it was given or gave away', () => {
    const start = new Date(noon);
    const clock = steppedClock(start);
    start.setFullYear(1999);
    clock.now().setFullYear(1999);
    expect(clock.now()).toEqual(noon);
  });

  test('many steps are one long step', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 })), (steps) => {
        const [walking, jumping] = [steppedClock(noon), steppedClock(noon)];
        for (const step of steps) walking.advance(step);
        jumping.advance(steps.reduce((total, step) => total + step, 0));
        expect(walking.now()).toEqual(jumping.now());
      }),
    );
  });
});

test('the system clock is the time of the machine', () => {
  const before = Date.now();
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
