import { describe, expect, test } from 'vitest';
import { planConfirmations } from './plan-confirmations.ts';
import type { ConfirmationRow, FileConfirmation } from './read-confirmations.ts';
import type { ItemLeft } from './views.ts';

const orderId = '304-1000001-6999999';
const mugs: ItemLeft = { orderId, itemId: '11', sku: 'MUG', left: 3 };
const lids: ItemLeft = { orderId, itemId: '12', sku: 'LID', left: 1 };

const row = (line: number, change: Partial<FileConfirmation> = {}): ConfirmationRow => ({
  kind: 'confirmation',
  confirmation: {
    line,
    orderId,
    itemId: undefined,
    sku: undefined,
    quantity: undefined,
    shippedAt: undefined,
    carrierCode: 'UPS',
    carrierName: undefined,
    tracking: '1Z5R89390357567127',
    shipMethod: undefined,
    transparencyCodes: [],
    ...change,
  },
});
const plan = (rows: ConfirmationRow[], items: ItemLeft[] = [mugs, lids]) => planConfirmations('1', rows, items);
const itemsOf = (rows: ConfirmationRow[], items?: ItemLeft[]) => plan(rows, items).parcels.map(({ parcel }) => parcel.items);
const refusals = (rows: ConfirmationRow[], items?: ItemLeft[]) => plan(rows, items).refused.map(({ line, reason }) => [line, reason.key]);

describe('lines to parcels', () => {
  test('lines of one order and number are one parcel, other numbers other parcels', () => {
    const { parcels, refused } = plan([
      row(2, { sku: 'MUG', quantity: 2 }),
      row(3, { sku: 'MUG', quantity: 1, tracking: '1Z5R89390357567128' }),
      row(4, { sku: 'LID', quantity: 1, tracking: '1Z 5R8939 0357567127' }),
    ]);
    expect(refused).toEqual([]);
    expect(parcels).toMatchObject([
      {
        lines: [2, 4],
        parcel: {
          trackingNumber: '1Z5R89390357567127',
          items: [
            { itemId: '11', quantity: 2 },
            { itemId: '12', quantity: 1 },
          ],
        },
      },
      { lines: [3], parcel: { trackingNumber: '1Z5R89390357567128', items: [{ itemId: '11', quantity: 1 }] } },
    ]);
  });

  test('an item is named by id or SKU; without a quantity all that is left of it', () => {
    expect(itemsOf([row(2, { itemId: '12' }), row(3, { sku: 'MUG' })])).toEqual([
      [
        { itemId: '12', quantity: 1 },
        { itemId: '11', quantity: 3 },
      ],
    ]);
    expect(itemsOf([row(2, { sku: 'MUG', quantity: 1 }), row(3, { sku: 'MUG', quantity: 2 })])).toEqual([[{ itemId: '11', quantity: 3 }]]);
    expect(refusals([row(2, { sku: 'CUP' })])).toEqual([[2, 'imports.skip.unknownItem']]);
    expect(refusals([row(2, { sku: 'MUG' }), row(3)])).toEqual([
      [2, 'imports.skip.itemMissing'],
      [3, 'imports.skip.itemMissing'],
    ]);
  });

  test('the same SKU twice in an order: the line with something left is meant', () => {
    const again: ItemLeft = { ...mugs, itemId: '13', left: 1 };
    const rows = [row(2, { sku: 'MUG', quantity: 3 }), row(3, { sku: 'MUG', quantity: 1 })];
    expect(itemsOf(rows, [mugs, again])).toEqual([
      [
        { itemId: '11', quantity: 3 },
        { itemId: '13', quantity: 1 },
      ],
    ]);
  });

  test('no item at all means all that is left, and a quantity must agree with that', () => {
    expect(itemsOf([row(2)])).toEqual([undefined]);
    expect(itemsOf([row(2, { quantity: 3 }), row(3, { quantity: 1 })])).toEqual([undefined]);
    expect(refusals([row(2, { quantity: 2 })])).toEqual([[2, 'imports.skip.whichItem']]);
    expect(itemsOf([row(2, { quantity: 2 })], [mugs])).toEqual([[{ itemId: '11', quantity: 2 }]]);
    expect(itemsOf([row(2, { transparencyCodes: ['AZ1', 'AZ2', 'AZ3'] })], [mugs])).toEqual([
      [{ itemId: '11', quantity: 3, transparencyCodes: ['AZ1', 'AZ2', 'AZ3'] }],
    ]);
  });

  test('what nobody can send is refused line by line', () => {
    const problem: ConfirmationRow = {
      kind: 'problem',
      line: 3,
      orderId: undefined,
      problems: [{ line: 3, column: 'quantity', reason: 'is none' }],
    };
    expect(refusals([row(2, { tracking: undefined }), problem, row(4, { tracking: '1'.repeat(61) })])).toEqual([
      [2, 'imports.skip.noTracking'],
      [3, 'imports.skip.line'],
      [4, 'imports.skip.value'],
    ]);
  });

  test.each([
    [{ carrierCode: undefined, carrierName: 'Fed Ex' }, { carrierCode: 'Fed Ex' }],
    [
      { carrierCode: undefined, carrierName: 'Radkurier Kiel' },
      { carrierCode: 'Other', carrierName: 'Radkurier Kiel' },
    ],
    [
      { carrierCode: 'Other', carrierName: 'Radkurier Kiel' },
      { carrierCode: 'Other', carrierName: 'Radkurier Kiel' },
    ],
  ])('the carrier of %j', (change, carrier) => {
    expect(plan([row(2, change)]).parcels[0]?.parcel).toMatchObject(carrier);
  });

  test('an order that is not here goes on as it is: the rules say so', () => {
    expect(plan([row(2, { sku: 'MUG', quantity: 1 })], []).parcels).toMatchObject([{ lines: [2], parcel: { orderId } }]);
  });
});
