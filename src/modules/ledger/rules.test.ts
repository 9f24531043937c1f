import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, spanOf } from './local-day.ts';
import { brokenLink, counted, type DayFacts, digestOf, type Entry, firstHash, hashOf, judgeDay, seenBy, settleMs } from './rules.ts';

const end = new Date('2026-11-02T08:00:00Z');
const late = new Date(end.getTime() + settleMs);
const complete: DayFacts = {
  end,
  held: [{ orderId: 'a', status: 'shipped', sources: ['search', 'report'] }],
  odd: 0,
  unfilled: 0,
  sweptTo: late,
  reportAt: late,
  metric: { orders: 1, at: late },
};

describe('judgeDay', () => {
  it('closes a day on which every source agrees', () => {
    expect(judgeDay(complete, late)).toEqual({ state: 'closed', waitsFor: [] });
  });

  const early = new Date(late.getTime() - 1);
  it.each<[string, Partial<DayFacts>, Date]>([
    ['day', {}, early],
    ['sweep', { sweptTo: early }, late],
    ['report', { reportAt: null }, late],
    ['report', { reportAt: early }, late],
    ['metric', { metric: null }, late],
    ['quarantine', { odd: 1 }, late],
    ['gap', { unfilled: 1 }, late],
    ['short', { metric: { orders: 2, at: late } }, late],
  ])('waits for %s', (wait, facts, now) => {
    const verdict = judgeDay({ ...complete, ...facts }, now);
    expect(verdict.waitsFor).toEqual([wait]);
    expect(verdict.state).not.toBe('closed');
  });

  it('is not short because of orders that Amazon does not count', () => {
    const held = [
      ...complete.held,
      { orderId: 'b', status: 'pending', sources: ['search'] },
      { orderId: 'c', status: 'cancelled', sources: ['search'] },
    ];
    expect(counted(held)).toBe(1);
    expect(judgeDay({ ...complete, held }, late).state).toBe('closed');
    expect(seenBy(held)).toEqual({ search: 3, report: 1 });
  });
});

describe('days', () => {
  it('are those of the store, also when the clocks change', () => {
    const zone = 'America/Los_Angeles';
    const hours = (day: string) => (spanOf(day, zone).to.getTime() - spanOf(day, zone).from.getTime()) / 3_600_000;
    expect([hours('2026-11-01'), hours('2027-03-14'), hours('2026-11-02')]).toEqual([25, 23, 24]);
    expect(dayOf(new Date('2026-11-02T07:59:59Z'), zone)).toBe('2026-11-01');
  });

  it('hold every instant exactly once', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'Europe/London', 'Asia/Tokyo', 'America/Sao_Paulo', 'Australia/Sydney', 'UTC');
    fc.assert(
      fc.property(fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), zones, (at, zone) => {
        const { from, to } = spanOf(dayOf(at, zone), zone);
        return from <= at && at < to;
      }),
    );
  });
});

describe('the chain', () => {
  const sign = (hash: string) => `signed ${hash}`;
  const chain = (days: readonly { day: string; orders: number }[]) => {
    let previous = firstHash;
    return days.map(({ day, orders }, n) => {
      const entry: Entry = { marketplaceId: 'M', day, kind: 'closed', orders, digest: digestOf([day]), at: late, previous };
      previous = hashOf('1', entry);
      return { ...entry, entryId: String(n + 1), hash: previous, signature: sign(previous) };
    });
  };
  const days = fc.array(fc.record({ day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'), orders: fc.nat(1000) }), {
    minLength: 2,
    maxLength: 8,
  });

  it('holds, and breaks wherever something is changed or left out', () => {
    fc.assert(
      fc.property(days, fc.nat(), (list, pick) => {
        const entries = chain(list);
        expect(brokenLink('1', entries, sign)).toBeUndefined();
        expect(brokenLink('2', entries, sign)).toBe('1');
        const at = pick % entries.length;
        const changed = entries.map((entry, n) => (n === at ? { ...entry, orders: entry.orders + 1 } : entry));
        expect(brokenLink('1', changed, sign)).toBe(String(at + 1));
        if (at < entries.length - 1) expect(brokenLink('1', entries.toSpliced(at, 1), sign)).toBe(String(at + 2));
      }),
    );
  });

  it('has the same fingerprint for the same ids in any order', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string()), (ids) => digestOf(ids) === digestOf(ids.toReversed())));
  });
});
