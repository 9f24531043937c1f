import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amazonOrder } from '../../../tests/support/amazon-order.ts';
import { parseOrder } from './parse-order.ts';

type Json = Record<string, unknown>;

function factsOf(order: unknown) {
  const parsed = parseOrder(order, 'get');
  if (!parsed.ok) throw new Error(`${parsed.reason} ${parsed.detail}`);
  return parsed.facts;
}

/** The example with one place changed; `undefined` takes the field away. */
function changed(path: string, value: unknown): Json {
  const order = amazonOrder();
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<Json>((at, key) => at[key] as Json, order);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return order;
}

test('an order is told in our words', () => {
  expect(factsOf(amazonOrder())).toEqual({
    orderId: '302-1111111-2222222',
    source: 'get',
    depth: 'full',
    marketplaceId: 'A1PA6795UKMFR9',
    salesChannel: 'Amazon.de',
    sellerOrderId: 'WB-77',
    status: { state: 'partially_shipped', raw: 'PARTIALLY_SHIPPED' },
    fulfilledBy: { state: 'merchant', raw: 'MERCHANT' },
    orderType: 'Replacement',
    serviceLevel: 'STANDARD',
    programs: ['PRIME', 'AMAZON_BUSINESS'],
    purchasedAt: new Date('2026-11-20T08:15:30.123Z'),
    updatedAt: new Date('2026-11-20T09:00:00Z'),
    shipBy: { from: new Date('2026-11-20T08:15:30Z'), to: new Date('2026-11-23T22:59:59Z') },
    deliverBy: { to: new Date('2026-11-27T22:59:59Z') },
    total: { amount: '42.85', currency: 'EUR' },
    poNumber: 'PO-2026-9',
    replacesOrderId: '302-0000000-1111111',
    items: [
      {
        itemId: '11111111111111',
        sku: 'CUP-NORTH-04',
        asin: 'B0EXAMPLE1',
        title: 'Becher „Nordlicht“ 0,4 l',
        quantity: 3,
        shipped: 1,
        cancelled: 1,
        condition: 'USED VERY_GOOD',
        unitPrice: { amount: '13.30', currency: 'EUR' },
        total: { amount: '39.90', currency: 'EUR' },
        programs: ['TRANSPARENCY'],
        gift: true,
        customised: true,
        cancelRequest: { reason: 'ORDERED_BY_MISTAKE' },
        detail: {
          proceedsTotal: { amount: '42.85', currency: 'EUR' },
          proceeds: [
            { type: 'ITEM', subtotal: { amount: '39.90', currency: 'EUR' } },
            {
              type: 'TAX',
              subtotal: { amount: '6.84', currency: 'EUR' },
              details: [{ type: 'ITEM', subtotal: { amount: '6.84', currency: 'EUR' } }],
            },
          ],
          promotions: ['WINTER'],
          points: { number: 5, value: { amount: '5', currency: 'JPY' } },
          businessPrice: true,
          conditionNote: 'kleiner Kratzer',
          giftWrap: 'Classic',
          shipping: { shippingConstraints: { signatureConfirmation: 'MANDATORY' } },
        },
      },
    ],
    packages: [
      {
        reference: '1',
        carrierRaw: 'DHL',
        service: 'DHL Paket',
        tracking: '00340434161094000000',
        status: { state: 'in_transit', raw: 'IN_TRANSIT/OUT_FOR_DELIVERY' },
        shipDate: new Date('2026-11-20T12:00:00Z'),
        items: [{ itemId: '11111111111111', quantity: 1 }],
      },
    ],
    personalState: 'given',
    personal: {
      buyerName: 'Jana Beispiel',
      buyerEmail: 'x1y2z3@marketplace.amazon.de',
      buyerCompany: 'Beispiel GmbH',
      recipient: {
        name: 'Jana Beispiel',
        company: 'Beispiel GmbH',
        lines: ['Lindenweg 4'],
        city: 'Leipzig',
        region: 'Sachsen',
        postalCode: '04109',
        country: 'DE',
        phone: '+49 341 5550100',
        kind: 'COMMERCIAL',
      },
      deliveryInstruction: 'Pforte: zweimal klingeln',
      gifts: { '11111111111111': { message: 'Alles Gute!', wrap: 'Classic' } },
      customisations: { '11111111111111': 'https://customisation.example/abc' },
    },
    shipTo: { city: 'Leipzig', region: 'Sachsen', country: 'DE' },
    detail: {
      proceeds: [
        { type: 'ITEM', subtotal: { amount: '39.90', currency: 'EUR' } },
        { type: 'SHIPPING', status: 'FINALIZED', subtotal: { amount: '2.95', currency: 'EUR' } },
      ],
      payments: [{ method: 'CreditCard', amount: { amount: '42.85', currency: 'EUR' }, cardBrand: 'Visa' }],
      taxInvoicing: { status: 'PROCESSING' },
      taxRegistrations: [{ entityType: 'BUYER', taxRegistrationType: 'VAT' }],
      associatedOrders: [{ orderId: '302-0000000-1111111', associationType: 'REPLACEMENT_ORIGINAL_ID' }],
      addressType: 'COMMERCIAL',
      deliveryCapabilities: ['HAS_ACCESS_POINT'],
    },
  });
});

