import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bucket, fullAt, nextTokenAt, rateOfHeader, readyAt, tokensAt } from './rules.ts';

const start = Date.UTC(2026, 10, 21);
const instant = fc.integer({ min: 0, max: 86_400_000 }).map((ms) => new Date(start + ms));
const buckets: fc.Arbitrary<Bucket> = fc
  .record({
    rate: fc.double({ min: 0.001, max: 100, noNaN: true }),
    burst: fc.integer({ min: 1, max: 100 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .chain(({ rate, burst, share }) =>
    fc.record({
      rate: fc.constant(rate),
      burst: fc.constant(burst),
      tokens: fc.constant(share * burst),
      refilledAt: instant,
      blockedUntil: fc.option(instant),
    }),
  );

test('tokens grow with time and never pass the burst', () => {
  fc.assert(
    fc.property(buckets, instant, instant, (bucket, a, b) => {
      const [earlier, later] = a <= b ? [a, b] : [b, a];
      expect(tokensAt(bucket, earlier)).toBeGreaterThanOrEqual(bucket.tokens);
      expect(tokensAt(bucket, later)).toBeGreaterThanOrEqual(tokensAt(bucket, earlier));
      expect(tokensAt(bucket, later)).toBeLessThanOrEqual(bucket.burst);
    }),
  );
});

test('at the instant that is named the tokens are there, and a moment before they are not', () => {
  fc.assert(
    fc.property(buckets, instant, fc.integer({ min: 1, max: 100 }), (bucket, now, wanted) => {
      const at = readyAt(bucket, wanted, now);
      const reachable = Math.min(wanted, bucket.burst);
      expect(tokensAt(bucket, at)).toBeGreaterThan(reachable - 1e-9);
      const waits = at > now && at.getTime() !== bucket.blockedUntil?.getTime();
      const before = waits ? tokensAt(bucket, new Date(at.getTime() - 2)) : Number.NEGATIVE_INFINITY;
      expect(before).toBeLessThan(reachable);
    }),
  );
});

test('a documented quota refills as slowly as it is documented', () => {
  const drained = { tokens: 0, rate: 0.0056, burst: 20, refilledAt: new Date(start), blockedUntil: null };
  const minutes = (fullAt(drained, new Date(start)).getTime() - start) / 60_000;
  expect(minutes).toBeCloseTo(59.5, 1);
});

test('the next token is named, and none for a full bucket', () => {
  const drained = { tokens: 0.5, rate: 0.5, burst: 30, refilledAt: new Date(start), blockedUntil: null };
  expect(nextTokenAt(drained, new Date(start))).toEqual(new Date(start + 1000));
  expect(nextTokenAt(drained, new Date(start + 1000))).toEqual(new Date(start + 3000));
  expect(nextTokenAt({ ...drained, tokens: 30 }, new Date(start))).toBeNull();
});

test('a header that is no rate is not believed', () => {
  expect(rateOfHeader('0.0056')).toBe(0.0056);
  for (const header of [null, '', '0', '-1', 'much', '1e9']) expect(rateOfHeader(header)).toBeUndefined();
});
