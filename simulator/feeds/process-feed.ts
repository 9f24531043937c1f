import type { OrderWrites } from '../shipments/order-writes.ts';
import { acceptedPackages, freeUnits } from '../shipments/quantities.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { MessageResult } from './processing-report.ts';
import type { OrderFeedType, SimFeed } from './sim-feed.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlNode } from './xml-tree.ts';

type Deps = { orders: OrderTable; writes: OrderWrites };
type Handler = (order: SimOrder, message: XmlNode, deps: Deps, now: number) => string[];

const MESSAGES: Record<OrderFeedType, { messageType: string; handle: Handler }> = {
  POST_ORDER_ACKNOWLEDGEMENT_DATA: { messageType: 'OrderAcknowledgement', handle: acknowledge },
  POST_ORDER_FULFILLMENT_DATA: { messageType: 'OrderFulfillment', handle: fulfil },
};

/** The reasons that the feed's schema knows, in the words that reads show. */
const CANCEL_REASONS: Record<string, string> = {
  NoInventory: 'No inventory',
  ShippingAddressUndeliverable: 'Shipping address undeliverable',
  CustomerExchange: 'Customer exchange',
  BuyerCanceled: 'Buyer requested cancellation',
  GeneralAdjustment: 'General adjustment',
  CarrierCreditDecision: 'Carrier credit decision',
  RiskAssessmentInformationNotValid: 'Risk assessment information not valid',
  CarrierCoverageFailure: 'Carrier coverage failure',
  CustomerReturn: 'Customer return',
  MerchandiseNotReceived: 'Merchandise not received',
  CannotVerifyInformation: 'Cannot verify information',
  PricingError: 'Pricing error',
  RejectOrder: 'Order rejected',
  WeatherDelay: 'Weather delay',
};

/** Does what a feed says, message by message: one that fails never stops the others. `fatal` when it cannot be read at all. */
export function processFeed(feed: SimFeed, xml: string, deps: Deps, now: number): { results: MessageResult[] } | { fatal: string } {
  if (feed.feedType === 'JSON_LISTINGS_FEED') return { fatal: 'This feed is not about orders.' };
  const { messageType, handle } = MESSAGES[feed.feedType];
  let envelope: XmlNode;
  try {
    envelope = parseXml(xml);
  } catch (error) {
    return { fatal: `The document is not well-formed XML: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (envelope.name !== 'AmazonEnvelope') return { fatal: `The document is a ${envelope.name}, not an AmazonEnvelope.` };
  if (textOf(envelope, 'MessageType') !== messageType) return { fatal: `The MessageType of this feed must be ${messageType}.` };
  const merchant = textOf(childOf(envelope, 'Header'), 'MerchantIdentifier');
  if (merchant !== undefined && merchant !== feed.sellerId)
    return { fatal: `MerchantIdentifier ${merchant} is not the seller of this feed.` };

  const seen = new Set<string>();
  const results = childrenOf(envelope, 'Message').map((message): MessageResult => {
    const messageId = textOf(message, 'MessageID') ?? '0';
    if (seen.has(messageId)) return { messageId, problems: [`MessageID ${messageId} is used twice.`] };
    seen.add(messageId);
    const content = childOf(message, messageType);
    const orderId = textOf(content, 'AmazonOrderID');
    const order = orderId === undefined ? byMerchantId(content, feed, deps) : deps.orders.get(orderId);
    if (!content || !order || order.sellerId !== feed.sellerId) {
      return { messageId, orderId, problems: [`The order ${orderId ?? textOf(content, 'MerchantOrderID') ?? ''} was not found.`] };
    }
    return { messageId, orderId: order.orderId, problems: handle(order, content, deps, now) };
  });
  return { results };
}

function byMerchantId(content: XmlNode | undefined, feed: SimFeed, { orders }: Deps): SimOrder | undefined {
  const id = textOf(content, 'MerchantOrderID');
  return id === undefined ? undefined : [...orders.all()].find((order) => order.sellerId === feed.sellerId && order.sellerOrderId === id);
}

function acknowledge(order: SimOrder, message: XmlNode, { writes }: Deps, now: number): string[] {
  const items = childrenOf(message, 'Item');
  const itemIds = items.flatMap((item) => textOf(item, 'AmazonOrderItemCode') ?? []);
  switch (textOf(message, 'StatusCode')) {
    case 'Success': {
      const sellerOrderId = textOf(message, 'MerchantOrderID');
      if (sellerOrderId !== undefined) writes.acknowledge(order, sellerOrderId, 'feed', now);
      return [];
    }
    case 'Failure': {
      const codes = items.flatMap((item) => textOf(item, 'CancelReason') ?? []);
      const [code] = codes;
      if (code === undefined) return ['CancelReason is required when StatusCode is Failure.'];
      const unknown = codes.find((each) => CANCEL_REASONS[each] === undefined);
      if (unknown !== undefined) return [`CancelReason ${unknown} is not one of ${Object.keys(CANCEL_REASONS).join(', ')}.`];
      return writes.cancel(order, CANCEL_REASONS[code] ?? code, itemIds.length > 0 ? itemIds : undefined, 'feed', now);
    }
    default:
      return ['StatusCode must be Success or Failure.'];
  }
}

function fulfil(order: SimOrder, message: XmlNode, { writes }: Deps, now: number): string[] {
  const data = childOf(message, 'FulfillmentData');
  const shipDate = Date.parse(textOf(message, 'FulfillmentDate') ?? '');
  if (Number.isNaN(shipDate)) return ['FulfillmentDate is not an ISO 8601 date-time.'];
  const reference = referenceOf(order, textOf(message, 'MerchantFulfillmentID'));
  const all = order.items.map((item) => ({ itemId: item.itemId, quantity: freeUnits(order, item, reference) }));
  const named = childrenOf(message, 'Item').map((item) => {
    const itemId = textOf(item, 'AmazonOrderItemCode') ?? '';
    const quantity = textOf(item, 'Quantity');
    const codes = childrenOf(item, 'TransparencyCode').map((code) => code.text.trim());
    return {
      itemId,
      quantity: quantity === undefined ? (all.find((each) => each.itemId === itemId)?.quantity ?? 0) : Number(quantity),
      ...(codes.length === 0 ? {} : { transparencyCodes: codes }),
    };
  });
  return writes.confirm(
    order,
    {
      reference,
      carrierCode: textOf(data, 'CarrierCode') ?? 'Other',
      carrierName: textOf(data, 'CarrierName'),
      shippingMethod: textOf(data, 'ShippingMethod'),
      trackingNumber: textOf(data, 'ShipperTrackingNumber') ?? '',
      shipDate,
      items: named.length > 0 ? named : all.filter((item) => item.quantity > 0),
    },
    'feed',
    now,
  );
}

/** The seller's own number of the parcel, or the next free one. */
function referenceOf(order: SimOrder, wanted: string | undefined): string {
  if (wanted !== undefined && /^[1-9]\d*$/.test(wanted)) return wanted;
  const taken = [...acceptedPackages(order).keys()].map(Number).filter(Number.isInteger);
  return String(Math.max(0, ...taken) + 1);
}