test('an unknown word is kept as it came', () => {
  expect(factsOf(changed('fulfillment.fulfillmentStatus', 'ON_ITS_WAY')).status).toEqual({ state: 'unknown', raw: 'ON_ITS_WAY' });
  expect(factsOf(changed('fulfillment.fulfillmentStatus', 'constructor')).status).toEqual({ state: 'unknown', raw: 'constructor' });
  expect(factsOf(changed('fulfillment.fulfilledBy', 'ROBOTS')).fulfilledBy).toEqual({ state: 'unknown', raw: 'ROBOTS' });
  expect(factsOf(changed('fulfillment.fulfillmentServiceLevel', 'DRONE')).serviceLevel).toBe('DRONE');
  expect(factsOf(changed('packages.0.packageStatus.status', 'LOST')).packages?.[0]?.status).toEqual({
    state: 'unknown',
    raw: 'LOST/OUT_FOR_DELIVERY',
  });
});

test('an unknown field stays in the raw answer', () => {
  const parsed = parseOrder(amazonOrder({ brandNew: { deep: [1] } }), 'search');
  expect(parsed).toMatchObject({ ok: true, raw: { brandNew: { deep: [1] } } });
});

test.each([
  ['buyer fields', { buyer: {}, recipient: { deliveryAddress: { city: 'Leipzig', countryCode: 'DE' } } }],
  ['both objects', { buyer: null, recipient: undefined }],
])('without a role the personal data is withheld (%s absent), before payment it is not there yet', (_, absent) => {
  const bare = { ...amazonOrder(absent), orderItems: [{ orderItemId: '1', quantityOrdered: 1, product: {} }] };
  const inState = (fulfillmentStatus: string) => factsOf({ ...bare, fulfillment: { fulfillmentStatus, fulfilledBy: 'MERCHANT' } });
  expect(inState('UNSHIPPED').personalState).toBe('withheld');
  expect(inState('UNSHIPPED').personal).toBeUndefined();
  expect(inState('SHIPPED').personalState).toBe('withheld');
  expect(inState('PENDING').personalState).toBe('not_yet');
  expect(inState('PENDING_AVAILABILITY').personalState).toBe('not_yet');
  expect(inState('CANCELLED').personalState).toBe('unknown');
});

test('what is not told changes nothing, what is told to be none is none', () => {
  const facts = factsOf({
    ...amazonOrder(),
    orderAliases: undefined,
    associatedOrders: [],
    programs: undefined,
    proceeds: undefined,
    packages: undefined,
  });
  expect(facts).toMatchObject({ sellerOrderId: null, replacesOrderId: null, orderType: 'StandardOrder', programs: [], packages: [] });
  expect(facts).not.toHaveProperty('total');
  expect(factsOf({ ...changed('fulfillment.fulfilledBy', 'AMAZON'), packages: undefined })).not.toHaveProperty('packages');
});

