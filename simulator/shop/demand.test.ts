import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from './calendar.ts';
import { dayDemand, demandAt, drawInstants } from './demand.ts';
import { createRandom } from './random.ts';

const timeZone = 'America/Los_Angeles';
const demandOn = (month: number, date: number): number => dayDemand(dayOf(Date.UTC(2026, month - 1, date, 20), timeZone));

describe('demand', () => {
  it('peaks on the event days of the year', () => {
    expect(demandOn(7, 14)).toBeGreaterThan(2.5 * demandOn(7, 7));
    expect(demandOn(10, 13)).toBeGreaterThan(2 * demandOn(10, 6));
    const blackFriday = demandOn(11, 27);
    expect(blackFriday).toBeGreaterThan(2.5 * demandOn(11, 13));
    expect(demandOn(11, 30)).toBeGreaterThan(blackFriday);
    expect(demandOn(12, 10)).toBeGreaterThan(1.5 * demandOn(2, 10));
    expect(demandOn(12, 27)).toBeLessThan(demandOn(12, 13));
  });

  it('follows the week and the hours of the day', () => {
    expect(demandOn(3, 9)).toBeGreaterThan(demandOn(3, 14));
    const at = (hour: number): number => demandAt(Date.UTC(2026, 2, 10, hour + 7), timeZone);
    expect(at(20)).toBeGreaterThan(5 * at(3));
  });

  it('draws ordered instants within the span', () => {
    const from = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(from, fc.integer({ min: 60_000, max: 30 * 86_400_000 }), fc.nat(100), (start, length, count) => {
        const instants = drawInstants(createRandom(count), { from: start, to: start + length, count, timeZone });
        expect(instants).toHaveLength(count);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
        expect(instants.every((at) => at >= start && at < start + length)).toBe(true);
      }),
    );
  });

  it('draws as densely as the demand of each day', () => {
    const from = Date.UTC(2026, 0, 1);
    const instants = drawInstants(createRandom(3), { from, to: Date.UTC(2027, 0, 1), count: 20_000, timeZone });
    const of = (month: number, date: number): number =>
      instants.filter((at) => dayOf(at, timeZone) === dayOf(Date.UTC(2026, month - 1, date, 20), timeZone)).length;
    const ratio = (of(11, 27) + of(11, 30)) / (of(6, 8) + of(6, 9) + of(6, 10) + of(6, 11));
    const expected = (demandOn(11, 27) + demandOn(11, 30)) / (demandOn(6, 8) + demandOn(6, 9) + demandOn(6, 10) + demandOn(6, 11));
    expect(ratio).toBeGreaterThan(expected * 0.75);
    expect(ratio).toBeLessThan(expected * 1.35);
  });
});
