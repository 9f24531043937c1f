import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entries, MINUTE, startTestSimulator, type TestSimulator, text } from '../test-support/sim-client.ts';
import { childOf, childrenOf, escapeXml, parseXml, textOf } from './xml-tree.ts';

let amazon: TestSimulator;
let sellerId: string;
beforeEach(async () => {
  amazon = await startTestSimulator({ accounts: [{ name: 'demo' }, { name: 'second' }] });
  sellerId = amazon.control.accounts()[0]?.sellerId ?? '';
});
afterEach(() => amazon.close());

const BASE = '/feeds/2021-06-30';
const XML = 'text/xml; charset=UTF-8';

const envelope = (messageType: string, messages: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${sellerId}</MerchantIdentifier></Header><MessageType>${messageType}</MessageType>${messages
    .map((message, i) => `<Message><MessageID>${i + 1}</MessageID>${message}</Message>`)
    .join('')}</AmazonEnvelope>`;
const ack = (orderId: string, rest: string) =>
  `<OrderAcknowledgement><AmazonOrderID>${orderId}</AmazonOrderID>${rest}</OrderAcknowledgement>`;
const cancel = (orderId: string, itemId: string, reason = 'NoInventory') =>
  ack(
    orderId,
    `<StatusCode>Failure</StatusCode><Item><AmazonOrderItemCode>${itemId}</AmazonOrderItemCode><CancelReason>${reason}</CancelReason></Item>`,
  );

async function upload(content: string): Promise<string> {
  const { status, body } = await amazon.call('POST', `${BASE}/documents`, { contentType: XML });
  expect(status).toBe(201);
  const put = await fetch(text(body['url']), { method: 'PUT', body: content, headers: { 'content-type': XML } });
  expect(put.status).toBe(200);
  return text(body['feedDocumentId']);
}

async function submit(feedType: string, content: string): Promise<string> {
  const inputFeedDocumentId = await upload(content);
  const { status, body } = await amazon.call('POST', `${BASE}/feeds`, { feedType, marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId });
  expect(status).toBe(202);
  return text(body['feedId']);
}

const feed = async (feedId: string) => (await amazon.get(`${BASE}/feeds/${feedId}`)).body;

async function report(feedId: string) {
  const document = (await amazon.get(`${BASE}/documents/${text((await feed(feedId))['resultFeedDocumentId'])}`)).body;
  const xml = parseXml(await (await fetch(text(document['url']))).text());
  const processing = childOf(childOf(xml, 'Message'), 'ProcessingReport');
  const summary = childOf(processing, 'ProcessingSummary');
  return {
    counts: ['MessagesProcessed', 'MessagesSuccessful', 'MessagesWithError'].map((name) => Number(textOf(summary, name))),
    results: childrenOf(processing, 'Result').map((result) => [
      textOf(result, 'MessageID'),
      textOf(result, 'ResultCode'),
      textOf(result, 'ResultDescription'),
    ]),
  };
}

describe('life-cycle', () => {
  test('queue, progress, done; the effect comes with the end', async () => {
    const { orderId, items } = amazon.control.createOrder();
    const feedId = await submit(
      'POST_ORDER_ACKNOWLEDGEMENT_DATA',
      envelope('OrderAcknowledgement', [cancel(orderId, items[0]?.itemId ?? '')]),
    );
    expect(await feed(feedId)).toMatchObject({ processingStatus: 'IN_QUEUE', feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA' });
    amazon.advance(10_000);
    expect(await feed(feedId)).toMatchObject({ processingStatus: 'IN_PROGRESS', processingStartTime: expect.any(String) });
    expect(amazon.control.order(orderId)?.status).toBe('UNSHIPPED');
    amazon.advance(20_000);
    expect(await feed(feedId)).toMatchObject({
      processingStatus: 'DONE',
      processingEndTime: expect.any(String),
      resultFeedDocumentId: expect.any(String),
    });
    expect(amazon.control.order(orderId)).toMatchObject({
      status: 'CANCELLED',
      items: [{ cancellation: { by: 'MERCHANT', reason: 'No inventory' } }],
    });
    expect(await report(feedId)).toEqual({ counts: [1, 1, 0], results: [] });
  });

  test('can be cancelled in the queue only, and is not another seller’s', async () => {
    const { orderId, items } = amazon.control.createOrder();
    const feedId = await submit(
      'POST_ORDER_ACKNOWLEDGEMENT_DATA',
      envelope('OrderAcknowledgement', [cancel(orderId, items[0]?.itemId ?? '')]),
    );
    expect((await amazon.get(`${BASE}/feeds/${feedId}`, 'second')).status).toBe(404);
    expect((await amazon.call('DELETE', `${BASE}/feeds/${feedId}`)).status).toBe(200);
    expect((await amazon.call('DELETE', `${BASE}/feeds/${feedId}`)).status).toBe(400);
    amazon.advance(5 * MINUTE);
    expect(await feed(feedId)).toMatchObject({ processingStatus: 'CANCELLED' });
    expect(amazon.control.order(orderId)?.status).toBe('UNSHIPPED');
  });

  test('feeds of one type wait for each other; lists page through them', async () => {
    const one = await submit('POST_ORDER_ACKNOWLEDGEMENT_DATA', envelope('OrderAcknowledgement', []));
    const two = await submit('POST_ORDER_ACKNOWLEDGEMENT_DATA', envelope('OrderAcknowledgement', []));
    amazon.advance(30_000);
    expect([(await feed(one))['processingStatus'], (await feed(two))['processingStatus']]).toEqual(['DONE', 'IN_PROGRESS']);
    const list = (query: string) => amazon.get(`${BASE}/feeds?${query}`);
    const first = (await list('feedTypes=POST_ORDER_ACKNOWLEDGEMENT_DATA&pageSize=1')).body;
    expect(entries(first['feeds'])).toHaveLength(1);
    const token = text(first['nextToken']);
    const second = (await list(`nextToken=${token}`)).body;
    expect(entries(second['feeds'])).toHaveLength(1);
    expect(second).not.toHaveProperty('nextToken');
    expect((await list(`nextToken=${token}&pageSize=1`)).status).toBe(400);
    expect((await list('pageSize=1')).status).toBe(400);
    expect(
      entries((await list('feedTypes=POST_ORDER_ACKNOWLEDGEMENT_DATA&processingStatuses=DONE')).body['feeds']).map(
        (each) => each['feedId'],
      ),
    ).toEqual([one]);
  });

  test('addresses are good for five minutes and for their content type', async () => {
    const { body } = await amazon.call('POST', `${BASE}/documents`, { contentType: XML });
    const put = (type: string) => fetch(text(body['url']), { method: 'PUT', body: '<x/>', headers: { 'content-type': type } });
    expect((await put('text/plain')).status).toBe(403);
    amazon.advance(5 * MINUTE);
    expect((await put(XML)).status).toBe(200);
    amazon.advance(1);
    expect((await put(XML)).status).toBe(403);
    expect((await fetch(text(body['url']).replace(/signature=\w/, 'signature=z'))).status).toBe(403);
  });

  test('unknown types and documents that were never uploaded are refused', async () => {
    const create = (feedType: string, inputFeedDocumentId: string) =>
      amazon.call('POST', `${BASE}/feeds`, { feedType, marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId });
    expect((await create('POST_PRODUCT_DATA', await upload('<x/>'))).status).toBe(400);
    expect((await create('POST_ORDER_FULFILLMENT_DATA', 'badDocumentId')).status).toBe(400);
  });
});

const run = async (feedType: string, content: string) => {
  const feedId = await submit(feedType, content);
  amazon.advance(MINUTE);
  return feedId;
};

describe('POST_ORDER_ACKNOWLEDGEMENT_DATA', () => {
  test('judges each message by itself', async () => {
    const [good, shipped, pending] = [
      amazon.control.createOrder(),
      amazon.control.createOrder({ status: 'SHIPPED' }),
      amazon.control.createOrder({ status: 'PENDING' }),
    ];
    const item = (order: typeof good) => order.items[0]?.itemId ?? '';
    const feedId = await run(
      'POST_ORDER_ACKNOWLEDGEMENT_DATA',
      envelope('OrderAcknowledgement', [
        cancel(good.orderId, item(good), 'BuyerCanceled'),
        cancel(shipped.orderId, item(shipped)),
        cancel(pending.orderId, item(pending)),
        cancel('111-0000000-0000000', '1'),
        cancel(good.orderId, item(good), 'Boredom'),
        ack(good.orderId, '<StatusCode>Failure</StatusCode>'),
        ack(shipped.orderId, '<MerchantOrderID>SO &amp; 9</MerchantOrderID><StatusCode>Success</StatusCode>'),
      ]),
    );
    const { counts, results } = await report(feedId);
    expect(counts).toEqual([7, 2, 5]);
    expect(results).toEqual([
      ['2', 'Error', expect.stringContaining('already been shipped')],
      ['3', 'Error', expect.stringContaining('is pending')],
      ['4', 'Error', expect.stringContaining('was not found')],
      ['5', 'Error', expect.stringContaining('CancelReason Boredom')],
      ['6', 'Error', expect.stringContaining('CancelReason is required')],
    ]);
    expect(amazon.control.order(good.orderId)?.items[0]?.cancellation).toEqual({ by: 'MERCHANT', reason: 'Buyer requested cancellation' });
    expect(amazon.control.order(shipped.orderId)?.sellerOrderId).toBe('SO & 9');
  });

  test('does not touch another seller’s order', async () => {
    const { orderId, items } = amazon.control.createOrder({ account: 'second' });
    const feedId = await run(
      'POST_ORDER_ACKNOWLEDGEMENT_DATA',
      envelope('OrderAcknowledgement', [cancel(orderId, items[0]?.itemId ?? '')]),
    );
    expect((await report(feedId)).results).toEqual([['1', 'Error', expect.stringContaining('was not found')]]);
    expect(amazon.control.order(orderId)?.status).toBe('UNSHIPPED');
  });

  test('cancels the items named and leaves the others', async () => {
    const { orderId, items } = amazon.control.createOrder({ items: [{}, { sku: 'SIM-SKU-2' }] });
    await run('POST_ORDER_ACKNOWLEDGEMENT_DATA', envelope('OrderAcknowledgement', [cancel(orderId, items[1]?.itemId ?? '')]));
    expect(amazon.control.order(orderId)).toMatchObject({ status: 'UNSHIPPED', items: [{ cancelled: 0 }, { cancelled: 1 }] });
  });

  test('an unreadable file, a wrong type and a foreign seller are fatal', async () => {
    const { orderId, items } = amazon.control.createOrder();
    const good = envelope('OrderAcknowledgement', [cancel(orderId, items[0]?.itemId ?? '')]);
    for (const [content, words] of [
      [good.slice(0, -5), 'not well-formed'],
      [good.replace('<MessageType>OrderAck', '<MessageType>Ack'), 'MessageType'],
      [good.replace(sellerId, 'SOMEONE'), 'MerchantIdentifier'],
    ] as const) {
      const feedId = await run('POST_ORDER_ACKNOWLEDGEMENT_DATA', content);
      expect(await feed(feedId)).toMatchObject({ processingStatus: 'FATAL' });
      expect((await report(feedId)).results[0]?.[2]).toContain(words);
    }
    expect(amazon.control.order(orderId)?.status).toBe('UNSHIPPED');
  });
});

describe('POST_ORDER_FULFILLMENT_DATA', () => {
  const fulfil = (orderId: string, more = '', carrier = '<CarrierCode>UPS</CarrierCode>') =>
    `<OrderFulfillment><AmazonOrderID>${orderId}</AmazonOrderID>${more}<FulfillmentDate>2026-03-02T12:00:00Z</FulfillmentDate><FulfillmentData>${carrier}<ShippingMethod>Ground</ShippingMethod><ShipperTrackingNumber>1Z9</ShipperTrackingNumber></FulfillmentData></OrderFulfillment>`;

  test('ships all that is open, shows after the delay, and does it once', async () => {
    const { orderId } = amazon.control.createOrder({ items: [{ quantity: 2 }] });
    const feedId = await submit('POST_ORDER_FULFILLMENT_DATA', envelope('OrderFulfillment', [fulfil(orderId), fulfil(orderId)]));
    amazon.advance(30_000);
    expect(amazon.control.order(orderId)).toMatchObject({ status: 'UNSHIPPED', packages: [{ hidden: true }] });
    amazon.advance(5_000);
    expect(amazon.control.order(orderId)).toMatchObject({
      status: 'SHIPPED',
      packages: [{ reference: '1', trackingNumber: '1Z9', items: [{ quantity: 2 }] }],
    });
    expect((await report(feedId)).counts).toEqual([2, 1, 1]);
  });

  test('takes a named carrier, items with quantities and the seller’s own parcel number', async () => {
    const { orderId, items } = amazon.control.createOrder({ items: [{ quantity: 3 }] });
    const body = fulfil(
      orderId,
      '<MerchantFulfillmentID>77</MerchantFulfillmentID>',
      '<CarrierName>Thistle &amp; Sons</CarrierName>',
    ).replace(
      '</OrderFulfillment>',
      `<Item><AmazonOrderItemCode>${items[0]?.itemId ?? ''}</AmazonOrderItemCode><Quantity>2</Quantity></Item></OrderFulfillment>`,
    );
    await run('POST_ORDER_FULFILLMENT_DATA', envelope('OrderFulfillment', [body]));
    expect(amazon.control.order(orderId)).toMatchObject({
      status: 'PARTIALLY_SHIPPED',
      packages: [{ reference: '77', carrierCode: 'Other', carrierName: 'Thistle & Sons' }],
    });
  });
});

test('what is escaped is read back as it was', () => {
  expect(textOf(parseXml(`<a><b>${escapeXml('<&">')}</b></a>`), 'b')).toBe('<&">');
});
