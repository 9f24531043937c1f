import { z } from 'zod';
import { contractOf, instant, READ, type Row, WITH_BODY } from './own-contract.ts';

const units = z.int().min(0);
const item = z.strictObject({
  sku: z.string(),
  summaries: z
    .array(
      z.strictObject({
        marketplaceId: z.string(),
        asin: z.string(),
        productType: z.string(),
        conditionType: z.literal('new_new'),
        status: z.array(z.enum(['BUYABLE', 'DISCOVERABLE'])),
        itemName: z.string(),
        createdDate: instant,
        lastUpdatedDate: instant,
        mainImage: z.strictObject({ link: z.url(), height: units, width: units }),
      }),
    )
    .optional(),
  fulfillmentAvailability: z.array(z.strictObject({ fulfillmentChannelCode: z.string(), quantity: units.optional() })).optional(),
});
const submission = z.strictObject({
  sku: z.string(),
  status: z.enum(['ACCEPTED', 'INVALID']),
  submissionId: z.string(),
  issues: z.array(z.strictObject({ code: z.string(), message: z.string(), severity: z.literal('ERROR'), categories: z.array(z.string()) })),
});
const summary = z.strictObject({
  asin: z.string(),
  fnSku: z.string(),
  sellerSku: z.string(),
  condition: z.string(),
  lastUpdatedTime: instant,
  productName: z.string(),
  totalQuantity: units,
  inventoryDetails: z
    .strictObject({
      fulfillableQuantity: units,
      inboundWorkingQuantity: units,
      inboundShippedQuantity: units,
      inboundReceivingQuantity: units,
      reservedQuantity: z.record(z.string(), units),
      researchingQuantity: z.strictObject({ totalResearchingQuantity: units, researchingQuantityBreakdown: z.array(z.unknown()) }),
      unfulfillableQuantity: z.record(z.string(), units),
    })
    .optional(),
});

const size = z.strictObject({ unit: z.enum(['inches', 'pounds']), value: z.number() });
const sides = z.strictObject({ height: size, length: size, width: size, weight: size });
const catalogItem = z.strictObject({
  asin: z.string(),
  summaries: z
    .array(
      z.strictObject({
        marketplaceId: z.string(),
        brand: z.string(),
        itemClassification: z.literal('BASE_PRODUCT'),
        itemName: z.string(),
        packageQuantity: units,
      }),
    )
    .optional(),
  images: z
    .array(
      z.strictObject({
        marketplaceId: z.string(),
        images: z.array(z.strictObject({ variant: z.enum(['MAIN', 'PT01']), link: z.url(), height: units, width: units })),
      }),
    )
    .optional(),
  dimensions: z.array(z.strictObject({ marketplaceId: z.string(), item: sides.optional(), package: sides.optional() })).optional(),
});
const pageOf = (entry: z.ZodType) =>
  z.strictObject({
    numberOfResults: units,
    pagination: z.strictObject({ nextToken: z.string() }).optional(),
    items: z.array(entry),
  });

const listing = '/listings/2021-08-01/items/{sellerId}/{sku}';
const catalog = '/catalog/2022-04-01/items';
const rows: Row[] = [
  ['searchListingsItems', 'GET', '/listings/2021-08-01/items/{sellerId}', 200, pageOf(item), [...READ, ...WITH_BODY]],
  ['searchCatalogItems', 'GET', catalog, 200, pageOf(catalogItem), [...READ, ...WITH_BODY]],
  ['getCatalogItem', 'GET', `${catalog}/{asin}`, 200, catalogItem, [...READ, ...WITH_BODY]],
  ['getListingsItem', 'GET', listing, 200, item, [...READ, ...WITH_BODY]],
  ['patchListingsItem', 'PATCH', listing, 200, submission, [400, 403, 429, 500, 503, ...WITH_BODY]],
  [
    'getInventorySummaries',
    'GET',
    '/fba/inventory/v1/summaries',
    200,
    z.strictObject({
      payload: z.strictObject({
        granularity: z.strictObject({ granularityType: z.literal('Marketplace'), granularityId: z.string() }),
        inventorySummaries: z.array(summary),
      }),
      pagination: z.strictObject({ nextToken: z.string() }).optional(),
    }),
    READ,
  ],
];

/** What the simulator serves of listings, of the catalogue and of stock that lies with Amazon. */
export const ownStock = contractOf('our own shapes', rows);
