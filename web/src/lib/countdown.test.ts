import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countdown, partsOf } from './countdown.ts';

const now = new Date('2026-03-08T10:00:00Z');
const inMinutes = (minutes: number) => countdown(new Date(now.getTime() + minutes * 60_000), now);

describe('countdown', () => {
  it.each([
    [-1, 'late'],
    [0, 'urgent'],
    [239, 'urgent'],
    [240, 'soon'],
    [1439, 'soon'],
    [1440, 'calm'],
  ])('%i minutes before the deadline it is %s', (minutes, urgency) => {
    expect(inMinutes(minutes).urgency).toBe(urgency);
  });

  it('gives nobody a minute that is not there', () => {
    expect(countdown(new Date(now.getTime() + 119_999), now).minutes).toBe(1);
  });

  it('shows the two largest units', () => {
    expect(partsOf(59)).toEqual({ days: 0, hours: 0, minutes: 59 });
    expect(partsOf(252)).toEqual({ days: 0, hours: 4, minutes: 12 });
    expect(partsOf(1_500)).toEqual({ days: 1, hours: 1, minutes: 0 });
    expect(partsOf(4_400)).toEqual({ days: 3, hours: 0, minutes: 0 });
  });

  it('never shows more time than is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (minutes) => {
        const { days, hours, minutes: rest } = partsOf(minutes);
        const shown = days * 1440 + hours * 60 + rest;
        expect(shown).toBeLessThanOrEqual(minutes);
        expect(minutes - shown).toBeLessThan(days >= 3 ? 1440 : days > 0 ? 60 : 1);
      }),
    );
  });
});
