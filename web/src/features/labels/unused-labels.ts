import type { LabelView } from '#src/modules/labels/contract.ts';
import type { OrderDetails, OrderItem } from '#src/modules/orders/contract.ts';

/** Labels that were given back while Amazon shows their parcel: the next label takes their place there. */
export const unusedLabels = ({ packages }: OrderDetails, labels: readonly LabelView[]): LabelView[] =>
  labels.filter(
    ({ state, refund, confirmation, tracking }) =>
      (state === 'voided' || (state === 'voiding' && refund === 'pending')) &&
      confirmation !== 'carrier' &&
      packages.some((each) => each.status !== 'cancelled' && each.tracking !== null && each.tracking === tracking),
  );

/** The items with the units of these labels free again. */
export const freedItems = (items: readonly OrderItem[], unused: readonly LabelView[]): OrderItem[] =>
  items.map((item) => {
    const units = unused
      .flatMap((label) => label.items)
      .reduce((sum, each) => (each.itemId === item.itemId ? sum + each.quantity : sum), 0);
    return units === 0 ? item : { ...item, shipped: Math.max(0, item.shipped - units) };
  });
