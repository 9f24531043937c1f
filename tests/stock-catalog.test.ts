import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetImages, mapSku, saveProduct, startListings } from '#src/modules/inventory/index.ts';
import { productDetailsOf } from '#src/modules/inventory/questions.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

let desk: SimulatedDesk;
beforeAll(async () => {
  desk = await simulatedDesk();
  await desk.database.write([desk.accountId], (tx) => startListings(tx, desk.accountId, desk.clock.now()));
  await desk.live(5 * 60_000);
});
afterAll(() => desk?.close());

const query = <T extends object>(text: string) => desk.database.read([desk.accountId], (db) => db.query<T>({ text, values: [] }));
const calls = () => desk.simulator.control.requests.all().filter(({ operation }) => operation === 'searchCatalogItems').length;

describe("Amazon's catalogue", () => {
  it('gives every product of the shop its image, and measures where Amazon has them', async () => {
    const products = await query<{ image: string | null; grams: number | null; size: number[] | null }>(
      `SELECT image_url AS image, grams, size FROM stock_product WHERE kind <> 'placeholder'`,
    );
    expect(products.length).toBeGreaterThan(200);
    expect(products.filter(({ image }) => !image?.startsWith(`${desk.simulator.url}/images/`))).toEqual([]);
    const measured = products.filter(({ grams, size }) => grams !== null && size !== null);
    expect(measured.length).toBeGreaterThan(products.length / 2);
    expect(measured.length).toBeLessThan(products.length);
    // A pound is 453.6 g, an inch 25.4 mm: nothing of the shop weighs less than 20 g or is longer than a metre.
    expect(measured.every(({ grams, size }) => (grams ?? 0) > 20 && size?.every((side) => side > 20 && side < 1_000))).toBe(true);
    const image = await fetch(products[0]?.image ?? '');
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('is asked 20 at a time, and not again for a month', async () => {
    const [asins] = await query<{ n: number }>('SELECT count(*)::int AS n FROM stock_catalog');
    expect(calls()).toBeGreaterThanOrEqual(Math.ceil((asins?.n ?? 0) / 20));
    expect(calls()).toBeLessThanOrEqual(Math.ceil((asins?.n ?? 0) / 20) + 1);
    const before = calls();
    await desk.live(30 * 60_000, 60_000);
    expect(calls()).toBe(before);
  });

  it('names what has no name, and leaves what a person has written', async () => {
    const [unnamed, named] = await query<{ sku: string; title: string }>(
      `SELECT DISTINCT ON (asin) sku, title FROM stock_offer WHERE channel = 'FBM' ORDER BY asin LIMIT 2`,
    );
    if (!unnamed || !named) throw new Error('the shop has no offers');
    const product = async (code: string, title: string, sku: string) => {
      const id = await saveProduct(desk, [desk.accountId], undefined, { code, title, asin: null, barcodes: [], parts: [] });
      await mapSku(desk, { accountId: desk.accountId, sku, productId: id }, 'Ana');
      return id;
    };
    const ids = [await product('ONE', 'ONE', unnamed.sku), await product('TWO', 'My own name', named.sku)];
    await desk.live(15 * 60_000, 60_000);
    const titles = await Promise.all(
      ids.map(async (id) => (await desk.database.read([desk.accountId], (db) => productDetailsOf(db, id)))?.title),
    );
    expect(titles).toEqual([unnamed.title, 'My own name']);
  });

  it('is asked anew when the demo has another address', async () => {
    await forgetImages(desk, desk.accountId, desk.simulator.url);
    expect(await query('SELECT 1 FROM stock_catalog WHERE image_url IS NOT NULL')).toEqual([]);
    await desk.live(60_000);
    const [images] = await query<{ n: number }>(`SELECT count(*)::int AS n FROM stock_product WHERE image_url IS NOT NULL`);
    expect(images?.n).toBeGreaterThan(200);
  });
});
