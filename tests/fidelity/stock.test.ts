import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findJson, STOCK_MODEL_FILES } from './find-model.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { modelsFolder, officialContract } from './official-models.ts';
import { ownStock } from './own-stock.ts';

/** Listings and stock that lies with Amazon, held against our own shapes and, where they are given, against Amazon's models. */
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
