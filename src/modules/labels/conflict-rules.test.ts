import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChoiceFacts, type ChoiceRule, chooseOffer } from './choice-rules.ts';
import { conflictsOf } from './conflict-rules.ts';
import type { Offer } from './ports.ts';
import { type PastQuote, tryRules } from './trial-rules.ts';

const rule = (name: string, when: ChoiceRule['when'] = {}, want: Partial<ChoiceRule['want']> = {}): ChoiceRule => ({
  name,
  when,
  want: { pick: 'cheapest', inTime: true, protected: true, ...want },
});
const usd = (amount: string) => ({ amount, currency: 'USD' });

test.each<[string, ChoiceRule, ChoiceRule, boolean]>([
  ['the same twice', rule('a'), rule('b'), true],
  ['another wish that takes more', rule('a'), rule('b', {}, { protected: false }), false],
  ['a wish that takes less', rule('a', {}, { protected: false }), rule('b'), true],
  ['Prime asks for protection anyway', rule('a'), rule('b', { premium: true }, { protected: false }), true],
  ['a lighter parcel', rule('a', { gramsTo: 1000 }), rule('b', { gramsTo: 500 }), true],
  ['a heavier parcel', rule('a', { gramsTo: 500 }), rule('b', { gramsTo: 1000 }), false],
  ['a state of the country', rule('a', { places: ['US'] }), rule('b', { places: ['us-tx', 'US'] }), true],
  ['one more country', rule('a', { places: ['US'] }), rule('b', { places: ['US', 'CA'] }), false],
  ['SKUs of a family', rule('a', { skus: ['MUG*'] }), rule('b', { skus: ['MUG-RED', 'MUG-B*'] }), true],
  ['a family of which one SKU is known', rule('a', { skus: ['MUG-RED'] }), rule('b', { skus: ['MUG*'] }), false],
  ['a higher value', rule('a', { valueFrom: usd('50') }), rule('b', { valueFrom: usd('60') }), true],
  ['a value of another currency', rule('a', { valueFrom: usd('50') }), rule('b', { valueFrom: { amount: '60', currency: 'EUR' } }), false],
  ['a service of the carrier', rule('a', {}, { carriers: ['UPS'] }), rule('b', {}, { carriers: ['ups ground'] }), true],
  ['another carrier', rule('a', {}, { carriers: ['UPS'] }), rule('b', {}, { carriers: ['USPS'] }), false],
])('covered by the rule before it: %s', (_, earlier, later, covered) => {
  expect(conflictsOf([earlier, later])).toEqual(covered ? [{ rule: 1, why: 'covered', by: 0 }] : []);
});

test.each<[ChoiceRule['when'], boolean]>([
  [{ gramsFrom: 500, gramsTo: 499 }, true],
  [{ gramsFrom: 500, gramsTo: 500 }, false],
  [{ valueFrom: usd('10'), valueTo: usd('9.99') }, true],
  [{ valueFrom: usd('10'), valueTo: { amount: '20', currency: 'EUR' } }, true],
])('a condition that no order meets: %j', (when, empty) => {
  expect(conflictsOf([rule('a', when)]).length > 0).toBe(empty);
});

