import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackingDesk, packingDesk } from './support/packing-desk.ts';

let desk: PackingDesk;
beforeAll(async () => {
  desk = await packingDesk();
  await desk.product('MUG', { barcodes: ['4006381333931'] });
  await desk.product('CUP');
}, 60_000);
afterAll(() => desk?.close());

describe('scanning an order', () => {
  it('counts what belongs to it, refuses what does not, and ends as a parcel', async () => {
    const order = await desk.orderOf({ sku: 'MUG', quantity: 2 });
    const ana = await desk.bench('Ana');
    expect((await ana.scan(order.orderId)).outcome).toBe('opened');
    expect((await ana.scan('P-CUP')).outcome).toBe('wrongItem');
    expect((await ana.scan('4006381333931')).outcome).toBe('counted');
    expect((await ana.scan('MUG')).outcome).toBe('orderComplete');
    expect((await ana.scan('P-MUG')).outcome).toBe('tooMany');
    const done = await ana.scan('DONE');
    expect(done).toMatchObject({ outcome: 'finished', sound: 'good', state: { order: null, recent: [{ label: { state: 'wanted' } }] } });
  });
});
