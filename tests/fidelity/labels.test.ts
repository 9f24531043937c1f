import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries, text } from '../../simulator/test-support/sim-client.ts';
import { findJson, LABEL_MODEL_FILES } from './find-model.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { modelsFolder, officialContract } from './official-models.ts';

/** The APIs that sell labels, held against Amazon's models where they are given; headers always. */
const isGiven = modelsFolder !== undefined && LABEL_MODEL_FILES.every((file) => findJson(modelsFolder ?? '', file) !== undefined);
let amazon: JudgedSimulator;
beforeAll(async () => {
  amazon = await startJudgedSimulator(modelsFolder && isGiven ? [officialContract(modelsFolder, LABEL_MODEL_FILES)] : []);
});
afterAll(() => amazon?.close());
const withoutProblems = () => expect(amazon.takeProblems()).toEqual([]);

const size = { length: 8, width: 6, height: 4 };
const newOrder = (quantity = 1) => {
  const { orderId, items } = amazon.control.createOrder({ items: [{ quantity }] });
  return { orderId, itemId: items[0]?.itemId ?? '' };
};

test('Merchant Fulfillment: offers, refusals, every format, the refund', async () => {
  const { orderId, itemId } = newOrder(9);
  const details = (LabelFormat: string, ounces = 20) => ({
    AmazonOrderId: orderId,
    ItemList: [{ OrderItemId: itemId, Quantity: 1 }],
    ShipFromAddress: {
      Name: 'Meadow Mugs',
      AddressLine1: '12 Mill Lane',
      Email: 'desk@example.com',
      City: 'Austin',
      PostalCode: '78701',
      CountryCode: 'US',
      Phone: '555-0100',
    },
    PackageDimensions: { Length: size.length, Width: size.width, Height: size.height, Unit: 'inches' },
    Weight: { Value: ounces, Unit: 'oz' },
    ShippingServiceOptions: { DeliveryExperience: 'DeliveryConfirmationWithoutSignature', CarrierWillPickUp: false, LabelFormat },
  });
  const offers = (body: unknown) => amazon.call('POST', '/mfn/v0/eligibleShippingServices', { body });
  expect((await offers({ ShipmentRequestDetails: details('PDF') })).status).toBe(200);
  expect((await offers({ ShipmentRequestDetails: details('PDF', 60 * 16) })).status).toBe(200);
  expect((await offers({})).status).toBe(400);
  const shipments = '/mfn/v0/shipments';
  const restrictedResources = [
    { method: 'POST', path: shipments },
    { method: 'GET', path: `${shipments}/{shipmentId}` },
    { method: 'DELETE', path: `${shipments}/{shipmentId}` },
  ];
  const response = await fetch(`${amazon.url}/tokens/2021-03-01/restrictedDataToken`, {
    method: 'POST',
    headers: { 'x-amz-access-token': await amazon.token(), 'content-type': 'application/json' },
    body: JSON.stringify({ restrictedResources }),
  });
  const { restrictedDataToken: token } = (await response.json()) as { restrictedDataToken: string };
  for (const format of ['PDF', 'PNG', 'ZPL203', 'ZPL300', 'ShippingServiceDefault']) {
    const body = { ShipmentRequestDetails: details(format), ShippingServiceId: 'USPS_PTP_GA' };
    const bought = await amazon.call('POST', shipments, { body, token });
    expect(bought.status).toBe(200);
    const one = `${shipments}/${text(bought.body['payload']?.['ShipmentId'])}`;
    expect((await amazon.get(one, { token })).status).toBe(200);
    expect((await amazon.call('DELETE', one, { token })).status).toBe(200);
  }
  expect(
    (await amazon.call('POST', shipments, { body: { ShipmentRequestDetails: details('PDF'), ShippingServiceId: 'NONE' }, token })).status,
  ).toBe(400);
  expect((await amazon.get(`${shipments}/none`, { token })).status).toBe(404);
  expect((await amazon.get(`${shipments}/none`)).status).toBe(403);
  withoutProblems();
});

test('Shipping v2: rates, purchase, documents, journey, cancellation', async () => {
  const { orderId, itemId } = newOrder();
  const request = (value: number) => ({
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
        dimensions: { ...size, unit: 'INCH' },
        weight: { unit: 'POUND', value },
        insuredValue: { value: 0, unit: 'USD' },
        packageClientReferenceId: 'p1',
        items: [{ itemIdentifier: itemId, quantity: 1 }],
      },
    ],
    channelDetails: { channelType: 'AMAZON', amazonOrderDetails: { orderId } },
  });
  const path = '/shipping/v2/shipments';
  expect((await amazon.call('POST', `${path}/rates`, { body: request(60) })).status).toBe(200);
  expect((await amazon.call('POST', `${path}/rates`, { body: {} })).status).toBe(400);
  const { body: rates } = await amazon.call('POST', `${path}/rates`, { body: request(2) });
  const body = {
    requestToken: rates['payload']?.['requestToken'],
    rateId: entries(rates['payload']?.['rates'])[0]?.['rateId'],
    requestedDocumentSpecification: {
      format: 'PDF',
      size: { width: 4, length: 6, unit: 'INCH' },
      needFileJoining: false,
      requestedDocumentTypes: ['LABEL'],
    },
  };
  const bought = await amazon.call('POST', path, { body });
  expect(bought.status).toBe(200);
  expect((await amazon.call('POST', path, { body })).status).toBe(400);
  const shipment = `${path}/${text(bought.body['payload']?.['shipmentId'])}`;
  for (const format of ['PDF', 'PNG', 'ZPL'])
    expect((await amazon.get(`${shipment}/documents?packageClientReferenceId=p1&format=${format}`)).status).toBe(200);
  const tracking = text(entries(bought.body['payload']?.['packageDocumentDetails'])[0]?.['trackingId']);
  expect((await amazon.get(`/shipping/v2/tracking?trackingId=${tracking}&carrierId=AMZN_US`)).status).toBe(200);
  expect((await amazon.get('/shipping/v2/tracking?trackingId=none&carrierId=UPS')).status).toBe(404);
  expect((await amazon.call('PUT', `${shipment}/cancel`)).status).toBe(200);
  expect((await amazon.call('PUT', `${path}/none/cancel`)).status).toBe(404);
  withoutProblems();
});
