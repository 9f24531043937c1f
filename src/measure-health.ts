import { freemem, totalmem } from 'node:os';
import type { Clock } from '#src/kernel/clock.ts';
import { deskId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { HealthView } from '#src/modules/notices/contract.ts';
import { outboxStates } from '#src/modules/notices/questions.ts';
import { syncRows } from '#src/modules/sync/questions.ts';
import { backupState } from '#src/platform/backup/backup-runs.ts';
import { databaseSize } from '#src/platform/database-size.ts';
import type { Database } from '#src/platform/db.ts';
import { diskOf } from '#src/platform/disk.ts';
import { dueBacklog, stuckWork } from '#src/platform/due.ts';
import { missingMigrations } from '#src/platform/migrate.ts';
import { healthParts, type Measured, worst } from './health-rules.ts';

type Deps = { database: Database; clock: Clock; version: string; dataDir: string | undefined; mailServer: string | null };

const failuresInARow = 5;

/** Measures the desk now, for the page Health: `accounts` are those that the person sees. */
export const measureHealth =
  ({ database, clock, version, dataDir, mailServer }: Deps) =>
  async (accountIds: readonly string[]): Promise<HealthView> => {
    const now = clock.now();
    const age = (at: Date | null | undefined) => (at ? Math.max(0, now.getTime() - at.getTime()) : null);
    const all = await listAccounts(database);
    const seen = all.filter(({ accountId }) => accountIds.includes(accountId));
    const disk = dataDir === undefined ? undefined : await diskOf(dataDir);
    const { rss, heapUsed } = process.memoryUsage();
    const found = await database.read(accountIds, async (db): Promise<Measured> => {
      const { oldest, waiting } = await dueBacklog(db, now);
      const rows = await syncRows(db);
      const mail = (await outboxStates(db)).find(({ channel }) => channel === 'mail');
      const backup = await backupState(db);
      const stuck = [];
      for (const id of [deskId, ...accountIds]) stuck.push(...(await stuckWork(db, id, failuresInARow)));
      return {
        version,
        database: { ...(await databaseSize(db)), missing: await missingMigrations(db), pool: database.pool() },
        work: { waiting, lateMs: age(oldest) ?? 0, stuck },
        accounts: seen.map(({ accountId, name, state, stateReason }) => {
          const row = rows.find((each) => each.accountId === accountId);
          const ageMs = row?.asOf ? age(row.asOf) : null;
          return { name, state, stateReason, ageMs, backlog: Number(row?.backlog ?? 0), error: row?.lastError ?? null };
        }),
        disk,
        memory: { rss, heap: heapUsed, machineFree: freemem(), machine: totalmem() },
        mail: {
          server: mailServer,
          waiting: mail?.waiting ?? 0,
          tried: mail?.tried ?? 0,
          lastError: mail?.lastError ?? null,
          lastSentMs: age(mail?.lastSentAt),
        },
        backup: {
          ageMs: age(backup.lastBackup?.finishedAt),
          failure: backup.lastFailure?.error ?? null,
          isPlanned: backup.nextAt !== null,
          isNeeded: all.some(({ host }) => host === 'amazon'),
          checkedMs: age(backup.lastCheckedRestore?.finishedAt),
        },
      };
    });
    const parts = healthParts(found);
    return { state: worst(parts.map(({ state }) => state)), at: now.toISOString(), parts };
  };
