import { z } from 'zod';
import { MARKETPLACES } from '../accounts/marketplaces.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import { promiseFor } from '../shop/promise.ts';
import { drawBetween } from '../store/draw.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';

const amount = z.string().regex(/^\d+(\.\d+)?$/, 'a decimal amount as text, such as "12.50"');
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
export const window = z.strictObject({ earliest: instant, latest: instant });
export const STATUSES = [
  'PENDING_AVAILABILITY',
  'PENDING',
  'UNSHIPPED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'CANCELLED',
  'UNFULFILLABLE',
] as const;
const NEXT = [
  'authorise-payment',
  'cancel-by-buyer',
  'cancel-by-amazon',
  'ship-by-amazon',
  'auto-cancel',
  'carrier-scan',
  'deliver',
] as const;

export const giftShape = z.strictObject({ message: z.string(), wrapLevel: z.string() }).partial();

export const itemShape = z
  .strictObject({
    itemId: z.string().regex(/^\d{1,20}$/),
    asin: z.string(),
    sku: z.string(),
    title: z.string(),
    quantity: z.int().min(1),
    condition: z.enum(['New', 'Used', 'Refurbished', 'Collectible']),
    unitPrice: amount,
    itemTax: amount,
    shippingPrice: amount,
    shippingTax: amount,
    giftWrapPrice: amount,
    giftWrapTax: amount,
    itemDiscount: amount,
    shippingDiscount: amount,
    promotionIds: z.array(z.string()),
    programs: z.array(z.string()),
    gift: giftShape,
    customizationUrl: z.string(),
    iossNumber: z.string(),
    pointsCost: amount,
  })
  .partial();

export const addressShape = z
  .strictObject({
    name: z.string(),
    companyName: z.string(),
    line1: z.string(),
    line2: z.string(),
    line3: z.string(),
    city: z.string(),
    stateOrRegion: z.string(),
    districtOrCounty: z.string(),
    postalCode: z.string(),
    countryCode: z.string(),
    phone: z.string(),
    type: z.enum(['RESIDENTIAL', 'COMMERCIAL', 'PICKUP_POINT']),
    extended: z
      .strictObject({ streetName: z.string(), streetNumber: z.string(), complement: z.string(), neighborhood: z.string() })
      .partial(),
  })
  .partial();

/** A partial description of an order; everything left out becomes an ordinary paid order of one item, placed now. */
export const newOrderShape = z
  .strictObject({
    account: z.string(),
    count: z.int().min(1).max(100_000),
    orderId: z.string().regex(/^[0-9A-Z]{3}-\d{7}-\d{7}$/, 'an order id in 3-7-7 format'),
    marketplaceId: z.string().refine((id) => MARKETPLACES.has(id), 'a marketplace id, such as ATVPDKIKX0DER'),
    sellerOrderId: z.string(),
    createdAt: instant,
    updatedAt: instant,
    status: z.enum(STATUSES),
    fulfilledBy: z.enum(['MERCHANT', 'AMAZON']),
    serviceLevel: z.enum(['EXPEDITED', 'FREE_ECONOMY', 'NEXT_DAY', 'PRIORITY', 'SAME_DAY', 'SECOND_DAY', 'SCHEDULED', 'STANDARD']),
    shipServiceName: z.string(),
    programs: z.array(z.string()),
    buyer: z.strictObject({ name: z.string(), email: z.string(), companyName: z.string(), purchaseOrderNumber: z.string() }).partial(),
    address: addressShape,
    deliveryInstruction: z.string(),
    shipBy: window,
    deliverBy: window,
    replaces: z.strictObject({ orderId: z.string(), type: z.enum(['REPLACEMENT_ORIGINAL_ID', 'EXCHANGE_ORIGINAL_ID']) }),
    paymentMethod: z.enum(['Standard', 'COD', 'CVS', 'Invoice']),
    items: z.array(itemShape).min(1),
    gift: giftShape,
    regulated: z.boolean(),
    next: z.strictObject({ at: instant, what: z.enum(NEXT) }),
  })
  .partial();

export type NewOrder = z.input<typeof newOrderShape>;
type Wanted = z.output<typeof newOrderShape>;

