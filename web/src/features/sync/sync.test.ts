import { describe, expect, it } from 'vitest';
import type { SyncAccount } from './freshness.ts';
import { byMost, hurry } from './spent.ts';

const quota = (operation: string, blockedUntil: string | null = null): SyncAccount['quotas'][number] => ({
  operation,
  tokens: 1,
  burst: 20,
  perSecond: 0.5,
  nextTokenAt: null,
  fullAt: '2026-11-22T12:00:00.000Z',
  blockedUntil,
  calls: 0,
  throttled: 0,
  lastHour: {},
  lastDay: {},
  waiting: [],
});

describe('what quotas were spent on', () => {
  it('puts most calls first and leaves out what got none', () => {
    expect(byMost({ history: 2, deadline: 7, person: 0 })).toEqual([
      ['deadline', 7],
      ['history', 2],
    ]);
    expect(byMost({})).toEqual([]);
  });

  it('shows first what orders come by, then what is held back', () => {
    const list = [quota('createReport'), quota('getOrder'), quota('getReport', '2026-11-22T12:00:00.000Z'), quota('searchOrders')];
    expect(list.toSorted(hurry).map(({ operation }) => operation)).toEqual(['searchOrders', 'getOrder', 'getReport', 'createReport']);
  });
});
