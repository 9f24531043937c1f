import type { Clock } from '#src/kernel/clock.ts';
import { listAccounts, oldestCredential } from '#src/modules/accounts/questions.ts';
import { lastReviewAt, selectPeople } from '#src/modules/people/questions.ts';
import { type ComplianceFacts, keptBy, lastPurges, openHolds } from '#src/modules/privacy/questions.ts';
import { vaultState } from '#src/modules/vault/questions.ts';
import { backupState } from '#src/platform/backup/backup-runs.ts';
import { databaseLink } from '#src/platform/database-link.ts';
import type { Database } from '#src/platform/db.ts';
import { type KeyRow, keyRows } from '#src/platform/keys/key-versions.ts';
import type { Keyring } from '#src/platform/keys/keyring.ts';
import { redactionHolds } from '#src/platform/log.ts';

type Deps = { database: Database; clock: Clock; keyring: Keyring | undefined; publicUrl: string | undefined };

/** Measures what the compliance page is judged by, over all accounts: it is about the desk, whoever looks. */
export const complianceFacts =
  ({ database, clock, keyring, publicUrl }: Deps) =>
  async (): Promise<ComplianceFacts> => {
    const now = clock.now();
    const accounts = await listAccounts(database);
    const ids = accounts.map(({ accountId }) => accountId);
    const [vault, purges, desk, oldestSecret] = await Promise.all([
      vaults(database, ids, now),
      database.read(ids, (db) => lastPurges(db, 500)),
      database.read([], async (db) => ({
        keys: (await keyRows(db)).filter(({ kind }) => kind === 'data'),
        people: (await selectPeople(db)).filter(({ disabledAt, demo }) => disabledAt === null && !demo),
        review: await lastReviewAt(db),
        backups: await backupState(db),
        link: await databaseLink(db),
      })),
      database.read(
        accounts.filter(({ host }) => host === 'amazon').map(({ accountId }) => accountId),
        oldestCredential,
      ),
    ]);
    const { keys, people, review, backups, link } = desk;
    const newest = keys.at(-1);
    const purge = purges.find(({ reason }) => reason !== 'scan');
    const look = purges.find(({ reason }) => reason === 'scan');
    return {
      now,
      since:
        earliest([
          ...keys.map(({ madeAt }) => madeAt),
          ...accounts.map(({ createdAt }) => createdAt),
          ...people.map(({ createdAt }) => createdAt),
        ]) ?? now,
      vault,
      lastPurge: purge ? { at: purge.at, traces: tracesOf(purge.found), looked: purge.scan !== null } : null,
      lastLook: look ? { at: look.at, traces: tracesOf(look.found) } : null,
      keys: {
        root: keyring?.root.kind ?? null,
        version: newest?.version ?? 1,
        madeAt: newest?.madeAt ?? now,
        isRotating: isRotating(newest),
      },
      oldestSecret,
      people: { total: people.length, withoutSecondFactor: people.filter(({ twoFactor }) => !twoFactor).length, lastReviewAt: review },
      backups: {
        lastAt: backups.lastBackup?.finishedAt ?? null,
        checkedAt: backups.lastCheckedRestore?.finishedAt ?? null,
        failed: backups.lastFailure !== null,
        scheduled: backups.nextAt !== null,
      },
      web: publicUrl === undefined ? 'loopback' : publicUrl.startsWith('https:') ? 'tls' : 'plain',
      database: link,
      redaction: redactionHolds(),
    };
  };

async function vaults(database: Database, ids: readonly string[], now: Date): Promise<ComplianceFacts['vault']> {
  const all = await Promise.all(
    ids.map((accountId) =>
      database.read([accountId], async (db) => vaultState(db, accountId, now, keptBy(await openHolds(db, accountId), now))),
    ),
  );
  return {
    orders: all.reduce((sum, { orders }) => sum + orders, 0),
    overdue: all.reduce((sum, { overdue }) => sum + overdue, 0),
    oldestDue: earliest(all.flatMap(({ oldest }) => oldest ?? [])),
  };
}

const tracesOf = (found: readonly { traces: number }[]): number => found.reduce((sum, { traces }) => sum + traces, 0);
const isRotating = (key: KeyRow | undefined): boolean => key !== undefined && key.finishedAt === null;
const earliest = (list: readonly Date[]): Date | null => list.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
