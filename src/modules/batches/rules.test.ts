import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayMove, reachable } from '#src/kernel/states.ts';
import { labelStates } from '#src/modules/labels/states.ts';
import { printSorts } from './contract.ts';
import { judge, type OfferFacts } from './judge-rules.ts';
import { inPrintOrder, type Printable } from './print-rules.ts';
import { batchState, type Phase, phaseOf, phases, rowMoves, rowStates } from './states.ts';
import { above, byCurrency, figuresOf, type Group } from './total-rules.ts';

describe('the states of a row', () => {
  test('every one is reached, and every pair is decided', () => {
    expect([...reachable(rowMoves, 'waiting')].toSorted()).toEqual([...rowStates].toSorted());
    const matrix = rowStates.map(
      (from) => `${from.padEnd(8)}${rowStates.map((to) => (mayMove(rowMoves, from, to) ? 'x' : '.')).join(' ')}`,
    );
    expect(matrix).toEqual([
      //       w r s w a r d
      'waiting . x x . . . x',
      'ready   x . x x . . x',
      'skipped x x . . . . x',
      'wanted  . . . . x x x',
      'asked   x . . . . . .',
      'refused x . . . . . x',
      'dropped . . . . . . .',
    ]);
  });

  test('nothing is asked for but what a person wanted, and nothing is wanted but what was shown', () => {
    expect(rowStates.filter((from) => mayMove(rowMoves, from, 'asked'))).toEqual(['wanted']);
    expect(rowStates.filter((from) => mayMove(rowMoves, from, 'wanted'))).toEqual(['ready']);
  });

  test('an asked row is what its label is', () => {
    const shown = labelStates.map((state) => `${state} ${phaseOf('asked', state)}`);
    expect(shown).toEqual([
      'asked buying',
      'buying buying',
      'unsure unsure',
      'bought bought',
      'voiding voiding',
      'voided voided',
      'refused refused',
    ]);
    const others = rowStates.filter((state) => state !== 'asked');
    expect(others.map((state) => phaseOf(state, 'bought'))).toEqual(others);
  });

  test('a batch is at rest only when none of its rows is under way', () => {
    const counts = fc.record(Object.fromEntries(phases.map((phase) => [phase, fc.nat(2)])) as Record<Phase, fc.Arbitrary<number>>);
    fc.assert(
      fc.property(counts, fc.boolean(), fc.boolean(), (each, paused, cancelled) => {
        const state = batchState(each, { paused, cancelled });
        const bought = each.buying + each.unsure;
        const holds = {
          checking: each.waiting > 0,
          ready: each.ready > 0,
          buying: each.wanted + bought > 0,
          paused: paused && each.wanted > 0,
          done: each.waiting + each.wanted + each.ready + bought === 0,
          cancelled: cancelled && bought === 0,
        };
        expect([state, holds[state]]).toEqual([state, true]);
      }),
    );
  });
});

const cents = fc.integer({ min: 0, max: 99_999 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);
const currency = fc.constantFrom('USD', 'EUR', 'JPY');
const inCents = (amount: string) => Math.round(Number(amount) * 100);

describe('the figures', () => {
  const row = fc.record({
    phase: fc.constantFrom(...phases),
    warned: fc.boolean(),
    expired: fc.boolean(),
    carrier: fc.constantFrom('UPS', 'USPS', 'DHL'),
    currency,
    amount: cents,
  });

  test('each row counts once, and its money in one total of its carrier and currency', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.nat(5), (rows, cut) => {
        // However the rows come grouped, the figures are the same.
        const groups = rows.map((each): Group => ({ ...each, rows: 1 }));
        const figures = figuresOf([...groups.slice(cut), ...groups.slice(0, cut)]);
        expect(figures).toEqual(figuresOf(groups));
        expect(figures.orders).toBe(rows.length);
        for (const phase of phases) expect(figures.counts[phase]).toBe(rows.filter((each) => each.phase === phase).length);
        const kinds = { planned: ['ready', 'wanted', 'buying', 'unsure'], bought: ['bought', 'voiding'] };
        const counted = rows.filter(({ phase }) => [...kinds.planned, ...kinds.bought].includes(phase));
        expect(figures.totals.reduce((n, { labels }) => n + labels, 0)).toBe(counted.length);
        for (const total of figures.totals) {
          const own = counted.filter(
            (each) => each.carrier === total.carrier && each.currency === total.currency && kinds[total.kind].includes(each.phase),
          );
          expect(total.labels).toBe(own.length);
          expect(inCents(total.amount)).toBe(own.reduce((n, { amount }) => n + inCents(amount), 0));
        }
      }),
    );
  });

  test('what was agreed on is enough for exactly itself, in every currency', () => {
    const price = fc.record({ amount: cents, currency });
    fc.assert(
      fc.property(fc.array(price, { maxLength: 20 }), price, (prices, one) => {
        const agreed = byCurrency(prices);
        expect(above(prices, agreed)).toEqual([]);
        const dearer = [...prices, one];
        expect(above(dearer, agreed)).toEqual(
          inCents(one.amount) > 0 || !agreed.some((total) => total.currency === one.currency) ? [one.currency] : [],
        );
      }),
    );
  });
});

