import { compact } from '#src/kernel/compact.ts';
import type { FulfilledBy, ItemFacts, OrderFacts } from '#src/modules/orders/facts.ts';
import { statusOf } from '#src/modules/orders/index.ts';
import type { PersonalData } from '#src/modules/vault/index.ts';
import { itemProceeds, moneyOf, orderProceeds, orderTotal } from './file-money.ts';
import { bothReports, type Told, type ToldOrder } from './told-order.ts';

/**
 * What files tell about an order, in our words. `undefined` when they told nothing.
 * - Items carry no Amazon id, also where the unshipped-orders report has it: they are told apart by SKU, ASIN and count
 *   until the API gives ids. The report's own id stands in the item's `detail.fileItemId`.
 * - Without a time of the last change the time of purchase stands in for it, so that any answer of the API is newer.
 * - A store that is not told and not known is the empty text.
 * `personal`: what is to go into the vault now; without it nothing changes there.
 */
export function fileFacts(told: Told, personal: PersonalData | undefined, source: 'file' | 'report' = 'file'): OrderFacts | undefined {
  const order = bothReports(told);
  if (!order) return undefined;
  const status = statusWord(order, told.unshipped);
  const shipTo = compact({ city: order.shipTo.city, region: order.shipTo.state, country: order.shipTo.country });
  return compact({
    orderId: order.orderId,
    source,
    depth: 'skeleton' as const,
    marketplaceId: order.marketplaceId ?? '',
    salesChannel: order.salesChannel ?? '',
    sellerOrderId: order.sellerOrderId,
    status: { state: statusOf(status), raw: status },
    fulfilledBy: fulfilledBy(order),
    orderType: order.flags.replacement ? 'Replacement' : order.flags.exchange ? 'Exchange' : undefined,
    serviceLevel: order.serviceLevel === undefined ? undefined : upperSnake(order.serviceLevel),
    shipService: order.serviceName,
    programs: programsOf(order),
    purchasedAt: order.purchasedAt,
    updatedAt: order.updatedAt ?? order.purchasedAt,
    shipBy: order.shipBy ? { to: order.shipBy } : undefined,
    total: orderTotal(order),
    poNumber: order.purchaseOrderNumber,
    replacesOrderId: order.replacesOrderId,
    items: order.items.map((item) => itemFacts(order, item, status)),
    personalState: personal ? ('given' as const) : ('unknown' as const),
    personal,
    shipTo: Object.keys(shipTo).length > 0 ? shipTo : undefined,
    detail: orderDetail(order),
  });
}

type Item = ToldOrder['items'][number];

/** Under which key an item without Amazon's id is known; gift messages in the vault are found by it. */
export const itemKey = ({ sku, asin, nth }: Pick<Item, 'sku' | 'asin' | 'nth'>): string => `${sku}|${asin}|${nth}`;

function itemFacts(order: ToldOrder, item: Item, orderStatus: string): ItemFacts {
  const status = statusOf(item.status ?? orderStatus);
  const { total, unitPrice } = itemMoney(item);
  return compact({
    sku: item.sku,
    asin: item.asin,
    title: item.title ?? '',
    quantity: item.quantity,
    shipped: item.quantityShipped ?? (status === 'shipped' ? item.quantity : undefined),
    cancelled: status === 'cancelled' ? item.quantity - (item.quantityShipped ?? 0) : undefined,
    unitPrice,
    total,
    programs: item.transparency ? ['TRANSPARENCY'] : [],
    gift: item.giftWrap !== undefined,
    cancelRequest: order.flags.cancelRequested ? compact({ reason: order.cancelReason }) : undefined,
    statusRaw: item.status,
    detail: compact({
      proceeds: itemProceeds(item),
      promotions: item.promotionIds.length > 0 ? item.promotionIds : undefined,
      businessPrice: /business/i.test(item.priceDesignation ?? '') || undefined,
      giftWrap: item.giftWrap,
      fileItemId: item.itemId,
      // Amounts of which nobody knows the currency are no money, and are kept.
      amounts: item.currency === undefined && Object.values(item.amounts).some(Boolean) ? compact(item.amounts) : undefined,
      columns: Object.keys(item.extra).length > 0 ? item.extra : undefined,
    }),
  });
}

function itemMoney({ amounts, currency, quantity }: Item): Pick<ItemFacts, 'total' | 'unitPrice'> {
  const total = moneyOf(amounts.itemPrice, currency);
  // A unit price is only told by a line of one unit: a share of a rounded sum is no price.
  return compact({ total, unitPrice: quantity === 1 ? total : undefined });
}

const orderDetail = (order: ToldOrder): Record<string, unknown> =>
  compact({
    proceeds: orderProceeds(order),
    paidAt: order.paidAt?.toISOString(),
    orderChannel: order.orderChannel,
    globalExpress: order.flags.globalExpress || undefined,
    vergeOfCancellation: order.flags.vergeOfCancellation || undefined,
    vergeOfLateShipment: order.flags.vergeOfLateShipment || undefined,
  });

/**
 * The unshipped-orders report has no status: what stands in it is paid for and waits for the seller. That also holds for an
 * order which the all-orders report, taken earlier, still calls pending.
 */
function statusWord(order: ToldOrder, open: ToldOrder | undefined): string {
  if (order.status !== undefined && !(open && statusOf(order.status).startsWith('pending'))) return order.status;
  if (!open) return '';
  return open.items.some((item) => (item.quantityShipped ?? 0) > 0) ? 'PartiallyShipped' : 'Unshipped';
}

/** The unshipped-orders report holds only what the seller himself ships, and does not say so. */
function fulfilledBy(order: ToldOrder): { state: FulfilledBy; raw: string } {
  if (order.fulfilmentChannel === undefined && order.report === 'unshipped') return { state: 'merchant', raw: '' };
  const raw = order.fulfilmentChannel ?? '';
  const word = raw.toLowerCase();
  if (word === 'merchant' || word === 'mfn' || word === 'seller') return { state: 'merchant', raw };
  return { state: word.startsWith('amazon') || word === 'afn' ? 'amazon' : 'unknown', raw };
}

function programsOf({ flags }: ToldOrder): string[] | undefined {
  const told: [boolean | undefined, string][] = [
    [flags.business, 'AMAZON_BUSINESS'],
    [flags.inStorePickup, 'IN_STORE_PICK_UP'],
    [flags.premium, 'PREMIUM'],
    [flags.prime, 'PRIME'],
  ];
  if (told.every(([flag]) => flag === undefined)) return undefined;
  return told.flatMap(([flag, name]) => (flag ? [name] : []));
}

/** `SecondDay` and `Second Day` as the API writes it: `SECOND_DAY`. */
const upperSnake = (words: string): string =>
  words
    .trim()
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toUpperCase();
