import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { NotificationState, PoisonMessage } from './contract.ts';
import { openCounts, poisonRows, queueRows, typeRows } from './views.ts';
import { wantedTypes } from './wanted-types.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

const numberOf = (text: string | null) => (text === null ? null : Number(text));

/** How notifications stand, per account in sight; the wanted types are there even if nothing is known of them yet. */
export async function notificationStates(db: Db): Promise<NotificationState[]> {
  const queues = new Map((await queueRows(db)).map((row) => [row.accountId, row]));
  const types = Map.groupBy(await typeRows(db), (row) => row.accountId);
  const counts = await openCounts(db);
  return db.accounts.map((accountId) => stateOf(accountId, queues.get(accountId), types.get(accountId) ?? [], counts.get(accountId)));
}

type QueueRow = Awaited<ReturnType<typeof queueRows>>[number];
type TypeRow = Awaited<ReturnType<typeof typeRows>>[number];

function stateOf(
  accountId: AccountId,
  queue: QueueRow | undefined,
  types: readonly TypeRow[],
  counts: { waiting: number; poison: number } | undefined,
): NotificationState {
  const names = [...wantedTypes, ...types.map(({ type }) => type).filter((type) => !wantedTypes.some((wanted) => wanted === type))];
  return {
    accountId,
    queue: queue
      ? {
          queueUrl: queue.queueUrl,
          arn: queue.arn,
          region: queue.region,
          endpoint: queue.endpoint,
          savedAt: queue.savedAt.toISOString(),
          lastPollAt: iso(queue.lastPollAt),
          lastError: queue.lastError,
          lastErrorAt: iso(queue.lastErrorAt),
        }
      : null,
    types: names.map((type) => {
      const row = types.find((each) => each.type === type);
      return {
        type,
        state: row?.state ?? 'unknown',
        detail: row?.detail ?? null,
        checkedAt: iso(row?.checkedAt ?? null),
        received: Number(row?.received ?? 0),
        doubled: Number(row?.doubled ?? 0),
        lastEventAt: iso(row?.lastEventAt ?? null),
        lastReceivedAt: iso(row?.lastReceivedAt ?? null),
        lastLagMs: numberOf(row?.lastLagMs ?? null),
      };
    }),
    waiting: counts?.waiting ?? 0,
    poison: counts?.poison ?? 0,
  };
}

/** What could not be worked on, newest first, 200 at most. */
export async function poisonMessages(db: Db): Promise<PoisonMessage[]> {
  const rows = await poisonRows(db, 200);
  return rows.map(({ sealed: _sealed, reason, detail, eventAt, receivedAt, ...row }) => ({
    ...row,
    reason: reason ?? 'failed',
    detail: detail ?? '',
    eventAt: iso(eventAt),
    receivedAt: receivedAt.toISOString(),
  }));
}
