/** Amazon's roles that open the Orders API; the last four also open personal data. */
export const ROLES = [
  'amazon-fulfillment',
  'buyer-communication',
  'buyer-solicitation',
  'finance-and-accounting',
  'inventory-and-order-tracking',
  'pricing',
  'product-listing',
  'selling-partner-insights',
  'professional-services',
  'direct-to-consumer-shipping',
  'tax-invoicing',
  'tax-remittance',
] as const;

export type Role = (typeof ROLES)[number];

/** What the seller's own application asks for in order to ship and to invoice. */
export const DEFAULT_ROLES: Role[] = ['inventory-and-order-tracking', 'amazon-fulfillment', 'direct-to-consumer-shipping', 'tax-invoicing'];
