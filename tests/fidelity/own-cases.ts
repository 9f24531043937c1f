import type { SandboxCase } from './official-models.ts';

const ORDER = '/orders/v0/orders/{orderId}';
const address = { name: 'Ewa Nowak', addressLine1: 'Polna 4', city: 'Leeds', postalCode: 'LS1 4AP', countryCode: 'GB' };

/** Cases of our own in the form of Amazon's, so that the replay is tried where there are no models. */
export const OWN_CASES: SandboxCase[] = [
  {
    id: 'searchOrders (our own): a shipped order of Britain on the second page',
    operation: 'searchOrders',
    method: 'GET',
    path: '/orders/2026-01-01/orders',
    status: 200,
    parameters: {
      createdAfter: '2026-02-01T00:00:00Z',
      marketplaceIds: ['A1F83G8C2ARO7P'],
      includedData: ['BUYER', 'RECIPIENT', 'PROCEEDS', 'FULFILLMENT', 'PACKAGES'],
      paginationToken: 'of another server',
    },
    response: {
      orders: [
        {
          orderId: '205-1111111-2222222',
          createdTime: '2026-02-03T08:00:00Z',
          lastUpdatedTime: '2026-02-04T09:30:00Z',
          programs: ['PRIME'],
          salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1F83G8C2ARO7P', marketplaceName: 'Amazon.co.uk' },
          buyer: { buyerName: 'Ewa Nowak', buyerEmail: 'ewa@marketplace.amazon.co.uk' },
          recipient: { deliveryAddress: { ...address, phone: '+44 113 496 0000', addressType: 'RESIDENTIAL' } },
          proceeds: { grandTotal: { amount: '25.00', currencyCode: 'GBP' } },
          fulfillment: {
            fulfillmentStatus: 'SHIPPED',
            fulfilledBy: 'MERCHANT',
            shipByWindow: { earliestDateTime: '2026-02-04T00:00:00Z', latestDateTime: '2026-02-05T23:59:59Z' },
            deliverByWindow: { earliestDateTime: '2026-02-06T00:00:00Z', latestDateTime: '2026-02-09T23:59:59Z' },
          },
          orderItems: [
            {
              orderItemId: '20511111112201',
              quantityOrdered: 2,
              product: {
                asin: 'B000000001',
                title: 'Mug',
                sellerSku: 'MUG',
                price: { unitPrice: { amount: '12.50', currencyCode: 'GBP' } },
              },
              proceeds: { breakdowns: [{ type: 'ITEM', subtotal: { amount: '25.00', currencyCode: 'GBP' } }] },
              fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 0 },
            },
          ],
          packages: [
            {
              packageReferenceId: '1',
              createdTime: '2026-02-04T09:30:00Z',
              packageStatus: { status: 'IN_TRANSIT', detailedStatus: 'PICKED_UP' },
              carrier: 'Royal Mail',
              shipTime: '2026-02-04T09:00:00Z',
              trackingNumber: 'AB123456785GB',
              packageItems: [{ orderItemId: '20511111112201', quantity: 2 }],
            },
          ],
        },
      ],
      createdBefore: '2026-02-05T00:00:00Z',
    },
  },
  {
    id: 'getOrder (our own): a gift in yen with points',
    operation: 'getOrder',
    method: 'GET',
    path: '/orders/2026-01-01/orders/{orderId}',
    status: 200,
    parameters: { orderId: '503-3333333-4444444', includedData: ['PROCEEDS', 'EXPENSE', 'PROMOTION', 'FULFILLMENT'] },
    response: {
      order: {
        orderId: '503-3333333-4444444',
        createdTime: '2026-02-03T08:00:00Z',
        lastUpdatedTime: '2026-02-03T08:05:00Z',
        salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1VC38T7YXB528', marketplaceName: 'Amazon.co.jp' },
        proceeds: { grandTotal: { amount: '1980', currencyCode: 'JPY' } },
        fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT' },
        orderItems: [
          {
            orderItemId: '50333333334401',
            quantityOrdered: 1,
            product: {
              asin: 'B000000002',
              title: '湯呑み',
              sellerSku: 'YUNOMI',
              price: { unitPrice: { amount: '1980', currencyCode: 'JPY' } },
            },
            expense: { pointsCost: { pointsGranted: { pointsNumber: 20, pointsMonetaryValue: { amount: '20', currencyCode: 'JPY' } } } },
            promotion: { breakdowns: [{ promotionId: 'SPRING' }] },
            fulfillment: {
              quantityFulfilled: 0,
              quantityUnfulfilled: 1,
              packing: { giftOption: { giftMessage: 'おめでとう', giftWrapLevel: 'Classic' } },
            },
          },
        ],
      },
    },
  },
  {
    id: 'getOrderItems (our own): a buyer who wants to cancel',
    operation: 'getOrderItems',
    method: 'GET',
    path: `${ORDER}/orderItems`,
    status: 200,
    parameters: { orderId: 'TEST_CASE_200' },
    response: {
      payload: {
        AmazonOrderId: '111-5555555-6666666',
        OrderItems: [
          {
            ASIN: 'B000000003',
            OrderItemId: '11155555556601',
            SellerSKU: 'JUG',
            Title: 'Jug',
            QuantityOrdered: 1,
            QuantityShipped: 0,
            ItemPrice: { CurrencyCode: 'USD', Amount: '30.00' },
            ItemTax: { CurrencyCode: 'USD', Amount: '2.40' },
            IsGift: 'false',
            BuyerRequestedCancel: { IsBuyerRequestedCancel: 'true', BuyerCancelReason: 'Too late' },
          },
        ],
      },
    },
  },
  {
    id: 'getOrder of v0 (our own): no order id',
    operation: 'getOrder',
    method: 'GET',
    path: ORDER,
    status: 400,
    parameters: { orderId: 'TEST_CASE_400' },
    response: { errors: [{ code: 'InvalidInput', message: 'Invalid Input' }] },
  },
  {
    id: 'createFeed (our own): accepted',
    operation: 'createFeed',
    method: 'POST',
    path: '/feeds/2021-06-30/feeds',
    status: 202,
    parameters: { body: { feedType: 'POST_PRODUCT_DATA', marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId: 'elsewhere' } },
    response: { feedId: '1' },
  },
];
