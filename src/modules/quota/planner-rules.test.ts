import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Purpose, purposes } from './contract.ts';
import { limitOf } from './operation-limits.ts';
import { type Ask, decide, patienceMs, type Queue, reserveOf } from './planner-rules.ts';
import { type Bucket, tokensAt } from './rules.ts';

const start = Date.UTC(2026, 10, 22);
type State = { bucket: Bucket; queue: Queue };
const full = (operation: string): State => {
  const { rate, burst } = limitOf(operation);
  return { bucket: { tokens: burst, rate, burst, refilledAt: new Date(start), blockedUntil: null }, queue: {} };
};

/** Asks, and puts what was decided into the state. */
function ask(state: State, operation: string, at: number, more: Partial<Ask> & { purpose: Purpose }) {
  const decision = decide(state.bucket, state.queue, { operation, want: 1, now: new Date(at), ...more });
  state.bucket = { ...state.bucket, tokens: decision.tokens, refilledAt: decision.refilledAt };
  state.queue = decision.queue;
  return decision;
}

const operations = fc.constantFrom('searchOrders', 'getOrder', 'createReport', 'confirmShipment');
const purpose = fc.constantFrom(...purposes);

test('never above the quota, however the asks of all purposes interleave', () => {
  const asks = fc.array(
    fc.record({ gap: fc.nat(200_000), lag: fc.nat(4000), purpose, want: fc.integer({ min: 1, max: 25 }), backlog: fc.option(fc.nat(40)) }),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(operations, asks, (operation, list) => {
      const state = full(operation);
      const { rate, burst } = state.bucket;
      const grants: { at: number; count: number }[] = [];
      let now = start;
      for (const { gap, lag, backlog, ...each } of list) {
        now += gap;
        const decision = ask(state, operation, now - lag, { ...each, ...(backlog === null ? {} : { backlog }) });
        expect(decision.granted).toBeGreaterThanOrEqual(0);
        expect(decision.granted).toBeLessThanOrEqual(each.want);
        // Sent away and asked back at once would be an endless loop.
        expect(decision.granted > 0 || decision.nextAt.getTime() > now - lag).toBe(true);
        expect(state.bucket.tokens).toBeGreaterThanOrEqual(0);
        expect(state.bucket.tokens).toBeLessThanOrEqual(burst);
        grants.push({ at: now, count: decision.granted });
      }
      for (const [i, from] of grants.entries()) {
        let sum = 0;
        for (const to of grants.slice(i)) {
          sum += to.count;
          expect(sum).toBeLessThanOrEqual(burst + (rate * (to.at - from.at + 4000)) / 1000 + 1e-6);
        }
      }
    }),
  );
});

/** All come back exactly when they were told to, in an order of chance, for `hours`; gives how long each had to wait for each token. */
function play(operation: string, wishes: readonly { purpose: Purpose; calls: number }[], hours: number, pick: (n: number) => number) {
  const state = full(operation);
  const players = wishes.map(({ purpose: each, calls }) => ({ purpose: each, left: calls, at: start, since: start }));
  const served: { purpose: Purpose; at: number; waited: number; tokens: number; others: Purpose[] }[] = [];
  const end = start + hours * 3_600_000;
  for (let rounds = 0; rounds < 100_000; rounds += 1) {
    const active = players.filter(({ left }) => left > 0);
    const soonest = Math.min(...active.map(({ at }) => at));
    if (active.length === 0 || soonest > end) return served;
    const due = active.filter(({ at }) => at === soonest);
    const one = due[pick(due.length)];
    if (!one) break;
    const tokens = tokensAt(state.bucket, new Date(soonest));
    const others = due.filter((each) => each !== one).map((each) => each.purpose);
    const { granted, nextAt } = ask(state, operation, soonest, { purpose: one.purpose, backlog: one.left });
    if (granted > 0) {
      served.push({ purpose: one.purpose, at: soonest, waited: soonest - one.since, tokens, others });
      one.left -= 1;
      one.since = soonest;
    }
    one.at = granted > 0 ? Math.max(soonest, nextAt.getTime()) : nextAt.getTime();
  }
  throw new Error('somebody asks again and again at the same instant');
}

