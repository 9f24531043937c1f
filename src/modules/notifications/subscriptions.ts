import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Again } from '#src/platform/due.ts';
import type { NotificationsApi } from './ports.ts';
import type { QueueDeps } from './queues.ts';
import { removeQueueRow, saveDestination, saveType, type TypeState } from './store.ts';
import { type QueueRow, queueRows, typeRows } from './views.ts';
import { wantedTypes } from './wanted-types.ts';

export type SubscriptionDeps = QueueDeps & {
  /** The connection to Amazon of an account; undefined when it is not connected. */
  notificationsOf: (accountId: AccountId) => Promise<NotificationsApi | undefined>;
};

const everyMs = 24 * 3_600_000;

/** Due work `subscriptions`: once a day looks whether Amazon still sends everything to the queue, and mends what is missing. */
export const keepSubscriptions =
  (deps: SubscriptionDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const api = await deps.notificationsOf(accountId);
    if (!api || !(await queueOf(deps, accountId))) return 'rest';
    try {
      await subscribe(deps, accountId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'AMAZON_THROTTLED' && error.data.nextAt instanceof Date) return error.data.nextAt;
      // Amazon said no, and the page says so; the same question tomorrow.
      if (!(error instanceof AppError) || error.code !== 'AMAZON_REFUSED') throw error;
    }
    return new Date(deps.clock.now().getTime() + everyMs);
  };

/**
 * Makes sure that Amazon sends every wanted type to the queue of the account: its destination, then a subscription each.
 * What cannot be had is noted with Amazon's words. Doing it again changes nothing. A type that goes to another queue of the
 * same application is left there unless `takeOver`. Throws NOT_ALLOWED_NOW without a queue or connection, and AMAZON_*.
 */
export async function subscribe(deps: SubscriptionDeps, accountId: AccountId, takeOver = false): Promise<void> {
  const { database, clock } = deps;
  const queue = await queueOf(deps, accountId);
  const api = await deps.notificationsOf(accountId);
  if (!queue) throw new AppError('NOT_ALLOWED_NOW', 'there is no queue; enter its address and keys first');
  if (!api) throw new AppError('NOT_ALLOWED_NOW', 'the account is not connected to Amazon');
  const note = (type: string, found: { state: TypeState; subscriptionId?: string; detail?: string }) =>
    database.write([accountId], (tx) =>
      saveType(
        tx,
        accountId,
        type,
        { state: found.state, subscriptionId: found.subscriptionId ?? null, detail: found.detail ?? null },
        clock.now(),
      ),
    );
  let destinationId: string;
  try {
    destinationId = await destinationFor(api, queue);
  } catch (error) {
    if (error instanceof AppError && error.code === 'AMAZON_REFUSED')
      for (const type of wantedTypes) await note(type, { state: 'refused', detail: error.message });
    throw error;
  }
  await database.write([accountId], (tx) => saveDestination(tx, accountId, destinationId));
  for (const type of wantedTypes) await note(type, await subscribeTo(api, type, destinationId, takeOver));
}

/** Destinations belong to the application: another account of it may have made one for this queue. */
async function destinationFor(api: NotificationsApi, { arn }: QueueRow): Promise<string> {
  const existing = (await api.destinations()).find((destination) => destination.arn === arn);
  return (existing ?? (await api.createDestination(`waybill ${arn.split(':').at(-1) ?? ''}`.slice(0, 256), arn))).destinationId;
}

async function subscribeTo(
  api: NotificationsApi,
  type: string,
  destinationId: string,
  takeOver: boolean,
): Promise<{ state: TypeState; subscriptionId?: string; detail?: string }> {
  try {
    const existing = await api.subscription(type);
    if (existing?.destinationId === destinationId) return { state: 'subscribed', subscriptionId: existing.subscriptionId };
    if (existing && !takeOver)
      return {
        state: 'elsewhere',
        subscriptionId: existing.subscriptionId,
        detail: 'Amazon sends it to another queue of this application',
      };
    if (existing) await api.deleteSubscription(type, existing.subscriptionId);
    const { subscriptionId } = await api.createSubscription(type, destinationId);
    return { state: 'subscribed', subscriptionId };
  } catch (error) {
    if (error instanceof AppError && error.code === 'AMAZON_REFUSED') return { state: 'refused', detail: error.message };
    throw error;
  }
}

/**
 * Takes the account off its queue: the subscriptions that lead there, the destination if nobody else's lead there, then the
 * queue itself. The desk polls from then on. Throws AMAZON_* before the queue is forgotten, so that it can be done again.
 */
export async function unsubscribe(deps: SubscriptionDeps, accountId: AccountId): Promise<void> {
  const { database, clock } = deps;
  const queue = await queueOf(deps, accountId);
  const api = await deps.notificationsOf(accountId);
  if (!queue) return;
  if (api) {
    const types = await database.read([accountId], typeRows);
    for (const { type, state, subscriptionId } of types)
      if (state === 'subscribed' && subscriptionId !== null) await api.deleteSubscription(type, subscriptionId);
    if (queue.destinationId !== null) await leave(api, queue.destinationId);
  }
  await database.write([accountId], async (tx) => {
    for (const type of wantedTypes)
      await saveType(tx, accountId, type, { state: 'missing', subscriptionId: null, detail: null }, clock.now());
    await removeQueueRow(tx, accountId);
  });
}

/** Amazon refuses to delete a destination that others still use. */
async function leave(api: NotificationsApi, destinationId: string): Promise<void> {
  await api.deleteDestination(destinationId).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'AMAZON_REFUSED') throw error;
  });
}

async function queueOf({ database }: QueueDeps, accountId: AccountId): Promise<QueueRow | undefined> {
  const [row] = await database.read([accountId], queueRows);
  return row;
}
