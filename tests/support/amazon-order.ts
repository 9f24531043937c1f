/** An order as the Orders API 2026-01-01 answers it, every data set included: for tests that change one thing about it. */
export function amazonOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderId: '302-1111111-2222222',
    orderAliases: [{ aliasId: 'WB-77', aliasType: 'SELLER_ORDER_ID' }],
    createdTime: '2026-11-20T08:15:30.123Z',
    lastUpdatedTime: '2026-11-20T09:00:00Z',
    programs: ['PRIME', 'AMAZON_BUSINESS'],
    associatedOrders: [{ orderId: '302-0000000-1111111', associationType: 'REPLACEMENT_ORIGINAL_ID' }],
    salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1PA6795UKMFR9', marketplaceName: 'Amazon.de' },
    buyer: {
      buyerName: 'Jana Beispiel',
      buyerEmail: 'x1y2z3@marketplace.amazon.de',
      buyerCompanyName: 'Beispiel GmbH',
      buyerPurchaseOrderNumber: 'PO-2026-9',
    },
    recipient: {
      deliveryAddress: {
        name: 'Jana Beispiel',
        companyName: 'Beispiel GmbH',
        addressLine1: 'Lindenweg 4',
        addressLine2: '',
        city: 'Leipzig',
        stateOrRegion: 'Sachsen',
        postalCode: '04109',
        countryCode: 'DE',
        phone: '+49 341 5550100',
        addressType: 'COMMERCIAL',
      },
      deliveryPreference: { dropOffLocation: 'Pforte', addressInstruction: 'zweimal klingeln', deliveryCapabilities: ['HAS_ACCESS_POINT'] },
    },
    proceeds: {
      grandTotal: { amount: '42.85', currencyCode: 'EUR' },
      breakdowns: [
        { type: 'ITEM', subtotal: { amount: '39.90', currencyCode: 'EUR' } },
        { type: 'SHIPPING', status: 'FINALIZED', subtotal: { amount: '2.95', currencyCode: 'EUR' } },
      ],
    },
    payment: {
      paymentExecutions: [
        {
          paymentMethod: 'CreditCard',
          paymentAmount: { amount: '42.85', currencyCode: 'EUR' },
          cardBrand: 'Visa',
          authorizationCode: '998877',
        },
      ],
    },
    tax: {
      taxRegistrations: [
        { entityType: 'BUYER', legalName: 'Beispiel GmbH', taxRegistrationType: 'VAT', taxRegistrationNumber: 'DE123456789' },
      ],
      taxInvoicing: { invoiceStatus: 'PROCESSING' },
    },
    fulfillment: {
      fulfillmentStatus: 'PARTIALLY_SHIPPED',
      fulfilledBy: 'MERCHANT',
      fulfillmentServiceLevel: 'STANDARD',
      shipByWindow: { earliestDateTime: '2026-11-20T08:15:30Z', latestDateTime: '2026-11-23T22:59:59Z' },
      deliverByWindow: { latestDateTime: '2026-11-27T22:59:59Z' },
    },
    orderItems: [
      {
        orderItemId: '11111111111111',
        quantityOrdered: 3,
        programs: ['TRANSPARENCY'],
        product: {
          asin: 'B0EXAMPLE1',
          title: 'Becher „Nordlicht“ 0,4 l',
          sellerSku: 'CUP-NORTH-04',
          condition: { conditionType: 'USED', conditionSubtype: 'VERY_GOOD', conditionNote: 'kleiner Kratzer' },
          price: { unitPrice: { amount: '13.30', currencyCode: 'EUR' }, priceDesignation: 'BUSINESS_PRICE' },
          customization: { customizedUrl: 'https://customisation.example/abc' },
        },
        proceeds: {
          proceedsTotal: { amount: '42.85', currencyCode: 'EUR' },
          breakdowns: [
            { type: 'ITEM', subtotal: { amount: '39.90', currencyCode: 'EUR' } },
            {
              type: 'TAX',
              subtotal: { amount: '6.84', currencyCode: 'EUR' },
              detailedBreakdowns: [{ subtype: 'ITEM', value: { amount: '6.84', currencyCode: 'EUR' } }],
            },
          ],
        },
        expense: { pointsCost: { pointsGranted: { pointsNumber: 5, pointsMonetaryValue: { amount: '5', currencyCode: 'JPY' } } } },
        promotion: { breakdowns: [{ promotionId: 'WINTER' }] },
        cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'ORDERED_BY_MISTAKE' } },
        fulfillment: {
          quantityFulfilled: 1,
          quantityUnfulfilled: 1,
          packing: { giftOption: { giftMessage: 'Alles Gute!', giftWrapLevel: 'Classic' } },
          shipping: { shippingConstraints: { signatureConfirmation: 'MANDATORY' } },
        },
      },
    ],
    packages: [
      {
        packageReferenceId: '1',
        createdTime: '2026-11-20T10:00:00Z',
        packageStatus: { status: 'IN_TRANSIT', detailedStatus: 'OUT_FOR_DELIVERY' },
        carrier: 'DHL',
        shipTime: '2026-11-20T12:00:00Z',
        shippingService: 'DHL Paket',
        trackingNumber: '00340434161094000000',
        shipFromAddress: { name: 'Warehouse', addressLine1: 'Hafenstr. 1', city: 'Hamburg', postalCode: '20457', countryCode: 'DE' },
        packageItems: [{ orderItemId: '11111111111111', quantity: 1 }],
      },
    ],
    ...changes,
  };
}
