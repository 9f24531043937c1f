/** Calls per second in the long run, and how many may come at once after a rest. */
export type OperationLimit = { rate: number; burst: number };

/** The documented default plans (spapi.md 12). Amazon may grant more or less; its answers say so and `observe` listens. */
const documented: Readonly<Record<string, OperationLimit>> = {
  searchOrders: { rate: 0.0056, burst: 20 },
  getOrder: { rate: 0.5, burst: 30 },
  getOrderRegulatedInfo: { rate: 0.5, burst: 30 },
  getOrders: { rate: 0.0167, burst: 20 },
  confirmShipment: { rate: 2, burst: 10 },
  createFeedDocument: { rate: 0.5, burst: 15 },
  createFeed: { rate: 0.0083, burst: 15 },
  getFeed: { rate: 2, burst: 15 },
  getFeeds: { rate: 0.0222, burst: 10 },
  getFeedDocument: { rate: 0.0222, burst: 10 },
  createReport: { rate: 0.0167, burst: 15 },
  getReport: { rate: 2, burst: 15 },
  getReportDocument: { rate: 0.0167, burst: 15 },
  getOrderMetrics: { rate: 0.5, burst: 15 },
  getMarketplaceParticipations: { rate: 0.016, burst: 15 },
  getListingsItem: { rate: 5, burst: 10 },
  searchListingsItems: { rate: 5, burst: 5 },
  searchCatalogItems: { rate: 2, burst: 2 },
  patchListingsItem: { rate: 5, burst: 5 },
  getInventorySummaries: { rate: 2, burst: 2 },
  getDestinations: { rate: 1, burst: 5 },
  createDestination: { rate: 1, burst: 5 },
  deleteDestination: { rate: 1, burst: 5 },
  getSubscription: { rate: 1, burst: 5 },
  createSubscription: { rate: 1, burst: 5 },
  deleteSubscriptionById: { rate: 1, burst: 5 },
  createRestrictedDataToken: { rate: 1, burst: 10 },
  getEligibleShipmentServices: { rate: 6, burst: 12 },
  createShipment: { rate: 2, burst: 2 },
  getShipment: { rate: 1, burst: 1 },
  cancelShipment: { rate: 1, burst: 1 },
  // Amazon Shipping v2, whose cancellation has the same name as that of Merchant Fulfillment.
  getRates: { rate: 80, burst: 100 },
  purchaseShipment: { rate: 80, burst: 100 },
  getShipmentDocuments: { rate: 80, burst: 100 },
  getTracking: { rate: 80, burst: 100 },
  cancelShipmentV2: { rate: 80, burst: 100 },
  generateCollectionForm: { rate: 80, burst: 100 },
  getCollectionFormHistory: { rate: 80, burst: 100 },
  getCollectionForm: { rate: 80, burst: 100 },
  // Easy Ship 2022-03-23.
  listHandoverSlots: { rate: 1, burst: 5 },
  getScheduledPackage: { rate: 1, burst: 5 },
  createScheduledPackage: { rate: 1, burst: 5 },
  createScheduledPackageBulk: { rate: 1, burst: 5 },
  updateScheduledPackages: { rate: 1, burst: 5 },
};

// Where Amazon documents no rate: slow enough for all that is known.
const undocumented: OperationLimit = { rate: 0.5, burst: 5 };

export const limitOf = (operation: string): OperationLimit => documented[operation] ?? undocumented;
