import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import { dueBacklog } from '#src/platform/due.ts';
import { missingMigrations } from '#src/platform/migrate.ts';

type Check = { ok: boolean; detail: string };

/** Work this late means that nobody runs it. */
const lateMs = 15 * 60_000;

/** Can this process do its work? The database answers, the schema is this version's, and due work is being done. */
export const readiness =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<{ ok: boolean; checks: Record<string, Check> }> => {
    const checks: Record<string, Check> = await database
      .read([], async (db) => {
        const missing = await missingMigrations(db);
        const { waiting, oldest } = await dueBacklog(db, clock.now());
        const lag = oldest ? clock.now().getTime() - oldest.getTime() : 0;
        return {
          database: { ok: true, detail: 'answers' },
          migrations: { ok: missing.length === 0, detail: missing.length === 0 ? 'all applied' : `missing: ${missing.join(', ')}` },
          queue: { ok: lag < lateMs, detail: `${waiting} due, the oldest for ${Math.round(lag / 1000)} s` },
        };
      })
      .catch(() => ({
        database: { ok: false, detail: 'does not answer' },
        migrations: { ok: false, detail: 'unknown' },
        queue: { ok: false, detail: 'unknown' },
      }));
    return { ok: Object.values(checks).every((check) => check.ok), checks };
  };