const chance = (seed: number) => {
  let x = (seed % 2_147_483_646) + 1;
  return (n: number) => (x = (x * 48_271) % 2_147_483_647) % n;
};
const wishesOf = (most: number) =>
  fc.uniqueArray(fc.record({ purpose, calls: fc.integer({ min: 1, max: most }) }), { selector: ({ purpose: each }) => each, minLength: 1 });

test('nothing starves: every token comes within patience and the time that those take who were promised before', () => {
  fc.assert(
    fc.property(operations, wishesOf(60), fc.nat(), (operation, wishes, seed) => {
      const token = 1000 / limitOf(operation).rate;
      const served = play(operation, wishes, 12, chance(seed));
      for (const { purpose: each, waited } of served)
        expect(waited).toBeLessThanOrEqual(patienceMs[each] + (purposes.length + 1) * token + 60_000);
      // Who wanted less than half of a burst got all of it within the day that the others fill.
      for (const { purpose: each, calls } of wishes) {
        const got = served.filter((one) => one.purpose === each).length;
        const least = Math.min(calls, Math.floor((11 * 3_600_000) / (patienceMs[each] + (purposes.length + 1) * token + 60_000)));
        expect(got, each).toBeGreaterThanOrEqual(least);
      }
    }),
    { numRuns: 40 },
  );
});

test('urgent first: while a place of a more valuable purpose stands, a less valuable one gets none that it would need', () => {
  const valuable: Purpose[] = ['person', 'write', 'deadline', 'cancel', 'new', 'reconcile', 'history'];
  fc.assert(
    fc.property(operations, fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 40 }), fc.nat(30_000), (operation, i, j, calls, after) => {
      const [above, below] = [valuable[Math.min(i, j)], valuable[Math.max(i, j) + 1]];
      if (!above || !below) return;
      const state = full(operation);
      while (ask(state, operation, start, { purpose: 'person' }).granted > 0);
      state.queue = {};
      ask(state, operation, start, { purpose: above, backlog: calls });
      const now = start + after;
      const tokens = tokensAt(state.bucket, new Date(now));
      const { granted } = ask(state, operation, now, { purpose: below, want: 50 });
      expect(granted).toBeLessThanOrEqual(Math.max(0, Math.floor(tokens + 1e-9) - calls));
      const needed = 1 + reserveOf(operation, above, state.bucket.burst);
      expect(tokens < needed || ask(state, operation, now, { purpose: above }).granted === 1).toBe(true);
    }),
  );
});

test('a place is kept for half a minute after it could be served, and no longer', () => {
  const state = full('searchOrders');
  ask(state, 'searchOrders', start, { purpose: 'person', want: 20 });
  const { nextAt } = ask(state, 'searchOrders', start, { purpose: 'deadline', backlog: 5 });
  const later = (ms: number) =>
    decide(state.bucket, state.queue, { operation: 'searchOrders', purpose: 'sweep', want: 1, now: new Date(ms) });
  expect(later(nextAt.getTime() + 30_000).granted).toBe(0);
  // A second token is there: the first of the two may be kept for the reserve.
  expect(later(nextAt.getTime() + 200_000).granted).toBe(1);
});

test('the past and the nightly check leave a reserve of what people and deadlines need', () => {
  expect(
    (['person', 'deadline', 'sweep', 'reconcile', 'history'] as const).map((each) => reserveOf('searchOrders', each as Purpose, 20)),
  ).toEqual([0, 0, 1, 3, 6]);
  expect(reserveOf('createReport', 'history', 15)).toBe(0);
});

test('all of a quota is used: who comes back when told is served then, if nobody else waits', () => {
  fc.assert(
    fc.property(operations, purpose, fc.nat(), (operation, each, seed) => {
      const { rate, burst } = limitOf(operation);
      const served = play(operation, [{ purpose: each, calls: 100 }], 5, chance(seed));
      const possible = Math.min(100, burst - reserveOf(operation, each, burst) + Math.floor(5 * 3600 * rate) - 1);
      expect(served.length).toBeGreaterThanOrEqual(possible);
    }),
    { numRuns: 30 },
  );
});
