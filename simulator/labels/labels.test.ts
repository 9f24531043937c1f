import { createHash } from 'node:crypto';
import { gunzipSync, inflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entries, type Json, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';

let amazon: TestSimulator;
beforeAll(async () => {
  amazon = await startTestSimulator();
  amazon.control.limits.enable(false);
});
afterAll(() => amazon.close());

const from = {
  Name: 'Meadow Mugs',
  AddressLine1: '12 Mill Lane',
  Email: 'desk@example.com',
  City: 'Austin',
  StateOrProvinceCode: 'TX',
  PostalCode: '78701',
  CountryCode: 'US',
  Phone: '555-0100',
};
const details = (orderId: string, itemId: string, more: object = {}) => ({
  AmazonOrderId: orderId,
  ItemList: [{ OrderItemId: itemId, Quantity: 1 }],
  ShipFromAddress: from,
  PackageDimensions: { Length: 8, Width: 6, Height: 4, Unit: 'inches' },
  Weight: { Value: 20, Unit: 'oz' },
  ShippingServiceOptions: {
    DeliveryExperience: 'DeliveryConfirmationWithoutSignature',
    CarrierWillPickUp: false,
    LabelFormat: 'PDF',
    ...more,
  },
});
const restricted = async (method: string, path: string) => {
  const answer = await amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method, path }] });
  return { 'x-amz-access-token': text(answer.body['restrictedDataToken']) };
};
const create = async (body: object) => amazon.send('POST', '/mfn/v0/shipments', body, await restricted('POST', '/mfn/v0/shipments'));
const shipment = async (method: string, id: string) =>
  amazon.send(method, `/mfn/v0/shipments/${id}`, undefined, await restricted(method, '/mfn/v0/shipments/{shipmentId}'));
const newOrder = (more: object = {}) => {
  const order = amazon.control.createOrder({ items: [{ quantity: 1 }], ...more });
  return { orderId: order.orderId, itemId: order.items[0]?.itemId ?? '' };
};
const fileOf = (payload: Json | undefined) => {
  const file = payload?.['Label']?.['FileContents'];
  const bytes = gunzipSync(Buffer.from(text(file?.['Contents']), 'base64'));
  expect(createHash('md5').update(bytes).digest('base64')).toBe(text(file?.['Checksum']));
  return bytes;
};

describe('Buy Shipping', () => {
  test('a label confirms the order, once, and its money comes back', async () => {
    const { orderId, itemId } = newOrder();
    const offers = await amazon.call('POST', '/mfn/v0/eligibleShippingServices', { ShipmentRequestDetails: details(orderId, itemId) });
    const list = entries(offers.body['payload']?.['ShippingServiceList']);
    expect(list.map((each) => text(each['ShippingServiceId']))).toContain('UPS_PTP_GND');
    expect(list.find((each) => text(each['CarrierName']) === 'OnTrac')?.['Benefits']).toMatchObject({ IncludedBenefits: [] });
    const body = { ShipmentRequestDetails: details(orderId, itemId), ShippingServiceId: 'UPS_PTP_GND' };
    expect((await amazon.call('POST', '/mfn/v0/shipments', body)).status).toBe(403);
    const bought = await create(body);
    expect(bought).toMatchObject({ status: 200, body: { payload: { Status: 'Purchased', AmazonOrderId: orderId } } });
    expect((await create(body)).status).toBe(400);
    amazon.advance(10_000);
    expect(amazon.control.order(orderId)).toMatchObject({
      status: 'SHIPPED',
      packages: [{ trackingNumber: bought.body['payload']?.['TrackingId'] }],
    });
    const id = text(bought.body['payload']?.['ShipmentId']);
    expect(
      fileOf((await shipment('GET', id)).body['payload'])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await shipment('DELETE', id)).body).toMatchObject({ payload: { Status: 'RefundPending' } });
    expect(amazon.control.order(orderId)).toMatchObject({ status: 'UNSHIPPED', packages: [] });
    amazon.advance(3_600_000);
    expect((await shipment('GET', id)).body).toMatchObject({ payload: { Status: 'RefundApplied' } });
    expect((await create(body)).status).toBe(200);
  });

  test('a parcel that will be late is not protected, and a heavy one is refused by name', async () => {
    const { orderId, itemId } = newOrder();
    amazon.control.changeOrder(orderId, { deliverBy: { earliest: amazon.control.now(), latest: amazon.control.now() + 3_600_000 } });
    const ask = async (ounces: number) =>
      (
        await amazon.call('POST', '/mfn/v0/eligibleShippingServices', {
          ShipmentRequestDetails: { ...details(orderId, itemId), Weight: { Value: ounces, Unit: 'oz' } },
        })
      ).body['payload'];
    expect(entries((await ask(20))?.['ShippingServiceList'])[0]?.['Benefits']).toMatchObject({
      ExcludedBenefits: [{ ReasonCodes: ['LATE_DELIVERY_RISK'] }],
    });
    expect(entries((await ask(60 * 16))?.['RejectedShippingServiceList'])).toHaveLength(1);
  });
});

