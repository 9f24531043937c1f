/** The part of Amazon's own SDK that the test uses; the package brings no types for its entry. */
declare module '@amazon-sp-api-release/amazon-sp-api-sdk-js' {
  type Client = { enableAutoRetrievalAccessToken(id: string, secret: string, refreshToken: string, scope: null): Client };
  type Money = { amount: string; currencyCode: string };
  type Order = {
    orderId: string;
    createdTime: Date;
    fulfillment: { fulfillmentStatus: string };
    proceeds: { grandTotal: Money };
    orderItems: { orderItemId: string; quantityOrdered: number }[];
    packages?: { carrier: string; trackingNumber: string }[];
  };

  export const Orders_v2026SpApi: {
    ApiClient: new (url: string) => Client;
    SearchOrdersApi: new (client: Client) => { searchOrders(options: object): Promise<{ orders: Order[]; lastUpdatedBefore: Date }> };
    GetOrderApi: new (client: Client) => { getOrder(orderId: string, options: object): Promise<{ order: Order }> };
  };
  export const OrdersSpApi: {
    ApiClient: new (url: string) => Client;
    OrdersV0Api: new (
      client: Client,
    ) => {
      getOrders(marketplaceIds: string[], options: object): Promise<{ payload: { orders: { amazonOrderId: string }[] } }>;
      confirmShipment(orderId: string, payload: object): Promise<void>;
    };
  };
  export const SellersSpApi: {
    ApiClient: new (url: string) => Client;
    SellersApi: new (client: Client) => { getMarketplaceParticipations(): Promise<{ payload: { marketplace: { id: string } }[] }> };
  };
}
