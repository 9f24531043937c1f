import { describe, expect, it } from 'vitest';
import type { LedgerDay } from '#src/modules/ledger/contract.ts';
import { askedFor } from './asked-for.ts';
import { periodDays } from './ledger-period.ts';
import { countStates, storeDays } from './store-days.ts';

const day = (marketplaceId: string, on: string, state: LedgerDay['state']): LedgerDay => ({
  accountId: '1',
  marketplaceId,
  day: on,
  state,
  held: 1,
  seen: {},
  odd: 0,
  metric: null,
  reportAt: null,
  waitsFor: [],
  lookedAt: null,
  closedAt: null,
  gaps: 0,
  hash: null,
  hours: [],
});

describe('the ledger on the page', () => {
  it('keeps stores apart, what needs a look first, newest day first', () => {
    const days = [day('US', '2026-11-01', 'closed'), day('US', '2026-11-02', 'open'), day('CA', '2026-11-01', 'gap')];
    expect(storeDays(days).map(({ marketplaceId, counts }) => [marketplaceId, counts])).toEqual([
      ['CA', { closed: 0, open: 0, gap: 1 }],
      ['US', { closed: 1, open: 1, gap: 0 }],
    ]);
    expect(storeDays(days)[1]?.days.map((each) => each.day)).toEqual(['2026-11-02', '2026-11-01']);
    expect(countStates(days)).toEqual({ closed: 1, open: 1, gap: 1 });
    expect(storeDays([])).toEqual([]);
  });

  it('asks up to tomorrow, for stores that are ahead', () => {
    expect(periodDays('30', new Date('2026-11-22T23:30:00Z'))).toEqual({ from: '2026-10-23', to: '2026-11-23' });
  });
});

describe('a search of the grid as a question', () => {
  it.each([
    ['order:113-5550001-0000001 status:shipped', '113-5550001-0000001'],
    ['buyer:"Maria Keller"', 'Maria Keller'],
    ['email:maria@example.com', 'maria@example.com'],
    ['  mug   blue ', 'mug blue'],
  ])('%s', (query, asked) => {
    expect(askedFor(query)).toBe(asked);
  });
});
