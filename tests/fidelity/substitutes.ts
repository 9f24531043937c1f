import { text } from '../../simulator/test-support/sim-client.ts';
import type { JudgedSimulator } from './judged-simulator.ts';
import type { SandboxCase } from './official-models.ts';
import type { OrderOfCase } from './orders-of-answers.ts';

type Situation = { given: SandboxCase; amazon: JudgedSimulator; orders: OrderOfCase[] };
type Substitute = {
  name: string;
  why: string;
  fits(situation: Situation): boolean;
  /** Parameters that take the place of those of the case. */
  ours(situation: Situation): Record<string, unknown> | Promise<Record<string, unknown>>;
};

const FEED_TYPE = 'POST_ORDER_FULFILLMENT_DATA';
const succeeds = ({ given }: Situation) => given.status < 300;
const names = (operation: string, parameter: string) => (situation: Situation) =>
  succeeds(situation) && situation.given.operation === operation && situation.given.parameters[parameter] !== undefined;

/**
 * Words of Amazon's sandbox that mean something only there, and what is sent in their place. A case that is meant to
 * fail is sent as it is.
 */
export const SUBSTITUTES: Substitute[] = [
  {
    name: 'time by a magic word',
    why: 'TEST_CASE_200… is no date: a time before the orders of the answer is asked for.',
    fits: (situation) => succeeds(situation) && String(situation.given.parameters['CreatedAfter']).startsWith('TEST_CASE_200'),
    ours: ({ orders }) => timeBefore(orders),
  },
  {
    name: 'order by a magic word',
    why: 'TEST_CASE_…200 is no order id: the order of the answer is asked for.',
    fits: (situation) => succeeds(situation) && /^TEST_CASE_.*200$/.test(String(situation.given.parameters['orderId'])),
    ours: ({ orders }) => ({ orderId: orders[0]?.orderId }),
  },
  {
    name: 'page by a token of the sandbox',
    why: 'A token is good only where it was given: the one of our own first page is sent.',
    fits: (situation) => ['paginationToken', 'NextToken'].some((name) => situation.given.parameters[name] !== undefined),
    async ours({ given, amazon, orders }) {
      const { paginationToken, NextToken: _, CreatedAfter: __, ...same } = given.parameters;
      const since = paginationToken === undefined ? timeBefore(orders) : {};
      const query = Object.entries({ ...same, ...since }).map(([name, value]) => [name, String(value)] as [string, string]);
      const { body } = await amazon.get(`${given.path}?${new URLSearchParams(query).toString()}`);
      if (paginationToken !== undefined) return { paginationToken: text(body['pagination']?.['nextToken']) };
      return { ...since, NextToken: text(body['payload']?.['NextToken']) };
    },
  },
  {
    name: 'pick-up without an order',
    why: 'The sandbox takes any request: an order that is picked up in a store becomes ready.',
    fits: ({ given }) => given.operation === 'updateShipmentStatus',
    ours: ({ given, orders }) => ({
      orderId: orders[0]?.orderId,
      body: given.parameters['body'] ?? { marketplaceId: 'ATVPDKIKX0DER', shipmentStatus: 'ReadyForPickup' },
    }),
  },
  {
    name: 'feeds of products',
    why: 'The simulator processes feeds of orders and of quantities only: the same is asked of those.',
    fits: names('getFeeds', 'feedTypes'),
    async ours({ given, amazon }) {
      for (let feeds = 0; feeds <= Number(given.parameters['pageSize']); feeds += 1) await cancelledFeed(amazon);
      return { feedTypes: [FEED_TYPE] };
    },
  },
  {
    name: 'feed with a document of the sandbox',
    why: 'The document must have been uploaded here, the marketplaces must be of one region, and the feed be one of orders.',
    fits: names('createFeed', 'body'),
    ours: async ({ amazon }) => ({
      body: { feedType: FEED_TYPE, marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId: await document(amazon) },
    }),
  },
  {
    name: 'feed of the sandbox',
    why: 'Feeds have the numbers that they were given here.',
    fits: (situation) => names('getFeed', 'feedId')(situation) || names('cancelFeed', 'feedId')(situation),
    ours: async ({ given, amazon }) => ({ feedId: given.operation === 'getFeed' ? await cancelledFeed(amazon) : await feed(amazon) }),
  },
  {
    name: 'document of the sandbox',
    why: 'Documents have the names that they were given here.',
    fits: names('getFeedDocument', 'feedDocumentId'),
    ours: async ({ amazon }) => ({ feedDocumentId: await document(amazon) }),
  },
];

/** The parameters as they are sent, and the names of the substitutes in them. */
export async function substitute(given: SandboxCase, amazon: JudgedSimulator, orders: OrderOfCase[]) {
  const situation = { given, amazon, orders };
  const used = SUBSTITUTES.filter((each) => each.fits(situation));
  let { parameters } = given;
  for (const each of used) parameters = { ...parameters, ...(await each.ours(situation)) };
  return { parameters, used: used.map(({ name }) => name) };
}

const timeBefore = (orders: OrderOfCase[]) => ({
  CreatedAfter: new Date(Math.min(...orders.map(({ createdAt }) => Date.parse(createdAt ?? ''))) - 3_600_000).toISOString(),
});

const FEEDS = '/feeds/2021-06-30';

async function document(amazon: JudgedSimulator): Promise<string> {
  const contentType = 'text/xml; charset=UTF-8';
  const { body } = await amazon.call('POST', `${FEEDS}/documents`, { body: { contentType } });
  await fetch(text(body['url']), { method: 'PUT', body: '<AmazonEnvelope/>', headers: { 'content-type': contentType } });
  return text(body['feedDocumentId']);
}

async function feed(amazon: JudgedSimulator): Promise<string> {
  const body = { feedType: FEED_TYPE, marketplaceIds: ['ATVPDKIKX0DER'], inputFeedDocumentId: await document(amazon) };
  return text((await amazon.call('POST', `${FEEDS}/feeds`, { body })).body['feedId']);
}

async function cancelledFeed(amazon: JudgedSimulator): Promise<string> {
  const feedId = await feed(amazon);
  await amazon.call('DELETE', `${FEEDS}/feeds/${feedId}`);
  return feedId;
}
