import type { Clock } from '#src/kernel/clock.ts';
import type { Account } from '#src/modules/accounts/questions.ts';
import { quarantineCounts } from '#src/modules/orders/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { syncRows } from '#src/modules/sync/questions.ts';
import { listOutbox } from '#src/modules/writes/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { deskItself, dueBacklog, failingWork } from '#src/platform/due.ts';
import { ageWords, type Finding, fail, findings, ok, type Verdict, warn } from './finding.ts';

type Deps = { database: Database; clock: Clock; accounts: readonly Account[]; isRunning: boolean };

const lateMs = 15 * 60_000;
const staleMs = 60 * 60_000;
const stuckMs = 6 * 3_600_000;

/** Due work, and of each account: sync, quota, writes under way, quarantine. */
export async function checkWork({ database, clock, accounts, isRunning }: Deps): Promise<Finding[]> {
  const now = clock.now();
  const age = (at: Date | string | null) => (at === null ? Number.POSITIVE_INFINITY : now.getTime() - new Date(at).getTime());
  const nameOf = (id: string) =>
    accounts.find(({ accountId }) => accountId === id)?.name ?? (id === deskItself ? 'the desk' : `account ${id}`);
  const [backlog, failing] = await database.read([], async (db) => [await dueBacklog(db, now), await failingWork(db)] as const);
  const shared = findings('work', {
    due: dueVerdict(backlog, age(backlog.oldest), isRunning),
    failing:
      failing.length === 0
        ? ok('nothing fails')
        : warn(
            failing
              .map(({ accountId, work, failures, lastError }) => `${work} of ${nameOf(accountId)}, ${failures} times: ${lastError}`)
              .join('; '),
            'It is repeated by itself; what is behind it stands in the log.',
          ),
  });
  const ids = accounts.map(({ accountId }) => accountId);
  const { sync, quotas, outbox, quarantined } = await database.read(ids, async (db) => ({
    sync: await syncRows(db),
    quotas: await quotaStates(db, now),
    outbox: await listOutbox(db, 'open'),
    quarantined: await quarantineCounts(db),
  }));
  const perAccount = accounts.flatMap((account) => {
    const { accountId, name } = account;
    const stream = sync.find((row) => row.accountId === accountId);
    const writes = outbox.filter((write) => write.accountId === accountId);
    const stuck = writes.filter(({ askedAt }) => age(askedAt) > stuckMs);
    const blocked = (quotas.get(accountId) ?? []).filter(({ blockedUntil }) => blockedUntil);
    const waiting = quarantined.get(accountId) ?? 0;
    return findings('accounts', {
      [`${name}: connection`]: connectionVerdict(account),
      [`${name}: sync`]:
        account.state === 'connected' && account.host !== 'files' ? syncVerdict(stream, age(stream?.lastSuccessAt ?? null)) : undefined,
      [`${name}: quota`]:
        blocked.length === 0
          ? ok('nothing is blocked')
          : warn(
              `Amazon blocks ${blocked.map(({ operation }) => operation).join(', ')}`,
              'It ends by itself; another program may be using the same application.',
            ),
      [`${name}: writes`]:
        stuck.length === 0
          ? ok(`${writes.length} under way`)
          : fail(
              `${stuck.length} of ${writes.length} are under way for more than ${ageWords(stuckMs)}`,
              'npm run waybill -- writes shows them with their reasons.',
            ),
      [`${name}: quarantine`]:
        waiting === 0 ? ok('empty') : warn(`${waiting} answers could not be understood`, 'After an update: npm run waybill -- replay'),
    });
  });
  return [...shared, ...perAccount];
}

function dueVerdict({ waiting }: { waiting: number }, oldest: number, isRunning: boolean): Verdict {
  if (waiting === 0) return ok('nothing waits');
  const detail = `${waiting} due, the oldest for ${ageWords(oldest)}`;
  if (oldest < lateMs) return ok(detail);
  return isRunning
    ? fail(detail, 'Nobody does it: start a worker (npm start, or --only=worker), and look into its log.')
    : warn(detail, 'It goes on when the desk runs: npm start');
}

function connectionVerdict({ state, stateReason, host, readOnlySince }: Account): Verdict {
  const detail = `${state}, orders from ${host}${readOnlySince ? ', read-only' : ''}`;
  return state === 'refused' ? fail(`${detail}: ${stateReason ?? ''}`, 'Connect it anew on the page Accounts.') : ok(detail);
}

function syncVerdict(stream: { lastError: string | null; asOf: Date | null } | undefined, sinceSuccess: number): Verdict {
  if (!stream) return warn('nothing was asked yet', 'The first sweep comes when the desk runs.');
  if (stream.lastError !== null) return warn(`last attempt: ${stream.lastError}`, 'It is repeated by itself; the Sync page has more.');
  const detail = `last success ${ageWords(sinceSuccess)} ago, fresh as of ${stream.asOf?.toISOString() ?? 'no time yet'}`;
  return sinceSuccess < staleMs ? ok(detail) : warn(detail, 'Start the desk; if it runs, look into its log.');
}
