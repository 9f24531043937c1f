import { z } from 'zod';
import { invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { GrantlessCall, Operation, SellerCall } from '../http/operation.ts';
import { countParameter, listParameter } from '../orders/parameters.ts';
import type { View } from '../orders/view.ts';
import { conflict } from './destination-operations.ts';
import { type NotificationDeps, nextId, PLAN, SCOPE } from './notification-deps.ts';
import { type EventFilter, SENT_TYPES, type SentType, type SimSubscription } from './sim-notification.ts';

const subscriptionShape = z.object({
  payloadVersion: z.string(),
  destinationId: z.string(),
  processingDirective: z
    .object({
      eventFilter: z
        .object({
          eventFilterType: z.string(),
          marketplaceIds: z.array(z.string()).optional(),
          orderChangeTypes: z.array(z.enum(['BuyerRequestedChange', 'DeliveryTipChange', 'OrderStatusChange'])).optional(),
        })
        .optional(),
      filterExpression: z.string().optional(),
    })
    .optional(),
});

const BASE = '/notifications/v1/subscriptions';

/** Which notifications a seller's application wants. By its id a subscription is reached without the seller. */
export function subscriptionOperations(deps: NotificationDeps): Operation[] {
  const { store } = deps;
  const ofSeller = ({ account }: SellerCall, type: SentType, version: string | null) =>
    [...store.subscriptions.all()].filter(
      (each) =>
        each.sellerId === account.sellerId &&
        each.clientId === account.clientId &&
        each.type === type &&
        (version === null || each.payloadVersion === version),
    );
  const byId = (call: GrantlessCall): SimSubscription => {
    const subscriptionId = call.params['subscriptionId'] ?? '';
    const found = store.subscriptions.get(subscriptionId);
    if (!found || found.clientId !== call.clientId || found.type !== typeOf(call.params['notificationType']))
      throw notFound(`There is no subscription ${subscriptionId}.`);
    return found;
  };
  return [
    {
      name: 'getSubscriptions',
      method: 'GET',
      path: BASE,
      ...PLAN,
      handle(call) {
        const [type, ...more] = listParameter(call.query, 'notificationTypes');
        if (more.length > 0) throw invalidInput('Invalid Input', 'notificationTypes takes exactly one type.');
        if (call.query.get('pageSize') !== null) countParameter(call.query, 'pageSize', 30, 100);
        const subscriptions = ofSeller(call, typeOf(type), call.query.get('payloadVersion'));
        return { status: 200, body: { payload: { subscriptions: subscriptions.map(subscriptionView) } } };
      },
    },
    {
      name: 'createSubscription',
      method: 'POST',
      path: `${BASE}/{notificationType}`,
      ...PLAN,
      handle(call) {
        const type = typeOf(call.params['notificationType']);
        const wanted = jsonBody(call, subscriptionShape);
        const existing = ofSeller(call, type, wanted.payloadVersion);
        if (existing.length > 0) throw conflict(`There is a subscription to ${type} already.`);
        return { status: 200, body: { payload: subscriptionView(createSubscription(call, type, wanted, deps)) } };
      },
    },
    {
      name: 'getSubscription',
      method: 'GET',
      path: `${BASE}/{notificationType}`,
      ...PLAN,
      handle(call) {
        const type = typeOf(call.params['notificationType']);
        const [found] = ofSeller(call, type, call.query.get('payloadVersion'));
        if (!found) throw notFound(`There is no subscription to ${type}.`);
        return { status: 200, body: { payload: subscriptionView(found) } };
      },
    },
    {
      name: 'getSubscriptionById',
      method: 'GET',
      path: `${BASE}/{notificationType}/{subscriptionId}`,
      scope: SCOPE,
      ...PLAN,
      handle: (call) => ({ status: 200, body: { payload: subscriptionView(byId(call)) } }),
    },
    {
      name: 'deleteSubscriptionById',
      method: 'DELETE',
      path: `${BASE}/{notificationType}/{subscriptionId}`,
      scope: SCOPE,
      ...PLAN,
      handle(call) {
        store.subscriptions.remove(byId(call).subscriptionId);
        return { status: 200, body: {} };
      },
    },
  ];
}

function createSubscription(
  { account }: SellerCall,
  type: SentType,
  { payloadVersion, destinationId, processingDirective }: z.output<typeof subscriptionShape>,
  { store, seed }: NotificationDeps,
): SimSubscription {
  if (payloadVersion !== SENT_TYPES[type]) throw invalidInput('Invalid Input', `payloadVersion of ${type} is ${SENT_TYPES[type]}.`);
  const destination = store.destinations.get(destinationId);
  if (destination?.clientId !== account.clientId) throw notFound(`There is no destination ${destinationId}.`);
  if (destination.sqsArn === undefined) throw invalidInput('Invalid Input', `${type} is sent to queues only.`);
  const { eventFilter, filterExpression } = processingDirective ?? {};
  if (filterExpression !== undefined) throw invalidInput('Invalid Input', `${type} takes no filterExpression here.`);
  if (eventFilter && (type !== 'ORDER_CHANGE' || eventFilter.eventFilterType !== type))
    throw invalidInput('Invalid Input', `eventFilter of type ${eventFilter.eventFilterType} does not suit ${type}.`);
  const subscription: SimSubscription = {
    subscriptionId: nextId(store, seed, 'subscription'),
    clientId: account.clientId,
    sellerId: account.sellerId,
    type,
    payloadVersion,
    destinationId,
    ...(eventFilter ? { eventFilter: eventFilter satisfies EventFilter } : {}),
  };
  store.subscriptions.put(subscription.subscriptionId, subscription);
  return subscription;
}

function typeOf(text: string | undefined): SentType {
  const types = Object.keys(SENT_TYPES) as SentType[];
  const type = types.find((each) => each === text);
  if (!type) throw invalidInput('Invalid Input', `notificationType ${text ?? ''} is not sent here; these are: ${types.join(', ')}.`);
  return type;
}

const subscriptionView = ({ subscriptionId, payloadVersion, destinationId, eventFilter }: SimSubscription): View => ({
  subscriptionId,
  payloadVersion,
  destinationId,
  ...(eventFilter ? { processingDirective: { eventFilter } } : {}),
});
