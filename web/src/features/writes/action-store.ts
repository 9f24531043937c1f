import type { OrderDetails } from '#src/modules/orders/contract.ts';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { createStore } from '../../lib/store.ts';

/** An order as far as the actions need it before they ask the desk. */
export type ActionTarget = Pick<
  OrderRow,
  | 'accountId'
  | 'orderId'
  | 'status'
  | 'fulfilledBy'
  | 'marketplaceId'
  | 'buyerMask'
  | 'tags'
  | 'assignee'
  | 'units'
  | 'unitsShipped'
  | 'lines'
  | 'cancelRequestedAt'
  | 'heldAt'
>;

export type ActionKind = 'slips' | 'label' | 'confirm' | 'edit' | 'cancel' | 'tag' | 'note' | 'assign' | 'hold';

/** Where the orders were chosen. */
export type ActionOrigin = 'selection' | 'today';

export const runningAction = createStore<{ kind: ActionKind; targets: readonly ActionTarget[]; origin: ActionOrigin } | null>(null);
const targetsNow = createStore<readonly ActionTarget[]>([]);

/** Opens the dialog of an action for these orders. */
export function startAction(kind: ActionKind, targets: readonly ActionTarget[], origin: ActionOrigin = 'selection'): void {
  if (targets.length > 0) runningAction.set({ kind, targets, origin });
}

export const endAction = (): void => runningAction.set(null);

/** What a key or the palette would act on now: the chosen rows, else the row or page in front. */
export const currentTargets = (): readonly ActionTarget[] => targetsNow.get();
export const setCurrentTargets = (targets: readonly ActionTarget[]): void => targetsNow.set(targets);

/** An order page's order in the same shape as a row. */
export function targetOf(order: OrderDetails): ActionTarget {
  return {
    ...order,
    heldAt: order.hold?.at ?? null,
    units: order.items.reduce((total, item) => total + item.quantity - item.cancelled, 0),
    unitsShipped: order.items.reduce((total, item) => total + item.shipped, 0),
    lines: order.items.map(({ sku, asin, title, quantity }) => ({ sku, asin, title, quantity })),
  };
}
