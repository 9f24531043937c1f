import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amazonOrder } from '../../../tests/support/amazon-order.ts';
import { restorePersonal, stripPersonal } from './strip-personal.ts';

const personal = /Jana|Beispiel GmbH|x1y2z3|Lindenweg|04109|5550100|klingeln|Pforte|Alles Gute|customisation\.example|DE123456789|998877/;

test('nothing personal is left in what is stored', () => {
  const { raw } = stripPersonal(amazonOrder());
  expect(JSON.stringify(amazonOrder())).toMatch(personal);
  expect(JSON.stringify(raw)).not.toMatch(personal);
});

test('what is not personal stays as it came', () => {
  const { raw } = stripPersonal(amazonOrder());
  const whole = amazonOrder();
  expect(raw).toMatchObject({
    orderId: whole['orderId'],
    buyer: { buyerPurchaseOrderNumber: 'PO-2026-9' },
    recipient: {
      deliveryAddress: { city: 'Leipzig', stateOrRegion: 'Sachsen', countryCode: 'DE', addressType: 'COMMERCIAL' },
      deliveryPreference: { deliveryCapabilities: ['HAS_ACCESS_POINT'] },
    },
    proceeds: whole['proceeds'],
    packages: whole['packages'],
    orderItems: [
      {
        product: { title: 'Becher „Nordlicht“ 0,4 l', customization: {} },
        fulfillment: { packing: { giftOption: { giftWrapLevel: 'Classic' } } },
      },
    ],
  });
});

test('whatever Amazon adds to a buyer or a recipient counts as personal', () => {
  const order = amazonOrder({
    buyer: { nickname: 'Janchen' },
    recipient: { deliveryAddress: { what3words: 'ab.cd.ef' }, neighbour: { name: 'Erna' }, deliveryPreference: { code: '4711' } },
  });
  expect(stripPersonal(order).raw).toMatchObject({ buyer: {}, recipient: { deliveryAddress: {}, deliveryPreference: {} } });
  expect(JSON.stringify(stripPersonal(order).raw)).not.toMatch(/Janchen|ab\.cd|Erna|4711/);
});

test.each([
  [{ buyer: 'Jana' }],
  [{ recipient: ['Jana'] }],
  [{ recipient: { deliveryAddress: 'Jana' } }],
  [{ recipient: { deliveryAddress: [{ name: 'Jana', city: 'Leipzig' }] } }],
  [{ somethingNew: { contactEmail: 'Jana', phoneNumber: 'Jana' } }],
  [{ orderItems: [{ product: { customization: 'Jana' } }] }],
])('personal data is found in unexpected shapes: %j', (order) => {
  expect(JSON.stringify(stripPersonal(order).raw)).not.toContain('Jana');
});

test('what was taken out can be put back', () => {
  expect.assertions(102);
  const { raw, removed } = stripPersonal(amazonOrder());
  expect(restorePersonal(raw, removed)).toEqual(amazonOrder());
  const names = fc.constantFrom('buyer', 'recipient', 'deliveryAddress', 'name', 'city', 'orderItems', 'email', 'tax', 'taxRegistrations');
  const { order } = fc.letrec((tie) => ({
    value: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), tie('order')),
    order: fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(fc.oneof(order, fc.string(), fc.constant(null)), (answer) => {
      const stripped = stripPersonal(answer);
      expect(restorePersonal(stripped.raw, JSON.parse(JSON.stringify(stripped.removed)) as typeof stripped.removed)).toEqual(answer);
    }),
    { numRuns: 101 },
  );
});
