/**
 * The fixed words of a slip in English: the defaults of the i18next keys `slip.*`. A caller translates them for the
 * language of the slip; `{{…}}` is filled in by the layout.
 */
export const slipWords = {
  title: 'Packing slip',
  shipTo: 'Ship to',
  noAddress: 'The address was not given to this desk',
  orderId: 'Order',
  orderDate: 'Order date',
  shipBy: 'Ship by',
  serviceLevel: 'Shipping service',
  purchaseOrderNumber: 'PO number',
  marketplace: 'Sold on',
  quantity: 'Qty',
  item: 'Item',
  price: 'Price',
  total: 'Total',
  sku: 'SKU',
  asin: 'ASIN',
  condition: 'Condition',
  customised: 'Customised item',
  gift: 'Gift',
  giftWrap: 'Gift wrap',
  giftMessage: 'Gift message',
  units: 'Units in this order: {{units}}',
  continued: 'Continued from the page before',
  page: 'Page {{page}} of {{pages}} of this order',
};

export type SlipWords = Readonly<typeof slipWords>;

/** `{{name}}` is replaced by its value, as i18next does. */
export const fillIn = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
