import type { RegulatedSource } from '#src/modules/guards/ports.ts';
import type { CatalogSource, OfferApi } from '#src/modules/inventory/ports.ts';
import type { NotificationsApi } from '#src/modules/notifications/ports.ts';
import type { ReportSource } from '#src/modules/reports/ports.ts';
import type { OrderSource } from '#src/modules/sync/ports.ts';
import type { OrderWriter } from '#src/modules/writes/ports.ts';
import { catalogItems } from './catalog-items.ts';
import { type ClientOptions, createClient, type SpapiClient } from './client.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { cancellationFeeds, feedResult, feedStatus, submitCancellations, uploadCancellations } from './feeds.ts';
import { getMarketplaceParticipations } from './get-marketplace-participations.ts';
import { getOrder } from './get-order.ts';
import { getRegulated } from './get-regulated.ts';
import { inventorySummaries } from './inventory-summaries.ts';
import { listedItems } from './listed-items.ts';
import { notificationsApi } from './notifications.ts';
import { openOrderIds } from './open-order-ids.ts';
import { orderCounts } from './order-counts.ts';
import { parseOrder } from './parse-order.ts';
import { patchQuantity } from './patch-quantity.ts';
import { quantityFeeds, quantityReport, submitQuantities, uploadQuantities } from './quantity-feeds.ts';
import { createReport, openReport, reportStatus } from './reports.ts';
import { searchOrders } from './search-orders.ts';
import { type Removed, restorePersonal } from './strip-personal.ts';

export { amazonHosts } from './hosts.ts';
export { notificationReader } from './parse-notification.ts';

/** One seller's account at Amazon, as sync and writes need it. */
export type SellerApi = OrderSource &
  OrderWriter &
  ReportSource &
  OfferApi &
  RegulatedSource &
  CatalogSource & {
    notifications: NotificationsApi;
    /** For the adapters of carriers, which speak to Amazon too. */
    client: SpapiClient;
    /** Proves the credentials: fetches a token if there is none. Throws AMAZON_UNAUTHORISED, AMAZON_UNAVAILABLE. */
    signIn(): Promise<void>;
  };

export type SpapiOptions = ClientOptions;

/** Opens nothing yet: the first call fetches a token. */
export function connectSpapi(options: SpapiOptions): SellerApi {
  const client = createClient(options);
  return {
    notifications: notificationsApi(client),
    client,
    signIn: () => client.signIn(),
    searchOrders: (query, call) => searchOrders(client, options.clock.now(), query, call),
    getOrder: (orderId, call) => getOrder(client, orderId, call),
    getRegulated: (orderId) => getRegulated(client, orderId),
    openOrderIds: (query, call) => openOrderIds(client, query, call),
    participations: (call) => getMarketplaceParticipations(client, call),
    parseAgain: (source, raw, personalRaw) => parseOrder(restorePersonal(raw, (personalRaw ?? []) as Removed[]), source),
    confirmShipment: (confirmation, call) => confirmShipment(client, confirmation, call),
    uploadCancellations: (file, call) => uploadCancellations(client, file, call),
    submitCancellations: (feed, call) => submitCancellations(client, feed, call),
    cancellationFeeds: (since, call) => cancellationFeeds(client, since, call),
    feedStatus: (feedId, call) => feedStatus(client, feedId, call),
    feedResult: (documentId, call) => feedResult(client, documentId, call),
    createReport: (wish, call) => createReport(client, wish, call),
    reportStatus: (reportId, call) => reportStatus(client, reportId, call),
    openReport: (documentId, call) => openReport(client, documentId, call),
    orderCounts: (question, call) => orderCounts(client, question, call),
    listedItems: (question, call) => listedItems(client, question, call),
    uploadQuantities: (file, call) => uploadQuantities(client, file, call),
    submitQuantities: (feed, call) => submitQuantities(client, feed, call),
    quantityFeeds: (since, call) => quantityFeeds(client, since, call),
    quantityReport: (documentId, call) => quantityReport(client, documentId, call),
    catalogItems: (question, call) => catalogItems(client, question, call),
    patchQuantity: (change, call) => patchQuantity(client, change, call),
    inventorySummaries: (question, call) => inventorySummaries(client, question, call),
  };
}
