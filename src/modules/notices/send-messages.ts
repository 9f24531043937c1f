import { type AccountId, deskId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { composeMail, composePush, type MessageAlert } from './compose-message.ts';
import { endMessage, retryMessage } from './message-store.ts';
import { alertsOfMessage, outboxStates, type QueuedMessage, queuedMessages } from './message-views.ts';
import type { MessagesDeps } from './messages-deps.ts';
import { openAlert, resolveAlert } from './open-alert.ts';
import { settingsOf } from './person-views.ts';
import type { Posted, Recipient } from './ports.ts';
import { pushTo } from './push-to.ts';
import { sayAlert } from './say-alert.ts';
import { retryAfterMs, triedForMs } from './schedule-rules.ts';
import { hearsOf } from './tell.ts';

const atOnce = 50;

type Outcome = Posted | { kind: 'pointless' };

/** Sends what is due, each message with its own id at every try. When the mail server is away, no further mail is tried. */
export async function sendMessages(
  deps: MessagesDeps,
  everybody: readonly Recipient[],
  accounts: readonly { accountId: AccountId; name: string }[],
): Promise<void> {
  const { database, clock } = deps;
  const due = await database.read([], (db) => queuedMessages(db, clock.now(), atOnce));
  let isMailAway = false;
  for (const message of due) {
    const person = everybody.find(({ personId }) => personId === message.personId);
    const outcome: Outcome =
      person === undefined
        ? { kind: 'pointless' }
        : message.channel === 'mail' && isMailAway
          ? { kind: 'later', words: 'the mail server is away' }
          : await deliver(deps, message, person, accounts);
    if (message.channel === 'mail' && outcome.kind === 'later') isMailAway = true;
    await database.write([deskId], (tx) => record(tx, deps, message, outcome));
  }
}

async function deliver(
  deps: MessagesDeps,
  message: QueuedMessage,
  person: Recipient,
  accounts: readonly { accountId: AccountId; name: string }[],
): Promise<Outcome> {
  const { database, mailer, publicUrl } = deps;
  const ids = [deskId, ...accounts.map(({ accountId }) => accountId)].filter((id) => hearsOf(person, id));
  const [settings, carried] = await database.read(ids, async (db) => [
    await settingsOf(db, person.personId),
    await alertsOfMessage(db, message.messageId),
  ]);
  if (carried.length === 0) return { kind: 'pointless' };
  const nameOf = (accountId: AccountId) =>
    accountId === deskId ? 'the desk' : (accounts.find((account) => account.accountId === accountId)?.name ?? `account ${accountId}`);
  const alerts = carried.map(
    (alert): MessageAlert => ({
      ...sayAlert(alert, settings?.timeZone ?? 'UTC'),
      account: nameOf(alert.accountId),
      openedAt: alert.openedAt,
    }),
  );
  if (message.channel === 'push') return pushTo(deps, person.personId, message.messageId, composePush(alerts));
  const to = settings?.email ?? person.email;
  if (to === null) return { kind: 'pointless' };
  if (!mailer) return { kind: 'later', words: 'no mail server is set up' };
  return mailer.send({ messageId: message.messageId, to, ...composeMail(alerts, message.mode, publicUrl) });
}

async function record(tx: Tx, { clock }: MessagesDeps, message: QueuedMessage, outcome: Outcome): Promise<void> {
  const now = clock.now();
  const { messageId, channel } = message;
  const isOver = now.getTime() - message.madeAt.getTime() >= triedForMs;
  if (outcome.kind === 'later' && !isOver)
    await retryMessage(tx, messageId, new Date(now.getTime() + retryAfterMs(message.attempts + 1)), outcome.words);
  else if (outcome.kind === 'later' || outcome.kind === 'refused') await endMessage(tx, messageId, 'failed', now, outcome.words);
  else await endMessage(tx, messageId, outcome.kind, now, null);
  if (channel === 'mail') await alertMail(tx, now);
}

/** Told once mails have failed and wait; over when none waits that was tried in vain. */
async function alertMail(tx: Tx, at: Date): Promise<void> {
  const mail = (await outboxStates(tx)).find(({ channel }) => channel === 'mail');
  const alert = { accountId: deskId, kind: 'desk.mail' as const, key: 'outbox', at };
  if (mail && mail.tried > 0) await openAlert(tx, { ...alert, details: { waiting: mail.waiting, error: mail.lastError } });
  else await resolveAlert(tx, alert);
}
