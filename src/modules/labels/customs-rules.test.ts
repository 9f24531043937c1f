import { expect, test } from 'vitest';
import { iossCountry } from '#src/adapters/carriers/ioss-country.ts';
import { declarationOf, leavesCustomsArea } from './customs-rules.ts';

const place = (country: string, postalCode = '') => ({ country, postalCode });

test.each([
  [place('US'), place('US'), false],
  [place('US'), place('CA'), true],
  [place('DE'), place('FR'), false],
  [place('DE'), place('GB'), true],
  [place('GB'), place('IM'), false],
  [place('FR'), place('MC'), false],
  [place('DE'), place('ES', '28001'), false],
  [place('DE'), place('ES', '35001'), true],
  [place('ES', '28001'), place('ES', '38001'), true],
  [place('US'), place('PR'), false],
  [place('DE'), place('CH'), true],
])('customs stands between %j and %j: %s', (from, to, stands) => {
  expect(leavesCustomsArea(from, to)).toBe(stands);
});

const setting = { contents: 'merchandise', signer: 'Ana Meadow', ifUndelivered: 'return', duties: 'dap' } as const;
const whole = { hsCode: '691200', origin: 'PT', description: 'Enamel mug', value: null, grams: 380 };
const price = { amount: '20.00', currency: 'USD' };

test('a declaration takes the price that was paid where no value is set, and names every gap of every SKU once', () => {
  const items = [
    { itemId: '1', sku: 'MUG', quantity: 2, price },
    { itemId: '2', sku: 'CUP', quantity: 1, price: null },
    { itemId: '3', sku: 'CUP', quantity: 1, price: null },
  ];
  const to = { to: 'CA', ioss: null };
  const complete = declarationOf(items.slice(0, 1), [{ sku: 'MUG', ...whole }], setting, to);
  expect(complete).toEqual({
    declaration: {
      ...setting,
      ...to,
      items: [
        { itemId: '1', sku: 'MUG', quantity: 2, hsCode: '691200', origin: 'PT', description: 'Enamel mug', value: price, grams: 380 },
      ],
    },
  });
  const lacking = declarationOf(
    items,
    [
      { sku: 'MUG', ...whole },
      { sku: 'CUP', ...whole, origin: null },
    ],
    null,
    to,
  );
  expect(lacking).toEqual({
    missing: [
      { sku: null, field: 'signer' },
      { sku: 'CUP', field: 'origin' },
      { sku: 'CUP', field: 'value' },
    ],
  });
});

test.each([
  ['IM4420001234', 'LU'],
  ['IM2760000001', 'DE'],
  ['IM1234567890', undefined],
  ['4420001234', undefined],
])('the number %s was given by %s', (number, country) => {
  expect(iossCountry(number)).toBe(country);
});
