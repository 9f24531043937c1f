import { z } from 'zod';
import type { Destination, NotificationsApi, Subscription } from '#src/modules/notifications/ports.ts';
import type { Call, SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const root = '/notifications/v1';
/** For what belongs to the application and not to a seller. */
const scope = 'sellingpartnerapi::notifications';

/** The version of the payload that is asked for, by type. */
const versions: Readonly<Record<string, string>> = { ORDER_CHANGE: '1.0' };
const laterVersion = '2020-09-04';

const destination = z
  .object({ destinationId: z.string().min(1), resource: z.object({ sqs: z.object({ arn: z.string() }).nullish() }).nullish() })
  .transform(({ destinationId, resource }): Destination => ({ destinationId, arn: resource?.sqs?.arn }));
const subscription = z.object({ subscriptionId: z.string().min(1), destinationId: z.string() });

/** Notifications API v1, one call a second each: destinations without a seller, subscriptions with one. */
export function notificationsApi(client: SpapiClient): NotificationsApi {
  const ask = (call: Omit<Call, 'priority'>) => client.read({ ...call, priority: 'urgent' });
  const pathOf = (type: string, id?: string) =>
    `${root}/subscriptions/${encodeURIComponent(type)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
  return {
    destinations: async () => {
      const reply = await ask({ operation: 'getDestinations', method: 'GET', path: `${root}/destinations`, scope });
      return understand(reply, z.object({ payload: z.array(destination) })).payload;
    },
    createDestination: async (name, arn) => {
      const body = { name, resourceSpecification: { sqs: { arn } } };
      const reply = await ask({ operation: 'createDestination', method: 'POST', path: `${root}/destinations`, body, scope });
      return understand(reply, z.object({ payload: destination })).payload;
    },
    deleteDestination: async (id) => {
      const path = `${root}/destinations/${encodeURIComponent(id)}`;
      const reply = await ask({ operation: 'deleteDestination', method: 'DELETE', path, scope });
      if (reply.status !== 404) understand(reply, z.unknown());
    },
    subscription: async (type): Promise<Subscription | undefined> => {
      const reply = await ask({ operation: 'getSubscription', method: 'GET', path: pathOf(type) });
      return reply.status === 404 ? undefined : understand(reply, z.object({ payload: subscription })).payload;
    },
    createSubscription: async (type, destinationId) => {
      const body = { payloadVersion: versions[type] ?? laterVersion, destinationId };
      const reply = await ask({ operation: 'createSubscription', method: 'POST', path: pathOf(type), body });
      return understand(reply, z.object({ payload: subscription })).payload;
    },
    deleteSubscription: async (type, id) => {
      const reply = await ask({ operation: 'deleteSubscriptionById', method: 'DELETE', path: pathOf(type, id), scope });
      if (reply.status !== 404) understand(reply, z.unknown());
    },
  };
}
