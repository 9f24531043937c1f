import type { Size } from './content-rules.ts';
import type { PackBox, PackSettings } from './contract.ts';
import { blockOfOrder, inParcel, isComplete, missingCodes, type OrderNow, productsOpen, unitsOpen } from './order-now.ts';
import { looseLabels } from './parcel-label.ts';
import { expectedGrams, fits, unitGrams } from './weight-rules.ts';

export type Why = { key: string; values: Record<string, string> };
const why = (key: string, values: Record<string, string> = {}): Why => ({ key, values });

export const boxOf = ({ content }: OrderNow, boxes: readonly PackBox[]): PackBox | undefined =>
  boxes.find(({ boxId }) => boxId === content.boxId);

/** How large the open parcel is outside; null: nobody has said. */
export const sizeOf = (order: OrderNow, boxes: readonly PackBox[]): Size | null => boxOf(order, boxes)?.outer ?? order.content.size;

const gramsOfProduct = ({ products }: OrderNow, productId: string | null): number | null => {
  const product = productId === null ? undefined : products.get(productId);
  return product ? unitGrams({ stated: product.grams, learnt: product.learnt }) : null;
};

/** What the open parcel should weigh, with its box; null where nobody can tell. */
export function expectedOf(order: OrderNow, boxes: readonly PackBox[]): number | null {
  const units = productsOpen(order).map(({ productId, quantity }) => ({ quantity, grams: gramsOfProduct(order, productId) }));
  const grams = expectedGrams(units, boxOf(order, boxes)?.tare ?? 0);
  return grams !== null && grams > 0 ? grams : null;
}

/** How the weight compares; null: there is nothing to compare. */
export function weightState(order: OrderNow, boxes: readonly PackBox[], settings: PackSettings): 'fits' | 'off' | 'overridden' | null {
  const { grams, allowedGrams } = order.content;
  const expected = expectedOf(order, boxes);
  if (grams === null || expected === null || settings.weigh === 'never') return null;
  if (fits(grams, expected, settings)) return 'fits';
  return allowedGrams === grams ? 'overridden' : 'off';
}

/** Why the open parcel cannot be finished yet, the gravest first; empty: it can. */
export function missingOf(order: OrderNow, boxes: readonly PackBox[], settings: PackSettings): Why[] {
  const block = blockOfOrder(order);
  const { content } = order;
  const half = order.items.filter((item) => inParcel(order, item).begun > inParcel(order, item).whole);
  const codes = order.items.flatMap((item) => {
    const { serials, transparency } = missingCodes(order, item);
    return [
      ...(serials > 0 ? [why('packing.missing.serial', { sku: item.sku, units: String(serials) })] : []),
      ...(transparency > 0 ? [why('packing.missing.transparency', { sku: item.sku, units: String(transparency) })] : []),
    ];
  });
  return [
    ...(block ? [why(block.key, block.values)] : []),
    ...half.map(({ sku }) => why('packing.missing.set', { sku })),
    ...(unitsOpen(order) === 0 ? [why('packing.missing.units')] : []),
    ...codes,
    ...(settings.needsBox && content.boxId === null && content.size === null ? [why('packing.missing.box')] : []),
    ...(settings.weigh === 'always' && content.grams === null ? [why('packing.missing.weight')] : []),
    ...(weightState(order, boxes, settings) === 'off'
      ? [why('packing.missing.weightDiffers', { grams: String(content.grams), expected: String(expectedOf(order, boxes)) })]
      : []),
    ...(settings.needsPhoto && !order.photos.some(({ parcelId }) => parcelId === null) ? [why('packing.missing.photo')] : []),
  ];
}

/** What should be known and stops nothing. */
export function warningsOf(order: OrderNow): Why[] {
  const { pick } = order;
  if (isComplete(order)) return [];
  const promised = pick?.items.every((item) => item.promised + item.picked >= item.wanted) ?? false;
  return [
    ...(pick?.progress === 'short' ? [why('packing.warning.short')] : []),
    ...(pick && pick.progress !== 'picked' && pick.progress !== 'short' ? [why('packing.warning.notPicked')] : []),
    ...(pick && pick.items.length > 0 && !promised ? [why('packing.warning.notPromised')] : []),
    ...(looseLabels(order.parcels, order.labels).length > 0 ? [why('packing.warning.labelled')] : []),
  ];
}
