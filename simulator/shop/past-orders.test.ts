import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKETPLACES, marketplaceOf } from '../accounts/marketplaces.ts';
import { statusByUnits } from '../shipments/quantities.ts';
import { toMinor } from '../store/decimal.ts';
import { itemMoney } from '../store/item-money.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { dayOf, endOfDay, startOfDay } from './calendar.ts';
import { isSpecial, pastOrders } from './past-orders.ts';
import { storefrontOf } from './storefronts.ts';

const now = Date.UTC(2026, 10, 20, 17, 30);
const america = ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2', 'A1AM78C64UM0Y8'];
const day = 86_400_000;
const sellerId = 'A1DEMO';
const demo = pastOrders({ seed: 7, count: 1_800, now, sellerId, marketplaceIds: america });
const share = (fits: (order: SimOrder) => boolean, of = demo): number => of.filter(fits).length / of.length;

type Rules = [says: string, holds: boolean][];

/** The rules that an order breaks, of those that hold whatever the seed, the moment and the stores. */
function broken(order: SimOrder, at: number): string[] {
  const isUnpaid = order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
  const isAmazonToShip = order.status === 'UNSHIPPED' && order.fulfilledBy === 'AMAZON';
  const rules: Rules = [
    ['the id is of the form 3-7-7', /^\d{3}-\d{7}-\d{7}$/.test(order.orderId)],
    ['it is at most 365 days old', order.createdAt >= at - 365 * day],
    ['it was updated after it was placed and not in the future', order.updatedAt >= order.createdAt && order.updatedAt <= at],
    ['it is in the currency of its store', order.currency === marketplaceOf(order.marketplaceId).currency],
    ['it has items', order.items.length > 0],
    ['the next event is in the future', (order.next?.at ?? Number.POSITIVE_INFINITY) > at],
    ['its status follows from its units', isUnpaid || order.status === statusByUnits(order.items)],
    ['an unpaid order waits for something', !isUnpaid || order.next !== undefined],
    ['Amazon ships what it keeps', !isAmazonToShip || order.next?.what === 'ship-by-amazon'],
    ...(order.status === 'UNSHIPPED' || order.status === 'SHIPPED' ? windowRules(order) : []),
    ...order.items.flatMap((item) => itemRules(order, item)),
    ...order.packages.flatMap((parcel) => parcelRules(order, parcel, at)),
  ];
  return rules.filter(([, holds]) => !holds).map(([says]) => `${order.orderId}: ${says}`);
}

function windowRules({ shipBy, deliverBy, marketplaceId, createdAt }: SimOrder): Rules {
  if (!shipBy || !deliverBy) return [['a paid order has windows', false]];
  const { timeZone } = storefrontOf(marketplaceId).warehouse;
  return [
    ['ship-by is after the order', shipBy.latest > createdAt],
    ['the ship-by window begins with a local day', shipBy.earliest === startOfDay(dayOf(shipBy.earliest, timeZone), timeZone)],
    ['the ship-by window ends with a local day', shipBy.latest === endOfDay(dayOf(shipBy.latest, timeZone), timeZone)],
    [
      'the windows are in order',
      shipBy.earliest < shipBy.latest && deliverBy.earliest < deliverBy.latest && deliverBy.latest > shipBy.earliest,
    ],
  ];
}

function itemRules(order: SimOrder, item: SimOrder['items'][number]): Rules {
  const { currency } = order;
  const { unitPrice, itemTax, shippingPrice, shippingTax, giftWrapPrice, giftWrapTax, itemDiscount, shippingDiscount } = item;
  const amounts = [unitPrice, itemTax, shippingPrice, shippingTax, giftWrapPrice, giftWrapTax, itemDiscount, shippingDiscount];
  const minor = (amount: string): bigint => toMinor(amount, currency);
  const packed = order.packages
    .filter((parcel) => !parcel.hidden)
    .flatMap((parcel) => parcel.items)
    .filter((content) => content.itemId === item.itemId)
    .reduce((sum, content) => sum + content.quantity, 0);
  return [
    ['amounts have the decimals of the currency', amounts.every((amount) => (currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/).test(amount))],
    ['the discount is within the price', minor(itemDiscount) <= minor(unitPrice) * BigInt(item.quantity)],
    ['the discount on delivery is within its price', minor(shippingDiscount) <= minor(shippingPrice)],
    ['a discount has its promotion', minor(itemDiscount) + minor(shippingDiscount) > 0n === item.promotionIds.length > 0],
    ['only a replacement is free', (minor(unitPrice) === 0n) === (order.replaces !== undefined)],
    ['the total is not negative', itemMoney(item, currency).total >= 0n],
    ['no unit is handled twice', item.shipped + item.cancelled <= item.quantity],
    ['a cancelled unit has its cancellation', (item.cancellation !== undefined) === item.cancelled > 0],
    ['packages hold what was shipped', packed === (order.fulfilledBy === 'MERCHANT' ? item.shipped : 0)],
    ['only what was shipped comes back', (item.returned?.quantity ?? 0) <= item.shipped],
  ];
}