test.each([
  ['a cancelled order', 'CANCELLED', { quantityFulfilled: 0, quantityUnfulfilled: 0 }, undefined, 4],
  ['a cancelled order without numbers', 'CANCELLED', undefined, undefined, 4],
  ['one of the units', 'UNSHIPPED', { quantityFulfilled: 1, quantityUnfulfilled: 2 }, undefined, 1],
  ['none', 'UNSHIPPED', { quantityFulfilled: 1, quantityUnfulfilled: 3 }, undefined, 0],
  ['an item that Amazon says is cancelled', 'UNSHIPPED', { quantityFulfilled: 1, quantityUnfulfilled: 3 }, { cancelledBy: 'BUYER' }, 3],
  ['nobody knows', 'UNSHIPPED', undefined, undefined, undefined],
])('cancelled units: %s', (_, fulfillmentStatus, fulfillment, cancellationExecution, cancelled) => {
  const item = { orderItemId: '1', quantityOrdered: 4, product: {}, fulfillment, cancellation: { cancellationExecution } };
  const facts = factsOf({ ...amazonOrder(), fulfillment: { fulfillmentStatus }, orderItems: [item] });
  expect(facts.items[0]?.cancelled).toBe(cancelled);
});

test.each([
  ['orderId', undefined, 'missing', 'orderId: '],
  ['lastUpdatedTime', undefined, 'missing', 'lastUpdatedTime: '],
  ['lastUpdatedTime', 'yesterday', 'not_time', 'lastUpdatedTime: expected a time'],
  ['createdTime', '2026-11-20T08:15:30', 'not_time', 'createdTime: expected a time with its zone'],
  ['fulfillment', undefined, 'missing', 'fulfillment: '],
  ['proceeds.grandTotal.amount', 42.85, 'not_money', 'proceeds.grandTotal.amount: '],
  ['proceeds.grandTotal.amount', '42,85', 'not_money', 'proceeds.grandTotal: amount must be a decimal number'],
  ['proceeds.grandTotal.currencyCode', 'euro', 'not_money', 'proceeds.grandTotal: '],
  ['orderItems', undefined, 'missing', 'orderItems: '],
  ['orderItems.0.quantityOrdered', 1.5, 'not_quantity', 'orderItems[0].quantityOrdered: '],
  ['orderItems.0.quantityOrdered', -1, 'not_quantity', 'orderItems[0].quantityOrdered: '],
  ['orderItems.0.quantityOrdered', '3', 'not_quantity', 'orderItems[0].quantityOrdered: '],
  ['orderItems.0.fulfillment.quantityFulfilled', 3e9, 'not_quantity', 'orderItems[0].fulfillment.quantityFulfilled: '],
  ['orderItems.0.product.price.unitPrice.amount', '', 'not_money', 'orderItems[0].product.price.unitPrice: '],
  ['packages.0.packageItems.0.quantity', null, 'missing', 'packages[0].packageItems[0].quantity: '],
  ['recipient.deliveryAddress.postalCode', 4109, 'wrong_type', 'recipient.deliveryAddress.postalCode: '],
])('%s = %j goes to quarantine as %s', (path, value, reason, detail) => {
  const order = changed(path, value);
  const parsed = parseOrder(order, 'search');
  expect(parsed).toMatchObject({ ok: false, reason, detail: expect.stringContaining(detail) });
  expect(JSON.stringify({ ...parsed, personalRaw: null })).not.toMatch(/Jana|Lindenweg|04109|4109|Alles Gute|998877|DE123456789/);
});

test.each([[null], ['text'], [42], [[]], [undefined]])('%j is no order and says so', (answer) => {
  expect(parseOrder(answer, 'search')).toMatchObject({ ok: false, raw: null });
});

test('nothing that Amazon can send makes it throw', () => {
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom(null, '', 0, -1, 1.5, 'x', '12.50', 'EUR', true),
      fc.array(tie('value'), { maxLength: 2 }),
      tie('order'),
    ),
    order: fc.dictionary(
      fc.constantFrom(
        'orderId',
        'buyer',
        'recipient',
        'deliveryAddress',
        'orderItems',
        'product',
        'fulfillment',
        'proceeds',
        'amount',
        '__proto__',
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  }));
  fc.assert(
    fc.property(anything.order, (order) => {
      expect(parseOrder({ ...amazonOrder(), ...(order as Json) }, 'get').ok).toBeTypeOf('boolean');
    }),
  );
});
