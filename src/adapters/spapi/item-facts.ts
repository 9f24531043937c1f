import { compact, said } from '#src/kernel/compact.ts';
import type { ItemFacts } from '#src/modules/orders/facts.ts';
import { at } from './at.ts';
import type { AmazonItem } from './order-schema.ts';

// Shown as Amazon sends it, searched by nobody.
const passedOn = ['measurement', 'associatedOrderItems', 'tax'] as const;

/** One order line in our words. `raw` is the same line without personal data. */
export function itemFacts(item: AmazonItem, isCancelledOrder: boolean, raw: unknown): ItemFacts {
  const { product, proceeds, cancellation, fulfillment } = item;
  const request = cancellation?.cancellationRequest;
  const goods = proceeds?.breakdowns?.filter(({ type }) => type === 'ITEM') ?? [];
  return compact({
    itemId: item.orderItemId,
    sku: product.sellerSku ?? '',
    asin: product.asin ?? '',
    title: product.title ?? '',
    quantity: item.quantityOrdered,
    shipped: fulfillment?.quantityFulfilled ?? undefined,
    cancelled: cancelledUnits(item, isCancelledOrder),
    condition: conditionOf(product.condition),
    unitPrice: product.price?.unitPrice ?? undefined,
    total: goods[0]?.subtotal,
    programs: item.programs ?? [],
    gift: Boolean(fulfillment?.packing?.giftOption),
    customised: Boolean(product.customization),
    cancelRequest: request ? compact({ reason: said(request.cancelReason) }) : undefined,
    detail: itemDetail(item, raw),
  });
}

/** Amazon tells what was shipped and what is open; the rest of what was ordered will never be shipped. */
function cancelledUnits({ quantityOrdered, fulfillment, cancellation }: AmazonItem, isCancelledOrder: boolean): number | undefined {
  const shipped = fulfillment?.quantityFulfilled ?? 0;
  const open = fulfillment?.quantityUnfulfilled;
  if (isCancelledOrder || (cancellation?.cancellationExecution && (open ?? 0) + shipped >= quantityOrdered))
    return Math.max(0, quantityOrdered - shipped);
  return open === null || open === undefined ? undefined : Math.max(0, quantityOrdered - shipped - open);
}

function conditionOf(condition: AmazonItem['product']['condition']): string | undefined {
  const [type, subtype] = [said(condition?.conditionType), said(condition?.conditionSubtype)];
  return type && subtype && type !== subtype ? `${type} ${subtype}` : (type ?? subtype);
}

/**
 * Details of a line: `proceedsTotal`, `proceeds` [{type, subtotal, details}], `promotions` [id], `points`,
 * `cancellation` {by, reason}, `businessPrice`, `conditionNote`, `giftWrap`, and Amazon's own `measurement`,
 * `associatedOrderItems`, `tax`, `serialNumbers`, `picking`, `shipping`, `serialNumberRequirement`.
 */
function itemDetail(
  { product, proceeds, expense, promotion, cancellation, fulfillment }: AmazonItem,
  raw: unknown,
): Record<string, unknown> {
  const points = expense?.pointsCost?.pointsGranted;
  const executed = cancellation?.cancellationExecution;
  return compact({
    proceedsTotal: proceeds?.proceedsTotal ?? undefined,
    proceeds: proceeds?.breakdowns?.map(({ type, subtotal, detailedBreakdowns }) =>
      compact({
        type,
        subtotal,
        details: detailedBreakdowns?.map((each) => compact({ type: said(each.subtype), subtotal: each.value ?? undefined })),
      }),
    ),
    promotions: promotion?.breakdowns?.flatMap(({ promotionId }) => said(promotionId) ?? []),
    points: points ? compact({ number: points.pointsNumber ?? undefined, value: points.pointsMonetaryValue ?? undefined }) : undefined,
    cancellation: executed ? compact({ by: said(executed.cancelledBy), reason: said(executed.cancelReason) }) : undefined,
    businessPrice: product.price?.priceDesignation === 'BUSINESS_PRICE' || undefined,
    conditionNote: said(product.condition?.conditionNote),
    giftWrap: said(fulfillment?.packing?.giftOption?.giftWrapLevel),
    ...Object.fromEntries(passedOn.map((key) => [key, at(raw, [key])])),
    serialNumbers: at(raw, ['product', 'serialNumbers']),
    picking: at(raw, ['fulfillment', 'picking']),
    shipping: at(raw, ['fulfillment', 'shipping']),
    serialNumberRequirement: at(raw, ['fulfillment', 'packing', 'serialNumberRequirement']),
  });
}