function parcelRules(order: SimOrder, parcel: SimOrder['packages'][number], at: number): Rules {
  const { shipDate, confirmedAt, visibleAt, deliveredAt, scanAt, deliverAt } = parcel;
  const marked = order.items.filter((item) => item.programs.includes('TRANSPARENCY')).map((item) => item.itemId);
  return [
    ['it has a tracking number', parcel.trackingNumber.length > 8],
    ['it left after the order came', shipDate >= order.createdAt],
    ['it left before now and was confirmed then', shipDate <= confirmedAt && confirmedAt <= at],
    ['it is hidden until it shows', visibleAt > at === (parcel.hidden ?? false)],
    ['a delivered one says when', (parcel.status === 'DELIVERED') === (deliveredAt !== undefined)],
    ['it arrived after it left', (deliveredAt ?? Number.POSITIVE_INFINITY) > shipDate],
    ['the arrival updated the order', (deliveredAt ?? 0) <= order.updatedAt],
    ['what is to come is in the future', [scanAt, deliverAt].every((due) => due === undefined || due > at)],
    ['another carrier is named', parcel.carrierCode !== 'Other' || parcel.carrierName !== undefined],
    [
      'there is a code for each unit with Transparency and for no other',
      parcel.items.every(
        (content) => (content.transparencyCodes?.length ?? 0) === (marked.includes(content.itemId) ? content.quantity : 0),
      ),
    ],
  ];
}

