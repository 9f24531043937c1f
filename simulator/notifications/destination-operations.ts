import { z } from 'zod';
import { ApiFailure, invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { GrantlessCall, Operation } from '../http/operation.ts';
import type { View } from '../orders/view.ts';
import { type NotificationDeps, nextId, PLAN, SCOPE } from './notification-deps.ts';
import type { SimDestination } from './sim-notification.ts';

const destinationShape = z.object({
  name: z.string().min(1).max(256),
  resourceSpecification: z.object({
    sqs: z
      .object({
        arn: z
          .string()
          .max(1000)
          .regex(/^arn:aws:sqs:\S+:\S+:\S+/, 'must be the ARN of an SQS queue'),
      })
      .optional(),
    eventBridge: z.object({ region: z.string(), accountId: z.string() }).optional(),
  }),
});

const BASE = '/notifications/v1/destinations';

/** Where an application wants its notifications: operations without a seller. */
export function destinationOperations(deps: NotificationDeps): Operation[] {
  const { store } = deps;
  const ofApplication = (call: GrantlessCall) => [...store.destinations.all()].filter((each) => each.clientId === call.clientId);
  const destinationOf = (call: GrantlessCall): SimDestination => {
    const destinationId = call.params['destinationId'] ?? '';
    const found = ofApplication(call).find((each) => each.destinationId === destinationId);
    if (!found) throw notFound(`There is no destination ${destinationId}.`);
    return found;
  };
  return [
    {
      name: 'createDestination',
      method: 'POST',
      path: BASE,
      scope: SCOPE,
      ...PLAN,
      handle: (call) => ({ status: 200, body: { payload: destinationView(createDestination(call, deps)) } }),
    },
    {
      name: 'getDestinations',
      method: 'GET',
      path: BASE,
      scope: SCOPE,
      ...PLAN,
      handle: (call) => ({ status: 200, body: { payload: ofApplication(call).map(destinationView) } }),
    },
    {
      name: 'getDestination',
      method: 'GET',
      path: `${BASE}/{destinationId}`,
      scope: SCOPE,
      ...PLAN,
      handle: (call) => ({ status: 200, body: { payload: destinationView(destinationOf(call)) } }),
    },
    {
      name: 'deleteDestination',
      method: 'DELETE',
      path: `${BASE}/{destinationId}`,
      scope: SCOPE,
      ...PLAN,
      handle(call) {
        const { destinationId } = destinationOf(call);
        if ([...store.subscriptions.all()].some((each) => each.destinationId === destinationId))
          throw conflict(`Destination ${destinationId} still has subscriptions.`);
        store.destinations.remove(destinationId);
        return { status: 200, body: {} };
      },
    },
  ];
}

export const conflict = (message: string) => new ApiFailure(409, [{ code: 'Conflict', message }]);

function createDestination(call: GrantlessCall, deps: NotificationDeps): SimDestination {
  const { store, seed, queues } = deps;
  const { name, resourceSpecification } = jsonBody(call, destinationShape);
  const { sqs, eventBridge } = resourceSpecification;
  if ((sqs === undefined) === (eventBridge === undefined))
    throw invalidInput('Invalid Input', 'resourceSpecification takes either sqs or eventBridge.');
  if (sqs && !queues?.find(sqs.arn)) {
    throw invalidInput('Invalid Input', `Amazon cannot send to ${sqs.arn}: there is no such queue, or its policy does not allow it.`);
  }
  const mine = [...store.destinations.all()].filter((each) => each.clientId === call.clientId);
  if (sqs && mine.some((each) => each.sqsArn === sqs.arn)) throw conflict(`There is a destination for ${sqs.arn} already.`);
  const destination: SimDestination = {
    destinationId: nextId(store, seed, 'destination'),
    clientId: call.clientId,
    name,
    ...(sqs ? { sqsArn: sqs.arn } : {}),
    ...(eventBridge ? { eventBridge: { name: `aws.partner/sellingpartnerapi.amazon.com/${eventBridge.accountId}`, ...eventBridge } } : {}),
  };
  store.destinations.put(destination.destinationId, destination);
  return destination;
}

const destinationView = ({ destinationId, name, sqsArn, eventBridge }: SimDestination): View => ({
  destinationId,
  name,
  resource: { ...(sqsArn === undefined ? {} : { sqs: { arn: sqsArn } }), ...(eventBridge ? { eventBridge } : {}) },
});
