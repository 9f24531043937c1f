import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { resolveAlert } from '#src/modules/notices/index.ts';
import { newestEvent } from '#src/modules/orders/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { WebhookBody, WebhookChange } from './contract.ts';
import { rotationMs } from './rules.ts';
import { deleteWebhook, insertWebhook, queueMessages, replaceSecret, requeueDelivery, updateWebhook } from './store.ts';
import { countWebhooks, webhooksOf } from './views.ts';

export type WebhooksDeps = { database: Database; clock: Clock; sealing: Sealing };

const mostWebhooks = 20;
export const secretBinding = (accountId: AccountId): string => `webhook ${accountId}`;
const seal = ({ sealing }: WebhooksDeps, accountId: AccountId, secret: string): Buffer =>
  sealing.seal(Buffer.from(secret), secretBinding(accountId));

/** Makes a webhook that hears of everything from now on. `secret`: `whsec_` and base64. Throws CONFLICT above 20 an account. */
export const addWebhook = (
  deps: WebhooksDeps,
  accountId: AccountId,
  body: WebhookBody,
  { secret, by }: { secret: string; by: string },
): Promise<string> =>
  deps.database.write([accountId], async (tx) => {
    if ((await countWebhooks(tx, accountId)) >= mostWebhooks)
      throw new AppError('CONFLICT', `an account has at most ${mostWebhooks} webhooks: delete one that is not needed`);
    const afterEvent = await newestEvent(tx, accountId);
    const now = deps.clock.now();
    const webhook = { ...body, secret: seal(deps, accountId, secret), createdBy: by, afterEvent };
    const webhookId = await insertWebhook(tx, accountId, webhook, now);
    await poke(tx, accountId, 'webhooks', now);
    return webhookId;
  });

/** Changes what is given; switched on again, it hears of what happens from then on. Throws NOT_FOUND. */
export const changeWebhook = (deps: WebhooksDeps, accountId: AccountId, webhookId: string, change: WebhookChange): Promise<void> =>
  deps.database.write([accountId], async (tx) => {
    const afterEvent = await newestEvent(tx, accountId);
    const now = deps.clock.now();
    if (!(await updateWebhook(tx, accountId, webhookId, { ...change, afterEvent }, now))) throw noWebhook(webhookId);
    if (change.state !== undefined) await resolveAlert(tx, { accountId, kind: 'webhook.stopped', key: webhookId, at: now });
    await poke(tx, accountId, 'webhooks', now);
  });

/** The new secret signs at once; the old one signs along for a day. Throws NOT_FOUND. */
export const rotateSecret = (deps: WebhooksDeps, accountId: AccountId, webhookId: string, secret: string): Promise<void> =>
  deps.database.write([accountId], async (tx) => {
    const now = deps.clock.now();
    const oldUntil = new Date(now.getTime() + rotationMs);
    if (!(await replaceSecret(tx, accountId, webhookId, seal(deps, accountId, secret), oldUntil, now))) throw noWebhook(webhookId);
  });

/** Throws NOT_FOUND. Its log goes with it. */
export const removeWebhook = (deps: WebhooksDeps, accountId: AccountId, webhookId: string): Promise<void> =>
  deps.database.write([accountId], async (tx) => {
    if (!(await deleteWebhook(tx, accountId, webhookId))) throw noWebhook(webhookId);
    await resolveAlert(tx, { accountId, kind: 'webhook.stopped', key: webhookId, at: deps.clock.now() });
  });

/** Queues a message of the kind `webhook.test`, `id` being a new one. Throws NOT_FOUND, or NOT_ALLOWED_NOW when it is off. */
export const sendTest = (deps: WebhooksDeps, accountId: AccountId, webhookId: string, id: string): Promise<void> =>
  deps.database.write([accountId], async (tx) => {
    const webhook = (await webhooksOf(tx, accountId)).find((one) => one.webhookId === webhookId);
    if (!webhook) throw noWebhook(webhookId);
    if (webhook.state !== 'on') throw new AppError('NOT_ALLOWED_NOW', 'the webhook is off: switch it on, then test it');
    const now = deps.clock.now();
    const test = {
      id: `test_${id}`,
      type: 'webhook.test',
      at: now.toISOString(),
      accountId,
      orderId: '000-0000000-0000000',
      origin: 'person',
      actor: 'Waybill',
      source: 'desk',
      data: {},
    };
    await queueMessages(tx, accountId, webhookId, [test], webhook.afterEvent, now);
    await poke(tx, accountId, 'webhooks', now);
  });

/** Sends a message of the log anew, with the same id. Throws NOT_FOUND. */
export const sendAgain = (deps: WebhooksDeps, accountId: AccountId, webhookId: string, deliveryId: string): Promise<void> =>
  deps.database.write([accountId], async (tx) => {
    const now = deps.clock.now();
    if (!(await requeueDelivery(tx, accountId, webhookId, deliveryId, now)))
      throw new AppError('NOT_FOUND', `there is no delivery ${deliveryId} in the log of this webhook`);
    await poke(tx, accountId, 'webhooks', now);
  });

const noWebhook = (webhookId: string) => new AppError('NOT_FOUND', `there is no webhook ${webhookId} in this account`);
