import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import type { SimOrder } from '../simulator/store/sim-order.ts';

const start = new Date('2026-11-22T11:00:00Z');
const minuteMs = 60_000;
const mug = { sku: 'MUG', quantity: 1, unitPrice: '20.00' };

/** What the seller has to ship. */
export const openFbm = ({ status, fulfilledBy }: SimOrder): boolean =>
  fulfilledBy === 'MERCHANT' && (status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED');

/**
 * A shop of two years with exactly so many orders to ship, its clock standing still. Everything that waited for payment was
 * paid some minutes ago; nothing new is ordered.
 */
export async function backfillShop({ orders, open }: { orders: number; open: number }): Promise<Simulator> {
  // Of the shop's own making some more are open than `toShip` says; what is then missing is made one by one.
  const toShip = Math.max(1, Math.round(open - orders * 0.0058));
  const made = Math.max(open, orders - Math.round(orders * 0.01));
  const shop = await startSimulator({
    stepped: true,
    now: start,
    seed: 7,
    orders: made,
    days: 729,
    toShip,
    arrivals: false,
    reports: { generationMs: 60_000 },
  });
  const { control } = shop;
  for (const order of control.orders()) if (order.status.startsWith('PENDING')) control.authorise(order.orderId);
  const isWhole = () => control.orders().length === orders && control.orders().filter(openFbm).length === open;
  for (let tries = 0; tries < 20 && !isWhole(); tries += 1) {
    const toOpen = open - control.orders().filter(openFbm).length;
    for (let n = 0; n < toOpen; n += 1) control.createOrder({ fulfilledBy: 'MERCHANT', items: [mug] });
    for (const { orderId } of control.orders().filter(openFbm).slice(0, Math.max(0, -toOpen)))
      control.cancel(orderId, 'BUYER', 'Changed mind');
    for (let missing = orders - control.orders().length; missing > 0; missing -= 1)
      control.createOrder({ fulfilledBy: 'AMAZON', items: [mug] });
    control.changeClock({ advanceMs: 10 * minuteMs });
  }
  control.requests.clear();
  return shop;
}
