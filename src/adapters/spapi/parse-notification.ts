import { z } from 'zod';
import { compact } from '#src/kernel/compact.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { Content, Reader, ReadMessage } from '#src/modules/notifications/ports.ts';
import type { FulfilledBy, ItemFacts, OrderFacts, OrderStatus } from '#src/modules/orders/facts.ts';
import { at } from './at.ts';
import { jsonOf } from './exchange.ts';
import { timeField } from './order-schema.ts';
import { stripPersonal } from './strip-personal.ts';

/**
 * Amazon's notifications in our words (Notifications API v1; payloads 1.0 of ORDER_CHANGE and 2020-09-04 of the others).
 * Some types begin their fields with capitals, others do not: read without regard to that.
 */
export const notificationReader: Reader = {
  readText: (text) => {
    const json = jsonOf(new TextEncoder().encode(text));
    if (!isObject(json?.value)) return { ...nothing, body: undefined, content: odd('not_json', 'the message is no JSON object') };
    return readBody(json.value);
  },
  readBody: (body) => readBody(body),
};

const nothing = { notificationId: undefined, type: undefined, eventAt: undefined, subject: undefined };
const odd = (reason: 'not_json' | 'unknown_type' | 'schema', detail: string): Content => ({ kind: 'odd', reason, detail });

const word = z.string().min(1).max(200);
const lenientTime = timeField.optional().catch(undefined);
const envelope = z.object({
  notificationType: word,
  eventTime: lenientTime,
  payload: z.record(z.string(), z.unknown()),
  notificationMetadata: z.object({ notificationId: word, publishTime: lenientTime }),
});

function readBody(body: unknown): ReadMessage {
  const { raw } = stripPersonal(body);
  const message = lowered(raw);
  const notificationId = word.safeParse(at(message, ['notificationMetadata', 'notificationId'])).data;
  const type = word.safeParse(at(message, ['notificationType'])).data;
  const parsed = envelope.safeParse(message);
  if (!parsed.success) return { ...nothing, notificationId, type, body: raw, content: odd('schema', complaint(parsed.error)) };
  const { payload, eventTime, notificationMetadata } = parsed.data;
  const saidAt = eventTime ?? notificationMetadata.publishTime;
  const found = contentOf(parsed.data.notificationType, payload, saidAt);
  return { notificationId, type, eventAt: saidAt, subject: undefined, ...found, body: raw };
}

type Found = Pick<ReadMessage, 'content'> & Partial<Pick<ReadMessage, 'subject' | 'eventAt'>>;

function contentOf(type: string, payload: Record<string, unknown>, saidAt: Date | undefined): Found {
  if (type === 'ORDER_CHANGE') return orderContent(payload, saidAt);
  if (type === 'REPORT_PROCESSING_FINISHED') {
    const parsed = report.safeParse(payload);
    if (!parsed.success) return { content: odd('schema', complaint(parsed.error)) };
    const { sellerId, reportId } = parsed.data.reportProcessingFinishedNotification;
    return { subject: reportId, content: { kind: 'report', sellerId, reportId } };
  }
  if (type === 'FEED_PROCESSING_FINISHED') {
    const parsed = feed.safeParse(payload);
    if (!parsed.success) return { content: odd('schema', complaint(parsed.error)) };
    const { sellerId, feedId } = parsed.data.feedProcessingFinishedNotification;
    return { subject: feedId, content: { kind: 'feed', sellerId, feedId } };
  }
  return { content: odd('unknown_type', 'this version does not work on this type') };
}

const report = z.object({ reportProcessingFinishedNotification: z.object({ sellerId: word, reportId: word }) });
const feed = z.object({ feedProcessingFinishedNotification: z.object({ sellerId: word, feedId: word }) });

// As many as an integer column holds.
const quantity = z.int().min(0).max(2_147_483_647);
const time = timeField.nullish();
const words = z.array(z.string()).nullish();
const orderChange = z.object({
  orderChangeNotification: z.object({
    sellerId: word,
    amazonOrderId: word,
    orderChangeTrigger: z.object({ timeOfOrderChange: time }).nullish(),
    summary: z.object({
      marketplaceId: word,
      orderStatus: word,
      purchaseDate: time,
      fulfillmentType: z.string(),
      orderType: z.string().nullish(),
      earliestShipDate: time,
      latestShipDate: time,
      earliestDeliveryDate: time,
      latestDeliveryDate: time,
      orderPrograms: words,
      shippingPrograms: words,
      orderItems: z.array(
        z.object({
          orderItemId: z.string().regex(/^\S+$/).max(200),
          sellerSKU: z.string().nullish(),
          quantity,
          quantityShipped: quantity.nullish(),
          isBuyerRequestedCancel: z.boolean().nullish(),
        }),
      ),
    }),
  }),
});

