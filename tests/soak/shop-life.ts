import type { Control } from '../../simulator/control/control.ts';
import type { Random } from '../../simulator/shop/random.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';

const hourMs = 3_600_000;
/** More at noon than at night. */
const ordersAt = (hour: number): number => [1, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 5, 5, 5, 5, 5, 6, 7, 7, 6, 4, 2][hour] ?? 0;

/**
 * One hour of a seller's shop as others live it: buyers order, pay, ask to cancel; another tool ships, in parts, late, not at
 * all. Gives the new orders. What follows by itself (payments, the carriers, Amazon's own cancellations) is the simulator's.
 */
export function liveAnHour(control: Control, random: Random): SimOrder[] {
  const now = control.now();
  const made = Array.from({ length: random.int(0, ordersAt(new Date(now).getUTCHours())) }, () =>
    control.createShopOrder(random.chance(0.15) ? { status: 'PENDING' } : random.chance(0.25) ? { fulfilledBy: 'AMAZON' } : {}),
  );
  for (const order of control.orders()) {
    if (order.fulfilledBy === 'AMAZON' || order.createdAt > now - 4 * hourMs) continue;
    if (order.status === 'UNSHIPPED' && random.chance(0.01)) control.cancelRequest(order.orderId);
    else if (order.status === 'UNSHIPPED' && random.chance(0.006))
      control.cancel(order.orderId, random.pick(['BUYER', 'AMAZON', 'MERCHANT']));
    else if ((order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED') && random.chance(0.06))
      ship(control, random, order, now);
  }
  return made;
}

/** All that is left, or a part of it. What the shop does not take (Easy Ship, a verification that is open) is left alone. */
function ship(control: Control, random: Random, order: SimOrder, now: number): void {
  const left = order.items
    .map(({ itemId, quantity, shipped, cancelled }) => ({ itemId, quantity: quantity - shipped - cancelled }))
    .filter(({ quantity }) => quantity > 0);
  const items = random.chance(0.2) ? left.slice(0, 1).map(({ itemId }) => ({ itemId, quantity: 1 })) : left;
  if (items.length === 0 || order.packages.some(({ hidden }) => hidden)) return;
  const transparent = new Set(order.items.filter(({ programs }) => programs.includes('TRANSPARENCY')).map(({ itemId }) => itemId));
  if (order.regulated || items.some(({ itemId }) => transparent.has(itemId))) return;
  if (order.programs.includes('AMAZON_EASY_SHIP') || order.programs.includes('IN_STORE_PICK_UP')) return;
  control.confirmInSellerCentral(order.orderId, {
    reference: String(order.packages.length + 1),
    carrierCode: 'UPS',
    shippingMethod: 'Ground',
    trackingNumber: `1Z${random.text(16)}`,
    shipDate: now - random.int(0, 3) * hourMs,
    items,
  });
}
