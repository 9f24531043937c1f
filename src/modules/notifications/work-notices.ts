import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type IntakeDeps, isMoved, takeIn } from '#src/modules/orders/index.ts';
import { reportFinished } from '#src/modules/reports/index.ts';
import { fetchOrders, fetchThin } from '#src/modules/sync/index.ts';
import { feedFinished } from '#src/modules/writes/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { judgeMessage, type Workable } from './judge-message.ts';
import type { Reader } from './ports.ts';
import { failMessage, finishMessages, forgetDone } from './store.ts';
import { sellerOf } from './take-messages.ts';
import { type MessageRow, waitingMessages } from './views.ts';

export type NoticesDeps = IntakeDeps & { reader: Reader };

/** Messages that one run works on; what came meanwhile has its turn in the next. */
const atOnce = 200;
/** One that fails is not poison at once: the database may have been in the way. */
const mostTries = 3;
const retryMs = 5_000;
/** A queue keeps a message for 14 days at most; after that it cannot come again. */
const rememberMs = 15 * 86_400_000;

type Message = MessageRow & { content: Workable };
type OrderMessage = Message & { content: Extract<Workable, { kind: 'order' }> };

/**
 * Due work `notices`: does what the kept messages say. Each message is finished in the transaction of its effect, so a
 * killed run leaves it either untouched or done. One that cannot be done stops no other.
 */
export const workNotices =
  (deps: NoticesDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock, reader } = deps;
    const rows = await database.read([accountId], (db) => waitingMessages(db, accountId, atOnce));
    const sellerId = await sellerOf(database, accountId);
    const messages: Message[] = [];
    for (const row of rows) {
      const verdict = judgeMessage(reader.readBody(row.body), sellerId);
      if (verdict.ok) messages.push({ ...row, content: verdict.content });
      else await database.write([accountId], (tx) => failMessage(tx, accountId, row.notificationId, { ...verdict, mostTries: 0 }));
    }
    const orders = messages.filter((message): message is OrderMessage => message.content.kind === 'order');
    let failed = 0;
    for (const round of rounds(orders)) failed += await attempt(deps, accountId, round, (part) => takeOrders(deps, accountId, part));
    for (const message of messages.filter(({ content }) => content.kind !== 'order'))
      failed += await attempt(deps, accountId, [message], () => pass(deps, accountId, message));
    const now = clock.now();
    if (failed > 0) return new Date(now.getTime() + retryMs);
    if (rows.length === atOnce) return now;
    await database.write([accountId], (tx) => forgetDone(tx, accountId, new Date(now.getTime() - rememberMs)));
    return 'rest';
  };

/** Several messages about one order are worked on one after the other, each order once a round. */
function rounds(messages: readonly OrderMessage[]): OrderMessage[][] {
  const list: OrderMessage[][] = [];
  const seen = new Map<string, number>();
  for (const message of messages) {
    const round = seen.get(message.content.orderId) ?? 0;
    seen.set(message.content.orderId, round + 1);
    (list[round] ??= []).push(message);
  }
  return list;
}

/** All at once, or, where that fails, one by one: only the one that is to blame stays behind. Answers how many did. */
async function attempt<T extends Message>(
  deps: NoticesDeps,
  accountId: AccountId,
  messages: readonly T[],
  work: (part: readonly T[]) => Promise<void>,
): Promise<number> {
  try {
    await work(messages);
    return 0;
  } catch (error) {
    if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') throw error;
    const [first, ...more] = messages;
    if (first && more.length === 0) {
      const failure = { reason: 'failed', detail: wordsOf(error), mostTries };
      await deps.database.write([accountId], (tx) => failMessage(tx, accountId, first.notificationId, failure));
      return 1;
    }
    let failed = 0;
    for (const message of messages) failed += await attempt(deps, accountId, [message], work);
    return failed;
  }
}

/** The database quotes values in its errors; of those only the code is kept. */
function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `unexpected error ${error instanceof Error && 'code' in error ? String(error.code) : ''}`.trim();
}

async function takeOrders(deps: NoticesDeps, accountId: AccountId, messages: readonly OrderMessage[]): Promise<void> {
  const { clock } = deps;
  const received = messages.flatMap(({ content, body }) => (content.facts ? [{ facts: content.facts, raw: body }] : []));
  const unknown = messages.filter(({ content }) => !content.facts);
  await takeIn(deps, accountId, received, async (tx, taken) => {
    await fetchThin(tx, accountId, taken.filter(isMoved), clock);
    const asking = taken.filter((order) => isMoved(order) && order.depth === 'full' && order.cancelRequested);
    const ids = (list: readonly { orderId: string }[]) => list.map(({ orderId }) => orderId);
    if (asking.length > 0) await fetchOrders(tx, accountId, ids(asking), 'cancel', clock);
    if (unknown.length > 0) await fetchOrders(tx, accountId, ids(unknown.map(({ content }) => content)), 'fresh', clock);
    const outcomes = new Map(taken.map(({ orderId, outcome }) => [orderId, outcome]));
    await finish(
      tx,
      deps,
      accountId,
      messages.map(({ notificationId, content }) => ({ notificationId, outcome: outcomes.get(content.orderId) ?? 'fetched' })),
    );
  });
}

/** Work that waits for Amazon's report or file looks at once. */
async function pass(deps: NoticesDeps, accountId: AccountId, { notificationId, content }: Message): Promise<void> {
  const { database, clock } = deps;
  await database.write([accountId], async (tx) => {
    const isOurs =
      content.kind === 'report'
        ? await reportFinished(tx, accountId, content.reportId, clock)
        : content.kind === 'feed' && (await feedFinished(tx, accountId, content.feedId, clock));
    await finish(tx, deps, accountId, [{ notificationId, outcome: isOurs ? 'passed' : 'not_ours' }]);
  });
}

const finish = (tx: Tx, { clock }: NoticesDeps, accountId: AccountId, done: { notificationId: string; outcome: string }[]) =>
  finishMessages(tx, accountId, done, clock.now());
