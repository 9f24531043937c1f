import { invalidInput } from '../http/api-failure.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { catalogue, type Offer } from '../shop/catalogue.ts';
import { drawBetween } from '../store/draw.ts';

const PAGE = 50;

/** `getInventorySummaries`: what lies with Amazon. It follows from the seed and the SKU. */
export const getInventorySummaries = (seed: number): SellerOperation => ({
  name: 'getInventorySummaries',
  method: 'GET',
  path: '/fba/inventory/v1/summaries',
  rate: 2,
  burst: 2,
  handle: (call) => ({ status: 200, body: summaries(call, seed) }),
});

function summaries({ query, account, now }: SellerCall, seed: number) {
  const marketplaceId = query.get('marketplaceIds') ?? '';
  if (query.get('granularityType') !== 'Marketplace') throw invalidInput('Invalid Input', 'granularityType must be Marketplace.');
  if (query.get('granularityId') !== marketplaceId || !account.marketplaceIds.includes(marketplaceId))
    throw invalidInput('Invalid Input', 'granularityId and marketplaceIds must name one marketplace in which the seller sells.');
  const wanted = query.get('sellerSkus')?.split(',');
  const offers = catalogue.filter(({ fulfilledBy, sku }) => fulfilledBy === 'AMAZON' && (wanted === undefined || wanted.includes(sku)));
  const token = query.get('nextToken');
  const from = token === null ? 0 : Number(token.slice('page-'.length));
  if (!Number.isInteger(from) || from < 0) throw invalidInput('Invalid Input', 'nextToken is not valid.');
  const isDetailed = query.get('details') === 'true';
  return {
    payload: {
      granularity: { granularityType: 'Marketplace', granularityId: marketplaceId },
      inventorySummaries: offers.slice(from, from + PAGE).map((offer) => summaryOf(offer, seed, now, isDetailed)),
    },
    ...(from + PAGE < offers.length ? { pagination: { nextToken: `page-${from + PAGE}` } } : {}),
  };
}

function summaryOf(offer: Offer, seed: number, now: number, isDetailed: boolean) {
  const units = (name: string, most: number) => drawBetween(0, most, seed, offer.sku, name);
  const [fulfillable, working, shipped, receiving] = [units('fba', 180), units('working', 12), units('shipped', 24), units('receiving', 6)];
  const [pending, transfer, processing] = [units('pending', 4), units('transfer', 8), units('processing', 3)];
  const [customer, defective] = [units('customer', 2), units('defective', 2)];
  const held = pending + transfer + processing;
  return {
    asin: offer.asin,
    fnSku: `X00${offer.asin.slice(3)}`,
    sellerSku: offer.sku,
    condition: 'NewItem',
    lastUpdatedTime: new Date(now).toISOString(),
    productName: offer.title,
    totalQuantity: fulfillable + working + shipped + receiving + held + customer + defective,
    ...(isDetailed
      ? {
          inventoryDetails: {
            fulfillableQuantity: fulfillable,
            inboundWorkingQuantity: working,
            inboundShippedQuantity: shipped,
            inboundReceivingQuantity: receiving,
            reservedQuantity: {
              totalReservedQuantity: held,
              pendingCustomerOrderQuantity: pending,
              pendingTransshipmentQuantity: transfer,
              fcProcessingQuantity: processing,
            },
            researchingQuantity: { totalResearchingQuantity: 0, researchingQuantityBreakdown: [] },
            unfulfillableQuantity: {
              totalUnfulfillableQuantity: customer + defective,
              customerDamagedQuantity: customer,
              warehouseDamagedQuantity: 0,
              distributorDamagedQuantity: 0,
              carrierDamagedQuantity: 0,
              defectiveQuantity: defective,
              expiredQuantity: 0,
            },
          },
        }
      : {}),
  };
}
