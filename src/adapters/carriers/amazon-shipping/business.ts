const businesses: Record<string, string> = {
  US: 'US',
  GB: 'UK',
  IN: 'IN',
  AE: 'UAE',
  SA: 'SA',
  EG: 'EG',
  IT: 'IT',
  ES: 'ES',
  FR: 'FR',
  JP: 'JP',
};

/** Which business of Amazon Shipping an account belongs to, by the country of its store. */
export const businessHeader = (country: string): Record<string, string> => ({
  'x-amzn-shipping-business-id': `AmazonShipping_${businesses[country] ?? 'US'}`,
});
