import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import {
  orderFile as file,
  orderIdOf as id,
  columnNames as names,
  importedAt as now,
  orderRow as row,
} from '../../../tests/support/all-orders-file.ts';
import { byteChunks, collect } from '../../../tests/support/byte-chunks.ts';
import { type ReadOrdersOptions, readOrders } from './read-orders.ts';

const read = (content: Uint8Array | string, options: Partial<ReadOrdersOptions> = {}, size: number | number[] = 65_536) =>
  collect(readOrders(byteChunks(content, size), { now, ...options }));

describe('an all-orders row', () => {
  test('gives the order with its words as they are', async () => {
    expect(await read(file(row()))).toEqual([
      {
        kind: 'order',
        line: 2,
        lines: 1,
        continued: false,
        order: expect.objectContaining({
          report: 'all-orders',
          orderId: id(1),
          sellerOrderId: 'W-17',
          purchasedAt: new Date('2026-11-03T10:11:12Z'),
          updatedAt: new Date('2026-11-04T08:00:00Z'),
          status: 'Shipped - Delivered to Buyer',
          fulfilmentChannel: 'Merchant',
          salesChannel: 'Amazon.de',
          marketplaceId: 'A1PA6795UKMFR9',
          serviceLevel: 'Standard',
          purchaseOrderNumber: 'PO 9',
          flags: expect.objectContaining({ business: true, prime: undefined }),
          shipTo: { city: 'Kiel', state: 'SH', country: 'DE' },
          personal: expect.objectContaining({ postalCode: '24103', addressLines: [], other: {} }),
          items: [
            expect.objectContaining({
              nth: 1,
              itemId: undefined,
              sku: 'POT-1L',
              asin: 'B0TESTPOT1',
              title: 'Teekanne "Möwe", 1 l',
              status: 'Shipped',
              quantity: 2,
              currency: 'EUR',
              amounts: expect.objectContaining({
                itemPrice: '1234.50',
                itemTax: '197.10',
                shippingPrice: undefined,
                itemPromotionDiscount: '-5.00',
              }),
              promotionIds: ['AUTUMN-5', 'SHIP-FREE'],
              extra: { 'x-new-column': 'kept' },
              personal: {},
            }),
          ],
        }),
      },
    ]);
  });

  test('the same order comes out of every form of the file', async () => {
    const expected = await read(file(row(), row({ 'amazon-order-id': id(2), 'product-name': 'Tasse' })));
    const table = file(row(), row({ 'amazon-order-id': id(2), 'product-name': 'Tasse' }));
    const cells = table
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    const order = names.map((_, i) => (i * 7) % names.length);
    const quote = (cell = '') => `"${cell.replaceAll('"', '""')}"`;
    const forms: (string | Uint8Array)[] = [
      iconv.encode(table, 'windows-1252'),
      iconv.encode(table, 'utf-16le', { addBOM: true }),
      `\uFEFF${table.replaceAll('\n', '\r\n')}`,
      cells.map((line) => line.map(quote).join(',')).join('\r\n'),
      cells
        .map((line, i) => order.map((at) => quote(i === 0 ? line[at]?.toUpperCase().replaceAll('-', ' ') : line[at])).join(';'))
        .join('\n'),
    ];
    for (const form of forms) expect(await read(form, {}, [1, 13, 4])).toEqual(expected);
  });

  test('what is missing or unknown is kept', async () => {
    const odd = {
      currency: '',
      'item-price': '',
      'item-tax': '',
      'order-status': 'Shipped - Returned to Seller',
      'sales-channel': 'Non-Amazon',
      'item-promotion-discount': '',
    };
    const [event] = await read(file(row({ ...odd, 'amazon-order-id': 'S01-1234567-7654321' })), { marketplaceId: 'A1PA6795UKMFR9' });
    expect(event).toMatchObject({
      kind: 'order',
      order: { orderId: 'S01-1234567-7654321', status: 'Shipped - Returned to Seller', marketplaceId: undefined },
    });
    const short = row()
      .split('\t')
      .slice(0, names.indexOf('quantity') + 1)
      .join('\t');
    const [padded] = await read(file(short));
    expect(padded).toMatchObject({ kind: 'order', order: { status: 'Shipped - Delivered to Buyer', items: [{ quantity: 2 }] } });
  });

  test('the store comes from the sales channel, else from the caller', async () => {
    const store = async (change: Record<string, string>, marketplaceId?: string) => {
      const [event] = await read(file(row(change)), { marketplaceId });
      return event?.kind === 'order' ? event.order.marketplaceId : event?.reason;
    };
    expect(await store({ 'sales-channel': 'amazon.CO.UK' }, 'ATVPDKIKX0DER')).toBe('A1F83G8C2ARO7P');
    expect(await store({ 'sales-channel': '' }, 'ATVPDKIKX0DER')).toBe('ATVPDKIKX0DER');
    expect(await store({ 'sales-channel': '' })).toBeUndefined();
  });

  test('Japanese in Shift-JIS with dates and yen as written there', async () => {
    const change = {
      'sales-channel': 'Amazon.co.jp',
      currency: 'JPY',
      'item-price': '￥1,234',
      'item-tax': '112',
      'item-promotion-discount': '',
      'product-name': '赤い傘とマグカップ',
      'purchase-date': '2026/11/03 9:05',
      'ship-city': '渋谷区',
    };
    const [event] = await read(iconv.encode(file(row(change)), 'shift_jis'));
    expect(event).toMatchObject({
      order: {
        purchasedAt: new Date('2026-11-03T00:05:00Z'),
        shipTo: { city: '渋谷区' },
        items: [{ title: '赤い傘とマグカップ', amounts: { itemPrice: '1234' } }],
      },
    });
  });
});

