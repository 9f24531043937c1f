import { AppError } from '#src/kernel/app-error.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { withOwner } from '#src/platform/backup/write-backup.ts';
import { migrations } from '#src/platform/migrate.ts';
import { type ServerFacts, serverFacts } from '#src/platform/server-facts.ts';
import type { ReachedDatabase } from '../reach-database.ts';
import { ageWords, type Finding, fail, findings, ok, sizeWords, type Verdict, warn } from './finding.ts';

const mostSkewMs = 5_000;
const longTransactionSeconds = 300;

export async function checkDatabase({ connection, how }: ReachedDatabase): Promise<Finding[]> {
  const asked = systemClock.now().getTime();
  const facts = await withOwner(connection, serverFacts);
  const answered = systemClock.now().getTime();
  const own = (await migrations()).map(({ name }) => name);
  return findings('database', {
    server: versionVerdict(facts, how),
    size: ok(sizeWords(facts.bytes)),
    durability: durabilityVerdict(facts.settings),
    encoding:
      facts.settings['server_encoding'] === 'UTF8'
        ? ok('UTF8')
        : fail(facts.settings['server_encoding'] ?? 'unknown', 'Make the database with ENCODING UTF8.'),
    extensions: ok(facts.extensions.join(', ')),
    role: roleVerdict(facts),
    'row-level security':
      facts.openTables.length === 0
        ? ok('forced on every table of accounts')
        : fail(
            `not forced on ${facts.openTables.join(', ')}`,
            'Restore the schema from a backup, or report it: one forgotten filter could leak.',
          ),
    migrations: migrationsVerdict(facts, own),
    clock: skewVerdict(facts.now.getTime(), asked, answered),
    connections: connectionsVerdict(facts),
    locks:
      facts.waitingForLocks === 0
        ? ok('nobody waits')
        : warn(`${facts.waitingForLocks} sessions wait for a lock`, 'If it stays so, look at pg_stat_activity for who holds it.'),
    'long transactions': transactionVerdict(facts),
  });
}

const versionVerdict = ({ version, versionNumber, user, database }: ServerFacts, how: ReachedDatabase['how']): Verdict => {
  const place =
    how === 'external'
      ? `database ${database} as ${user}`
      : how === 'own'
        ? 'embedded, started for this look'
        : 'embedded, of the desk that runs';
  return versionNumber >= 150_000 ? ok(`PostgreSQL ${version}, ${place}`) : fail(`PostgreSQL ${version}`, 'Use PostgreSQL 15 or newer.');
};

function durabilityVerdict(settings: Record<string, string>): Verdict {
  const off = ['fsync', 'full_page_writes'].filter((name) => settings[name] === 'off');
  if (off.length > 0) return fail(`${off.join(' and ')} off`, 'Switch it on: a power cut destroys the database otherwise.');
  if (settings['synchronous_commit'] === 'off') return warn('synchronous_commit is off', 'A crash loses the last moments; switch it on.');
  return ok(`fsync on, checksums ${settings['data_checksums'] ?? 'unknown'}`);
}

function roleVerdict({ deskRole }: ServerFacts): Verdict {
  if (!deskRole) return warn('waybill_desk is not there yet', 'The first start makes it.');
  if (!deskRole.isMember) return fail('the user of DATABASE_URL may not become waybill_desk', 'GRANT waybill_desk TO <user>;');
  if (deskRole.isSuperuser || deskRole.passesSecurity || deskRole.ownsTables > 0)
    return fail('waybill_desk may pass row-level security by', 'Take SUPERUSER and BYPASSRLS from waybill_desk, and what it owns.');
  return ok('waybill_desk owns nothing and cannot pass row-level security by');
}

function migrationsVerdict({ migrations: present, isHalfRestored }: ServerFacts, own: readonly string[]): Verdict {
  if (isHalfRestored) return fail('a restore broke off', 'Run it again: npm run waybill -- restore <file>');
  const newer = present.filter((name) => !own.includes(name));
  if (newer.length > 0)
    return fail(`of a newer version: ${newer.join(', ')}`, 'Start the newer version, or restore a backup from before the upgrade.');
  const missing = own.filter((name) => !present.includes(name));
  if (missing.length > 0)
    return warn(`${missing.length} missing: ${missing.join(', ')}`, 'The next start applies them, or: npm run waybill -- migrate');
  return ok(`all ${own.length} applied`);
}

function skewVerdict(server: number, asked: number, answered: number): Verdict {
  const skew = Math.round(server < asked ? server - asked : server > answered ? server - answered : 0);
  const detail = `${skew === 0 ? 'agrees with' : `${Math.abs(skew)} ms ${skew > 0 ? 'ahead of' : 'behind'}`} this machine's`;
  return Math.abs(skew) <= mostSkewMs
    ? ok(detail)
    : warn(detail, 'Let both machines keep time by NTP: ages shown by the database are wrong otherwise.');
}

function connectionsVerdict({ connections, settings }: ServerFacts): Verdict {
  const all = connections.reduce((sum, { count }) => sum + count, 0);
  const most = Number(settings['max_connections'] ?? 0);
  const detail = `${all} to this database of ${most} to the server: ${connections.map(({ name, count }) => `${name || 'unnamed'} ${count}`).join(', ')}`;
  return most > 0 && all > most * 0.8 ? warn(detail, 'Raise max_connections: each desk process may take 25.') : ok(detail);
}

function transactionVerdict({ oldestTransaction: oldest }: ServerFacts): Verdict {
  if (!oldest || oldest.seconds < longTransactionSeconds) return ok('none');
  const detail = `one of ${oldest.name || 'an unnamed program'} is open for ${ageWords(oldest.seconds * 1000)} (${oldest.state})`;
  return warn(detail, 'End it if nobody needs it: it holds migrations and cleaning up. A backup may rightly take long.');
}

/** The finding for a database that cannot be reached, in the words of the error. */
export const unreachable = (error: unknown): Finding[] =>
  findings('database', {
    server: fail(
      error instanceof AppError ? error.message : 'it cannot be reached',
      'See docs/running.md, "The database"; the embedded one writes its log to <data>/postgres.log.',
    ),
  });