test('Amazon Shipping: the same key buys once, a token is good for ten minutes', async () => {
  const { orderId, itemId } = newOrder();
  const rates = await amazon.call('POST', '/shipping/v2/shipments/rates', {
    shipFrom: {
      name: 'Meadow Mugs',
      addressLine1: '12 Mill Lane',
      city: 'Austin',
      stateOrRegion: 'TX',
      postalCode: '78701',
      countryCode: 'US',
    },
    packages: [
      {
        dimensions: { length: 8, width: 6, height: 4, unit: 'INCH' },
        weight: { unit: 'OUNCE', value: 20 },
        insuredValue: { value: 0, unit: 'USD' },
        packageClientReferenceId: 'p1',
        items: [{ itemIdentifier: itemId, quantity: 1 }],
      },
    ],
    channelDetails: { channelType: 'AMAZON', amazonOrderDetails: { orderId } },
  });
  const payload = rates.body['payload'];
  const body = {
    requestToken: payload?.['requestToken'],
    rateId: entries(payload?.['rates'])[0]?.['rateId'],
    requestedDocumentSpecification: {
      format: 'ZPL',
      dpi: 203,
      size: { width: 4, length: 6, unit: 'INCH' },
      needFileJoining: false,
      requestedDocumentTypes: ['LABEL'],
    },
  };
  const buy = async (key: string) =>
    amazon.send('POST', '/shipping/v2/shipments', body, { 'x-amz-access-token': await amazon.token(), 'x-amzn-IdempotencyKey': key });
  const first = await buy('one');
  expect(first.status).toBe(200);
  expect((await buy('one')).body).toEqual(first.body);
  expect((await buy('two')).status).toBe(400);
  amazon.advance(600_000);
  expect((await buy('one')).status).toBe(200);
  expect((await buy('two')).body).toMatchObject({ errors: [{ code: 'TOKEN_EXPIRED' }] });
  const zpl = Buffer.from(
    text(entries(entries(first.body['payload']?.['packageDocumentDetails'])[0]?.['packageDocuments'])[0]?.['contents']),
    'base64',
  ).toString();
  expect(zpl).toMatch(/^\^XA[\s\S]*\^BCN,300,Y,N,N\^FDTBA\d{12}\^FS[\s\S]*\^XZ\n$/);
  const id = text(first.body['payload']?.['shipmentId']);
  expect((await amazon.call('PUT', `/shipping/v2/shipments/${id}/cancel`)).status).toBe(200);
});

describe('the files', () => {
  const label = async (format: string) => {
    const { orderId, itemId } = newOrder();
    const answer = await create({
      ShipmentRequestDetails: details(orderId, itemId, { LabelFormat: format }),
      ShippingServiceId: 'UPS_PTP_GND',
    });
    return { bytes: fileOf(answer.body['payload']), tracking: text(answer.body['payload']?.['TrackingId']) };
  };

  test('a PNG has 812 × 1218 dots and its bars are black', async () => {
    const { bytes } = await label('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([812, 1218]);
    const at = bytes.indexOf('IDAT');
    const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    const row = rows.subarray(700 * 103 + 1, 701 * 103).toString('hex');
    expect(row).toMatch(/^(ff)+.*00.*(ff)+$/);
    // Every row of the bars is the same row.
    expect(rows.subarray(900 * 103 + 1, 901 * 103).toString('hex')).toBe(row);
  });

  test('a PDF is a page of four by six inches that draws', async () => {
    const { bytes } = await label('PDF');
    const [page] = (await PDFDocument.load(bytes)).getPages();
    expect(page?.getSize()).toEqual({ width: 288, height: 432 });
  });

  test('ZPL for 300 dots an inch is a third larger', async () => {
    const { bytes, tracking } = await label('ZPL300');
    expect(bytes.toString()).toContain('^PW1200');
    expect(bytes.toString()).toContain(`^FD${tracking}^FS`);
  });
});
