import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeStock, mapSku, saveProduct, setChannel, startListings } from '#src/modules/inventory/index.ts';
import { productDetailsOf } from '#src/modules/inventory/questions.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

let desk: SimulatedDesk;
beforeAll(async () => {
  desk = await simulatedDesk();
  await desk.database.write([desk.accountId], (tx) => startListings(tx, desk.accountId, desk.clock.now()));
  await desk.live(5 * 60_000);
});
afterAll(() => desk?.close());

const us = 'ATVPDKIKX0DER';
const offersOf = async (productId: string) =>
  (await desk.database.read([desk.accountId], (db) => productDetailsOf(db, productId)))?.offers ?? [];
const offerOf = async (productId: string) =>
  (await offersOf(productId)).find((offer) => offer.channel === 'FBM' && offer.marketplaceId === us);
const firstSku = async (channel: string) => {
  const [row] = await desk.database.read([desk.accountId], (db) =>
    db.query<{ sku: string }>({
      text: 'SELECT sku FROM stock_offer WHERE account_id = $1 AND channel = $2 AND marketplace_id = $3 ORDER BY sku LIMIT 1',
      values: [desk.accountId, channel, us],
    }),
  );
  return row?.sku ?? '';
};
const product = async (code: string, sku: string) => {
  const id = await saveProduct(desk, [desk.accountId], undefined, { code, title: code, asin: null, barcodes: [], parts: [] });
  await mapSku(desk, { accountId: desk.accountId, sku, productId: id }, 'Ana');
  return id;
};
let entries = 0;
const count = (productId: string, quantity: number) =>
  changeStock(
    desk,
    { entry: `count ${(entries += 1)} of it`, kind: 'count', reason: '', ref: '', lines: [{ productId, binId: '1', quantity }] },
    'Ana',
  );

describe('quantities at Amazon', () => {
  let sold: string;
  let uncounted: string;
  beforeAll(async () => {
    sold = await product('SOLD', await firstSku('FBM'));
    uncounted = await product('UNCOUNTED', await firstSku('FBA'));
    // The demo has counted all of the shop; two offers are enough here.
    await desk.database.write([desk.accountId], async (tx) => {
      const skus = (
        await tx.query<{ sku: string }>({
          text: 'SELECT sku FROM stock_sku WHERE account_id = $1 AND product_id = ANY($2::bigint[])',
          values: [desk.accountId, [sold, uncounted]],
        })
      ).map(({ sku }) => sku);
      await tx.query({
        text: 'DELETE FROM stock_offer WHERE account_id = $1 AND (sku <> ALL ($2) OR marketplace_id <> $3)',
        values: [desk.accountId, skus, us],
      });
    });
  });

  it('are not told before somebody switches it on, nor of what nobody has counted', async () => {
    const before = await offerOf(sold);
    await desk.live(3 * 60_000);
    expect(await offerOf(sold)).toEqual(before);
    await setChannel(desk, desk.accountId, { pushes: true, buffer: 2 });
    await desk.live(3 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: null, shown: before?.shown });
  });

  it('are available less the buffer, sent and read back until Amazon shows them', async () => {
    await count(sold, 37);
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: 'verified', wanted: 35, shown: 35 });
  });

  it('follow a new order, and are read back again', async () => {
    const offer = await offerOf(sold);
    await desk.order({ items: [{ sku: offer?.sku ?? '', quantity: 3 }] });
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: 'verified', shown: 32 });
  });

  it('of FBA are shown and never told', async () => {
    await count(uncounted, 5);
    await desk.live(3 * 60_000);
    const [offer] = (await offersOf(uncounted)).filter(({ channel }) => channel === 'FBA');
    expect(offer).toMatchObject({ state: null, wanted: null, shown: null });
    expect(offer?.fulfillable).toBeGreaterThanOrEqual(0);
  });
});
