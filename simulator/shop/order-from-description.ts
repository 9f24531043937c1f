import { statusByUnits } from '../shipments/quantities.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import { findOffer, pickOffer } from './catalogue.ts';
import { draftOrder } from './draft-order.ts';
import { cancelled, paidAt, waiting, withCancelRequest, withParcel } from './history.ts';
import { freeOfCharge, type Line } from './order-lines.ts';
import { openContent, partOfContent } from './parcels.ts';
import type { Random } from './random.ts';
import type { Wishes } from './traits.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What somebody wants to see in an order; everything left out is made up. */
export type OrderDescription = {
  orderId?: string;
  marketplaceId?: string;
  /** UNSHIPPED unless told. */
  status?: SimOrder['status'];
  fulfilledBy?: SimOrder['fulfilledBy'];
  serviceLevel?: SimOrder['serviceLevel'];
  programs?: string[];
  paymentMethod?: SimOrder['paymentMethod'];
  /** How many lines, or which: SKUs of the catalogue or free ones with their own title and price. */
  items?: number | readonly DescribedItem[];
  business?: boolean;
  gift?: boolean | { message?: string; wrapLevel?: string };
  buyerName?: string;
  buyerEmail?: string;
  companyName?: string;
  purchaseOrderNumber?: string;
  address?: Partial<SimOrder['address']>;
  sellerOrderId?: string;
  /** Epoch milliseconds; `now` unless told, two days before for an order that is shipped. */
  createdAt?: number;
  shipBy?: SimOrder['shipBy'];
  deliverBy?: SimOrder['deliverBy'];
  /** The order this one replaces, free of charge. */
  replaces?: string;
  regulated?: boolean;
  /** A buyer's request to cancel, with this reason. */
  cancelRequest?: string;
  /** Who cancelled a CANCELLED order; the buyer unless told. */
  cancelledBy?: 'BUYER' | 'MERCHANT' | 'AMAZON';
};

export type DescribedItem = { sku?: string; quantity?: number } & Partial<
  Pick<SimItem, 'itemId' | 'asin' | 'title' | 'unitPrice' | 'condition' | 'programs' | 'customizationUrl' | 'iossNumber' | 'gift'>
>;

type Context = { random: Random; now: number; sellerId: string; marketplaceIds: readonly string[] };

/**
 * A whole order from a partial description, as it stands at `now`: PENDING waits for its payment, SHIPPED has a parcel on
 * its way. Throws a RangeError for a SKU that is not in the catalogue and has no title, and for an unknown marketplace.
 */
export function orderFromDescription(description: OrderDescription, { random, now, sellerId, marketplaceIds }: Context): SimOrder {
  const wasShipped = description.status === 'SHIPPED' || description.status === 'PARTIALLY_SHIPPED';
  const createdAt = description.createdAt ?? (wasShipped ? now - 2 * day : now);
  const marketplaceId = description.marketplaceId ?? marketplaceIds[0];
  if (marketplaceId === undefined)
    throw new RangeError('marketplaceId: none given, and the account has none; name one such as ATVPDKIKX0DER');
  const lines = linesOf(description, random);
  const { orderId } = description;
  const draft = draftOrder(random, {
    sellerId,
    marketplaceId,
    createdAt,
    wishes: wishesOf(description),
    ...(orderId === undefined ? {} : { orderId }),
    ...(lines ? { lines } : {}),
  });
  return toStatus(described(draft, description), description, random, now);
}

function wishesOf(description: OrderDescription): Wishes {
  const { programs, serviceLevel, items } = description;
  return {
    noSpecial: true,
    goods: 'ordinary',
    abroad: false,
    fulfilledBy: description.fulfilledBy ?? 'MERCHANT',
    business: description.business ?? (description.companyName !== undefined || (programs?.includes('AMAZON_BUSINESS') ?? false)),
    gift: description.gift !== undefined && description.gift !== false,
    paymentMethod: description.paymentMethod ?? 'Standard',
    leastUnits: description.status === 'PARTIALLY_SHIPPED' && typeof items !== 'object' ? 2 : 1,
    ...(programs ? { programs: [...programs] } : {}),
    ...(serviceLevel ? { serviceLevel } : {}),
  };
}

