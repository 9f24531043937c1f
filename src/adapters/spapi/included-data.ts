/**
 * All data sets of the Orders API 2026-01-01: each is free, and an order that was fetched with fewer would look as if
 * the rest had gone.
 */
export const includedData = [
  'BUYER',
  'RECIPIENT',
  'PROCEEDS',
  'EXPENSE',
  'PROMOTION',
  'CANCELLATION',
  'FULFILLMENT',
  'PACKAGES',
  'TAX',
  'PAYMENT',
  'FULFILLMENT_ORDERS',
] as const;
