/** Where Amazon answers, per region (spapi.md 10.3). */
const apiUrls = {
  NA: 'https://sellingpartnerapi-na.amazon.com',
  EU: 'https://sellingpartnerapi-eu.amazon.com',
  FE: 'https://sellingpartnerapi-fe.amazon.com',
} as const;

export const amazonHosts = (region: keyof typeof apiUrls) => ({
  apiUrl: apiUrls[region],
  tokenUrl: 'https://api.amazon.com/auth/o2/token',
});
