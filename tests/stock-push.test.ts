import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeStock, mapSku, saveProduct, setBuffer, setChannel, startListings } from '#src/modules/inventory/index.ts';
import { productDetailsOf } from '#src/modules/inventory/questions.ts';
import { catalogue } from '../simulator/shop/catalogue.ts';
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

  it('are told less at once where they were told too much, though it does not show yet', async () => {
    await desk.database.write([desk.accountId], (tx) =>
      tx.query({
        text: `UPDATE stock_offer SET push_state = 'accepted', wanted = 90, reads = 0, next_at = $2 WHERE account_id = $1 AND channel = 'FBM' AND push_state = 'verified'`,
        values: [desk.accountId, new Date(desk.clock.now().getTime() + 3_600_000)],
      }),
    );
    await count(sold, 36);
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: 'verified', shown: 31 });
    await count(sold, 37);
    await desk.live(4 * 60_000);
  });

  it('of FBA are shown and never told', async () => {
    await count(uncounted, 5);
    await desk.live(3 * 60_000);
    const [offer] = (await offersOf(uncounted)).filter(({ channel }) => channel === 'FBA');
    expect(offer).toMatchObject({ state: null, wanted: null, shown: null });
    expect(offer?.fulfillable).toBeGreaterThanOrEqual(0);
  });

  it('hold back what an offer says itself, or else what its account says', async () => {
    const sku = (await offerOf(sold))?.sku ?? '';
    await setBuffer(desk, desk.accountId, { sku, marketplaceId: us, buffer: 10 });
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: 'verified', shown: 24, buffer: 10, channelBuffer: 2 });
    await setChannel(desk, desk.accountId, { pushes: true, buffer: 5 });
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ shown: 24 });
    await setBuffer(desk, desk.accountId, { sku, marketplaceId: us, buffer: null });
    await desk.live(4 * 60_000);
    expect(await offerOf(sold)).toMatchObject({ state: 'verified', shown: 29, buffer: null, channelBuffer: 5 });
    await expect(setBuffer(desk, desk.accountId, { sku: 'NO-SUCH', marketplaceId: us, buffer: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('one product that is sold both ways', () => {
  const patches = (sku: string) =>
    desk.simulator.control.requests
      .all()
      .filter(({ operation, path }) => operation === 'patchListingsItem' && path.endsWith(`/${encodeURIComponent(sku)}`)).length;
  const insertOffer = (sku: string, channel: string, fields = 'NULL::int') =>
    desk.database.write([desk.accountId], (tx) =>
      tx.query({
        text: `INSERT INTO stock_offer (account_id, sku, marketplace_id, channel, shown, shown_at, seen_at) VALUES ($1, $2, $3, $4, ${fields}, $5, $5)
          ON CONFLICT DO NOTHING`,
        values: [desk.accountId, sku, us, channel, desk.clock.now()],
      }),
    );
  const both = catalogue.find(({ sku }) => sku.endsWith('-FBA'));
  const [fba, fbm] = [both?.sku ?? '', both?.sku.replace(/-FBA$/, '') ?? ''];

  it('tells the offer that the seller ships what lies here, and never the one of FBA', async () => {
    const id = await product('BOTH', fbm);
    await mapSku(desk, { accountId: desk.accountId, sku: fba, productId: id }, 'Ana');
    await insertOffer(fbm, 'FBM');
    await insertOffer(fba, 'FBA');
    await count(id, 50);
    await desk.live(4 * 60_000);
    const told = await offersOf(id);
    expect(told.find(({ channel }) => channel === 'FBM')).toMatchObject({ sku: fbm, state: 'verified', shown: 45 });
    expect(told.find(({ channel }) => channel === 'FBA')).toMatchObject({ sku: fba, state: null, wanted: null, shown: null });
    expect([patches(fbm), patches(fba)]).toEqual([1, 0]);
    // An order that Amazon ships takes nothing from here.
    await desk.order({ fulfilledBy: 'AMAZON', items: [{ sku: fba, quantity: 4 }] });
    await desk.live(4 * 60_000);
    expect((await offersOf(id)).find(({ channel }) => channel === 'FBM')).toMatchObject({ state: 'verified', shown: 45 });
    expect([patches(fbm), patches(fba)]).toEqual([1, 0]);
  });

  it('looks before it tells: an offer that Amazon ships by now is left alone', async () => {
    // As the last report told it: shipped by the seller.
    await insertOffer(fba, 'FBM', '3');
    await desk.live(4 * 60_000);
    const told = (await offersOf(await idOf(fba))).find(({ sku, channel }) => sku === fba && channel === 'FBM');
    expect(told).toMatchObject({ state: 'rejected', reason: 'Amazon fulfils this offer' });
    expect(patches(fba)).toBe(0);
  });

  it('forgets what the seller shipped when a report says that Amazon does', async () => {
    const { accountId, clock } = desk;
    // All other offers come back with the report, and are not what this is about.
    await setChannel(desk, accountId, { pushes: false, buffer: 0 });
    await desk.database.write([accountId], async (tx) => {
      await tx.query({ text: 'UPDATE stock_channel SET listings_at = NULL WHERE account_id = $1', values: [accountId] });
      await startListings(tx, accountId, clock.now());
    });
    await desk.live(3 * 60_000);
    const here = (await offersOf(await idOf(fba))).filter(({ sku, marketplaceId }) => sku === fba && marketplaceId === us);
    expect(here.map(({ channel }) => channel)).toEqual(['FBA']);
  });
});

const idOf = async (sku: string) => {
  const [row] = await desk.database.read([desk.accountId], (db) =>
    db.query<{ id: string }>({
      text: 'SELECT product_id AS id FROM stock_sku WHERE account_id = $1 AND sku = $2',
      values: [desk.accountId, sku],
    }),
  );
  return row?.id ?? '';
};
