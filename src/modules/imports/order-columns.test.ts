import { describe, expect, test } from 'vitest';
import { columnKey } from './column-key.ts';
import { orderColumns, reportOf } from './order-columns.ts';

const allOrders =
  'amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation'.split(
    ' ',
  );
const byOrderDate = [...allOrders, 'cpf', 'number-of-items', 'tax-collection-model', 'tax-collection-responsible-party', 'address-type'];
/** Every name that Amazon is known to put into an unshipped-orders report; a file has some of them. */
const unshipped = [
  'order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise buyer-email buyer-name payment-method-details cpf',
  'buyer-phone-number sku number-of-items product-name quantity-purchased quantity-shipped quantity-to-ship ship-service-level ship-service-name',
  'recipient-name ship-address-1 ship-address-2 ship-address-3 address-type ship-city ship-state ship-postal-code ship-country gift-wrap-type',
  'gift-message-text payment-method cod-collectible-amount already-paid payment-method-fee customized-url customized-page is-business-order',
  'purchase-order-number price-designation is-prime is-global-express is-premium-order buyer-company-name licensee-name license-number license-state',
  'license-expiration-date is-replacement-order is-exchange-order original-order-id is-transparency default-ship-from-address-name',
  'default-ship-from-address-field-1 default-ship-from-address-field-2 default-ship-from-address-field-3 default-ship-from-city default-ship-from-state',
  'default-ship-from-country default-ship-from-postal-code is-ispu-order store-chain-store-id is-buyer-requested-cancellation buyer-requested-cancel-reason',
  'ioss-number is-shipping-settings-automation-enabled ssa-carrier ssa-ship-method tax-collection-model tax-collection-responsible-party',
  'verge-of-cancellation verge-of-lateShipment signature-confirmation-recommended',
].flatMap((line) => line.split(' '));

const home = (names: string[], wanted: string) =>
  orderColumns(names)
    .others.filter((column) => column.home === wanted)
    .map((column) => column.name);

describe('which report a header is', () => {
  test.each([
    ['all-orders', allOrders],
    ['all-orders', byOrderDate],
    ['unshipped', unshipped],
    ['unshipped', 'order-id order-item-id purchase-date sku quantity-purchased'.split(' ')],
    ['all-orders', 'Quantity SKU Order_Status Purchase-Date AmazonOrderId'.split(' ')],
  ])('%s', (report, names) => {
    expect(orderColumns(names).report).toBe(report);
    expect(orderColumns(names.toReversed()).report).toBe(report);
  });

  test('anything else is refused with the columns that are missing', () => {
    expect(reportOf(['sku', 'asin'])).toBeUndefined();
    expect(() => orderColumns(allOrders.filter((name) => name !== 'quantity' && name !== 'sku'))).toThrow(
      /for the all-orders report the columns sku, quantity are missing/,
    );
    expect(() => orderColumns(unshipped.filter((name) => name !== 'order-item-id'))).toThrow(
      /for the unshipped report the columns order-item-id are missing/,
    );
  });
});

describe('columns', () => {
  test('every column has exactly one place', () => {
    for (const names of [allOrders, byOrderDate, unshipped]) {
      const { position, others } = orderColumns(names);
      const places = [...Object.values(position), ...others.map((column) => column.position)];
      expect(places.toSorted((a, b) => a - b)).toEqual(names.map((_, i) => i));
    }
    expect(orderColumns(allOrders).others).toEqual([]);
  });

  test('personal data never lands beside the order', () => {
    expect(home(unshipped, 'order-personal')).toEqual(['payment-method-details', 'cpf', 'licensee-name', 'license-number']);
    expect(home(unshipped, 'item-personal')).toEqual(['gift-message-text', 'customized-url', 'customized-page']);
    const later = ['bill-name', 'Ship Phone 2', 'delivery-Instructions', 'buyer_vat_number', 'e-mail', 'zip'];
    expect(home([...allOrders, ...later], 'order-personal')).toEqual([
      'bill-name',
      'ship-phone-2',
      'delivery-instructions',
      'buyer-vat-number',
      'e-mail',
      'zip',
    ]);
  });

  test('other columns keep their names, doubles and nameless ones too', () => {
    expect(home([...allOrders, 'Is IBA', '', 'sku', 'Is_Iba'], 'extra')).toEqual(['is-iba', 'column-33', 'sku-2', 'is-iba-2']);
  });

  test('one key for all spellings', () => {
    for (const name of ['Amazon-Order-Id', 'amazon_order_id', 'Amazon Order ID', 'AmazonOrderId', 'ａｍａｚｏｎ－order－id']) {
      expect(columnKey(name)).toBe('amazonorderid');
    }
  });
});
