import { afterEach, describe, expect, test } from 'vitest';
import { FAULT_KINDS, type FaultKind } from '../simulator/faults/fault.ts';
import { operations, putFaults } from './support/put-faults.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';
import { allVerified, threeWrites, whatIsTrue } from './support/three-writes.ts';

const open: SimulatedDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});

const timeoutMs = 400;
/** Faults that live in answers about orders. */
const inOrders: readonly FaultKind[] = ['unknown-enum', 'unknown-field', 'missing-field', 'omit-order', 'empty-page'];
const inPages: readonly FaultKind[] = ['omit-order', 'empty-page'];

/** Calls that each kind certainly meets when a confirmation, an edit and a cancellation are under way. */
function meets(kind: FaultKind): string[] {
  if (inPages.includes(kind)) return ['searchOrders'];
  if (inOrders.includes(kind)) return ['getOrder'];
  // An empty answer cannot be cut.
  if (kind === 'truncate') return ['getOrder', 'createFeedDocument', 'createFeed', 'getFeed', 'getFeedDocument', 'downloadDocument'];
  const signed = ['getOrder', 'confirmShipment', 'createFeedDocument', 'createFeed', 'getFeed', 'getFeedDocument'];
  return kind === 'drop-rate-header' ? signed : [...signed, 'uploadDocument', 'downloadDocument'];
}

/** The others hit reports and notifications, which no write needs. */
const kinds = FAULT_KINDS.filter((kind) => !/-(rows|notification)$/.test(kind));

describe.each(kinds)('%s', (kind) => {
  test('each write happens once and says so', async () => {
    const desk = await simulatedDesk(kind === 'slow' ? { timeoutMs } : {});
    open.push(desk);
    const { orderIds, ask } = await threeWrites(desk);
    const faults = putFaults(desk.simulator.control, kind, timeoutMs);
    await ask();
    await desk.settle();
    // The sweep follows later, and finds nothing more to say.
    await desk.step(600_000);
    await desk.app.runner.runDue();
    expect(await whatIsTrue(desk, orderIds)).toEqual({ states: allVerified, problems: [] });
    const hit = desk.simulator.control.faults.all().flatMap((fault) => (fault.hits > 0 ? [fault.match.operation ?? ''] : []));
    expect(faults).toHaveLength(operations.length);
    expect(hit).toEqual(expect.arrayContaining(meets(kind)));
  });
});

test('a long storm of 429 and breaking connections ends with every write done once', async () => {
  const desk = await simulatedDesk();
  open.push(desk);
  const { orderIds, ask } = await threeWrites(desk);
  for (const kind of ['throttle', 'reset-before', 'reset-after', 'server-error', 'truncate'] as const)
    desk.simulator.control.faults.add({ kind, probability: 0.3, count: 25 });
  await ask();
  await desk.settle(48 * 3_600_000);
  expect(await whatIsTrue(desk, orderIds)).toEqual({ states: allVerified, problems: [] });
});

describe('a file whose answer was lost', () => {
  const lostFile = async () => {
    const desk = await simulatedDesk();
    open.push(desk);
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'reset-before', match: { operation: 'createFeed' }, count: 1 });
    await desk.cancel(order);
    await desk.app.runner.runDue();
    expect(await desk.outcome(order.orderId)).toEqual(['sent', 'writes.reason.lostAnswer']);
    return { desk, order };
  };

  test('and never came is made anew', async () => {
    const { desk, order } = await lostFile();
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.writes()).toHaveLength(1);
  });

  test('is found in the list and followed, not sent a second time', async () => {
    const desk = await simulatedDesk();
    open.push(desk);
    const order = await desk.order();
    desk.simulator.control.faults.add({ kind: 'reset-after', match: { operation: 'createFeed' }, count: 1 });
    await desk.cancel(order);
    await desk.settle();
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.requests.all().filter(({ operation }) => operation === 'createFeed')).toHaveLength(1);
  });

  test('is not taken for that of another program: the order is cancelled all the same', async () => {
    const { desk, order } = await lostFile();
    await anotherProgramAcknowledges(desk);
    await desk.settle(6 * 3_600_000);
    expect(await desk.outcome(order.orderId)).toEqual(['verified']);
    expect(desk.simulator.control.order(order.orderId)?.status).toBe('CANCELLED');
  });
});

/** A second program of the same seller sends a file of its own, with an error in its first line. */
async function anotherProgramAcknowledges(desk: SimulatedDesk): Promise<void> {
  const { url, control } = desk.simulator;
  const [account] = control.accounts();
  const signIn = await fetch(`${url}/auth/o2/token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'refresh_token',
      refresh_token: account?.refreshToken,
      client_id: account?.clientId,
      client_secret: account?.clientSecret,
    }),
    headers: { 'content-type': 'application/json' },
  });
  const { access_token: token } = (await signIn.json()) as { access_token: string };
  const call = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', 'x-amz-access-token': token };
    const response = await fetch(`${url}/feeds/2021-06-30/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as { feedDocumentId: string; url: string };
  };
  const contentType = 'text/xml; charset=UTF-8';
  const document = await call('documents', { contentType });
  const xml = `<AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${account?.sellerId ?? ''}</MerchantIdentifier></Header>
    <MessageType>OrderAcknowledgement</MessageType><Message><MessageID>1</MessageID><OrderAcknowledgement>
    <AmazonOrderID>111-0000000-0000000</AmazonOrderID><StatusCode>Success</StatusCode></OrderAcknowledgement></Message></AmazonEnvelope>`;
  await fetch(document.url, { method: 'PUT', body: xml, headers: { 'content-type': contentType } });
  const marketplaceIds = account?.marketplaceIds.slice(0, 1);
  await call('feeds', { feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA', marketplaceIds, inputFeedDocumentId: document.feedDocumentId });
}
