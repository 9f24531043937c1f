import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { judgeMessage } from './judge-message.ts';
import type { Reader, ReadMessage } from './ports.ts';
import { addTallies, insertMessages, type NewMessage, type Tally } from './store.ts';
import { isWanted } from './wanted-types.ts';

export type TakeDeps = { database: Database; sealing: Sealing; clock: Clock; reader: Reader };

/**
 * Keeps messages as they came, in one transaction: each once, however often it comes; what cannot be read, with the
 * reason. After it they may be taken out of the queue. The work on them is poked, and done on its own.
 */
export async function takeMessages(deps: TakeDeps, accountId: AccountId, texts: readonly string[]): Promise<void> {
  const { database, clock } = deps;
  const sellerId = await sellerOf(database, accountId);
  const messages = texts.map((text) => toKeep(deps, accountId, sellerId, text));
  const once = [...new Map(messages.map((each) => [each.row.notification_id ?? '', each])).values()];
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    const fresh = await insertMessages(
      tx,
      accountId,
      once.map(({ row }) => row),
      now,
    );
    await addTallies(tx, accountId, talliesOf(messages, new Set(fresh), now), now);
    if (fresh.size > 0) await poke(tx, accountId, 'notices', now);
  });
}

/** Amazon's id of the seller; null where nobody has told it. */
export const sellerOf = async (database: Database, accountId: AccountId): Promise<string | null> =>
  (await listAccounts(database)).find((account) => account.accountId === accountId)?.sellerId ?? null;

export const binding = (accountId: AccountId, notificationId: string): string => `notification ${accountId} ${notificationId}`;

type Kept = { row: NewMessage; read: ReadMessage };

function toKeep({ reader, sealing }: TakeDeps, accountId: AccountId, sellerId: string | null, text: string): Kept {
  const read = reader.readText(text);
  const verdict = judgeMessage(read, sellerId);
  const notificationId = read.notificationId ?? `#${sealing.blind('notification', text)}`;
  const isText = read.body === undefined;
  return {
    read,
    row: {
      notification_id: notificationId,
      type: read.type ?? null,
      state: verdict.ok ? 'waiting' : 'poison',
      subject: read.subject ?? null,
      event_at: read.eventAt ?? null,
      reason: verdict.ok ? null : verdict.reason,
      detail: verdict.ok ? null : verdict.detail,
      body: isText ? null : read.body,
      sealed: isText ? sealing.seal(Buffer.from(text), binding(accountId, notificationId)) : null,
    },
  };
}

/** `fresh` holds the ids that were not here before; of a message that stands in a batch twice only one is. */
function talliesOf(messages: readonly Kept[], fresh: Set<string>, now: Date): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { row, read } of messages) {
    const { type, eventAt } = read;
    if (type === undefined) continue;
    const state = isWanted(type) ? ('unknown' as const) : ('foreign' as const);
    const tally = tallies.get(type) ?? { type, state, received: 0, doubled: 0, eventAt: null, lagMs: null };
    tallies.set(type, tally);
    const isFresh = fresh.delete(row.notification_id ?? '');
    tally.received += isFresh ? 1 : 0;
    tally.doubled += isFresh ? 0 : 1;
    if (!eventAt || !isFresh) continue;
    const at = eventAt.toISOString();
    if (tally.eventAt === null || at > tally.eventAt) tally.eventAt = at;
    tally.lagMs = Math.max(0, now.getTime() - eventAt.getTime());
  }
  return [...tallies.values()];
}