describe('what becomes of a row', () => {
  const facts: OfferFacts = { arrival: 'in-time', lateRisk: false, claimsProtected: true, carrier: 'UPS', service: 'Ground' };
  const order = { doubts: [], offers: 3, mustProtect: false };
  const keys = (offer: OfferFacts | undefined, more: Partial<Parameters<typeof judge>[1]> = {}) => {
    const { outcome, reasons } = judge(offer, { ...order, ...more });
    return [outcome, ...reasons.map(({ key }) => key)];
  };

  test('is said with its reasons', () => {
    expect(keys(facts)).toEqual(['will', 'batches.will.buy']);
    expect(keys({ ...facts, arrival: 'late' })).toEqual(['warning', 'batches.warn.late']);
    expect(keys({ ...facts, arrival: 'risky' })).toEqual(['warning', 'batches.warn.risky']);
    expect(keys({ ...facts, lateRisk: true })).toEqual(['warning', 'batches.warn.risky']);
    expect(keys({ ...facts, arrival: 'unknown', claimsProtected: null })).toEqual([
      'warning',
      'batches.warn.unknown',
      'batches.warn.unprotected',
    ]);
    expect(keys(facts, { doubts: [{ key: 'writes.warn.held', values: {} }] })).toEqual(['warning', 'writes.warn.held']);
    expect(keys(undefined)).toEqual(['skip', 'batches.skip.noneChosen']);
    expect(keys(undefined, { offers: 0 })).toEqual(['skip', 'batches.skip.noOffer']);
    expect(keys({ ...facts, claimsProtected: false }, { mustProtect: true })).toEqual(['skip', 'batches.skip.mustProtect']);
  });
});

describe('the order of printing', () => {
  const printable = fc.record({
    accountId: fc.constantFrom('1', '2'),
    location: fc.constantFrom('A', 'B', null),
    locationPosition: fc.constantFrom(1, 2, null),
    sku: fc.constantFrom('', 'MUG', 'VASE'),
    units: fc.integer({ min: 1, max: 3 }),
    carrier: fc.constantFrom('UPS', 'USPS'),
    service: fc.constantFrom('Air', 'Ground'),
    deadline: fc.constantFrom(null, new Date('2026-11-22'), new Date('2026-11-23')),
  });
  const stack = fc
    .array(printable, { maxLength: 30 })
    .map((rows) => rows.map((row, position): Printable => ({ ...row, orderId: `O${position}`, labelId: String(position), position })));

  test('keeps every label, is the same however the labels come, and leaves equal ones as they were given', () => {
    fc.assert(
      fc.property(stack, fc.constantFrom(...printSorts), (rows, sort) => {
        const printed = inPrintOrder(rows, sort);
        expect(printed.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(rows.map(({ position }) => position));
        expect(inPrintOrder(rows.toReversed(), sort)).toEqual(printed);
        const isRight = (row: Printable, next: Printable) => {
          const goesOn = row.position < next.position;
          if (sort === 'given') return goesOn;
          if (sort === 'sku') return row.sku !== next.sku || row.units !== next.units || goesOn;
          if (sort === 'deadline') return next.deadline === null || Number(row.deadline ?? Number.NaN) <= Number(next.deadline);
          return true;
        };
        expect(printed.every((row, i) => isRight(row, printed[i + 1] ?? { ...row, position: row.position + 1 }))).toBe(true);
      }),
    );
  });
});
