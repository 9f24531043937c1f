import type { dutyWords } from './duty-words.ts';

/** What is measured. `null`: that part is not set up, or cannot be asked. */
export type ComplianceFacts = {
  now: Date;
  /** When the desk began: what recurs is due only so long after it. */
  since: Date;
  vault: { orders: number; overdue: number; oldestDue: Date | null };
  lastPurge: { at: Date; traces: number; looked: boolean } | null;
  lastLook: { at: Date; traces: number } | null;
  keys: { root: 'file' | 'environment' | 'command' | null; version: number; madeAt: Date; isRotating: boolean };
  /** The oldest client secret of a connection with Amazon itself. */
  oldestSecret: Date | null;
  people: { total: number; withoutSecondFactor: number; lastReviewAt: Date | null } | null;
  backups: { lastAt: Date | null; checkedAt: Date | null; failed: boolean; scheduled: boolean } | null;
  /** How the page is reached, and the database. */
  web: 'loopback' | 'tls' | 'plain';
  database: 'socket' | 'loopback' | 'tls' | 'plain';
  /** Whether a line written to the log just now hid what it must. */
  redaction: boolean;
};

/** `yours`: no program can measure it; it is the seller's to do. */
export type DutyState = 'good' | 'warn' | 'bad' | 'yours';
export type Judgement = { state: DutyState; finding: string; remedy: string | null };
export type DutyId = keyof typeof dutyWords;

const dayMs = 86_400_000;
const days = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMs);
const day = (at: Date): string => at.toISOString().slice(0, 10);

const good = (finding: string): Judgement => ({ state: 'good', finding, remedy: null });
const warn = (finding: string, remedy: string): Judgement => ({ state: 'warn', finding, remedy });
const bad = (finding: string, remedy: string): Judgement => ({ state: 'bad', finding, remedy });
const yours = (finding: string): Judgement => ({ state: 'yours', finding, remedy: null });

/** How often what recurs is due, in days (rules.md 10, spapi.md 10.6). */
export const dutyDays = {
  purgeGrace: 1,
  key: 365,
  clientSecret: 180,
  review: 92,
  backup: 2,
  backupTest: 30,
  firstBackup: 7,
  look: 30,
} as const;

/** Every duty by the facts, in the order of the page. */
export function judgeDuties(facts: ComplianceFacts): ({ id: DutyId } & Judgement)[] {
  return (Object.keys(rules) as DutyId[]).map((id) => ({ id, ...rules[id](facts) }));
}

/** The state of the whole page: the worst of what is measured. */
export const worstOf = (list: readonly { state: DutyState }[]): Exclude<DutyState, 'yours'> =>
  list.some(({ state }) => state === 'bad') ? 'bad' : list.some(({ state }) => state === 'warn') ? 'warn' : 'good';

