import type { Control } from '../../simulator/control/control.ts';
import { findOffer } from '../../simulator/shop/catalogue.ts';
import type { Random } from '../../simulator/shop/random.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** More at noon than at night, of each account. */
const ordersAt = (hour: number): number => [1, 1, 0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 5, 5, 5, 5, 6, 6, 6, 5, 4, 2][hour] ?? 0;
const noInventory = 'No inventory';

/** Units of an order that were cancelled, at `after` or later. `isKept`: for want of stock, so nobody may sell them before a count. */
type Cancelled = { orderId: string; itemId: string; sku: string; units: number; after: number; isKept: boolean };

export type StockLife = {
  /** What really lies on the shelves, by SKU. */
  shelves: Map<string, number>;
  /** What has happened to it that nobody has told the desk: units broken, lost or back. */
  untold: Map<string, number>;
  cancelled: Cancelled[];
  /** When all shelves were counted: a count that finds no difference leaves no movement. */
  countedAt: number[];
  /** An hour of buyers and of the people who ship. */
  hour(): void;
  /** Takes down what was cancelled since the last look. */
  look(): void;
  /** How often each kind of thing has happened. */
  happened: Map<string, number>;
};

/**
 * Two accounts that sell the same units in all their stores. Buyers order what Amazon shows as long as it shows it, some pay later
 * or never; the seller ships what lies there and cancels what does not, units break, units come back.
 */
export function stockLife(control: Control, random: Random, skus: readonly string[], unitsEach: number): StockLife {
  const shelves = new Map(skus.map((sku) => [sku, unitsEach]));
  const untold = new Map(skus.map((sku) => [sku, 0]));
  const happened = new Map<string, number>();
  const cancelled: Cancelled[] = [];
  const seen = new Map<string, number>();
  let lookedAt = control.now();

  const note = (what: string, count = 1) => void happened.set(what, (happened.get(what) ?? 0) + count);
  const change = (sku: string, units: number) => void shelves.set(sku, (shelves.get(sku) ?? 0) + units);
  const tell = (sku: string, units: number) => void untold.set(sku, (untold.get(sku) ?? 0) + units);
  /** Some things are bought far more often than others. */
  const popular = () => skus[Math.floor(random.next() ** 2 * skus.length)] ?? '';

  const buy = () => {
    const account = random.pick(control.accounts());
    const marketplaceId = random.pick(account.marketplaceIds);
    const wanted = [...new Set(random.chance(0.2) ? [popular(), popular()] : [popular()])];
    const items = wanted.flatMap((sku) => {
      const shown = control.shownQuantity(account.sellerId, marketplaceId, sku);
      const { asin, title } = findOffer(sku) ?? { asin: '', title: sku };
      return shown > 0 ? [{ sku, asin, title, quantity: random.int(1, Math.min(3, shown)) }] : [];
    });
    if (items.length === 0) return note('found nothing for sale');
    const later = new Date(control.now() + random.int(20, 600) * minuteMs).toISOString();
    const isPending = random.chance(0.25);
    const what = random.chance(0.3) ? ('cancel-by-buyer' as const) : ('authorise-payment' as const);
    const state = isPending ? { status: 'PENDING' as const, next: { at: later, what } } : {};
    control.createOrder({ account: account.name, marketplaceId, items, ...state });
    note(isPending ? 'orders that were not paid at once' : 'orders that were paid at once');
    note(
      'units ordered',
      items.reduce((sum, { quantity }) => sum + quantity, 0),
    );
  };

  const handle = (order: SimOrder) => {
    const open = order.items
      .map(({ itemId, sku, quantity, shipped, cancelled: gone }) => ({ itemId, sku, quantity: quantity - shipped - gone }))
      .filter(({ quantity }) => quantity > 0);
    if (open.length === 0 || order.packages.some(({ hidden }) => hidden)) return;
    if (random.chance(0.03)) {
      control.cancel(order.orderId, 'BUYER', 'Changed mind about purchase');
      return note('orders cancelled by buyers');
    }
    const lies = open.every(({ sku, quantity }) => (shelves.get(sku) ?? 0) >= quantity);
    if (!lies || random.chance(0.01)) {
      control.cancel(order.orderId, 'MERCHANT', noInventory);
      return note('orders cancelled for want of stock');
    }
    const items = random.chance(0.1) ? open.slice(0, 1) : open;
    control.confirmInSellerCentral(order.orderId, {
      reference: String(order.packages.length + 1),
      carrierCode: 'UPS',
      shippingMethod: 'Ground',
      trackingNumber: `1Z${random.text(16)}`,
      shipDate: control.now(),
      items: items.map(({ itemId, quantity }) => ({ itemId, quantity })),
    });
    for (const { sku, quantity } of items) change(sku, -quantity);
    note('parcels shipped');
  };

  const look = () => {
    for (const { orderId, items } of control.orders())
      for (const { itemId, sku, cancelled: units, cancellation } of items) {
        const more = units - (seen.get(itemId) ?? 0);
        if (more <= 0) continue;
        seen.set(itemId, units);
        const isKept = cancellation?.by === 'MERCHANT';
        cancelled.push({ orderId, itemId, sku, units: more, after: lookedAt, isKept });
        note(isKept ? 'units cancelled for want of stock' : 'units cancelled and free again', more);
      }
    lookedAt = control.now();
  };

  return {
    shelves,
    untold,
    cancelled,
    countedAt: [],
    happened,
    look,
    hour() {
      const now = control.now();
      const count = 2 * random.int(0, ordersAt(new Date(now).getUTCHours()));
      for (let n = 0; n < count; n += 1) buy();
      for (const order of control.orders()) {
        const isOpen = order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED';
        if (isOpen && order.createdAt < now - 2 * hourMs && random.chance(0.15)) handle(order);
      }
      if (random.chance(0.15)) {
        const sku = random.pick(skus);
        if ((shelves.get(sku) ?? 0) > 0) {
          change(sku, -1);
          tell(sku, -1);
          note('units broken');
        }
      }
      if (random.chance(0.15)) {
        const sku = popular();
        change(sku, 1);
        tell(sku, 1);
        note('units that came back');
      }
      look();
    },
  };
}
