import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { moveFeed } from './feed-store.ts';
import { type FeedRow, writesOfFeed } from './feed-views.ts';
import { inTurn } from './in-turn.ts';
import type { FeedReport, FeedStatus, OrderWriter } from './ports.ts';
import type { FeedsDeps } from './run-feeds.ts';
import { moveWrite } from './store.ts';
import { readBackAfterMs } from './verdict.ts';
import type { Receipt, Write } from './write.ts';

/** Looks how far Amazon is with a submitted file; once it is done, reads the report and hands its lines to the writes. */
export async function followFeed(deps: FeedsDeps, writer: OrderWriter, accountId: AccountId, feed: FeedRow, waitMs: number): Promise<void> {
  const status = await whatIsGone(() => writer.feedStatus(feed.amazonFeedId ?? '', { priority: 'urgent' }));
  if (status && (status.state === 'queued' || status.state === 'working' || status.state === 'unknown')) {
    const nextAt = new Date(deps.clock.now().getTime() + waitMs);
    await deps.database.write([accountId], (tx) => moveFeed(tx, accountId, feed.feedKey, { state: feed.state, nextAt }));
    return;
  }
  const report = await reportOf(writer, status);
  if (status?.state === 'fatal' || status?.state === 'cancelled') await refuseFeed(deps, accountId, feed.feedKey, wordsOf(status, report));
  else await finish(deps, accountId, feed.feedKey, report);
}

/** At once, since Amazon keeps reports for days only. Without one, reading back decides. */
async function reportOf(writer: OrderWriter, status: FeedStatus | undefined): Promise<FeedReport | undefined> {
  const documentId = status?.resultDocumentId;
  return documentId === undefined ? undefined : whatIsGone(() => writer.feedResult(documentId, { priority: 'urgent' }));
}

/** Amazon knows it no longer, or says it in a way that nobody understands: asking again would change nothing. */
async function whatIsGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && (error.code === 'AMAZON_REFUSED' || error.code === 'AMAZON_ANSWER')) return undefined;
    throw error;
  }
}

async function finish(deps: FeedsDeps, accountId: AccountId, feedKey: string, report: FeedReport | undefined): Promise<void> {
  const { database, clock } = deps;
  const now = clock.now();
  const nextAt = new Date(now.getTime() + readBackAfterMs(0));
  await inTurn(database, accountId, async (tx) => {
    const writes = await writesOfFeed(tx, accountId, feedKey);
    for (const write of writes) {
      const error = report && errorOf(report, write);
      const isCertain = report !== undefined && !write.receipt.found;
      if (error) await refuse(tx, write, { code: error.code, message: error.text }, nextAt, now);
      else if (isCertain) await moveWrite(tx, write, { state: 'accepted', nextAt }, now);
      else await doubt(tx, write, nextAt, now);
    }
    await moveFeed(tx, accountId, feedKey, { state: 'done', result: report ?? null, finishedAt: now });
    await poke(tx, accountId, 'writes', nextAt);
  });
  deps.onStep?.('feed.reported');
}

/** What the report says against a write. In a feed that may be another program's, only what names our order counts. */
function errorOf({ messages }: FeedReport, { receipt, orderId }: Write): FeedReport['messages'][number] | undefined {
  return messages.find(
    (message) =>
      message.level === 'error' &&
      (message.orderId === orderId ||
        (message.orderId === undefined && !receipt.found && (message.messageId === receipt.messageId || message.messageId === 0))),
  );
}

/** The whole file was refused: each cancellation is refused with Amazon's words, after a read-back. */
export async function refuseFeed(
  { database, clock }: FeedsDeps,
  accountId: AccountId,
  feedKey: string,
  refusal: { code: string; message: string },
): Promise<void> {
  const now = clock.now();
  await inTurn(database, accountId, async (tx) => {
    for (const write of await writesOfFeed(tx, accountId, feedKey))
      await (write.receipt.found ? doubt(tx, write, now, now) : refuse(tx, write, refusal, now, now));
    await moveFeed(tx, accountId, feedKey, { state: 'failed', result: refusal, finishedAt: now });
    await poke(tx, accountId, 'writes', now);
  });
}

const wordsOf = ({ state }: FeedStatus, report: FeedReport | undefined): { code: string; message: string } => {
  const [first] = report?.messages ?? [];
  return { code: first?.code || state.toUpperCase(), message: first?.text || 'Amazon did not work on the file of cancellations.' };
};

const handled = (tx: Tx, write: Write, reason: string, receipt: Receipt, nextAt: Date, now: Date) =>
  moveWrite(tx, write, { state: 'sent', reason, receipt, nextAt }, now);
const refuse = (tx: Tx, write: Write, refusal: { code: string; message: string }, nextAt: Date, now: Date) =>
  handled(tx, write, 'writes.reason.checkingRefusal', { refusal }, nextAt, now);
/** It is open whether the file did anything: looked for, and sent again if it never shows. */
const doubt = (tx: Tx, write: Write, nextAt: Date, now: Date) =>
  handled(tx, write, 'writes.reason.lostAnswer', { doubtSince: now.toISOString() }, nextAt, now);
