import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';
import type { ReportKind } from './file-order.ts';

/** The columns that Waybill reads, by field: Amazon's name in the all-orders report, then in the unshipped-orders report. */
const fields = {
  orderId: ['amazon-order-id', 'order-id'],
  sellerOrderId: ['merchant-order-id'],
  purchasedAt: ['purchase-date'],
  updatedAt: ['last-updated-date'],
  paidAt: ['payments-date'],
  shipBy: ['promise-date'],
  status: ['order-status'],
  fulfilmentChannel: ['fulfillment-channel'],
  salesChannel: ['sales-channel'],
  orderChannel: ['order-channel'],
  serviceLevel: ['ship-service-level'],
  serviceName: ['ship-service-name'],
  purchaseOrderNumber: ['purchase-order-number'],
  replacesOrderId: ['original-order-id'],
  cancelReason: ['buyer-requested-cancel-reason'],
  business: ['is-business-order'],
  prime: ['is-prime'],
  premium: ['is-premium-order'],
  globalExpress: ['is-global-express'],
  replacement: ['is-replacement-order'],
  exchange: ['is-exchange-order'],
  inStorePickup: ['is-ispu-order'],
  cancelRequested: ['is-buyer-requested-cancellation'],
  vergeOfCancellation: ['verge-of-cancellation'],
  vergeOfLateShipment: ['verge-of-lateShipment'],
  city: ['ship-city'],
  state: ['ship-state'],
  country: ['ship-country'],
  recipientName: ['recipient-name'],
  address1: ['ship-address-1'],
  address2: ['ship-address-2'],
  address3: ['ship-address-3'],
  postalCode: ['ship-postal-code'],
  recipientPhone: ['ship-phone-number'],
  buyerName: ['buyer-name'],
  buyerEmail: ['buyer-email'],
  buyerPhone: ['buyer-phone-number'],
  buyerCompany: ['buyer-company-name'],
  itemId: ['order-item-id'],
  sku: ['sku'],
  asin: ['asin'],
  title: ['product-name'],
  itemStatus: ['item-status'],
  quantity: ['quantity', 'quantity-purchased'],
  quantityShipped: ['quantity-shipped'],
  quantityToShip: ['quantity-to-ship'],
  currency: ['currency'],
  itemPrice: ['item-price'],
  itemTax: ['item-tax'],
  shippingPrice: ['shipping-price'],
  shippingTax: ['shipping-tax'],
  giftWrapPrice: ['gift-wrap-price'],
  giftWrapTax: ['gift-wrap-tax'],
  itemPromotionDiscount: ['item-promotion-discount'],
  shipPromotionDiscount: ['ship-promotion-discount'],
  promotionIds: ['promotion-ids'],
  priceDesignation: ['price-designation'],
  giftWrap: ['gift-wrap-type'],
  transparency: ['is-transparency'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof fields;

/** A column that no field reads. It is kept by name; `home` says where. */
export type OtherColumn = { name: string; position: number; home: 'extra' | 'order-personal' | 'item-personal' };

export type OrderColumns = {
  report: ReportKind;
  position: Partial<Record<Field, number>>;
  /** The names as the file has them, for messages. */
  names: readonly string[];
  others: OtherColumn[];
};

const required: Record<ReportKind, string[]> = {
  'all-orders': ['amazon-order-id', 'purchase-date', 'order-status', 'sku', 'quantity'],
  unshipped: ['order-id', 'order-item-id', 'purchase-date', 'sku', 'quantity-purchased'],
};
const kinds: ReportKind[] = ['all-orders', 'unshipped'];

const missingFrom = (kind: ReportKind, keys: readonly string[]) => required[kind].filter((name) => !keys.includes(columnKey(name)));

/** Which report a header belongs to. Amazon writes these names in English in every country. */
export const reportOf = (keys: readonly string[]): ReportKind | undefined => kinds.find((kind) => missingFrom(kind, keys).length === 0);

/** Where each field stands. Throws FILE_UNREADABLE with the names that are missing from the nearest report. */
export function orderColumns(names: readonly string[]): OrderColumns {
  const keys = names.map(columnKey);
  const report = reportOf(keys);
  if (!report) throw unknownReport(keys);
  const position: Partial<Record<Field, number>> = {};
  const read = new Set<number>();
  for (const field of fieldNames) {
    const at = fields[field].map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0);
    if (at === undefined) continue;
    position[field] = at;
    read.add(at);
  }
  return { report, position, names, others: otherColumns(names, read) };
}

const isField = (name: string): name is Field => Object.hasOwn(fields, name);
const fieldNames: Field[] = Object.keys(fields).filter(isField);

function unknownReport(keys: readonly string[]): AppError {
  const nearest = missingFrom('unshipped', keys).length < missingFrom('all-orders', keys).length ? 'unshipped' : 'all-orders';
  const missing = missingFrom(nearest, keys);
  return new AppError(
    'FILE_UNREADABLE',
    `This is neither an all-orders nor an unshipped-orders report: for the ${nearest} report the columns ${missing.join(', ')} are missing`,
    { data: { nearest, missing } },
  );
}

/** The first line that can be a header decides which columns are kept under which name; a second `sku` becomes `sku-2`. */
function otherColumns(names: readonly string[], read: ReadonlySet<number>): OtherColumn[] {
  const used = new Map<string, number>();
  return names.flatMap((written, position) => {
    const plain = written
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, '-');
    const base = plain === '' ? `column-${position + 1}` : plain;
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    const name = times === 1 ? base : `${base}-${times}`;
    return read.has(position) ? [] : [{ name, position, home: homeOf(columnKey(base)) }];
  });
}

const itemPersonal = new Set(['gift-message-text', 'customized-url', 'customized-page'].map(columnKey));
/** The seller's own address and Amazon's remarks on the sale, though their names sound personal. */
const notPersonal = /^defaultshipfrom|^shipservicename$|^addresstype$|^licensestate$|^licenseexpirationdate$/;
/** Columns appear without notice; one whose name sounds like a person goes into the vault, not beside the order. */
const personal =
  /name|address|phone|fax|mail|postal|zip|street|recipient|buyer|customer|message|note|instruction|gift.*text|cpf|cnpj|citizen|taxid|taxnumber|taxreg|vatnumber|licen[sc]e|paymentmethoddetails|birth/;

function homeOf(key: string): OtherColumn['home'] {
  if (itemPersonal.has(key)) return 'item-personal';
  return personal.test(key) && !notPersonal.test(key) ? 'order-personal' : 'extra';
}
