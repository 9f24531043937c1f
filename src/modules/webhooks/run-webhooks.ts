import type { AccountId } from '#src/kernel/ids.ts';
import { openAlert } from '#src/modules/notices/index.ts';
import { eventsAfter } from '#src/modules/orders/questions.ts';
import type { Again } from '#src/platform/due.ts';
import { secretBinding, type WebhooksDeps } from './change-webhooks.ts';
import type { Post } from './ports.ts';
import { keepMs, messageOf, pauseAfter, stopAfterMs, wants } from './rules.ts';
import { signedHeaders } from './sign.ts';
import { forgetDeliveries, noteOutcome, type Outcome, queueMessages, stopFailing } from './store.ts';
import { dueDeliveries, nextDeliveryAt, type QueuedRow, type SendingRow, webhooksOf } from './views.ts';

export type RunWebhooksDeps = WebhooksDeps & { post: Post };

const eventsAtOnce = 500;
const sendsAtOnce = 100;
const sideBySide = 4;
/** How often it looks by itself; live changes poke it (`pokeWebhooks`). */
const everyMs = 30_000;

/**
 * Due work `webhooks`: hands the account's new events to its webhooks and sends what waits. Each try is noted by
 * itself, so a killed process sends at most what it was just sending a second time, with the same id. Rests while the
 * account has no webhook.
 */
export const runWebhooks =
  (deps: RunWebhooksDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const more = await database.write([accountId], async (tx) => {
      const now = clock.now();
      for (const { webhookId, name } of await stopFailing(tx, accountId, new Date(now.getTime() - stopAfterMs), now))
        await openAlert(tx, { accountId, kind: 'webhook.stopped', key: webhookId, details: { name }, at: now });
      await forgetDeliveries(tx, accountId, new Date(now.getTime() - keepMs));
      let left = false;
      for (const webhook of await webhooksOf(tx, accountId)) {
        if (webhook.state !== 'on') continue;
        const events = await eventsAfter(tx, accountId, webhook.afterEvent, eventsAtOnce);
        const last = events.at(-1);
        if (!last) continue;
        left ||= events.length === eventsAtOnce;
        const messages = events.filter((event) => wants(webhook.events, event.kind)).map((event) => messageOf(accountId, event));
        await queueMessages(tx, accountId, webhook.webhookId, messages, last.eventId, now);
      }
      return left;
    });

    const [webhooks, due] = await database.read([accountId], (db) =>
      Promise.all([webhooksOf(db, accountId), dueDeliveries(db, accountId, clock.now(), sendsAtOnce)]),
    );
    if (webhooks.length === 0) return 'rest';
    const full = due.length === sendsAtOnce;
    const lanes = Array.from({ length: Math.min(sideBySide, due.length) }, async () => {
      for (let row = due.shift(); row; row = due.shift()) {
        const webhook = webhooks.find((one) => one.webhookId === row?.webhookId);
        if (!webhook) continue;
        const outcome = await send(deps, accountId, webhook, row);
        await database.write([accountId], (tx) => noteOutcome(tx, accountId, outcome, clock.now()));
      }
    });
    await Promise.all(lanes);
    const now = clock.now();
    if (more || full) return now;
    const next = await database.read([accountId], (db) => nextDeliveryAt(db, accountId));
    return new Date(Math.min(next?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + everyMs));
  };

async function send(
  { sealing, clock, post }: RunWebhooksDeps,
  accountId: AccountId,
  webhook: SendingRow,
  row: QueuedRow,
): Promise<Outcome> {
  const sentAt = clock.now();
  const old = webhook.oldSecret && webhook.oldUntil && webhook.oldUntil > sentAt ? [webhook.oldSecret] : [];
  const secrets = [webhook.secret, ...old].map((sealed) => sealing.open(sealed, secretBinding(accountId)).toString('utf8'));
  const { status, error } = await post(webhook.url, signedHeaders(row.messageId, row.body, secrets, sentAt), row.body);
  const now = clock.now();
  const delivered = status !== undefined && status >= 200 && status < 300;
  const pause = delivered ? undefined : pauseAfter(row.attempts + 1);
  return {
    deliveryId: row.deliveryId,
    webhookId: row.webhookId,
    delivered,
    nextAt: pause === undefined ? null : new Date(now.getTime() + pause),
    status: status ?? null,
    error: error ?? null,
    tookMs: Math.max(0, now.getTime() - sentAt.getTime()),
  };
}
