import type { orderTabs } from './contract.ts';

type OrderTab = (typeof orderTabs)[number];

const within: Record<OrderTab, readonly string[] | undefined> = {
  pending: ['pending', 'pending_availability'],
  unshipped: ['unshipped'],
  partially_shipped: ['partially_shipped'],
  shipped: ['shipped'],
  cancelled: ['cancelled'],
  unfulfillable: ['unfulfillable'],
  all: undefined,
};

/** The statuses that a tab shows; `undefined` means all, also those that this version does not know. */
export const statusesOfTab = (tab: OrderTab): readonly string[] | undefined => within[tab];
