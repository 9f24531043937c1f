import { randomUUID } from 'node:crypto';
import { smtpMailer } from '#src/adapters/mail/smtp-mailer.ts';
import { webPusher } from '#src/adapters/push/web-pusher.ts';
import { permissionsOf } from '#src/http/roles.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import { deskId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { messages, type SettingsDeps, tell, watch } from '#src/modules/notices/index.ts';
import type { Recipients } from '#src/modules/notices/ports.ts';
import { selectPeople } from '#src/modules/people/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { poke, type Work } from '#src/platform/due.ts';
import type { MailConfig } from '#src/platform/mail-config.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { accountLooks, deskLooks } from './watch-list.ts';

export type NoticeParts = {
  works: { tell: Work; messages: Work; watch: Work };
  routes: SettingsDeps & { emailOf: (personId: string) => Promise<string | null> };
  /** Makes the watch and what waits to be sent due; for where the desk works. */
  begin(): Promise<void>;
};

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  mail: MailConfig | undefined;
  publicUrl: string | undefined;
  dataDir: string | undefined;
};

/** Puts together what tells people: who hears, by what, and what is watched. */
export function noticeParts({ database, sealing, clock, mail, publicUrl, dataDir }: Deps): NoticeParts {
  const mailer = mail && smtpMailer(mail);
  const sender = mail && /[^\s<>@]{1,200}@([^\s<>@]+)/.exec(mail.from);
  const contact = sender ? `mailto:${sender[0]}` : (publicUrl ?? 'mailto:desk@waybill.invalid');
  // Push services live in real time, whatever the clock of a simulated Amazon says.
  const pusher = webPusher({ clock: systemClock, contact });
  const newMessageId = () => `<${randomUUID()}@${sender?.[1] ?? 'waybill.invalid'}>`;
  const accounts = () => listAccounts(database);
  const recipients: Recipients = async () =>
    (await database.read([], selectPeople)).flatMap(({ id, email, accounts: seen, role, demo, disabledAt }) =>
      disabledAt ? [] : [{ personId: id, email: demo ? null : email, accounts: seen, minds: permissionsOf(role).includes('desk.health') }],
    );
  const deps = { database, sealing, clock, pusher, mailer, newMessageId };
  return {
    works: {
      tell: tell({ database, clock, recipients, hasMail: mailer !== undefined }),
      messages: messages({ ...deps, recipients, accounts, publicUrl }),
      watch: watch({
        database,
        clock,
        accountIds: async () => (await accounts()).map(({ accountId }) => accountId),
        looks: accountLooks({ accounts }),
        deskLooks: deskLooks({ accounts, dataDir }),
      }),
    },
    routes: {
      ...deps,
      emailOf: async (personId) => (await recipients()).find((person) => person.personId === personId)?.email ?? null,
    },
    begin: () =>
      database.write([], async (tx) => {
        await poke(tx, deskId, 'watch', clock.now());
        await poke(tx, deskId, 'messages', clock.now());
      }),
  };
}