describe('pastOrders', () => {
  it('gives the same shop for the same seed and another one for another seed', () => {
    const shop = (seed: number): SimOrder[] => pastOrders({ seed, count: 60, now, sellerId, marketplaceIds: america });
    expect(shop(7)).toEqual(shop(7));
    expect(shop(7)).not.toEqual(shop(8));
  });

  it('holds together in every order, at any moment and in any store', () => {
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    const stores = fc.uniqueArray(fc.constantFrom(...MARKETPLACES.keys()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer(), moments, stores, (seed, at, marketplaceIds) => {
        const orders = pastOrders({ seed, count: 150, now: at, sellerId, marketplaceIds });
        expect(orders).toHaveLength(150);
        expect(new Set(orders.map((order) => order.orderId)).size).toBe(150);
        expect(orders.map((order) => order.createdAt)).toEqual(orders.map((order) => order.createdAt).sort((a, b) => a - b));
        expect(orders.filter(isSpecial).length).toBeLessThanOrEqual(3);
        expect(orders.flatMap((order) => broken(order, at))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves a desk with work on it', () => {
    const open = demo.filter((order) => order.status === 'UNSHIPPED' && order.fulfilledBy === 'MERCHANT');
    expect(open.length).toBeGreaterThan(40);
    expect(open.length).toBeLessThan(200);
    const overdue = open.filter((order) => (order.shipBy?.latest ?? 0) < now).length;
    expect(overdue).toBeGreaterThanOrEqual(3);
    expect(overdue).toBeLessThan(20);
    expect(open.filter((order) => order.items.some((item) => item.cancelRequest)).length).toBeGreaterThanOrEqual(3);
    expect(demo.filter((order) => order.status === 'PARTIALLY_SHIPPED').length).toBeGreaterThanOrEqual(3);
    expect(demo.filter((order) => order.status === 'PENDING').length).toBeGreaterThanOrEqual(3);
    const old = demo.filter((order) => order.createdAt < now - 60 * day);
    expect(old.every((order) => order.status === 'SHIPPED' || order.status === 'CANCELLED')).toBe(true);
    expect(
      old.flatMap((order) => order.packages).every((parcel) => parcel.status === 'DELIVERED' || parcel.status === 'UNDELIVERABLE'),
    ).toBe(true);
  });

  it('mixes the kinds of order as a real shop does', () => {
    const some = (fits: (order: SimOrder) => boolean, low: number, high: number): void => {
      expect(share(fits)).toBeGreaterThan(low);
      expect(share(fits)).toBeLessThan(high);
    };
    some((order) => order.fulfilledBy === 'MERCHANT', 0.55, 0.68);
    some((order) => order.fulfilledBy === 'MERCHANT' && order.programs.includes('PRIME'), 0.02, 0.1);
    some((order) => order.programs.includes('AMAZON_BUSINESS'), 0.04, 0.11);
    some((order) => order.buyer.purchaseOrderNumber !== undefined, 0.02, 0.09);
    some((order) => order.items.some((item) => item.gift?.message !== undefined), 0.05, 0.15);
    some((order) => order.items.some((item) => item.customizationUrl !== undefined), 0.01, 0.07);
    some((order) => order.items.some((item) => item.programs.includes('SUBSCRIBE_AND_SAVE')), 0.02, 0.12);
    some((order) => order.items.length > 1, 0.12, 0.3);
    some((order) => order.items.some((item) => item.quantity > 1), 0.1, 0.35);
    some((order) => order.items.some((item) => item.promotionIds.length > 0), 0.08, 0.4);
    some((order) => order.replaces !== undefined, 0.002, 0.02);
    some((order) => order.packages.length > 1, 0.005, 0.05);
    some((order) => order.items.some((item) => item.returned), 0.01, 0.05);
    some(isSpecial, 0.004, 0.02 + 1e-9);
    for (const by of ['BUYER', 'MERCHANT', 'AMAZON'])
      some((order) => order.items.some((item) => item.cancellation?.by === by), 0.001, 0.05);
    for (const id of america) some((order) => order.marketplaceId === id, 0.04, 0.8);
  });

  it('replaces only what was delivered before, to the same buyer and free of charge', () => {
    const byId = new Map(demo.map((order) => [order.orderId, order]));
    for (const order of demo.filter((each) => each.replaces)) {
      const original = byId.get(order.replaces?.orderId ?? '');
      expect(original?.packages[0]?.deliveredAt).toBeLessThan(order.createdAt);
      expect(original?.buyer.email).toBe(order.buyer.email);
      expect(original?.items.map((item) => item.sku)).toContain(order.items[0]?.sku);
    }
  });

  it('brings some buyers back under the same e-mail', () => {
    const mails = new Set(demo.map((order) => order.buyer.email));
    expect(mails.size).toBeLessThan(demo.length * 0.985);
    expect(mails.size).toBeGreaterThan(demo.length * 0.85);
  });

  it('makes a large shop too', () => {
    const orders = pastOrders({ seed: 1, count: 20_000, now, sellerId, marketplaceIds: [...america, 'A1VC38T7YXB528'] });
    expect(new Set(orders.map((order) => order.orderId)).size).toBe(20_000);
    expect(orders.filter(isSpecial).length).toBeLessThanOrEqual(400);
    const itemIds = orders.flatMap((order) => order.items.map((item) => item.itemId));
    expect(new Set(itemIds).size).toBe(itemIds.length);
  });
});

it('goes back as far as it is told, with as many orders to ship as it is told', () => {
  const orders = pastOrders({ seed: 3, count: 2_000, now, days: 730, toShip: 300, sellerId, marketplaceIds: america });
  expect(orders).toHaveLength(2_000);
  expect(now - (orders[0]?.createdAt ?? 0)).toBeGreaterThan(700 * day);
  expect(now - (orders[0]?.createdAt ?? 0)).toBeLessThanOrEqual(730 * day);
  const isToShip = ({ status, fulfilledBy }: SimOrder) =>
    fulfilledBy === 'MERCHANT' && (status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED');
  // Beside the wanted ones stand the few of the last days that have not left yet.
  expect(orders.filter(isToShip).length).toBeGreaterThanOrEqual(300);
  expect(orders.filter(isToShip).length).toBeLessThan(320);
});
