import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { diskOf, isNearlyFull, sayBytes } from './disk.ts';

const gib = 1024 ** 3;

test('the disk of a folder is looked at; of none, nothing is said', async () => {
  const disk = await diskOf(tmpdir());
  expect(disk?.total).toBeGreaterThan(0);
  expect(disk?.free).toBeLessThanOrEqual(disk?.total ?? 0);
  expect(await diskOf('/no/such/folder')).toBeUndefined();
});

test.each([
  [0.9 * gib, 4 * gib, true],
  [1.5 * gib, 4 * gib, false],
  [2 * gib, 64 * gib, true],
  [4 * gib, 64 * gib, false],
  [20 * gib, 2000 * gib, false],
])('%d free of %d is nearly full: %s', (free, total, expected) => {
  expect(isNearlyFull({ free, total })).toBe(expected);
});

test.each([
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [3_400_000_000, '3.4 GB'],
  [2e15, '2000.0 TB'],
])('%d is said as %s', (bytes, words) => {
  expect(sayBytes(bytes)).toBe(words);
});
