/** The columns of the grid in their first order. `sort` names what a click on the head sorts by. */
export const columnIds = [
  'order',
  'date',
  'buyer',
  'items',
  'shipBy',
  'state',
  'total',
  'fulfilment',
  'service',
  'deliverBy',
  'marketplace',
  'tags',
  'shipTo',
  'tracking',
  'assignee',
] as const;
export type ColumnId = (typeof columnIds)[number];

export const columnWidths: Record<ColumnId, number> = {
  order: 178,
  date: 84,
  buyer: 126,
  items: 256,
  shipBy: 164,
  state: 188,
  total: 96,
  fulfilment: 76,
  service: 104,
  deliverBy: 96,
  marketplace: 118,
  tags: 136,
  shipTo: 150,
  tracking: 190,
  assignee: 110,
};

export const hiddenAtFirst: readonly ColumnId[] = ['shipTo', 'tracking', 'assignee'];

export const isColumnId = (id: string): id is ColumnId => (columnIds as readonly string[]).includes(id);
