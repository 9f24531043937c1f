import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { Mailer, Pusher, Recipients } from './ports.ts';

export type MessagesDeps = {
  database: Database;
  clock: Clock;
  sealing: Sealing;
  recipients: Recipients;
  /** The accounts there are, with their names. */
  accounts: () => Promise<readonly { accountId: AccountId; name: string }[]>;
  mailer: Mailer | undefined;
  pusher: Pusher;
  /** Where people open the desk, for the links of mails. */
  publicUrl: string | undefined;
  /** A new name for a message; the Message-ID of a mail. */
  newMessageId: () => string;
};