const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: 3 });
const amounts = fc.constantFrom('5', '20', '50').map(usd);
const anyRule: fc.Arbitrary<ChoiceRule> = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  when: fc.record(
    {
      gramsFrom: fc.constantFrom(0, 300, 600),
      gramsTo: fc.constantFrom(300, 600, 900),
      places: some(['US', 'US-TX', 'US-CA', 'DE']),
      skus: some(['MUG', 'MUG*', 'CUP', '*']),
      valueFrom: amounts,
      valueTo: amounts,
      premium: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  want: fc.record(
    {
      pick: fc.constantFrom('cheapest' as const, 'fastest' as const),
      inTime: fc.boolean(),
      protected: fc.boolean(),
      carriers: some(['UPS', 'UPS Ground', 'USPS']),
    },
    { requiredKeys: ['pick', 'inTime', 'protected'] },
  ),
});
const anyOffer: fc.Arbitrary<Offer> = fc.record({
  carrier: fc.constantFrom('UPS', 'USPS'),
  service: fc.constantFrom('Ground', 'Air'),
  price: amounts,
  earliest: fc.constant(null),
  latest: fc.option(fc.constantFrom('2026-03-04T12:00:00Z', '2026-03-08T12:00:00Z')),
  protection: fc.boolean().map((claims) => ({ claims, onTime: null, excluded: [] })),
  formats: fc.constant(['pdf' as const]),
  expiresAt: fc.constant(null),
  handle: fc.constant({}),
});
const anyFacts: fc.Arbitrary<ChoiceFacts> = fc.record({
  deliverBy: fc.constant(new Date('2026-03-06T00:00:00Z')),
  grams: fc.constantFrom(100, 300, 450, 600, 899),
  country: fc.constantFrom('US', 'DE'),
  region: fc.constantFrom('TX', 'CA', ''),
  skus: fc.subarray(['MUG', 'MUG-RED', 'CUP'], { minLength: 1 }),
  value: fc.option(amounts),
  premium: fc.boolean(),
});

test('a rule that is said never to choose never chooses, whatever the order and the offers', () => {
  fc.assert(
    fc.property(
      fc.array(anyRule, { minLength: 2, maxLength: 4 }),
      anyFacts,
      fc.array(anyOffer, { maxLength: 4 }),
      (rules, facts, offers) => {
        const numbered = rules.map((each, index) => ({ ...each, name: `rule ${index}` }));
        const { rule: chosen } = chooseOffer(numbered, facts, offers);
        expect(conflictsOf(numbered).map((conflict) => `rule ${conflict.rule}`)).not.toContain(chosen);
      },
    ),
    { numRuns: 300 },
  );
});

const offer = (carrier: string, amount: string, more: Partial<Offer> = {}): Offer => ({
  carrier,
  service: 'Ground',
  price: usd(amount),
  earliest: null,
  latest: '2026-03-04T12:00:00Z',
  protection: { claims: true, onTime: null, excluded: [] },
  formats: ['pdf'],
  expiresAt: null,
  handle: {},
  ...more,
});

test('rules tried on the past: what they choose, what it would have cost, and what they leave to a person', () => {
  const facts: ChoiceFacts = {
    deliverBy: new Date('2026-03-06T00:00:00Z'),
    grams: 400,
    country: 'US',
    region: 'TX',
    skus: ['MUG'],
    value: null,
    premium: false,
  };
  const late = offer('USPS', '3.10', { latest: '2026-03-08T12:00:00Z', protection: { claims: false, onTime: null, excluded: [] } });
  const past: PastQuote[] = [
    {
      orderId: '1',
      at: new Date(0),
      facts,
      offers: [offer('UPS', '9.50'), late],
      bought: { carrier: 'UPS', service: 'Ground', price: usd('9.50') },
    },
    {
      orderId: '2',
      at: new Date(0),
      facts,
      offers: [offer('UPS', '9.50'), late],
      bought: { carrier: 'USPS', service: 'Ground', price: usd('3.10') },
    },
    { orderId: '3', at: new Date(0), facts, offers: [late], bought: null },
    { orderId: '4', at: new Date(0), facts: { ...facts, grams: 4000 }, offers: [offer('UPS', '20')], bought: null },
  ];
  const rules = [rule('any price', { gramsTo: 1000 }, { inTime: false, protected: false })];
  const { rows, summary } = tryRules(rules, past);
  expect(rows.map(({ chosen, difference }) => [chosen?.carrier ?? null, difference?.amount ?? null])).toEqual([
    ['USPS', '-6.4'],
    ['USPS', '0'],
    ['USPS', null],
    [null, null],
  ]);
  expect(summary).toEqual({
    quotes: 4,
    chosen: 3,
    unmatched: 1,
    late: 3,
    unprotected: 3,
    compared: 2,
    changed: 1,
    costs: [{ currency: 'USD', chosen: '6.2', bought: '12.6', difference: '-6.4' }],
  });
});
