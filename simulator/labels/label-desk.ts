import type { SimAccount } from '../accounts/sim-account.ts';
import { invalidInput, notFound } from '../http/api-failure.ts';
import { carrierByCode } from '../shipments/carriers.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import { freeUnits, statusByUnits } from '../shipments/quantities.ts';
import { createRandom } from '../shop/random.ts';
import { createTrackingNumber } from '../shop/tracking-numbers.ts';
import { uuidOf } from '../store/draw.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import { pounds, type Quote, quote, servicesFrom } from './postage.ts';
import type { SimLabel, SimParcel } from './sim-label.ts';

const REFUND_MS = 3_600_000;

export type LabelStatus = 'Purchased' | 'RefundPending' | 'RefundRejected' | 'RefundApplied';

/** What both APIs of labels sell, and the money they give back. */
export type LabelDesk = {
  /** The order as far as a label may be bought for these items; Amazon's 400 or 404 where it may not. */
  order(account: SimAccount, orderId: string, items: SimLabel['items']): SimOrder;
  quotes(
    api: SimLabel['api'],
    account: SimAccount,
    order: SimOrder,
    parcel: SimParcel,
    shipAt: number,
  ): { fits: Quote[]; tooHeavy: Quote[] };
  buy(
    sale: Omit<
      SimLabel,
      'shipmentId' | 'tracking' | 'reference' | 'carrier' | 'service' | 'price' | 'currency' | 'earliest' | 'latest' | 'serviceId'
    > & { quote: Quote },
  ): SimLabel;
  find(account: SimAccount, shipmentId: string, api: SimLabel['api']): SimLabel;
  byKey(account: SimAccount, key: string): SimLabel | undefined;
  void(label: SimLabel, now: number): SimLabel;
  status(label: SimLabel, now: number): LabelStatus;
};

export function labelDesk({ store, writes, seed }: { store: SimStore; writes: OrderWrites; seed: number }): LabelDesk {
  const parcelOf = (label: SimLabel) =>
    store.orders
      .get(label.orderId)
      ?.packages.find(({ reference, trackingNumber }) => reference === label.reference || trackingNumber === label.tracking);

  return {
    order(account, orderId, items) {
      const order = store.orders.get(orderId);
      if (!order || order.sellerId !== account.sellerId) throw notFound(`Order ${orderId} does not exist.`);
      if (order.fulfilledBy === 'AMAZON') throw invalidInput(`Order ${orderId} is fulfilled by Amazon.`);
      if (order.status !== 'UNSHIPPED' && order.status !== 'PARTIALLY_SHIPPED')
        throw invalidInput(`Order ${orderId} is ${order.status} and cannot be shipped.`);
      for (const { itemId, quantity } of items) {
        const item = order.items.find((each) => each.itemId === itemId);
        if (!item) throw invalidInput(`OrderItemId ${itemId} does not belong to order ${orderId}.`);
        const free = freeUnits(order, item) - labelledUnits(store, orderId, itemId);
        if (quantity < 1 || quantity > free)
          throw invalidInput(`Quantity ${quantity} of OrderItemId ${itemId} is not within the ${free} to be shipped.`);
      }
      return order;
    },
    quotes(api, account, order, parcel, shipAt) {
      const all = servicesFrom(account.shipFrom.countryCode, api).map((service) => quote(service, order, parcel, shipAt));
      const isTooHeavy = (each: Quote) => pounds(parcel) > each.service.heaviestPounds;
      return { fits: all.filter((each) => !isTooHeavy(each)), tooHeavy: all.filter(isTooHeavy) };
    },
    buy({ quote: sold, ...sale }) {
      const number = store.labels.size();
      const order = store.orders.get(sale.orderId);
      const { service, price, currency, earliest, latest } = sold;
      const tracking = createTrackingNumber(createRandom(`${seed}/label/${number}`), service.tracking);
      const confirms = sale.api === 'merchant-fulfillment' && order !== undefined;
      const reference = confirms ? String(900_000_000 + number) : null;
      if (confirms) {
        const problems = writes.confirm(
          order,
          {
            reference: reference ?? '',
            carrierCode: carrierByCode(service.carrier) ?? 'Other',
            carrierName: service.carrier,
            shippingMethod: service.service,
            trackingNumber: tracking,
            shipDate: sale.boughtAt,
            items: sale.items.map((item) => ({ ...item, transparencyCodes: codesOf(sale.request, item.itemId) })),
          },
          'label',
          sale.boughtAt,
        );
        if (problems[0] !== undefined) throw invalidInput(problems.join(' '));
      } else if (order) writes.note(order, { kind: 'label', reference: tracking, detail: { items: sale.items } }, 'label', sale.boughtAt);
      const label: SimLabel = {
        ...sale,
        shipmentId: uuidOf(seed, 'label', number),
        reference,
        serviceId: service.id,
        carrier: service.carrier,
        service: service.service,
        price,
        currency,
        tracking,
        earliest,
        latest,
      };
      store.labels.put(label.shipmentId, label);
      return label;
    },
    find(account, shipmentId, api) {
      const label = store.labels.get(shipmentId);
      if (!label || label.sellerId !== account.sellerId || label.api !== api) throw notFound(`Shipment ${shipmentId} does not exist.`);
      return label;
    },
    byKey: ({ sellerId }, key) => [...store.labels.all()].find((label) => label.key === key && label.sellerId === sellerId),
    void(label, now) {
      if (label.voidedAt !== undefined) return label;
      const voided = { ...label, voidedAt: now };
      store.labels.put(label.shipmentId, voided);
      const parcel = parcelOf(label);
      if (parcel === undefined || isUnderWay(parcel.status)) return voided;
      const order = store.orders.get(label.orderId);
      if (order && label.reference !== null) store.orders.put(order.orderId, withdraw(order, label.reference, now));
      return voided;
    },
    status(label, now) {
      if (label.voidedAt === undefined) return 'Purchased';
      const parcel = parcelOf(label);
      if (parcel && isUnderWay(parcel.status)) return 'RefundRejected';
      return now < label.voidedAt + REFUND_MS ? 'RefundPending' : 'RefundApplied';
    },
  };
}

const isUnderWay = (status: string) => status !== 'PENDING' && status !== 'CANCELLED';

/** Units on labels that did not confirm the order and were not given back; once it is confirmed the package counts them. */
function labelledUnits(store: SimStore, orderId: string, itemId: string): number {
  const order = store.orders.get(orderId);
  let units = 0;
  for (const label of store.labels.all()) {
    if (label.orderId !== orderId || label.reference !== null || label.voidedAt !== undefined) continue;
    if (order?.packages.some(({ trackingNumber }) => trackingNumber === label.tracking)) continue;
    units += label.items.find((item) => item.itemId === itemId)?.quantity ?? 0;
  }
  return units;
}

/** The package of a label that is given back: its units are to be shipped again. */
function withdraw(order: SimOrder, reference: string, now: number): SimOrder {
  const shown = order.packages.find((each) => each.reference === reference && each.hidden === undefined);
  const packages = order.packages.filter((each) => each.reference !== reference);
  const items = order.items.map((item) => ({
    ...item,
    shipped: item.shipped - (shown?.items.find((each) => each.itemId === item.itemId)?.quantity ?? 0),
  }));
  return { ...order, packages, items, status: statusByUnits(items), updatedAt: now };
}

function codesOf(request: unknown, itemId: string): string[] | undefined {
  const { ItemList = [] } = request as { ItemList?: { OrderItemId: string; TransparencyCodeList?: string[] }[] };
  return ItemList.find((item) => item.OrderItemId === itemId)?.TransparencyCodeList;
}