describe('an unshipped-orders row', () => {
  const head =
    'order-id,order-item-id,purchase-date,payments-date,promise-date,buyer-email,buyer-name,buyer-phone-number,sku,product-name,quantity-purchased,quantity-shipped,quantity-to-ship,ship-service-level,recipient-name,ship-address-1,ship-address-2,ship-city,ship-state,ship-postal-code,ship-country,gift-message-text,is-prime,is-buyer-requested-cancellation,verge-of-cancellation,original-order-id,days-past-promise'.split(
      ',',
    );
  const line = (itemId: string, more = '') =>
    `${id(5)},${itemId},2026-11-03T10:11:12-08:00,2026-11-03T10:12:12-08:00,2026-11-05,x1@marketplace.example,B. Uyer,555 0100,POT-1L,Pot,3,1,2,Expedited,R. Ecipient,12 Quay St,Apt 4,Reno,NV,89501,US,For you,true,false,yes,${id(4)},-2${more}`;

  test('gives deadlines, flags, and personal data only where it belongs', async () => {
    const [event] = await read([head.join(','), line('88001')].join('\n'), { marketplaceId: 'ATVPDKIKX0DER' });
    if (event?.kind !== 'order') throw new Error('no order');
    expect(event.order).toMatchObject({
      report: 'unshipped',
      shipBy: new Date('2026-11-06T07:59:59Z'),
      paidAt: new Date('2026-11-03T18:12:12Z'),
      status: undefined,
      marketplaceId: 'ATVPDKIKX0DER',
      replacesOrderId: id(4),
      flags: { prime: true, cancelRequested: false, vergeOfCancellation: true, business: undefined },
      personal: {
        recipientName: 'R. Ecipient',
        addressLines: ['12 Quay St', 'Apt 4'],
        postalCode: '89501',
        buyerName: 'B. Uyer',
        buyerEmail: 'x1@marketplace.example',
        buyerPhone: '555 0100',
      },
      items: [
        {
          itemId: '88001',
          quantity: 3,
          quantityShipped: 1,
          quantityToShip: 2,
          personal: { 'gift-message-text': 'For you' },
          extra: { 'days-past-promise': '-2' },
        },
      ],
    });
    const { personal: _, items, ...rest } = event.order;
    const open = JSON.stringify([rest, items.map(({ personal: __, ...item }) => item)]);
    for (const secret of ['Ecipient', 'Uyer', 'Quay', '89501', '555 0100', 'x1@', 'For you']) expect(open).not.toContain(secret);
  });

  test('an e-mail address in an unexpected column is personal too', async () => {
    const [event] = await read([[...head, 'reference'].join(','), line('88001', ',ask me@home.example')].join('\n'));
    expect(event).toMatchObject({
      order: { personal: { other: { reference: 'ask me@home.example' } }, items: [{ extra: { 'days-past-promise': '-2' } }] },
    });
  });

  test('the same item id twice is one item', async () => {
    const [event] = await read([head.join(','), line('88001'), line('88002'), line('88001')].join('\n'));
    expect(event).toMatchObject({ lines: 3, order: { items: [{ itemId: '88001' }, { itemId: '88002' }] } });
  });
});

