import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import { migrations } from '#src/platform/migrate.ts';

type Check = { ok: boolean; detail: string };

/** Work this late means that nobody runs it. */
const lateMs = 15 * 60_000;

/** Can this process do its work? The database answers, the schema is this version's, and due work is being done. */
export const readiness =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<{ ok: boolean; checks: Record<string, Check> }> => {
    const wanted = (await migrations()).map((migration) => migration.name);
    const checks: Record<string, Check> = await database
      .read([], async (db) => {
        const present = new Set((await db.query<{ name: string }>({ text: 'SELECT name FROM migration' })).map((row) => row.name));
        const missing = wanted.filter((name) => !present.has(name));
        const [queue] = await db.query<{ oldest: Date | null; waiting: string }>({
          text: 'SELECT min(due_at) AS oldest, count(*) AS waiting FROM due WHERE due_at <= $1',
          values: [clock.now()],
        });
        const lag = queue?.oldest ? clock.now().getTime() - queue.oldest.getTime() : 0;
        return {
          database: { ok: true, detail: 'answers' },
          migrations: {
            ok: missing.length === 0,
            detail: missing.length === 0 ? `all ${wanted.length} applied` : `missing: ${missing.join(', ')}`,
          },
          queue: { ok: lag < lateMs, detail: `${queue?.waiting ?? 0} due, the oldest for ${Math.round(lag / 1000)} s` },
        };
      })
      .catch(() => ({
        database: { ok: false, detail: 'does not answer' },
        migrations: { ok: false, detail: 'unknown' },
        queue: { ok: false, detail: 'unknown' },
      }));
    return { ok: Object.values(checks).every((check) => check.ok), checks };
  };
