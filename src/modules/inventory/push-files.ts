import { AppError } from '#src/kernel/app-error.ts';
import type { Tx } from '#src/platform/db.ts';
import type { FileStatus, QuantityReport } from './ports.ts';
import type { Push } from './push.ts';
import { forgetFile, freeOffers, insertFile, moveFile, rejectLines } from './push-file-store.ts';
import { knownFileIds, linesOfFile, type QuantityFile } from './push-file-views.ts';
import { lookedSince, waitOf } from './push-offers.ts';
import { mostInFile } from './push-way-rules.ts';
import { lookAgainAfterMs } from './quantity-rules.ts';
import { wantQuantities } from './want-quantities.ts';

const lookMs = 10_000;
const retryMs = 30_000;
/** After a lost answer: how long a file that was made after all may take to appear in Amazon's list. */
const appearsWithinMs = 120_000;
/** How far Amazon's clock may be from ours. */
const skewMs = 600_000;

const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
const call = { priority: 'normal' } as const;

/** What stopped a call that has certainly changed nothing; undefined for a defect, or a fault of the database. */
const setbackOf = (error: unknown, now: Date): Date | undefined =>
  error instanceof AppError ? (waitOf(error) ?? later(now, retryMs)) : undefined;

/**
 * Puts the offers of a store that wait into a file and hands it to Amazon. Every step is committed before the next begins;
 * a file that certainly was not handed over is forgotten and its offers wait again. What they show is reckoned anew for it.
 */
export async function handOver(push: Push, marketplaceId: string): Promise<void> {
  const { database, clock, api, accountId, sellerId } = push;
  const feedKey = push.newKey();
  const lines = await database.write([accountId], async (tx) => {
    const now = clock.now();
    await wantQuantities(tx, accountId, now);
    const offers = await insertFile(tx, accountId, { feedKey, marketplaceId, lookedSince: lookedSince(now), most: mostInFile }, now);
    return offers === 0 ? [] : linesOfFile(tx, accountId, feedKey);
  });
  if (lines.length === 0) return;
  const file = {
    sellerId,
    lines: lines.map(({ wanted, productType, ...line }) => ({ ...line, productType: productType ?? 'PRODUCT', quantity: wanted })),
  };
  try {
    const { documentId } = await api.uploadQuantities(file, call);
    const submittedAt = clock.now();
    // From here on it counts as perhaps handed over.
    await database.write([accountId], (tx) =>
      moveFile(tx, accountId, feedKey, { state: 'uploaded', submittedAt, nextAt: later(submittedAt, lookMs) }),
    );
    const outcome = await api.submitQuantities({ documentId, marketplaceId }, call);
    if (outcome.kind === 'accepted') await handedOver(push, feedKey, outcome.feedId, false);
    else if (outcome.kind === 'rejected') await refuse(push, feedKey, outcome.errors.map(({ message }) => message).join('; '));
  } catch (error) {
    const nextAt = setbackOf(error, clock.now());
    if (!nextAt) throw error;
    await forget(push, feedKey, error instanceof AppError ? error.message : '', nextAt);
    // What lacks quota waits for it, the others go on.
    if (!waitOf(error)) throw error;
  }
}

/** One step on with a file that is under way, if it is due; what stops it stops no other. */
export async function advanceFile(push: Push, file: QuantityFile): Promise<void> {
  const { database, clock, accountId } = push;
  if (file.submittedAt === null) {
    // A process died over it before it was handed over.
    await forget(push, file.feedKey, null, clock.now());
    return;
  }
  if (file.nextAt > clock.now()) return;
  try {
    if (file.state === 'submitted') await follow(push, file);
    else await findLost(push, file, file.submittedAt);
  } catch (error) {
    const nextAt = setbackOf(error, clock.now());
    if (!nextAt) throw error;
    await database.write([accountId], (tx) => stay(tx, push, file, nextAt));
  }
}

const stay = (tx: Tx, { accountId }: Push, { feedKey, state }: QuantityFile, nextAt: Date) =>
  moveFile(tx, accountId, feedKey, { state: state === 'submitted' ? 'submitted' : 'uploaded', nextAt });

/** A young file is looked at every ten seconds, an old one every five minutes. */
const nextLook = ({ submittedAt, createdAt }: QuantityFile, now: Date): Date =>
  later(now, Math.max(lookMs, Math.min(300_000, (now.getTime() - (submittedAt ?? createdAt).getTime()) / 6)));

const handedOver = ({ database, clock, accountId }: Push, feedKey: string, amazonFeedId: string, found: boolean) =>
  database.write([accountId], (tx) =>
    moveFile(tx, accountId, feedKey, { state: 'submitted', amazonFeedId, found, nextAt: later(clock.now(), lookMs) }),
  );

