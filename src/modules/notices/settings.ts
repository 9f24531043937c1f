import { AppError } from '#src/kernel/app-error.ts';
import type { Db } from '#src/platform/db.ts';
import { alertKindNames, alertKinds, isAlertKind } from './alert-kinds.ts';
import { modeOf } from './choices.ts';
import type { NoticeSettings, SettingsBody, SubscriptionBody, TestResult } from './contract.ts';
import { dropSubscription, type PersonSettings, saveChoices, savePerson, saveSubscription } from './person-store.ts';
import { choicesOf, settingsOf, subscriptionsOf } from './person-views.ts';
import type { Mailer } from './ports.ts';
import { type PushDeps, pushTo, subscriptionBinding, vapidKeys } from './push-to.ts';
import { isTimeZone, nextDigestAt } from './schedule-rules.ts';

export type SettingsDeps = PushDeps & { mailer: Mailer | undefined; newMessageId: () => string };

/** Whose settings: `email` is the address they sign in with, if they have one. */
export type Self = { personId: string; email: string | null };

const usualHour = 8;

const settingsNow = async (db: Db, personId: string, now: Date): Promise<PersonSettings> =>
  (await settingsOf(db, personId)) ?? {
    email: null,
    digestHour: usualHour,
    timeZone: 'UTC',
    nextDigestAt: nextDigestAt(now, usualHour, 'UTC'),
  };

/** Everything that the page of choices shows to a person about themselves. */
export async function noticeSettings(deps: SettingsDeps, { personId, email }: Self): Promise<NoticeSettings> {
  const { publicKey } = await vapidKeys(deps);
  return deps.database.read([], async (db) => {
    const settings = await settingsNow(db, personId, deps.clock.now());
    const choices = (await choicesOf(db, [personId])).get(personId) ?? [];
    const browsers = await subscriptionsOf(db, personId);
    return {
      mail: {
        server: deps.mailer?.server ?? null,
        from: deps.mailer?.from ?? null,
        address: settings.email,
        goesTo: deps.mailer ? (settings.email ?? email) : null,
      },
      push: {
        publicKey,
        browsers: browsers.map(({ endpointHash, label, madeAt, lastSentAt, lastError }) => ({
          id: endpointHash,
          label,
          madeAt: madeAt.toISOString(),
          lastSentAt: lastSentAt?.toISOString() ?? null,
          lastError,
        })),
      },
      digestHour: settings.digestHour,
      timeZone: settings.timeZone,
      kinds: alertKindNames.map((kind) => ({
        kind,
        name: alertKinds[kind].name,
        severity: alertKinds[kind].severity,
        mail: modeOf(choices, kind, 'mail'),
        push: modeOf(choices, kind, 'push'),
      })),
    };
  });
}

/** Changes what is given and leaves the rest. Throws INVALID_INPUT for a kind or time zone that there is not. */
export async function changeSettings({ database, clock }: SettingsDeps, { personId }: Self, change: SettingsBody): Promise<void> {
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    throw new AppError('INVALID_INPUT', 'timeZone must be a time zone such as Europe/Berlin');
  const choices = (change.choices ?? []).map((choice) => {
    if (!isAlertKind(choice.kind)) throw new AppError('INVALID_INPUT', 'choices.kind must be one of the kinds that the settings list');
    return { ...choice, kind: choice.kind };
  });
  await database.write([], async (tx) => {
    const before = await settingsNow(tx, personId, clock.now());
    const digestHour = change.digestHour ?? before.digestHour;
    const timeZone = change.timeZone ?? before.timeZone;
    const email = change.address === undefined ? before.email : change.address;
    const moved = digestHour !== before.digestHour || timeZone !== before.timeZone;
    const nextAt = moved ? nextDigestAt(clock.now(), digestHour, timeZone) : before.nextDigestAt;
    await savePerson(tx, personId, { email, digestHour, timeZone, nextDigestAt: nextAt });
    // The last choice for a kind and way counts, were it given twice.
    const unique = new Map(choices.map((choice) => [`${choice.kind} ${choice.channel}`, choice]));
    if (unique.size > 0) await saveChoices(tx, personId, [...unique.values()]);
  });
}

/** Takes a browser in that shall be pushed to. Throws INVALID_INPUT when its address is no push service's. */
export async function addBrowser(
  { database, sealing, clock, pusher }: SettingsDeps,
  { personId }: Self,
  body: SubscriptionBody,
): Promise<void> {
  const { label, ...subscription } = body;
  if (!pusher.isPushService(subscription.endpoint))
    throw new AppError('INVALID_INPUT', 'endpoint must be the address of a push service of a browser, by https');
  const endpointHash = sealing.blind('push endpoint', subscription.endpoint);
  const sealed = sealing.seal(Buffer.from(JSON.stringify(subscription)), subscriptionBinding(endpointHash));
  await database.write([], (tx) => saveSubscription(tx, { endpointHash, personId, label, sealed, at: clock.now() }));
}

export const removeBrowser = ({ database }: SettingsDeps, { personId }: Self, id: string): Promise<void> =>
  database.write([], (tx) => dropSubscription(tx, personId, id));

/** Sends a person a trial message at once and says what became of it, in words for them. */
export async function sendTrial(deps: SettingsDeps, self: Self, channel: 'mail' | 'push'): Promise<TestResult> {
  const messageId = deps.newMessageId();
  if (channel === 'push') {
    const outcome = await pushTo(deps, self.personId, messageId, {
      title: 'Pushes work',
      text: 'This is how the desk tells you.',
      page: '/alerts',
    });
    if (outcome.kind === 'sent') return { sent: true, words: 'The push service took it; your browser shows it in a moment.' };
    return { sent: false, words: outcome.kind === 'pointless' ? 'No browser of yours takes pushes yet.' : outcome.words };
  }
  const settings = await deps.database.read([], (db) => settingsOf(db, self.personId));
  const to = settings?.email ?? self.email;
  if (!deps.mailer)
    return { sent: false, words: 'No mail server is set up: set WAYBILL_SMTP_URL and WAYBILL_MAIL_FROM and start the desk again.' };
  if (to === null) return { sent: false, words: 'There is no address to send to: enter one.' };
  const text = 'Mail from your desk arrives. What you hear of, where and when is your choice: Alerts, Choices.\n';
  const outcome = await deps.mailer.send({ messageId, to, subject: 'Mail from your desk works', text, html: `<p>${text.trim()}</p>` });
  return outcome.kind === 'sent'
    ? { sent: true, words: `The mail server ${deps.mailer.server} took it.` }
    : { sent: false, words: outcome.words };
}