const rules: Record<DutyId, (facts: ComplianceFacts) => Judgement> = {
  retention: ({ vault, now }) => {
    if (vault.overdue === 0) return good(`Personal data of ${counted(vault.orders, 'order')} is held; none is past its day.`);
    const late = vault.oldestDue ? days(vault.oldestDue, now) : 0;
    const finding = `${counted(vault.overdue, 'order')} past the day, the oldest for ${counted(late, 'day')}.`;
    const remedy = 'Look at the page Sync whether the due work purge fails; start the desk with its worker.';
    return late > dutyDays.purgeGrace ? bad(finding, remedy) : warn(finding, remedy);
  },
  erasure: ({ lastPurge, lastLook }) => {
    const traces = (lastPurge?.traces ?? 0) + (lastLook?.traces ?? 0);
    const remedy = 'Open the report on the page Privacy: it names the column or file. Remove it there and look again.';
    if (traces > 0) return bad(`The last look found ${counted(traces, 'trace')} outside the vault.`, remedy);
    if (lastPurge && !lastPurge.looked)
      return warn(`The purge of ${day(lastPurge.at)} was cut off before its look.`, 'Look for traces on the page Privacy.');
    return good(
      lastPurge
        ? `The purge of ${day(lastPurge.at)} left nothing in any table or file.`
        : 'Nothing has had to go yet; each purge is followed by a look.',
    );
  },
  atRest: ({ keys }) =>
    keys.root === 'command'
      ? good('AES-256-GCM, a key per order; the keys of the desk are wrapped by your key management service.')
      : good(
          `AES-256-GCM, a key per order; the keys of the desk are wrapped by a master key from ${keys.root === 'environment' ? 'the environment' : 'a file of mode 0600'}.`,
        ),
  keyAge: ({ keys, now }) => {
    const age = days(keys.madeAt, now);
    if (keys.isRotating) return good(`Version ${keys.version} is taking over now.`);
    if (age <= dutyDays.key) return good(`Version ${keys.version}, ${counted(Math.max(age, 0), 'day')} old.`);
    return bad(`Version ${keys.version} is ${age} days old.`, 'Rotate the keys below, or run: npm run waybill -- keys rotate');
  },
  clientSecret: ({ oldestSecret, now }) => {
    if (!oldestSecret) return good('No connection with Amazon holds a secret.');
    const age = days(oldestSecret, now);
    const remedy = 'Make a new client secret in Seller Central (Develop apps) and enter it on the page Accounts.';
    if (age > dutyDays.clientSecret) return bad(`The oldest client secret was entered ${age} days ago.`, remedy);
    if (age > dutyDays.clientSecret - 14) return warn(`The oldest client secret ends in ${dutyDays.clientSecret - age} days.`, remedy);
    return good(`The oldest client secret was entered ${counted(Math.max(age, 0), 'day')} ago.`);
  },
  inTransit: ({ web, database }) => {
    if (web === 'plain')
      return bad(
        'The page is reached without TLS from other machines.',
        'Put a proxy with TLS in front (docs/running.md) and set WAYBILL_PUBLIC_URL to its https address.',
      );
    if (database === 'plain')
      return bad('The database is another machine and the connection to it has no TLS.', 'Add sslmode=verify-full to DATABASE_URL.');
    const page = web === 'tls' ? 'The page is served over TLS' : 'The page answers this machine only';
    const data = database === 'tls' ? 'the database is reached over TLS' : 'the database stands on this machine';
    return good(`${page}; ${data}; Amazon is called over TLS only.`);
  },
  people: ({ people }) => {
    if (!people || people.total === 0)
      return warn('Nobody has an account on this desk yet.', 'Open the link that the desk printed at its start and make the owner.');
    if (people.withoutSecondFactor === 0)
      return good(`${counted(people.total, 'person', 'people')}, each with an account of their own and a second factor.`);
    return bad(
      `${people.withoutSecondFactor} of ${counted(people.total, 'person', 'people')} sign in without a second factor.`,
      'Each of them sets it up on the page My sign-in; whoever does not should be removed on the page People.',
    );
  },
  passwords: () => good('At least 12 characters, known leaked ones and the last ten refused, locked after 10 wrong attempts; built in.'),
  review: ({ people, since, now }) => {
    const last = people?.lastReviewAt ?? since;
    const age = days(last, now);
    const remedy = 'Go through the list on the page People, Access review.';
    if (age > dutyDays.review) return bad(`The last review, or the start of this desk, is ${age} days ago.`, remedy);
    return good(`Counted from ${day(last)}, the next is due by ${day(new Date(last.getTime() + dutyDays.review * dayMs))}.`);
  },
  logs: ({ redaction }) =>
    redaction
      ? good('A line with every personal field was just written and hid them all; who opened what is kept, chained, without end.')
      : bad('A line written just now showed a personal field.', 'Stop the desk, update it, and remove the log files of this version.'),
  backups: ({ backups, since, now }) => {
    const isNew = days(since, now) < dutyDays.firstBackup;
    const remedy = 'Set WAYBILL_BACKUP_DIR and a passphrase (docs/running.md, Backups), on another disk than the data.';
    if (!backups?.lastAt)
      return isNew
        ? good(`The first one is due by ${day(new Date(since.getTime() + dutyDays.firstBackup * dayMs))}: this desk is new.`)
        : bad('There is no backup.', remedy);
    if (backups.failed)
      return bad('The last backup or its test failed.', 'The page Health says why; make one with: npm run waybill -- backup');
    const age = days(backups.lastAt, now);
    if (age > dutyDays.backup)
      return warn(`The last backup is ${age} days old.`, 'Schedule it, or make one with: npm run waybill -- backup');
    const tested = backups.checkedAt ? days(backups.checkedAt, now) : undefined;
    if (tested === undefined && isNew)
      return good(`Encrypted, last on ${day(backups.lastAt)}; the first test of a restore is due within the week.`);
    if (tested === undefined || tested > dutyDays.backupTest)
      return warn(
        `Encrypted, last on ${day(backups.lastAt)}, but no restore was tried within ${dutyDays.backupTest} days.`,
        'Try it with: npm run waybill -- backup check',
      );
    return good(`Encrypted, last on ${day(backups.lastAt)}, a restore tried on ${day(backups.checkedAt ?? now)}.`);
  },
  requests: () => good('Orders of a buyer are found by e-mail address or name and erased at once on the page Privacy.'),
  use: () =>
    good('Data of one account is never shown in another, and the desk sends no buyer data anywhere but to Amazon and what you print.'),
  network: ({ web }) =>
    web === 'loopback'
      ? good('The desk listens on this machine only; nothing can reach it from the network.')
      : yours('Keep the firewall of the machine closed but for the proxy and SSH; the database must not be reachable from outside.'),
  vulnerabilities: () =>
    yours(
      'Scan the machine at least every 30 days and have it tested once a year. Every release of Waybill checks its packages and its own code.',
    ),
  incidents: () =>
    yours(
      'Write down who tells Amazon (security@amazon.com, within 24 hours of noticing) and read it again every six months. docs/privacy.md has a plan to start from.',
    ),
  otherData: () =>
    yours(
      'Orders without personal data stay for your books. Amazon wants what no law keeps gone after 18 months: remove an account, or decide the ground.',
    ),
};

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
