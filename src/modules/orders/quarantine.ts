import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { matchAlerts } from '#src/modules/notices/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { NotUnderstood, Received } from './received.ts';
import { markResolved, putInQuarantine } from './store.ts';
import type { IntakeDeps } from './take-in.ts';
import { takeIn } from './take-in.ts';
import { openQuarantine, type QuarantineChoice, quarantineSize } from './views.ts';

/** What the sealed part of an answer is bound to. */
export const quarantineBinding = (accountId: string): string => `quarantine ${accountId}`;

/** Keeps answers that could not be understood, with the reason; their personal data sealed. They never stop the others. */
export async function quarantine(
  tx: Tx,
  { sealing, clock }: { sealing: Sealing; clock: Clock },
  accountId: AccountId,
  answers: readonly NotUnderstood[],
): Promise<void> {
  if (answers.length === 0) return;
  await putInQuarantine(
    tx,
    accountId,
    answers.map((answer) => ({
      orderId: answer.orderId ?? null,
      source: answer.source,
      reason: answer.reason,
      detail: answer.detail,
      body: answer.raw,
      sealed:
        answer.personalRaw === undefined
          ? null
          : sealing.seal(Buffer.from(JSON.stringify(answer.personalRaw)), quarantineBinding(accountId)),
      receivedAt: clock.now(),
    })),
  );
  await alertQuarantine(tx, accountId, clock.now());
}

/** One alert for all that lies there: a change of Amazon's format brings hundreds at once. */
async function alertQuarantine(tx: Tx, accountId: AccountId, at: Date): Promise<void> {
  const answers = await quarantineSize(tx, accountId);
  const alerts = answers > 0 ? [{ key: 'open', details: { answers } }] : [];
  await matchAlerts(tx, { accountId, kind: 'sync.quarantine', alerts, at });
}

/** Tries to understand an answer again; the adapter of its source knows how. `personal` is what was sealed, if anything. */
export type Reparse = (
  source: string,
  body: unknown,
  personal: unknown,
) => { ok: true; received: Received } | { ok: false; reason: string; detail: string };

/** Replays what is in quarantine (all of the account, one entry, or one order): what is understood now is taken in and resolved. */
export async function replayQuarantine(
  deps: IntakeDeps & { reparse: Reparse },
  accountId: AccountId,
  only: QuarantineChoice = {},
): Promise<{ replayed: number; resolved: number; still: number }> {
  const rows = await readOpen(deps.database, accountId, only);
  let resolved = 0;
  for (const row of rows) {
    const personal: unknown = row.sealed
      ? JSON.parse(deps.sealing.open(row.sealed, quarantineBinding(accountId)).toString('utf8'))
      : undefined;
    const again = deps.reparse(row.source, row.body, personal);
    if (!again.ok) continue;
    await takeIn(deps, accountId, [again.received], async (tx) => {
      await markResolved(tx, accountId, row.quarantineId, deps.clock.now());
      await alertQuarantine(tx, accountId, deps.clock.now());
    });
    resolved += 1;
  }
  return { replayed: rows.length, resolved, still: rows.length - resolved };
}

const readOpen = (database: Database, accountId: AccountId, only: QuarantineChoice) =>
  database.read([accountId], (db) => openQuarantine(db, accountId, only));
