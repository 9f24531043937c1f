import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../simulator/shop/catalogue.ts';
import { text } from '../../simulator/test-support/sim-client.ts';
import { findJson, STOCK_MODEL_FILES } from './find-model.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { modelsFolder, officialContract } from './official-models.ts';
import { ownStock } from './own-stock.ts';

/** Listings, the catalogue and stock that lies with Amazon, held against our own shapes and, where they are given, against Amazon's models. */
const isGiven = modelsFolder !== undefined && STOCK_MODEL_FILES.every((file) => findJson(modelsFolder ?? '', file) !== undefined);
const contracts = [ownStock, ...(modelsFolder && isGiven ? [officialContract(modelsFolder, STOCK_MODEL_FILES)] : [])];
const US = 'ATVPDKIKX0DER';

let amazon: JudgedSimulator;
beforeAll(async () => {
  amazon = await startJudgedSimulator(contracts, {});
});
afterAll(() => amazon.close());

const listing = (sku: string) => {
  const [account] = amazon.control.accounts();
  return `/listings/2021-08-01/items/${account?.sellerId}/${sku}?marketplaceIds=${US}`;
};
const read = (sku: string) => amazon.get(`${listing(sku)}&includedData=summaries,fulfillmentAvailability`);
const tell = (sku: string, quantity: unknown) =>
  amazon.call('PATCH', listing(sku), {
    body: {
      productType: 'HOME',
      patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity }] }],
    },
  });

test('an offer shows what it was told, after a while', async () => {
  expect((await tell('KT-ADV-NRD-24', 7)).body).toMatchObject({ status: 'ACCEPTED' });
  expect((await read('KT-ADV-NRD-24')).body['fulfillmentAvailability']).not.toMatchObject([{ quantity: 7 }]);
  amazon.control.changeClock({ advanceMs: 60_000 });
  expect((await read('KT-ADV-NRD-24')).body['fulfillmentAvailability']).toMatchObject([{ fulfillmentChannelCode: 'DEFAULT', quantity: 7 }]);
  expect(amazon.takeProblems()).toEqual([]);
});

test('what cannot be is called invalid or not found', async () => {
  expect((await tell('KT-ADV-NRD-24', -1)).body).toMatchObject({ status: 'INVALID' });
  expect((await read('NO-SUCH-SKU')).status).toBe(404);
  expect(amazon.takeProblems()).toEqual([]);
});

const pageShape = z.object({
  payload: z.object({ inventorySummaries: z.array(z.object({ sellerSku: z.string() })) }),
  pagination: z.object({ nextToken: z.string() }).optional(),
});

test('stock with Amazon comes page by page', async () => {
  const path = `/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=${US}&marketplaceIds=${US}&details=true`;
  const skus = new Set<string>();
  let next: string | undefined;
  do {
    const { body } = await amazon.get(next === undefined ? path : `${path}&nextToken=${next}`);
    const page = pageShape.parse(body);
    for (const { sellerSku } of page.payload.inventorySummaries) skus.add(sellerSku);
    next = page.pagination?.nextToken;
    amazon.control.changeClock({ advanceMs: 1_000 });
  } while (next !== undefined);
  expect(skus.size).toBeGreaterThan(50);
  expect(amazon.takeProblems()).toEqual([]);
});

test('offers are found by their SKUs, those that are not there are left out', async () => {
  const [account] = amazon.control.accounts();
  const path = `/listings/2021-08-01/items/${account?.sellerId}?marketplaceIds=${US}&identifiersType=SKU`;
  const skus = 'KT-ADV-NRD-24,NO-SUCH-SKU,KT-MUG-SND-11';
  const { body } = await amazon.get(`${path}&identifiers=${skus}&pageSize=20&includedData=summaries,fulfillmentAvailability`);
  expect(body).toMatchObject({ items: [{ sku: 'KT-ADV-NRD-24', fulfillmentAvailability: [{}] }] });
  const many = Array.from({ length: 21 }, (_, i) => `SKU-${i}`).join(',');
  expect((await amazon.get(`${path}&identifiers=${many}`)).status).toBe(400);
  expect((await amazon.get(`${path.replace('=SKU', '=ASIN')}&identifiers=x`)).status).toBe(400);
  expect(amazon.takeProblems()).toEqual([]);
});

test('the catalogue tells names, images and measures, one item or twenty', async () => {
  const asins = [...new Set(catalogue.map(({ asin }) => asin))].slice(0, 19);
  const path = `/catalog/2022-04-01/items?marketplaceIds=${US}&identifiersType=ASIN&includedData=summaries,images,dimensions`;
  const { body } = await amazon.get(`${path}&pageSize=20&identifiers=${asins.join(',')},B0NOWHERE0`);
  const { items } = z.object({ items: z.array(z.looseObject({ asin: z.string() })) }).parse(body);
  expect(items.map(({ asin }) => asin)).toEqual(asins);
  const one = await amazon.get(`/catalog/2022-04-01/items/${asins[0]}?marketplaceIds=${US}&includedData=summaries,images,dimensions`);
  expect(one.body).toEqual(items[0]);
  const first = (await amazon.get(`${path}&identifiers=${asins.slice(0, 12).join(',')}`)).body;
  expect(first).toMatchObject({ numberOfResults: 12, pagination: { nextToken: expect.any(String) } });
  expect((await amazon.get(`/catalog/2022-04-01/items/B0NOWHERE0?marketplaceIds=${US}`)).status).toBe(404);
  expect((await amazon.get(`${path}&identifiers=${asins[0]}&pageSize=21`)).status).toBe(400);
  expect(amazon.takeProblems()).toEqual([]);
});