/** Builds the order; `serial` makes its ids differ from those of other orders. */
export function buildOrder(wanted: Wanted, account: SimAccount, serial: number, seed: number, now: number): SimOrder {
  const marketplaceId = wanted.marketplaceId ?? account.marketplaceIds[0] ?? 'ATVPDKIKX0DER';
  const { currency, country } = MARKETPLACES.get(marketplaceId) ?? { currency: 'USD', country: 'US' };
  const status = wanted.status ?? 'UNSHIPPED';
  const createdAt = wanted.createdAt ?? now;
  const orderId = wanted.orderId ?? newOrderId(seed, serial);
  const { count: _, account: __, gift, items, buyer, address, ...given } = wanted;
  const base = {
    orderId,
    sellerId: account.sellerId,
    marketplaceId,
    createdAt,
    updatedAt: createdAt,
    status,
    fulfilledBy: 'MERCHANT' as const,
    serviceLevel: 'STANDARD' as const,
    shipServiceName: 'Std Domestic',
    programs: [],
    currency,
    buyer: {
      name: 'Ada Brook',
      email: `buyer${serial}@marketplace.${MARKETPLACES.get(marketplaceId)?.domain.replace('www.', '') ?? 'amazon.com'}`,
      ...buyer,
    },
    address: { ...defaultAddress(country), ...address },
    paymentMethod: 'Standard' as const,
    items: (items ?? [{}]).map((item, i) =>
      buildItem({ ...(gift ? { gift } : {}), ...item }, orderId, i, { status, isAmazon: given.fulfilledBy === 'AMAZON' }),
    ),
    packages: [],
  };
  const order = { ...base, ...given } as SimOrder;
  return status === 'PENDING' || status === 'PENDING_AVAILABILITY' ? order : { ...promiseFor(order, createdAt), ...order };
}

function newOrderId(seed: number, serial: number): string {
  const digits = (low: number, high: number, part: string) => drawBetween(low, high, seed, 'order', serial, part);
  return `${digits(100, 119, 'a')}-${digits(1_000_000, 9_999_999, 'b')}-${digits(1_000_000, 9_999_999, 'c')}`;
}

function buildItem(
  item: z.output<typeof itemShape>,
  orderId: string,
  index: number,
  order: { status: string; isAmazon: boolean },
): SimItem {
  const quantity = item.quantity ?? 1;
  const built = {
    itemId: `${orderId.replaceAll(/\D/g, '').slice(3, 15)}${String(index + 1).padStart(2, '0')}`,
    asin: 'B0SIMULATE',
    sku: 'SIM-SKU-1',
    title: 'Enamel mug, 350 ml',
    condition: 'New',
    unitPrice: '20.00',
    itemTax: '0.00',
    shippingPrice: '0.00',
    shippingTax: '0.00',
    giftWrapPrice: '0.00',
    giftWrapTax: '0.00',
    itemDiscount: '0.00',
    shippingDiscount: '0.00',
    promotionIds: [],
    programs: [],
    ...item,
    quantity,
    shipped: order.status === 'SHIPPED' ? quantity : 0,
    cancelled: order.status === 'CANCELLED' ? quantity : 0,
    ...(order.status === 'CANCELLED' ? { cancellation: { by: 'AMAZON', reason: 'Cancelled by Amazon' } } : {}),
  };
  return built as SimItem;
}

const ADDRESSES: Record<string, Pick<SimOrder['address'], 'line1' | 'city' | 'postalCode' | 'stateOrRegion'>> = {
  US: { line1: '12 Cedar Ave', city: 'Austin', stateOrRegion: 'TX', postalCode: '78701' },
  CA: { line1: '88 Birch St', city: 'Toronto', stateOrRegion: 'ON', postalCode: 'M5V 2T6' },
  MX: { line1: 'Calle Roble 31', city: 'Guadalajara', stateOrRegion: 'JAL', postalCode: '44100' },
  GB: { line1: '3 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP' },
  DE: { line1: 'Lindenstraße 5', city: 'Köln', postalCode: '50674' },
  JP: { line1: '本町1-2-3', city: '大阪市', stateOrRegion: '大阪府', postalCode: '541-0053' },
};

function defaultAddress(country: string): SimOrder['address'] {
  const place = ADDRESSES[country] ?? { line1: '1 Market Square', city: 'Old Town', postalCode: '10000' };
  return { name: 'Ada Brook', ...place, countryCode: country, phone: '+1 512-555-0100', type: 'RESIDENTIAL' } as SimOrder['address'];
}
