import { amazonOrderId } from '#src/kernel/ids.ts';
import { marketplaceOfDomain } from '#src/kernel/marketplaces.ts';
import type { Result } from '#src/kernel/result.ts';
import { fail, ok } from '#src/kernel/result.ts';
import type { FileAmounts, FileFlags, FileItem, FileOrder, FilePersonal, LineProblem } from './file-order.ts';
import { readDate } from './localised-date.ts';
import { readAmount, readQuantity } from './localised-number.ts';
import type { Field, OrderColumns } from './order-columns.ts';
import { plainCell } from './plain-cell.ts';
import type { TableRow } from './read-records.ts';
import { shapeOf } from './shape-of.ts';
import { storeFormat } from './store-formats.ts';

/** One line of a report: an order with one item, or what is wrong with it. `orderId` is known in both cases if it can be. */
export type OrderLine = { line: number; orderId: string | undefined; order: FileOrder | undefined; problems: LineProblem[] };

export type OrderLineOptions = { marketplaceId?: string | undefined; now: Date };

/** Strict for ids, numbers and dates: one that cannot be read fails the line. Lenient for words: any status is kept. */
export function readOrderLine(row: TableRow, columns: OrderColumns, options: OrderLineOptions): OrderLine {
  if (row.kind === 'bad') {
    const problems = [{ line: row.line, column: null, reason: row.reason }];
    return { line: row.line, orderId: idOfBadRow(row, columns.position.orderId), order: undefined, problems };
  }
  const { cells, line } = row;
  const problems: LineProblem[] = [];
  const report = (field: Field, reason: string) => {
    problems.push({ line, column: columns.names[columns.position[field] ?? -1] ?? null, reason });
  };
  const text = (field: Field): string | undefined => {
    const at = columns.position[field];
    return at === undefined ? undefined : plainCell(cells[at] ?? '') || undefined;
  };
  const parsed = <T>(field: Field, parse: (value: string) => Result<T>): T | undefined => {
    const value = text(field);
    if (value === undefined) return undefined;
    const result = parse(value);
    if (result.ok) return result.value;
    report(field, result.error);
    return undefined;
  };
  const needed = <T>(field: Field, parse: (value: string) => Result<T>): T | undefined => {
    if (text(field) === undefined) report(field, 'is empty');
    return parsed(field, parse);
  };

  const orderId = needed('orderId', readOrderId);
  const salesChannel = text('salesChannel');
  const marketplaceId = salesChannel === undefined ? options.marketplaceId : marketplaceOfDomain(salesChannel)?.id;
  const currency = parsed('currency', readCurrency);
  const format = storeFormat(marketplaceId ?? options.marketplaceId, currency);
  const date = (edge: 'start' | 'end') => (value: string) =>
    readDate(value, { order: format.dates, timeZone: format.timeZone, now: options.now, edge });
  const amount = (field: keyof FileAmounts) => parsed(field, (value) => readAmount(value, format.number));
  const pieces = (value: string) => readQuantity(value, format.number);

  const purchasedAt = needed('purchasedAt', date('start'));
  const quantity = needed('quantity', pieces);
  const sku = text('sku') ?? '';
  const asin = text('asin') ?? '';
  if (sku === '' && asin === '') report('sku', 'is empty, and there is no ASIN either');
  const others = otherCells(cells, columns);
  const item: Omit<FileItem, 'quantity'> = {
    nth: 1,
    itemId: text('itemId'),
    sku,
    asin,
    title: text('title'),
    status: text('itemStatus'),
    quantityShipped: parsed('quantityShipped', pieces),
    quantityToShip: parsed('quantityToShip', pieces),
    currency,
    amounts: readAmounts(amount),
    promotionIds: (text('promotionIds') ?? '').split(/[,;]/).map(plainCell).filter(Boolean),
    priceDesignation: text('priceDesignation'),
    giftWrap: text('giftWrap'),
    transparency: flag(text('transparency')),
    personal: others['item-personal'],
    extra: others.extra,
  };
  const order: Omit<FileOrder, 'orderId' | 'purchasedAt' | 'items'> = {
    report: columns.report,
    sellerOrderId: text('sellerOrderId'),
    updatedAt: parsed('updatedAt', date('start')),
    paidAt: parsed('paidAt', date('start')),
    shipBy: parsed('shipBy', date('end')),
    status: text('status'),
    fulfilmentChannel: text('fulfilmentChannel'),
    salesChannel,
    marketplaceId,
    orderChannel: text('orderChannel'),
    serviceLevel: text('serviceLevel'),
    serviceName: text('serviceName'),
    purchaseOrderNumber: text('purchaseOrderNumber'),
    replacesOrderId: text('replacesOrderId'),
    cancelReason: text('cancelReason'),
    flags: readFlags(text),
    shipTo: { city: text('city'), state: text('state'), country: text('country') },
    personal: readPersonal(text, others['order-personal']),
  };
  const readable = problems.length === 0 && orderId !== undefined && purchasedAt !== undefined && quantity !== undefined;
  return {
    line,
    orderId,
    order: readable ? { ...order, orderId, purchasedAt, items: [{ ...item, quantity }] } : undefined,
    problems,
  };
}

