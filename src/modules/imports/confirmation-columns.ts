import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';

/** Column names of Amazon's flat fulfilment file first, then what sheets of sellers and other shipping programs call them. */
const fields = {
  orderId: ['order-id', 'amazon-order-id', 'order', 'order-number'],
  itemId: ['order-item-id', 'amazon-order-item-id', 'item-id'],
  sku: ['sku', 'seller-sku', 'merchant-sku'],
  quantity: ['quantity', 'qty', 'quantity-shipped'],
  shipDate: ['ship-date', 'shipped-date', 'shipment-date', 'date-shipped', 'shipped', 'date'],
  carrierCode: ['carrier-code', 'carrier'],
  carrierName: ['carrier-name', 'shipping-carrier'],
  tracking: ['tracking-number', 'tracking-id', 'tracking-no', 'tracking', 'tracking-code'],
  shipMethod: ['ship-method', 'shipping-method', 'shipping-service', 'service'],
  transparencyCodes: ['transparency-code', 'transparency-codes'],
} as const satisfies Record<string, readonly string[]>;

export type ConfirmationField = keyof typeof fields;
export type ConfirmationColumns = { position: Partial<Record<ConfirmationField, number>>; names: readonly string[] };

const positionIn = (keys: readonly string[], names: readonly string[]): number | undefined =>
  names.map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0);

const isField = (name: string): name is ConfirmationField => Object.hasOwn(fields, name);

/** A header that can carry confirmations: it names the order, and the number or the carrier of the parcel. */
export function isConfirmationHeader(keys: readonly string[]): boolean {
  const has = (field: ConfirmationField) => positionIn(keys, fields[field]) !== undefined;
  return has('orderId') && (has('tracking') || has('carrierCode') || has('carrierName'));
}

/** Where each field stands. Throws FILE_UNREADABLE with the names that are missing. */
export function confirmationColumns(names: readonly string[]): ConfirmationColumns {
  const keys = names.map(columnKey);
  if (!isConfirmationHeader(keys)) {
    const missing = (['orderId', 'tracking'] as const).filter((field) => positionIn(keys, fields[field]) === undefined);
    const wanted = missing.map((field) => fields[field][0]);
    throw new AppError('FILE_UNREADABLE', `This is no file with shipment confirmations: the columns ${wanted.join(', ')} are missing`, {
      data: { missing: wanted },
    });
  }
  const position: ConfirmationColumns['position'] = {};
  for (const field of Object.keys(fields).filter(isField)) {
    const at = positionIn(keys, fields[field]);
    if (at !== undefined) position[field] = at;
  }
  return { position, names };
}
