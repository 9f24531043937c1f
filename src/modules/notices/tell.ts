import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import { type Again, poke } from '#src/platform/due.ts';
import { modeOf } from './choices.ts';
import { type NewNotice, noteTold, untoldAlerts } from './message-store.ts';
import { choicesOf, withBrowser } from './person-views.ts';
import type { Recipient, Recipients } from './ports.ts';
import { type Channel, channels } from './ways.ts';

export type TellDeps = {
  database: Database;
  clock: Clock;
  recipients: Recipients;
  /** Whether mail can go out at all. */
  hasMail: boolean;
};

const atOnce = 500;

/** Due work `tell`: notes for each new alert of an account who hears of it and how, once; due work `messages` does the rest. */
export const tell =
  ({ database, clock, recipients, hasMail }: TellDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const people = (await recipients()).filter((person) => hearsOf(person, accountId));
    const ids = people.map(({ personId }) => personId);
    const count = await database.write([accountId], async (tx) => {
      const alerts = await untoldAlerts(tx, accountId, atOnce);
      if (alerts.length === 0) return 0;
      const [choices, browsers] = await Promise.all([choicesOf(tx, ids), withBrowser(tx, ids)]);
      const mayGo = (personId: string, channel: Channel) => (channel === 'mail' ? hasMail : browsers.has(personId));
      const rows = people.flatMap(({ personId }) =>
        alerts.flatMap(({ alertId, kind }) =>
          channels.flatMap((channel): NewNotice[] => {
            const mode = modeOf(choices.get(personId) ?? [], kind, channel);
            return mode !== 'off' && mayGo(personId, channel) ? [{ alertId, personId, channel, mode }] : [];
          }),
        ),
      );
      await noteTold(
        tx,
        accountId,
        alerts.map(({ alertId }) => alertId),
        rows,
        clock.now(),
      );
      if (rows.length > 0) await poke(tx, deskId, 'messages', clock.now());
      return alerts.length;
    });
    return count === atOnce ? clock.now() : 'rest';
  };

export const hearsOf = ({ accounts, minds }: Recipient, accountId: AccountId): boolean =>
  accountId === deskId ? minds : accounts === null || accounts.includes(accountId);
