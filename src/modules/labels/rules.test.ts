import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFinal, reachable } from '#src/kernel/states.ts';
import { type ChoiceFacts, type ChoiceRule, chooseOffer } from './choice-rules.ts';
import type { Offer, Parcel } from './ports.ts';
import { presetFor } from './preset-rules.ts';
import { arrivalOf, isLateRisk } from './promise-rules.ts';
import { isLive, labelMoves, labelStates } from './states.ts';

const box = (length: number, width: number, height: number, more: Partial<Parcel> = {}): Parcel => ({
  length,
  width,
  height,
  lengthUnit: 'in',
  weight: 16,
  weightUnit: 'oz',
  ...more,
});

const offer = (service: string, amount: string, more: Partial<Offer> = {}): Offer => ({
  carrier: 'UPS',
  service,
  price: { amount, currency: 'USD' },
  earliest: '2026-03-04T12:00:00Z',
  latest: '2026-03-05T20:00:00Z',
  protection: { claims: true, onTime: true, excluded: [] },
  formats: ['pdf'],
  expiresAt: null,
  handle: {},
  ...more,
});
const deliverBy = new Date('2026-03-06T07:59:59Z');
const facts = (more: Partial<ChoiceFacts> = {}): ChoiceFacts => ({
  deliverBy,
  grams: 400,
  country: 'US',
  region: 'TX',
  skus: ['MUG'],
  value: { amount: '40.00', currency: 'USD' },
  premium: false,
  ...more,
});
const rule = (name: string, when: ChoiceRule['when'] = {}, want: Partial<ChoiceRule['want']> = {}): ChoiceRule => ({
  name,
  when,
  want: { pick: 'cheapest', inTime: true, protected: true, ...want },
});

describe('arrives by against deliver-by', () => {
  test.each([
    ['2026-03-04T12:00:00Z', '2026-03-06T07:59:59Z', 'in-time'],
    ['2026-03-04T12:00:00Z', '2026-03-06T08:00:00Z', 'risky'],
    ['2026-03-06T08:00:00Z', '2026-03-07T08:00:00Z', 'late'],
    [null, '2026-03-07T08:00:00Z', 'late'],
    ['2026-03-05T08:00:00Z', null, 'in-time'],
    [null, null, 'unknown'],
  ])('%s to %s is %s', (earliest, latest, arrival) => {
    expect(arrivalOf({ earliest, latest }, deliverBy)).toBe(arrival);
  });

  test('Amazon may see a risk where the days look good', () => {
    const said = { claims: false, onTime: null, excluded: [{ benefit: 'CLAIMS_PROTECTED', reasons: ['LATE_DELIVERY_RISK'] }] };
    expect(isLateRisk(offer('Ground', '5'), deliverBy)).toBe(false);
    expect(isLateRisk(offer('Ground', '5', { protection: said }), deliverBy)).toBe(true);
    expect(arrivalOf(offer('Ground', '5'), null)).toBe('in-time');
  });
});

