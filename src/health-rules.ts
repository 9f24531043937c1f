import type { HealthPart } from '#src/modules/notices/contract.ts';
import { type Disk, isNearlyFull, sayBytes } from '#src/platform/disk.ts';

type State = HealthPart['state'];
type Facts = HealthPart['facts'];

/** What was measured; each part is judged by itself, so that one that cannot be measured hides no other. */
export type Measured = {
  version: string;
  database: { version: string; bytes: number; missing: readonly string[]; pool: { open: number; idle: number; waiting: number } };
  work: { waiting: number; lateMs: number; stuck: readonly { work: string; failures: number; error: string | null }[] };
  accounts: readonly {
    name: string;
    state: string;
    stateReason: string | null;
    ageMs: number | null;
    backlog: number;
    error: string | null;
  }[];
  disk: Disk | undefined;
  memory: { rss: number; heap: number; machineFree: number; machine: number };
  mail: { server: string | null; waiting: number; tried: number; lastError: string | null; lastSentMs: number | null };
  backup: { ageMs: number | null; failure: string | null; isPlanned: boolean; isNeeded: boolean; checkedMs: number | null };
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "3 min", "5 h", "2 days" */
export function sayAge(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < 2 * hour) return `${Math.round(ms / minute)} min`;
  return ms < 2 * day ? `${Math.round(ms / hour)} h` : `${Math.round(ms / day)} days`;
}

const fact = (label: string, value: string | number): Facts[number] => ({ label, value: String(value) });
const part = (name: string, id: string, state: State, text: string, todo: string | null, facts: Facts = []): HealthPart => ({
  part: id,
  name,
  state,
  text,
  todo,
  facts,
});

/** The worst of several. */
export const worst = (states: readonly State[]): State => (states.includes('bad') ? 'bad' : states.includes('warn') ? 'warn' : 'good');

/** How each part of the desk is doing, in words, and what to do. */
export const healthParts = (found: Measured): HealthPart[] => [
  ofDatabase(found),
  ofWork(found),
  ...found.accounts.map(ofAccount),
  ofBackup(found),
  ofMail(found),
  ofDisk(found),
  ofMemory(found),
  part('Version', 'version', 'good', `This is Waybill ${found.version}.`, null),
];

function ofDatabase({ database: { version, bytes, missing, pool } }: Measured): HealthPart {
  const facts = [fact('PostgreSQL', version), fact('Size', sayBytes(bytes)), fact('Connections', `${pool.open} open, ${pool.idle} idle`)];
  if (missing.length > 0)
    return part(
      'Database',
      'database',
      'bad',
      `It answers, but ${missing.length} migrations are missing.`,
      'Run npm run waybill -- migrate.',
      facts,
    );
  if (pool.waiting > 5)
    return part(
      'Database',
      'database',
      'warn',
      `It answers, but ${pool.waiting} requests wait for a connection.`,
      'If this stays so, the database is too slow for the work: look at its processor and disk.',
      facts,
    );
  return part('Database', 'database', 'good', 'It answers, and its schema is that of this version.', null, facts);
}

function ofWork({ work: { waiting, lateMs, stuck } }: Measured): HealthPart {
  const facts = [fact('Due now', waiting), fact('Oldest waits', lateMs > 0 ? sayAge(lateMs) : 'none')];
  if (lateMs > 15 * minute)
    return part(
      'Work',
      'work',
      'bad',
      `Work has been due for ${sayAge(lateMs)}: nobody does it.`,
      'Start the desk, or a worker (--only=worker), and look into its log.',
      facts,
    );
  const [first] = stuck;
  if (first)
    return part(
      'Work',
      'work',
      'warn',
      `“${first.work}” failed ${first.failures} times in a row${first.error === null ? '' : `: ${first.error}`}`,
      'It is tried again every few minutes. If the reason does not tell what to do, look into the log of the desk.',
      facts,
    );
  return part('Work', 'work', 'good', 'Everything that is due is being done.', null, facts);
}

