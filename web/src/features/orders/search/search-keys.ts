/** The prefix keys that the field offers; `values` are fixed, `ask` has the desk complete them. */
export type SearchKey = { key: string; ask?: true; values?: readonly string[] };

export const searchKeys: readonly SearchKey[] = [
  { key: 'sku', ask: true },
  { key: 'asin', ask: true },
  { key: 'title' },
  { key: 'buyer' },
  { key: 'email' },
  { key: 'track' },
  { key: 'carrier', ask: true },
  { key: 'service', values: ['STANDARD', 'EXPEDITED', 'PRIORITY', 'SCHEDULED', 'SECOND_DAY', 'NEXT_DAY', 'SAME_DAY'] },
  { key: 'ship-by', values: ['<4h', '<24h', '<48h', 'today', 'tomorrow', 'late'] },
  { key: 'deliver-by', values: ['<24h', '<48h', 'today'] },
  { key: 'placed', values: ['today', 'yesterday', '7d', '30d'] },
  { key: 'status', values: ['pending', 'unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unfulfillable'] },
  { key: 'channel', ask: true },
  {
    key: 'marketplace',
    values: ['US', 'CA', 'MX', 'BR', 'GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'PL', 'BE', 'IE', 'JP', 'AU', 'SG', 'IN'],
  },
  { key: 'is', values: ['prime', 'business', 'gift', 'replacement', 'custom', 'fba', 'fbm', 'sfp', 'late', 'cancel-requested'] },
  { key: 'tag', ask: true },
  { key: 'assigned', ask: true },
  { key: 'total', values: ['>100', '<20'] },
  { key: 'qty', values: ['>1'] },
  { key: 'type', values: ['standard', 'preorder', 'backorder'] },
];

export const keyOf = (name: string): SearchKey | undefined => searchKeys.find((each) => each.key === name.replace(/^-/, '').toLowerCase());