describe('choice by rules', () => {
  const late = offer('Ground', '4.10', { earliest: '2026-03-07T12:00:00Z', latest: '2026-03-08T12:00:00Z' });
  const unprotected = offer('Saver', '5.00', { protection: { claims: false, onTime: null, excluded: [] } });
  const good = offer('2nd Day', '9.99');
  const fast = offer('Next Day', '30.00', { earliest: '2026-03-03T12:00:00Z', latest: '2026-03-03T20:00:00Z' });

  test('the cheapest that arrives in time and is protected, with what was passed over', () => {
    const choice = chooseOffer([], facts(), [fast, good, unprotected, late]);
    expect(choice.offer).toBe(good);
    expect(choice.why.map(({ key }) => key)).toEqual([
      'labels.why.default',
      'labels.why.not.late',
      'labels.why.not.unprotected',
      'labels.why.cheapest',
    ]);
    expect(choice.why[1]?.values).toEqual({ carrier: 'UPS', service: 'Ground', price: '4.10 USD' });
  });

  test.each<[string, ChoiceRule, Partial<ChoiceFacts>, boolean]>([
    ['weight', rule('w', { gramsFrom: 300, gramsTo: 400 }), {}, true],
    ['weight above', rule('w', { gramsTo: 399 }), {}, false],
    ['country', rule('c', { places: ['us'] }), {}, true],
    ['state', rule('c', { places: ['US-TX'] }), {}, true],
    ['another state', rule('c', { places: ['US-CA'] }), {}, false],
    ['SKU', rule('s', { skus: ['MU*'] }), {}, true],
    ['another SKU', rule('s', { skus: ['MU'] }), {}, false],
    ['value', rule('v', { valueFrom: { amount: '40', currency: 'USD' } }), {}, true],
    ['another currency', rule('v', { valueFrom: { amount: '1', currency: 'EUR' } }), {}, false],
    ['no value', rule('v', { valueTo: { amount: '99', currency: 'USD' } }), { value: null }, false],
    ['Prime', rule('p', { premium: true }), { premium: true }, true],
    ['not Prime', rule('p', { premium: true }), {}, false],
  ])('a condition: %s', (_, one, more, holds) => {
    expect(chooseOffer([one], facts(more), [good]).offer).toBe(holds ? good : undefined);
  });

  test('a rule that leaves nothing hands over to the next; none leaves the choice to a person', () => {
    const only = rule('DHL only', {}, { carriers: ['DHL'] });
    const choice = chooseOffer([only, rule('any', {}, { pick: 'fastest' })], facts(), [good, fast]);
    expect(choice).toMatchObject({ offer: fast, rule: 'any' });
    expect(choice.why.map(({ key }) => key)).toContain('labels.why.noneLeft');
    expect(chooseOffer([only], facts(), [good])).toMatchObject({ offer: undefined, rule: undefined });
    expect(chooseOffer([rule('w', { gramsTo: 1 })], facts(), [good]).why).toEqual([{ key: 'labels.why.noRule', values: {} }]);
  });

  test('Prime takes a protected label whatever the rule says', () => {
    const cheap = rule('cheap', {}, { protected: false, inTime: false });
    expect(chooseOffer([cheap], facts(), [good, unprotected]).offer).toBe(unprotected);
    expect(chooseOffer([cheap], facts({ premium: true }), [good, unprotected]).offer).toBe(good);
  });

  test('what is chosen keeps what the rule wants, and nothing cheaper does; the order of the offers does not matter', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-03-0${n}T12:00:00Z`);
    const any = fc.record({
      amount: fc.integer({ min: 100, max: 9999 }).map((cents) => (cents / 100).toFixed(2)),
      earliest: fc.option(day),
      latest: fc.option(day),
      claims: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.boolean(), fc.boolean(), (list, inTime, wantsProtected) => {
        const offers = list.map(({ amount, claims, ...days }, i) =>
          offer(`S${i}`, amount, { ...days, protection: { claims, onTime: null, excluded: [] } }),
        );
        const rules = [rule('r', {}, { inTime, protected: wantsProtected })];
        const { offer: chosen } = chooseOffer(rules, facts(), offers);
        const fit = offers.filter(
          (each) => (!inTime || arrivalOf(each, deliverBy) === 'in-time') && (!wantsProtected || each.protection.claims === true),
        );
        expect(chosen === undefined).toBe(fit.length === 0);
        const lowest = Math.min(...fit.map((each) => Number(each.price.amount)));
        const cheapest = fit.filter((each) => Number(each.price.amount) === lowest);
        expect(cheapest.includes(chosen ?? offer('none', '0'))).toBe(fit.length > 0);
        expect(chooseOffer(rules, facts(), [...offers].reverse()).offer).toBe(chosen);
      }),
    );
  });
});

test('presets: the smallest that names the SKUs and holds the units, then one for so many of anything, else the default', () => {
  const preset = (name: string, size: number, more: object = {}) => ({
    name,
    parcel: box(size, size, size),
    skus: [],
    upTo: null,
    isDefault: false,
    ...more,
  });
  const presets = [
    preset('six mugs', 9, { skus: ['MUG'], upTo: 6 }),
    preset('one mug', 4, { skus: ['MUG', 'CUP'], upTo: 1 }),
    preset('any', 12, { isDefault: true }),
  ];
  const chosen = (...items: { sku: string; quantity: number }[]) => presetFor(presets, items)?.name;
  expect(chosen({ sku: 'MUG', quantity: 1 })).toBe('one mug');
  expect(chosen({ sku: 'MUG', quantity: 2 })).toBe('six mugs');
  expect(chosen({ sku: 'MUG', quantity: 7 })).toBe('any');
  expect(chosen({ sku: 'MUG', quantity: 1 }, { sku: 'JUG', quantity: 1 })).toBe('any');
  expect(presetFor([], [{ sku: 'MUG', quantity: 1 }])).toBeUndefined();
  const small = [...presets, preset('anything small', 5, { upTo: 2 }), preset('by hand', 3)];
  expect(presetFor(small, [{ sku: 'JUG', quantity: 2 }])?.name).toBe('anything small');
  expect(presetFor(small, [{ sku: 'MUG', quantity: 2 }])?.name).toBe('six mugs');
  expect(presetFor(small, [{ sku: 'JUG', quantity: 3 }])?.name).toBe('any');
});

test('every state is reached; a label that was voided or refused is over and covers nothing', () => {
  expect(reachable(labelMoves, 'asked')).toEqual(new Set(labelStates));
  for (const state of labelStates) expect(isLive({ state, refund: 'none' })).toBe(!isFinal(labelMoves, state));
  // The money may come weeks later: once the carrier has it back, its units are free.
  expect(isLive({ state: 'voiding', refund: 'pending' })).toBe(false);
  expect(isLive({ state: 'bought', refund: 'rejected' })).toBe(true);
});
