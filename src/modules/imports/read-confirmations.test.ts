import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { byteChunks, collect } from '../../../tests/support/byte-chunks.ts';
import { type ReadConfirmationsOptions, readConfirmations } from './read-confirmations.ts';

const now = new Date('2026-11-22T12:00:00Z');
const order = '304-1234567-7654321';
const read = (content: string | Uint8Array, options: Partial<ReadConfirmationsOptions> = {}) =>
  collect(readConfirmations(byteChunks(content, 7), { now, marketplaceId: 'A1PA6795UKMFR9', ...options }));

describe("Amazon's flat fulfilment file", () => {
  const head = 'order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method';

  test('one row per line', async () => {
    const rows = await read(
      `${head}\n${order}\t88001\t2\t2026-11-20\tDHL\t\t00340000000000000012\tPaket\n${order}\t\t\t\tOther\tRadkurier\t\t\n`,
    );
    expect(rows).toEqual([
      {
        kind: 'confirmation',
        confirmation: {
          line: 2,
          orderId: order,
          itemId: '88001',
          sku: undefined,
          quantity: 2,
          shippedAt: new Date('2026-11-20T22:59:59Z'),
          carrierCode: 'DHL',
          carrierName: undefined,
          tracking: '00340000000000000012',
          shipMethod: 'Paket',
          transparencyCodes: [],
        },
      },
      {
        kind: 'confirmation',
        confirmation: expect.objectContaining({
          line: 3,
          carrierCode: 'Other',
          carrierName: 'Radkurier',
          tracking: undefined,
          shippedAt: undefined,
        }),
      },
    ]);
  });

  test("the lines above the header in Amazon's template do not matter", async () => {
    const rows = await read(`TemplateType=OrderFulfillment\tVersion=1\nOrder\tItem\n${head}\n${order}\t\t\t\tUPS\t\t1Z\t\n`);
    expect(rows).toMatchObject([{ confirmation: { line: 4, orderId: order, tracking: '1Z' } }]);
  });
});

describe('a simple sheet', () => {
  test.each([
    ['Order ID,Tracking Number', `${order},1Z999`],
    ['tracking;order number', `1Z999;"${order}"`],
    ['Carrier\tTracking ID\tAmazon Order Id\tQty', `UPS\t="1Z999"\t${order}\t1`],
  ])('%s', async (head, line) => {
    expect(await read(`${head}\r\n${line}`)).toMatchObject([{ kind: 'confirmation', confirmation: { orderId: order, tracking: '1Z999' } }]);
  });

  test('in Shift-JIS', async () => {
    const bytes = iconv.encode(`order id,tracking,carrier name\n${order},123456789012,ヤマト運輸\n`, 'shift_jis');
    expect(await read(bytes)).toMatchObject([{ confirmation: { carrierName: 'ヤマト運輸' } }]);
  });
});

describe('problems name line and column', () => {
  const head = 'order-id,sku,quantity,ship-date,carrier,tracking';
  test.each([
    [`,A,1,,UPS,1Z`, 'order-id', /is empty/],
    [`some text,A,1,,UPS,1Z`, 'order-id', /no order id/],
    [`${order},A,x,,UPS,1Z`, 'quantity', /whole number/],
    [`${order},A,0,,UPS,1Z`, 'quantity', /at least 1/],
    [`${order},A,1,soon,UPS,1Z`, 'ship-date', /cannot be read as a date/],
    [`${order},A,1,2026-11-24,UPS,1Z`, 'ship-date', /in the future/],
    [`${order},A,1,,UPS,9.40011E+21`, 'tracking', /shortened by the sheet program/],
    [`${order},A,1,,,`, 'tracking', /no carrier is named/],
    [`${order},A,1,,UPS,1Z,more`, null, /the line has 7 cells, the header has 6/],
  ])('%s', async (line, column, reason) => {
    const [problem, good] = await read(`${head}\n${line}\n${order},A,1,,UPS,1Z\n`);
    expect(problem).toMatchObject({ kind: 'problem', line: 2, problems: [{ line: 2, column, reason: expect.stringMatching(reason) }] });
    expect(good).toMatchObject({ kind: 'confirmation' });
  });

  test('a parcel of today left now at the latest', async () => {
    const [row] = await read(`${head}\n${order},A,1,22.11.2026,UPS,1Z\n`);
    expect(row).toMatchObject({ confirmation: { shippedAt: now } });
  });

  test('a file without orders or parcels is refused', async () => {
    await expect(read('sku,quantity\nA,1\n')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      data: { missing: ['order-id', 'tracking-number'] },
    });
    await expect(read('order-id,quantity\nA,1\n')).rejects.toMatchObject({ data: { missing: ['tracking-number'] } });
  });
});
