import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL_DATA, entries, type Json, text } from '../../simulator/test-support/sim-client.ts';
import { contracts } from './contracts.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';

/** Every operation that changes something, and what it looks like afterwards, held against the contracts. */
let amazon: JudgedSimulator;
const US = 'ATVPDKIKX0DER';
const FEEDS = '/feeds/2021-06-30';
const XML = 'text/xml; charset=UTF-8';

beforeAll(async () => {
  amazon = await startJudgedSimulator(contracts);
});
afterAll(() => amazon.close());

const withoutProblems = () => expect(amazon.takeProblems()).toEqual([]);

const order = async (orderId: string) => (await amazon.get(`/orders/2026-01-01/orders/${orderId}?includedData=${ALL_DATA}`)).body['order'];

test('confirmShipment: a parcel in part, the rest, an edit, the journey and the arrival', async () => {
  const { orderId, items } = amazon.control.createOrder({ items: [{ quantity: 3, programs: ['TRANSPARENCY'] }] });
  const confirm = (reference: string, codes: string[], more: object) =>
    amazon.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, {
      body: {
        marketplaceId: US,
        packageDetail: {
          packageReferenceId: reference,
          carrierCode: 'UPS',
          trackingNumber: '1Z5R89390357567127',
          shipDate: new Date(amazon.control.now()).toISOString(),
          orderItems: [{ orderItemId: items[0]?.itemId, quantity: codes.length, transparencyCodes: codes }],
          ...more,
        },
      },
    });
  expect((await confirm('1', ['AZ:1'], {})).status).toBe(204);
  amazon.control.changeClock({ advanceMs: 10_000 });
  expect(await order(orderId)).toMatchObject({ fulfillment: { fulfillmentStatus: 'PARTIALLY_SHIPPED' } });
  expect((await confirm('2', ['AZ:2', 'AZ:3'], { shippingMethod: 'Ground' })).status).toBe(204);
  expect((await confirm('1', ['AZ:1'], { carrierCode: 'Other', carrierName: 'Bike courier', trackingNumber: 'B-17' })).status).toBe(204);
  amazon.control.changeClock({ advanceMs: 10_000 });
  expect(await order(orderId)).toMatchObject({ packages: [{ carrier: 'UPS' }, { carrier: 'Bike courier' }] });
  const journey = new Set<string>();
  for (let days = 0; days < 14; days += 0.25) {
    amazon.control.changeClock({ advanceMs: 6 * 3_600_000 });
    for (const parcel of entries((await order(orderId))?.['packages'])) journey.add(text(parcel['packageStatus']?.['status']));
  }
  expect([...journey]).toContain('DELIVERED');
  withoutProblems();
});

test('updateShipmentStatus: ready, picked up, refused', async () => {
  for (const end of ['PickedUp', 'RefusedPickup']) {
    const { orderId } = amazon.control.createOrder({ programs: ['IN_STORE_PICK_UP'] });
    for (const shipmentStatus of ['ReadyForPickup', end]) {
      const body = { marketplaceId: US, shipmentStatus };
      expect((await amazon.call('POST', `/orders/v0/orders/${orderId}/shipment`, { body })).status).toBe(204);
      expect((await order(orderId))?.['orderId']).toBe(orderId);
    }
  }
  withoutProblems();
});

test('updateVerificationStatus: approved and rejected', async () => {
  const answers = [
    { status: 'Approved', externalReviewerId: 'vet-1' },
    { status: 'Rejected', externalReviewerId: 'vet-1', rejectionReasonId: 'wrong_weight' },
  ];
  for (const answer of answers) {
    const { orderId } = amazon.control.createOrder({ regulated: true });
    const path = `/orders/v0/orders/${orderId}/regulatedInfo`;
    expect((await amazon.call('PATCH', path, { body: { regulatedOrderVerificationStatus: answer } })).status).toBe(204);
    expect((await amazon.get(path)).body['payload']).toMatchObject({ RegulatedOrderVerificationStatus: { Status: answer.status } });
  }
  withoutProblems();
});

async function submit(orderId: string, content: string): Promise<string> {
  const document = (await amazon.call('POST', `${FEEDS}/documents`, { body: { contentType: XML } })).body;
  const put = await fetch(text(document['url']), {
    method: 'PUT',
    body: content.replace('ORDER', orderId),
    headers: { 'content-type': XML },
  });
  expect(put.status).toBe(200);
  const body = { feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA', marketplaceIds: [US], inputFeedDocumentId: text(document['feedDocumentId']) };
  const created = await amazon.call('POST', `${FEEDS}/feeds`, { body });
  expect(created.status).toBe(202);
  return text(created.body['feedId']);
}

const CANCEL =
  '<?xml version="1.0"?><AmazonEnvelope><MessageType>OrderAcknowledgement</MessageType><Message><MessageID>1</MessageID><OrderAcknowledgement>' +
  '<AmazonOrderID>ORDER</AmazonOrderID><StatusCode>Failure</StatusCode><Item><CancelReason>NoInventory</CancelReason></Item>' +
  '</OrderAcknowledgement></Message></AmazonEnvelope>';

test('feeds: queued, in progress, done, fatal and cancelled', async () => {
  const { orderId } = amazon.control.createOrder();
  const done = await submit(orderId, CANCEL);
  const fatal = await submit(orderId, 'no XML');
  const cancelled = await submit(orderId, CANCEL);
  expect((await amazon.call('DELETE', `${FEEDS}/feeds/${cancelled}`)).status).toBe(200);
  const seen = new Map<string, Json>();
  for (let seconds = 0; seconds <= 90; seconds += 5) {
    for (const feedId of [done, fatal, cancelled]) {
      const { body } = await amazon.get(`${FEEDS}/feeds/${feedId}`);
      seen.set(text(body['processingStatus']), body);
    }
    amazon.control.changeClock({ advanceMs: 5_000 });
  }
  expect([...seen.keys()].sort()).toEqual(['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE']);
  expect(await order(orderId)).toMatchObject({ fulfillment: { fulfillmentStatus: 'CANCELLED' } });
  expect((await amazon.get(`${FEEDS}/documents/${text(seen.get('DONE')?.['resultFeedDocumentId'])}`)).status).toBe(200);

  const first = (await amazon.get(`${FEEDS}/feeds?feedTypes=POST_ORDER_ACKNOWLEDGEMENT_DATA&pageSize=2`)).body;
  const second = (await amazon.get(`${FEEDS}/feeds?nextToken=${encodeURIComponent(text(first['nextToken']))}`)).body;
  expect([...entries(first['feeds']), ...entries(second['feeds'])].map((feed) => text(feed['feedId'])).sort()).toEqual(
    [done, fatal, cancelled].sort(),
  );
  withoutProblems();
});
