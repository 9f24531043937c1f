import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplianceFacts, type DutyId, dutyDays, judgeDuties, worstOf } from './duty-rules.ts';
import { dutyWords } from './duty-words.ts';
import { dutiesOf } from './questions.ts';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** A desk that was started a minute ago, whose owner has set up the second factor. */
const fresh: ComplianceFacts = {
  now,
  since: now,
  vault: { orders: 0, overdue: 0, oldestDue: null },
  lastPurge: null,
  lastLook: null,
  keys: { root: 'file', version: 1, madeAt: now, isRotating: false },
  oldestSecret: null,
  people: { total: 1, withoutSecondFactor: 0, lastReviewAt: now },
  backups: { lastAt: null, checkedAt: null, failed: false, scheduled: false },
  web: 'loopback',
  database: 'socket',
  redaction: true,
};
const of = (id: DutyId, changes: Partial<ComplianceFacts>) => judgeDuties({ ...fresh, ...changes }).find((each) => each.id === id)?.state;

describe('the duties', () => {
  it('are all met by a fresh desk whose owner has a second factor', () => {
    expect(judgeDuties(fresh).filter(({ state }) => state === 'warn' || state === 'bad')).toEqual([]);
    expect(dutiesOf(fresh).state).toBe('good');
  });

  it.each([
    ['retention', { vault: { orders: 3, overdue: 2, oldestDue: ago(0) } }, 'warn'],
    ['retention', { vault: { orders: 3, overdue: 2, oldestDue: ago(3) } }, 'bad'],
    ['erasure', { lastPurge: { at: ago(1), traces: 1, looked: true } }, 'bad'],
    ['erasure', { lastPurge: { at: ago(1), traces: 0, looked: false } }, 'warn'],
    ['erasure', { lastPurge: { at: ago(1), traces: 0, looked: true } }, 'good'],
    ['keyAge', { keys: { root: 'file', version: 1, madeAt: ago(366), isRotating: false } }, 'bad'],
    ['keyAge', { keys: { root: 'file', version: 1, madeAt: ago(365), isRotating: false } }, 'good'],
    ['clientSecret', { oldestSecret: ago(165) }, 'good'],
    ['clientSecret', { oldestSecret: ago(170) }, 'warn'],
    ['clientSecret', { oldestSecret: ago(181) }, 'bad'],
    ['inTransit', { web: 'plain' }, 'bad'],
    ['inTransit', { database: 'plain' }, 'bad'],
    ['inTransit', { web: 'tls', database: 'tls' }, 'good'],
    ['people', { people: null }, 'warn'],
    ['people', { people: { total: 4, withoutSecondFactor: 1, lastReviewAt: null } }, 'bad'],
    ['review', { people: { total: 1, withoutSecondFactor: 0, lastReviewAt: ago(93) } }, 'bad'],
    ['review', { people: { total: 1, withoutSecondFactor: 0, lastReviewAt: ago(92) } }, 'good'],
    ['logs', { redaction: false }, 'bad'],
    ['backups', { since: ago(8) }, 'bad'],
    ['backups', { since: ago(8), backups: { lastAt: ago(1), checkedAt: null, failed: false, scheduled: true } }, 'warn'],
    ['backups', { since: ago(8), backups: { lastAt: ago(1), checkedAt: ago(2), failed: false, scheduled: true } }, 'good'],
    ['backups', { since: ago(8), backups: { lastAt: ago(1), checkedAt: ago(2), failed: true, scheduled: true } }, 'bad'],
    ['backups', { since: ago(90), backups: { lastAt: ago(5), checkedAt: ago(2), failed: false, scheduled: true } }, 'warn'],
    ['network', { web: 'tls' }, 'yours'],
  ] as const)('%s of %j is %s', (id, changes, state) => {
    expect(of(id, changes)).toBe(state);
  });

  it('each that is not met says what to do, and none that is met', () => {
    const at = fc.integer({ min: 0, max: 400 }).map(ago);
    const facts = fc.record({
      now: fc.constant(now),
      since: at,
      vault: fc.record({ orders: fc.nat(9), overdue: fc.nat(9), oldestDue: fc.option(at) }),
      lastPurge: fc.option(fc.record({ at, traces: fc.nat(2), looked: fc.boolean() })),
      lastLook: fc.option(fc.record({ at, traces: fc.nat(2) })),
      keys: fc.record({
        root: fc.constantFrom('file', 'environment', 'command', null),
        version: fc.nat(9),
        madeAt: at,
        isRotating: fc.boolean(),
      }),
      oldestSecret: fc.option(at),
      people: fc.option(fc.record({ total: fc.nat(9), withoutSecondFactor: fc.nat(9), lastReviewAt: fc.option(at) })),
      backups: fc.option(fc.record({ lastAt: fc.option(at), checkedAt: fc.option(at), failed: fc.boolean(), scheduled: fc.boolean() })),
      web: fc.constantFrom('loopback', 'tls', 'plain'),
      database: fc.constantFrom('socket', 'loopback', 'tls', 'plain'),
      redaction: fc.boolean(),
    }) satisfies fc.Arbitrary<ComplianceFacts>;
    fc.assert(
      fc.property(facts, (some) => {
        const list = judgeDuties(some);
        expect(list.map(({ id }) => id).toSorted()).toEqual(Object.keys(dutyWords).toSorted());
        for (const { state, remedy, finding } of list) {
          expect(remedy === null).toBe(state === 'good' || state === 'yours');
          expect(finding).toMatch(/^\S.*\.$/);
          expect(finding).not.toMatch(/NaN|undefined|null|\s-\d/);
        }
        expect(worstOf(list) === 'good').toBe(list.every(({ state }) => state === 'good' || state === 'yours'));
      }),
    );
  });

  it('recur as the policy says', () => {
    expect(dutyDays).toMatchObject({ key: 365, clientSecret: 180, review: 92 });
  });
});