describe('orders of several lines', () => {
  test('equal lines are counted, details come from whichever line has them', async () => {
    const [event, ...none] = await read(
      file(
        row({ 'order-status': 'Unshipped', 'purchase-order-number': '' }),
        row({
          sku: 'CUP-2',
          'last-updated-date': '2026-11-05T08:00:00+00:00',
          'order-status': 'Shipped',
          'ship-city': '',
          'is-business-order': '',
        }),
        row({ 'order-status': 'Unshipped' }),
      ),
    );
    expect(none).toEqual([]);
    expect(event).toMatchObject({
      lines: 3,
      order: {
        status: 'Shipped',
        updatedAt: new Date('2026-11-05T08:00:00Z'),
        purchaseOrderNumber: 'PO 9',
        shipTo: { city: 'Kiel' },
        flags: { business: true },
        personal: { postalCode: '24103' },
        items: [
          { sku: 'POT-1L', nth: 1 },
          { sku: 'CUP-2', nth: 1 },
          { sku: 'POT-1L', nth: 2 },
        ],
      },
    });
  });

  test('lines far apart give a further part, with the count going on', async () => {
    const between = Array.from({ length: 2500 }, (_, n) => row({ 'amazon-order-id': id(10 + n) }));
    const events = await read(file(row(), ...between, row(), row({ sku: 'CUP-2' })));
    const parts = events.filter((event) => event.kind === 'order' && event.order.orderId === id(1));
    expect(parts).toMatchObject([
      { continued: false, lines: 1, order: { items: [{ nth: 1 }] } },
      {
        continued: true,
        lines: 2,
        order: {
          items: [
            { sku: 'POT-1L', nth: 2 },
            { sku: 'CUP-2', nth: 1 },
          ],
        },
      },
    ]);
    expect(events).toHaveLength(2502);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['item-price', 'abc', /cannot be read as a number.*"aaa"/],
    ['quantity', 'two', /whole number of pieces/],
    ['quantity', '', /is empty/],
    ['purchase-date', '30.02.2026', /cannot be read as a date/],
    ['last-updated-date', 'yesterday', /cannot be read as a date/],
    ['currency', 'Euros', /no currency/],
    ['amazon-order-id', '1 litre pot', /no order id/],
    ['amazon-order-id', '', /is empty/],
  ])('%s %j rejects the order, naming line, column and shape', async (column, value, reason) => {
    const [event, good] = await read(file(row({ [column]: value }), row({ 'amazon-order-id': id(2) })));
    expect(event).toMatchObject({ kind: 'rejected', line: 2, column, lines: 1, reason: expect.stringMatching(reason) });
    expect(good).toMatchObject({ kind: 'order', order: { orderId: id(2) } });
  });

  test('neither SKU nor ASIN', async () => {
    const [event] = await read(file(row({ sku: '', asin: '' })));
    expect(event).toMatchObject({ kind: 'rejected', column: 'sku' });
    expect(await read(file(row({ sku: '' })))).toMatchObject([{ kind: 'order' }]);
  });

  test('one bad line rejects the whole order, once', async () => {
    const events = await read(file(row(), row({ quantity: 'x', 'item-price': 'y' }), `${row({ sku: 'CUP-2' })}\textra`));
    expect(events).toEqual([
      {
        kind: 'rejected',
        line: 3,
        column: 'quantity',
        orderId: id(1),
        lines: 3,
        continued: false,
        reason: expect.stringContaining('whole number'),
        more: [expect.objectContaining({ line: 3, column: 'item-price' }), expect.objectContaining({ line: 4, column: null })],
      },
    ]);
  });

  test('a torn line finds its order by the only id in it', async () => {
    const csv = [names.join(','), row().replaceAll(',', '.').split('\t').join(',').replace('Teekanne', '"Teekanne'), ''].join('\n');
    expect(await read(csv)).toMatchObject([{ kind: 'rejected', line: 2, column: null, orderId: id(1) }]);
  });

  test('another file is refused with the columns that are missing', async () => {
    await expect(read('sku\tquantity\nA\t1\n')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      data: { missing: ['amazon-order-id', 'purchase-date', 'order-status'] },
    });
    await expect(read('')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(await read(file())).toEqual([]);
  });
});