/** The shapes of a processing report, by Amazon's own schema where it is given. */
const reportSchema = modelsFolder === undefined ? undefined : findJson(modelsFolder, 'listings-feed-processing-report-schema-v2.json');
const reportShape = z.strictObject({
  header: z.strictObject({ sellerId: z.string(), version: z.literal('2.0'), feedId: z.string() }),
  issues: z.array(
    z.strictObject({
      messageId: z.int().min(1).optional(),
      sku: z.string().min(1).optional(),
      code: z.string().min(1),
      severity: z.literal('ERROR'),
      message: z.string().min(1),
      attributeName: z.string().optional(),
    }),
  ),
  summary: z.strictObject({
    errors: z.int().min(0),
    warnings: z.int().min(0),
    messagesProcessed: z.int().min(0),
    messagesAccepted: z.int().min(0),
    messagesInvalid: z.int().min(0),
  }),
});

async function feedOf(content: unknown) {
  const contentType = 'application/json; charset=UTF-8';
  const created = (await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType } })).body;
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  await fetch(text(created['url']), { method: 'PUT', body, headers: { 'content-type': contentType } });
  const feed = { feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [US], inputFeedDocumentId: created['feedDocumentId'] };
  const { feedId } = (await amazon.call('POST', '/feeds/2021-06-30/feeds', { body: feed })).body;
  amazon.control.changeClock({ advanceMs: 60_000 });
  const { processingStatus, resultFeedDocumentId } = (await amazon.get(`/feeds/2021-06-30/feeds/${text(feedId)}`)).body;
  const { url } = (await amazon.get(`/feeds/2021-06-30/documents/${text(resultFeedDocumentId)}`)).body;
  const report: unknown = await (await fetch(text(url))).json();
  const isValid = reportSchema ? new Ajv({ strict: false }).compile(reportSchema) : () => true;
  expect(isValid(report), JSON.stringify(report)).toBe(true);
  return { processingStatus, report: reportShape.parse(report) };
}

test('a file of quantities: each line by itself, and a report of what was not taken', async () => {
  const [account] = amazon.control.accounts();
  const patch = (messageId: number, sku: string, quantity: number) => ({
    messageId,
    sku,
    operationType: 'PATCH',
    productType: 'HOME',
    patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity }] }],
  });
  const fba = catalogue.find(({ fulfilledBy }) => fulfilledBy === 'AMAZON')?.sku ?? '';
  const messages = [
    patch(1, 'KT-ADV-NRD-24', 11),
    patch(2, 'NO-SUCH-SKU', 1),
    patch(3, fba, 1),
    patch(4, 'KT-ADV-NRD-24', -2),
    patch(1, fba, 2),
  ];
  const { processingStatus, report } = await feedOf({ header: { sellerId: account?.sellerId, version: '2.0' }, messages });
  expect(processingStatus).toBe('DONE');
  expect(report.summary).toEqual({ errors: 4, warnings: 0, messagesProcessed: 5, messagesAccepted: 1, messagesInvalid: 4 });
  expect(report.issues.map(({ messageId }) => messageId)).toEqual([2, 3, 4, 1]);
  amazon.control.changeClock({ advanceMs: 60_000 });
  expect((await read('KT-ADV-NRD-24')).body['fulfillmentAvailability']).toMatchObject([{ quantity: 11 }]);
  for (const content of ['{', {}, { header: { sellerId: 'SOMEBODY', version: '2.0' }, messages }])
    expect(await feedOf(content)).toMatchObject({ processingStatus: 'FATAL', report: { issues: [{ severity: 'ERROR' }] } });
  // The feeds API itself is held against its model in writes.test.ts.
  amazon.takeProblems();
});

test('buyers take units off what is for sale, also while another number is on its way', async () => {
  const shown = () => amazon.control.shownQuantity(amazon.control.accounts()[0]?.sellerId ?? '', US, 'KT-ADV-NRD-24');
  await tell('KT-ADV-NRD-24', 9);
  amazon.control.changeClock({ advanceMs: 60_000 });
  amazon.control.createOrder({ items: [{ sku: 'KT-ADV-NRD-24', quantity: 2 }] });
  expect(shown()).toBe(7);
  await tell('KT-ADV-NRD-24', 20);
  amazon.control.createOrder({ items: [{ sku: 'KT-ADV-NRD-24', quantity: 3 }] });
  expect(shown()).toBe(4);
  amazon.control.changeClock({ advanceMs: 60_000 });
  expect(shown()).toBe(20);
});