type Text = (field: Field) => string | undefined;

const readAmounts = (amount: (field: keyof FileAmounts) => string | undefined): FileAmounts => ({
  itemPrice: amount('itemPrice'),
  itemTax: amount('itemTax'),
  shippingPrice: amount('shippingPrice'),
  shippingTax: amount('shippingTax'),
  giftWrapPrice: amount('giftWrapPrice'),
  giftWrapTax: amount('giftWrapTax'),
  itemPromotionDiscount: amount('itemPromotionDiscount'),
  shipPromotionDiscount: amount('shipPromotionDiscount'),
});

const readFlags = (text: Text): FileFlags => ({
  business: flag(text('business')),
  prime: flag(text('prime')),
  premium: flag(text('premium')),
  globalExpress: flag(text('globalExpress')),
  replacement: flag(text('replacement')),
  exchange: flag(text('exchange')),
  inStorePickup: flag(text('inStorePickup')),
  cancelRequested: flag(text('cancelRequested')),
  vergeOfCancellation: flag(text('vergeOfCancellation')),
  vergeOfLateShipment: flag(text('vergeOfLateShipment')),
});

const readPersonal = (text: Text, other: Record<string, string>): FilePersonal => ({
  recipientName: text('recipientName'),
  addressLines: [text('address1'), text('address2'), text('address3')].filter((part) => part !== undefined),
  postalCode: text('postalCode'),
  recipientPhone: text('recipientPhone'),
  buyerName: text('buyerName'),
  buyerEmail: text('buyerEmail'),
  buyerPhone: text('buyerPhone'),
  buyerCompany: text('buyerCompany'),
  other,
});

function otherCells(cells: string[], { others }: OrderColumns) {
  const kept = { extra: {}, 'order-personal': {}, 'item-personal': {} } satisfies Record<string, Record<string, string>>;
  const homes: Record<keyof typeof kept, Record<string, string>> = kept;
  for (const { name, position, home } of others) {
    const value = plainCell(cells[position] ?? '');
    // An address is an address in whatever column somebody wrote it.
    if (value !== '') homes[home === 'extra' && value.includes('@') ? 'order-personal' : home][name] = value;
  }
  return homes;
}

function flag(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|yes|y|1)$/i.test(value)) return true;
  return /^(false|no|n|0)$/i.test(value) ? false : undefined;
}

/** Amazon's 3-7-7 digits, and the ids of orders from elsewhere (`S01-…`); a piece of a torn line is neither. */
export function readOrderId(value: string): Result<string> {
  if (/^(?=.*\d)[A-Za-z0-9][A-Za-z0-9-]{2,49}$/.test(value)) return ok(value);
  return fail(`is no order id such as 123-1234567-1234567 (it looks like ${shapeOf(value)})`);
}

function readCurrency(value: string): Result<string> {
  return /^[A-Za-z]{3}$/.test(value) ? ok(value.toUpperCase()) : fail(`is no currency such as EUR (it looks like ${shapeOf(value)})`);
}

/** The id where it should stand, or the only one in the line: an order with a torn line must not come in by halves. */
function idOfBadRow(row: Extract<TableRow, { kind: 'bad' }>, position: number | undefined): string | undefined {
  const cell = plainCell(row.cells?.[position ?? -1] ?? '');
  if (amazonOrderId.test(cell)) return cell;
  const found = new Set(row.text.match(/\b\d{3}-\d{7}-\d{7}\b/g));
  return found.size === 1 ? [...found][0] : undefined;
}
