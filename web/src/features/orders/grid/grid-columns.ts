/** The columns of the grid in their first order. `sort` names what a click on the head sorts by. */
export const columnIds = [
  'order',
  'date',
  'buyer',
  'items',
  'shipBy',
  'deliverBy',
  'service',
  'fulfilment',
  'marketplace',
  'total',
  'tags',
  'state',
  'shipTo',
  'tracking',
  'assignee',
] as const;
export type ColumnId = (typeof columnIds)[number];

export const columnWidths: Record<ColumnId, number> = {
  order: 192,
  date: 118,
  buyer: 168,
  items: 300,
  shipBy: 136,
  deliverBy: 112,
  service: 112,
  fulfilment: 84,
  marketplace: 116,
  total: 108,
  tags: 140,
  state: 150,
  shipTo: 150,
  tracking: 190,
  assignee: 110,
};

export const hiddenAtFirst: readonly ColumnId[] = ['shipTo', 'tracking', 'assignee'];

export const isColumnId = (id: string): id is ColumnId => (columnIds as readonly string[]).includes(id);