/** The answer to a submission was lost: of the files of that time that are not known as ours, the nearest is taken for it. What it says is believed only when it shows. */
async function findLost(push: Push, file: QuantityFile, submittedAt: Date): Promise<void> {
  const { database, clock, api, accountId } = push;
  const since = later(submittedAt, -skewMs);
  const known = await database.read([accountId], (db) => knownFileIds(db, accountId, later(since, -skewMs)));
  const distance = (at: Date) => Math.abs(at.getTime() - submittedAt.getTime());
  const [nearest] = (await api.quantityFeeds(since, call))
    .filter(({ feedId }) => !known.has(feedId))
    .sort((a, b) => distance(a.createdAt) - distance(b.createdAt));
  const now = clock.now();
  if (nearest) await handedOver(push, file.feedKey, nearest.feedId, true);
  else if (now.getTime() - submittedAt.getTime() > appearsWithinMs)
    await forget(push, file.feedKey, 'not found at Amazon, sent again', now);
  else await database.write([accountId], (tx) => stay(tx, push, file, nextLook(file, now)));
}

/** Looks how far Amazon is; once it is done, reads the report and hands its lines to the offers. */
async function follow(push: Push, file: QuantityFile): Promise<void> {
  const { database, clock, api, accountId } = push;
  const status = await ifKnown(() => api.feedStatus(file.amazonFeedId ?? '', call));
  if (status && (status.state === 'queued' || status.state === 'working' || status.state === 'unknown')) {
    await database.write([accountId], (tx) => stay(tx, push, file, nextLook(file, clock.now())));
    return;
  }
  const documentId = status?.resultDocumentId;
  const report = documentId === undefined ? undefined : await ifKnown(() => api.quantityReport(documentId, call));
  const isOver = status?.state === 'fatal' || status?.state === 'cancelled';
  if (isOver && !file.found) await refuse(push, file.feedKey, wordsOf(status, report));
  else await finish(push, file, isOver ? undefined : report);
}

const wordsOf = ({ state }: FileStatus, report: QuantityReport | undefined): string =>
  report?.errors[0]?.text ?? `Amazon did not work on the file of quantities (${state})`;

/** Amazon knows it no longer, or says it in a way that nobody understands: asking again would change nothing. */
async function ifKnown<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && (error.code === 'AMAZON_REFUSED' || error.code === 'AMAZON_ANSWER')) return undefined;
    throw error;
  }
}

/** Refused lines say why; the others are read back. Without a report, or with one of somebody else's file, reading back decides. */
async function finish({ database, clock, accountId }: Push, file: QuantityFile, report: QuantityReport | undefined): Promise<void> {
  const { feedKey } = file;
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    const lines = await linesOfFile(tx, accountId, feedKey);
    const isOurs = report !== undefined && (!file.found || report.accepted + report.invalid === lines.length);
    if (isOurs) await rejectLines(tx, accountId, feedKey, refusedLines(report), now);
    const rest = { reason: isOurs ? null : 'the report is missing', nextAt: later(now, lookAgainAfterMs(0)), pushedAt: now };
    await freeOffers(tx, accountId, feedKey, { state: isOurs && !file.found ? 'accepted' : 'sent', ...rest });
    const result = isOurs ? { accepted: report.accepted, invalid: report.invalid } : {};
    await moveFile(tx, accountId, feedKey, { state: 'done', result, finishedAt: now });
  });
}

/** Each refused line once, with all that Amazon says of it. */
function refusedLines({ errors }: QuantityReport): { messageId: number; reason: string }[] {
  const words = new Map<number, string[]>();
  for (const { messageId, text } of errors) if (messageId !== undefined) words.set(messageId, [...(words.get(messageId) ?? []), text]);
  return [...words].map(([messageId, texts]) => ({ messageId, reason: texts.join('; ') }));
}

/** The whole file was refused: its offers go one by one. */
async function refuse({ database, clock, accountId }: Push, feedKey: string, reason: string): Promise<void> {
  const now = clock.now();
  await database.write([accountId], async (tx) => {
    await freeOffers(tx, accountId, feedKey, { state: 'queued', reason, nextAt: now, pushedAt: null });
    await moveFile(tx, accountId, feedKey, { state: 'failed', result: { reason }, finishedAt: now });
  });
}

/** A file that Amazon never got, or does not list: its offers wait again. */
async function forget({ database, clock, accountId }: Push, feedKey: string, reason: string | null, nextAt: Date): Promise<void> {
  await database.write([accountId], async (tx) => {
    await freeOffers(tx, accountId, feedKey, { state: 'queued', reason, nextAt, pushedAt: null });
    await forgetFile(tx, accountId, feedKey, reason, clock.now());
  });
}
