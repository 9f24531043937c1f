import type { Slip } from './slip.ts';
import { slipWords } from './words.ts';

/** Slips for tests: one plain order, changed by `change`. */
export const sampleSlip = (change: Partial<Slip> = {}): Slip => ({
  locale: 'en-US',
  words: slipWords,
  sellerName: 'Bluebird Home Goods',
  marketplace: 'Amazon.com',
  shipTo: ['Maria Kowalski', '4100 Guadalupe St Apt 12', 'Austin, TX 78751-1234', 'United States'],
  orderId: '111-1234567-1234567',
  barcode: '111-1234567-1234567',
  orderDate: 'November 21, 2026',
  shipBy: 'November 23, 2026',
  serviceLevel: 'Standard',
  items: [sampleItem()],
  totals: [
    { label: 'Items', amount: { amount: '51.98', currency: 'USD' } },
    { label: 'Shipping', amount: { amount: '4.99', currency: 'USD' } },
    { label: 'Tax', amount: { amount: '4.70', currency: 'USD' } },
    { label: 'Total', amount: { amount: '61.67', currency: 'USD' } },
  ],
  ...change,
});

export const sampleItem = (change: Partial<Slip['items'][number]> = {}): Slip['items'][number] => ({
  title: 'Stainless-steel insulated water bottle, 750 ml, wide mouth with bamboo lid, leakproof, keeps drinks cold 24 hours',
  sku: 'BB-BOTTLE-750-BLK',
  asin: 'B0EXAMPLE1',
  quantity: 2,
  condition: 'New',
  unitPrice: { amount: '25.99', currency: 'USD' },
  gift: false,
  customised: false,
  ...change,
});