type Summary = z.output<typeof orderChange>['orderChangeNotification']['summary'];

function orderContent(payload: Record<string, unknown>, saidAt: Date | undefined): Found {
  const parsed = orderChange.safeParse(payload);
  const named = word.safeParse(at(payload, ['orderChangeNotification', 'amazonOrderId'])).data;
  if (!parsed.success) return { subject: named, content: odd('schema', complaint(parsed.error)) };
  const { sellerId, amazonOrderId: orderId, orderChangeTrigger, summary } = parsed.data.orderChangeNotification;
  const updatedAt = orderChangeTrigger?.timeOfOrderChange ?? saidAt;
  if (!updatedAt) return { subject: orderId, content: odd('schema', 'orderChangeTrigger.timeOfOrderChange: no time at all') };
  return {
    subject: orderId,
    eventAt: updatedAt,
    content: { kind: 'order', sellerId, orderId, facts: orderFacts(orderId, summary, updatedAt) },
  };
}

const statuses: Readonly<Record<string, OrderStatus>> = {
  PendingAvailability: 'pending_availability',
  Pending: 'pending',
  Unshipped: 'unshipped',
  PartiallyShipped: 'partially_shipped',
  Shipped: 'shipped',
  InvoiceUnconfirmed: 'shipped',
  Canceled: 'cancelled',
  Unfulfillable: 'unfulfillable',
};
const fulfillers: Readonly<Record<string, FulfilledBy>> = { MFN: 'merchant', AFN: 'amazon' };
/** The words of the Orders API for those of notifications. */
const programs: Readonly<Record<string, string>> = {
  Business: 'AMAZON_BUSINESS',
  Prime: 'PRIME',
  Premium: 'PREMIUM',
  IBA: 'INVOICE_BY_AMAZON',
  ISPU: 'IN_STORE_PICK_UP',
  EasyShip: 'AMAZON_EASY_SHIP',
};

/** Without the date of purchase there is no order to make, only one to fetch. */
function orderFacts(orderId: string, summary: Summary, updatedAt: Date): OrderFacts | undefined {
  if (!summary.purchaseDate) return undefined;
  const state = of(statuses, summary.orderStatus) ?? 'unknown';
  const known = [...(summary.orderPrograms ?? []), ...(summary.shippingPrograms ?? [])];
  const isReplacement = known.includes('Replacement');
  return compact({
    orderId,
    source: 'notification' as const,
    depth: 'skeleton' as const,
    marketplaceId: summary.marketplaceId,
    salesChannel: marketplaceOf(summary.marketplaceId)?.domain ?? summary.marketplaceId,
    status: { state, raw: summary.orderStatus },
    fulfilledBy: { state: of(fulfillers, summary.fulfillmentType) ?? 'unknown', raw: summary.fulfillmentType },
    orderType: isReplacement ? 'Replacement' : (summary.orderType ?? undefined),
    programs: known.flatMap((name) => of(programs, name) ?? []),
    purchasedAt: summary.purchaseDate,
    updatedAt,
    shipBy: windowOf(summary.earliestShipDate, summary.latestShipDate),
    deliverBy: windowOf(summary.earliestDeliveryDate, summary.latestDeliveryDate),
    items: summary.orderItems.map((item) => itemFacts(item, state === 'cancelled')),
    personalState: 'unknown' as const,
  });
}

/** `quantity` is what is still to be had: cancelled units are left out of it in these messages. */
const itemFacts = (item: Summary['orderItems'][number], isCancelled: boolean): ItemFacts =>
  compact({
    itemId: item.orderItemId,
    sku: item.sellerSKU ?? '',
    asin: '',
    title: '',
    quantity: isCancelled ? (item.quantityShipped ?? 0) : item.quantity,
    shipped: item.quantityShipped ?? undefined,
    cancelRequest: item.isBuyerRequestedCancel === true ? {} : item.isBuyerRequestedCancel === false ? null : undefined,
  });

const of = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

const windowOf = (from: Date | null | undefined, to: Date | null | undefined) =>
  from || to ? compact({ from: from ?? undefined, to: to ?? undefined }) : undefined;

/** The same with every field's first letter small. */
function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(inner)]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which field was wrong and what was expected there; zod's messages name types, never values. */
const complaint = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'the message'}: ${message}`)
    .join('; ')
    .slice(0, 500);
