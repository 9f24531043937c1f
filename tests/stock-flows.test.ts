import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductDetails, StockPage, StockSummary } from '#src/modules/inventory/contract.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ orders: 60 });
  await shop.whileTimePasses(untilStocked());
}, 120_000);
afterAll(() => shop?.close());

async function untilStocked(): Promise<void> {
  for (let looks = 0; looks < 600; looks += 1) {
    const { onHand } = await shop.ask<StockSummary>('/stock/summary');
    if (onHand > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the demo shop got no stock');
}
const find = async (text: string) => (await shop.ask<StockPage>(`/stock?text=${encodeURIComponent(text)}`)).items[0];

describe('the demo shop', () => {
  it('begins with the stock that its listings show, and every open order has its SKU mapped', async () => {
    const summary = await shop.ask<StockSummary>('/stock/summary');
    expect(summary).toMatchObject({ unmapped: 0 });
    expect(summary.products).toBeGreaterThan(50);
    expect(summary.reserved).toBeGreaterThan(0);
  });

  it('reserves a new order, gives it units, and gives them back when it is cancelled', async () => {
    const [product] = (await shop.ask<StockPage>('/stock?limit=200')).items.filter(
      ({ available, reserved }) => available > 5 && reserved === 0,
    );
    if (!product) throw new Error('no product has units');
    const sku = product.skus[0]?.sku ?? '';
    const order = shop.amazon.createOrder({ items: [{ sku, quantity: 2 }] });
    await shop.catchUp();
    const reserved = await find(product.code);
    expect(reserved).toMatchObject({ onHand: product.onHand, reserved: 2, available: product.available - 2 });
    const claims = async () => (await shop.ask<ProductDetails>(`/stock/products/${product.productId}`)).claims;
    // Reserved with the order itself; from which location is a work of its own, which comes right after.
    await expect
      .poll(claims, { timeout: 60_000 })
      .toMatchObject([{ orderId: order.orderId, reserved: 2, allocated: 2, locations: ['Main'] }]);
    shop.amazon.cancel(order.orderId);
    await shop.catchUp();
    expect(await find(product.code)).toMatchObject({ onHand: product.onHand, reserved: 0, available: product.available });
  });
});