function ofAccount({ name, state, stateReason, ageMs, backlog, error }: Measured['accounts'][number]): HealthPart {
  const title = `Orders of ${name}`;
  const id = `account ${name}`;
  const facts = [fact('As of', ageMs === null ? 'not yet' : `${sayAge(ageMs)} ago`), fact('To be fetched', backlog)];
  if (state === 'refused')
    return part(
      title,
      id,
      'bad',
      'Amazon does not accept the credentials.',
      'Authorise the application anew and enter the new token on Accounts.',
      facts,
    );
  if (state !== 'connected')
    return part(title, id, 'good', stateReason ?? 'The account is not connected; it is fed from files.', null, facts);
  if (ageMs === null && error === null) return part(title, id, 'good', 'The first orders are coming in.', null, facts);
  if (ageMs === null || ageMs > 30 * minute)
    return part(
      title,
      id,
      ageMs === null || ageMs > 6 * hour ? 'bad' : 'warn',
      `Changes at Amazon do not come in${error === null ? '' : `: ${error}`}`,
      'Look at Sync. If Amazon is away, it goes on by itself.',
      facts,
    );
  return part(title, id, 'good', 'Changes at Amazon come in.', null, facts);
}

function ofBackup({ backup: { ageMs, failure, isPlanned, isNeeded, checkedMs } }: Measured): HealthPart {
  const facts = [
    fact('Last good one', ageMs === null ? 'none' : `${sayAge(ageMs)} ago`),
    fact('Last tried by restoring', checkedMs === null ? 'never' : `${sayAge(checkedMs)} ago`),
  ];
  if (failure !== null)
    return part(
      'Backup',
      'backup',
      'bad',
      `The last backup failed: ${failure}`,
      'Mend what it names and run npm run waybill -- backup.',
      facts,
    );
  if (!isPlanned && ageMs === null)
    return isNeeded
      ? part(
          'Backup',
          'backup',
          'bad',
          'There is no backup and none is planned.',
          'Set WAYBILL_BACKUP_DIR and a passphrase; docs/running.md tells how.',
          facts,
        )
      : part('Backup', 'backup', 'good', 'None is planned. A demo needs none.', null, facts);
  if (ageMs === null) return part('Backup', 'backup', 'warn', 'None has been made yet; the first one is planned.', null, facts);
  if (ageMs > 36 * hour)
    return part(
      'Backup',
      'backup',
      'warn',
      `The last backup is ${sayAge(ageMs)} old.`,
      'Run npm run waybill -- backup, or set WAYBILL_BACKUP_DIR so that it happens by itself.',
      facts,
    );
  return part('Backup', 'backup', 'good', 'There is a fresh backup, encrypted and read back.', null, facts);
}

function ofMail({ mail: { server, waiting, tried, lastError, lastSentMs } }: Measured): HealthPart {
  if (server === null) return part('Mail', 'mail', 'good', 'No mail server is set up: alerts are shown here and pushed to browsers.', null);
  const facts = [
    fact('Server', server),
    fact('Waiting', waiting),
    fact('Last sent', lastSentMs === null ? 'never' : `${sayAge(lastSentMs)} ago`),
  ];
  if (tried > 0)
    return part(
      'Mail',
      'mail',
      'warn',
      `${waiting} mails wait and are tried again${lastError === null ? '' : `: ${lastError}`}`,
      'Check WAYBILL_SMTP_URL and the server; Choices has a button for a trial.',
      facts,
    );
  return part('Mail', 'mail', 'good', 'Mails go out.', null, facts);
}

function ofDisk({ disk }: Measured): HealthPart {
  if (!disk)
    return part(
      'Disk',
      'disk',
      'warn',
      'The disk of the data folder cannot be looked at.',
      'Check that the data folder exists and can be read.',
    );
  const facts = [fact('Free', sayBytes(disk.free)), fact('In all', sayBytes(disk.total))];
  return isNearlyFull(disk)
    ? part(
        'Disk',
        'disk',
        'bad',
        `Only ${sayBytes(disk.free)} are left on the disk of the data folder.`,
        'Free space or take a larger disk before it is full: then nothing more can be stored.',
        facts,
      )
    : part('Disk', 'disk', 'good', 'There is room on the disk of the data folder.', null, facts);
}

function ofMemory({ memory: { rss, heap, machineFree, machine } }: Measured): HealthPart {
  const facts = [
    fact('This process', sayBytes(rss)),
    fact('Of it in use', sayBytes(heap)),
    fact('Free on the machine', sayBytes(machineFree)),
  ];
  const isShort = machineFree < machine / 20;
  return isShort
    ? part('Memory', 'memory', 'warn', 'The machine has hardly any memory left.', 'Stop what else runs on it, or give it more.', facts)
    : part('Memory', 'memory', 'good', 'There is memory left.', null, facts);
}
