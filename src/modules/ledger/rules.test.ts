import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, spanOf } from './local-day.ts';
import { counted, type DayFacts, judgeDay, seenBy, settleMs } from './rules.ts';

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
    expect(counted(held)).toBe(2);
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
        expect(from <= at && at < to).toBe(true);
      }),
    );
  });
});
