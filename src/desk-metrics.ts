import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { openByAccount, outboxStates } from '#src/modules/notices/questions.ts';
import { quarantineCounts } from '#src/modules/orders/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { syncRows } from '#src/modules/sync/questions.ts';
import { openWriteStates } from '#src/modules/writes/questions.ts';
import { backupState } from '#src/platform/backup/backup-runs.ts';
import type { Database, Db } from '#src/platform/db.ts';
import { diskOf } from '#src/platform/disk.ts';
import { dueBacklog } from '#src/platform/due.ts';
import { createMetrics, type GaugeShape, type Metrics, type Sample } from '#src/platform/metrics.ts';

const gauge = (name: string, help: string, ...labels: string[]): GaugeShape => ({ name: `waybill_${name}`, help, labels });

/** What the database and the machine know: but for the pool, the same in every process of a desk. */
const gauges: readonly GaugeShape[] = [
  gauge('info', 'Always 1; the version is a label', 'version'),
  gauge('due_waiting', 'Pieces of work that are due'),
  gauge('due_oldest_seconds', 'For how long the oldest piece of due work waits'),
  gauge('writes_open', 'Changes on their way to Amazon by state', 'account', 'state'),
  gauge('writes_oldest_seconds', 'The age of the oldest change on its way by state', 'account', 'state'),
  gauge('sync_freshness_seconds', 'How old the newest moment is up to which all changes at Amazon are here', 'account'),
  gauge('sync_backlog', 'Orders that wait to be fetched in full', 'account'),
  gauge('quarantine_open', 'Answers that could not be understood', 'account'),
  gauge('quota_tokens', 'Calls that Amazon allows now', 'account', 'operation'),
  gauge('quota_calls', 'Calls made since the account was connected', 'account', 'operation'),
  gauge('quota_throttled', 'Answers 429 since the account was connected', 'account', 'operation'),
  gauge('alerts_open', 'Open alerts by kind; account 0 is the desk itself', 'account', 'kind'),
  gauge('messages_waiting', 'Mails and pushes that wait to be sent', 'channel'),
  gauge('messages_oldest_seconds', 'For how long the oldest of them waits', 'channel'),
  gauge('pool_connections', 'Connections of this process to the database: open, idle; waiting counts who wants one', 'state'),
  gauge('disk_free_bytes', 'Free space on the disk of the data folder'),
  gauge('disk_bytes', 'The size of that disk'),
  gauge('backup_age_seconds', 'The age of the last good backup'),
];

type Deps = { database: Database; clock: Clock; version: string; dataDir: string | undefined; ofProcess: boolean };
type Add = (name: string, value: number, labels?: Readonly<Record<string, string>>) => void;

/** The metrics of this process, with what the database knows at each scrape. */
export function deskMetrics({ database, clock, version, dataDir, ofProcess }: Deps): Metrics {
  const measure = async (): Promise<Map<string, Sample[]>> => {
    const samples = new Map<string, Sample[]>();
    const add: Add = (name, value, labels = {}) => {
      const list = samples.get(`waybill_${name}`) ?? [];
      samples.set(`waybill_${name}`, list);
      list.push({ labels, value });
    };
    add('info', 1, { version });
    for (const [state, value] of Object.entries(database.pool())) add('pool_connections', value, { state });
    const disk = dataDir === undefined ? undefined : await diskOf(dataDir);
    if (disk) {
      add('disk_free_bytes', disk.free);
      add('disk_bytes', disk.total);
    }
    const accounts: AccountId[] = (await listAccounts(database)).map(({ accountId }) => accountId);
    await database.read([deskId, ...accounts], (db) => measureDatabase(db, clock.now(), add));
    return samples;
  };
  return createMetrics(gauges, measure, { ofProcess });
}

async function measureDatabase(db: Db, now: Date, add: Add): Promise<void> {
  const age = (at: Date) => Math.max(0, (now.getTime() - at.getTime()) / 1000);
  const { waiting, oldest } = await dueBacklog(db, now);
  add('due_waiting', waiting);
  add('due_oldest_seconds', oldest ? age(oldest) : 0);
  for (const { accountId: account, state, writes, oldest: since } of await openWriteStates(db)) {
    add('writes_open', writes, { account, state });
    add('writes_oldest_seconds', age(since), { account, state });
  }
  for (const { accountId: account, asOf, backlog } of await syncRows(db)) {
    if (asOf) add('sync_freshness_seconds', age(asOf), { account });
    add('sync_backlog', Number(backlog), { account });
  }
  for (const [account, count] of await quarantineCounts(db)) add('quarantine_open', count, { account });
  for (const [account, states] of await quotaStates(db, now))
    for (const { operation, tokens, calls, throttled } of states) {
      add('quota_tokens', tokens, { account, operation });
      add('quota_calls', calls, { account, operation });
      add('quota_throttled', throttled, { account, operation });
    }
  for (const { accountId: account, kind, open } of await openByAccount(db)) add('alerts_open', open, { account, kind });
  for (const { channel, waiting: messages, oldest: since } of await outboxStates(db)) {
    add('messages_waiting', messages, { channel });
    add('messages_oldest_seconds', since ? age(since) : 0, { channel });
  }
  const { lastBackup } = await backupState(db);
  if (lastBackup) add('backup_age_seconds', age(lastBackup.finishedAt));
}
