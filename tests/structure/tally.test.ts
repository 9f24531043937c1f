import { expect, test } from 'vitest';
import { tally } from '../../scripts/tally.ts';

const file = (states: string[], errors: unknown[] = []) => ({
  errors: () => errors as never[],
  children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })) },
});

test('everything passed', () => {
  expect(tally([file(['passed', 'passed']), file(['passed'])], 0)).toEqual({ passed: 3, failed: 0 });
});

test('a skipped or pending test counts as failed', () => {
  expect(tally([file(['passed', 'skipped', 'pending', 'failed'])], 0)).toEqual({ passed: 1, failed: 3 });
});

test('a file that cannot be loaded, and an error outside any test, count as failed', () => {
  expect(tally([file([], [new Error('syntax')])], 1)).toEqual({ passed: 0, failed: 2 });
});

test('nothing at all is a failure', () => {
  expect(tally([], 0)).toEqual({ passed: 0, failed: 1 });
});