function linesOf({ items, fulfilledBy }: OrderDescription, random: Random): Line[] | undefined {
  if (items === undefined) return undefined;
  const wanted: readonly DescribedItem[] = typeof items === 'number' ? Array.from({ length: items }, () => ({})) : items;
  return wanted.map(({ sku, title, quantity = 1 }) => {
    const known = sku === undefined ? undefined : findOffer(sku);
    if (sku !== undefined && !known && title === undefined) {
      throw new RangeError(
        `items: SKU "${sku}" is not in the catalogue; give it a title and a unitPrice or take a SKU such as KT-MUG-BLU-350`,
      );
    }
    return { offer: known ?? pickOffer(random, { trait: 'ordinary', fulfilledBy: fulfilledBy ?? 'MERCHANT', month: 1 }), quantity };
  });
}

/** Puts in what the description says word for word. */
function described(draft: SimOrder, description: OrderDescription): SimOrder {
  const { buyerName, buyerEmail, companyName, purchaseOrderNumber, sellerOrderId, replaces, regulated } = description;
  const order: SimOrder = {
    ...draft,
    buyer: {
      ...draft.buyer,
      ...(buyerName === undefined ? {} : { name: buyerName }),
      ...(buyerEmail === undefined ? {} : { email: buyerEmail }),
      ...(companyName === undefined ? {} : { companyName }),
      ...(purchaseOrderNumber === undefined ? {} : { purchaseOrderNumber }),
    },
    address: {
      ...draft.address,
      ...(buyerName === undefined ? {} : { name: buyerName }),
      ...(companyName === undefined ? {} : { companyName }),
      ...description.address,
    },
    items: draft.items.map((item, index) => describedItem(item, description, index)),
  };
  if (sellerOrderId !== undefined) order.sellerOrderId = sellerOrderId;
  if (replaces !== undefined) {
    order.replaces = { orderId: replaces, type: 'REPLACEMENT_ORIGINAL_ID' };
    order.items = order.items.map((item) => freeOfCharge(item, order.currency));
  }
  if (regulated) order.regulated = true;
  return order;
}

function describedItem(item: SimItem, { items, gift }: OrderDescription, index: number): SimItem {
  const { quantity: _quantity, ...wanted } = (typeof items === 'object' ? items[index] : undefined) ?? {};
  return { ...item, ...(typeof gift === 'object' ? { gift } : {}), ...wanted };
}

/** Brings a placed order to the described status; the dates that are given stay. */
function toStatus(order: SimOrder, description: OrderDescription, random: Random, now: number): SimOrder {
  const { status = 'UNSHIPPED', shipBy, deliverBy, cancelRequest, cancelledBy = 'BUYER' } = description;
  const dates = { ...(shipBy ? { shipBy } : {}), ...(deliverBy ? { deliverBy } : {}) };
  if (status === 'PENDING' || status === 'PENDING_AVAILABILITY') {
    const payment = now + random.int(5_000, 30 * minute);
    return { ...waiting({ ...order, status }, { at: payment, what: 'authorise-payment' }), ...dates };
  }
  const paid = { ...paidAt(order, order.createdAt), ...dates };
  const asked = cancelRequest === undefined ? paid : withCancelRequest(paid, now, cancelRequest);
  switch (status) {
    case 'UNSHIPPED':
      return asked.fulfilledBy === 'AMAZON' ? { ...asked, next: { at: now + random.int(minute, day), what: 'ship-by-amazon' } } : asked;
    case 'PARTIALLY_SHIPPED':
      return shown(asked, partOfContent(random, asked.items), random, now);
    case 'SHIPPED':
      return shown(asked, openContent(random, asked.items), random, now);
    case 'CANCELLED':
      return cancelled(asked, now, cancelledBy, cancelledBy === 'BUYER' ? 'Buyer requested cancellation' : 'No inventory');
    case 'UNFULFILLABLE':
      return { ...asked, status };
    default:
      return status satisfies never;
  }
}

/** With a parcel that was confirmed early enough for reads to show it. */
function shown(order: SimOrder, content: SimOrder['packages'][number]['items'], random: Random, now: number): SimOrder {
  if (order.fulfilledBy === 'MERCHANT') return withParcel(order, content, random, { shippedAt: order.createdAt, now, showDelay: 0 });
  const items = order.items.map((item) => ({ ...item, shipped: content.find((each) => each.itemId === item.itemId)?.quantity ?? 0 }));
  return { ...order, items, status: statusByUnits(items), updatedAt: now };
}
