import type { AccountId } from '#src/kernel/ids.ts';
import { isReadOnly } from '#src/modules/accounts/questions.ts';
import type { Again } from '#src/platform/due.ts';
import { channelOf, dueBatch } from './offer-views.ts';
import type { Push, PushDeps } from './push.ts';
import { saveWay } from './push-file-store.ts';
import { lastFileAt, openFiles, waitingByStore } from './push-file-views.ts';
import { advanceFile, handOver } from './push-files.ts';
import { lookAtBatch, lookedSince, readBack, sendBatch, waitOf } from './push-offers.ts';
import { wayOf } from './push-way-rules.ts';
import { wantQuantities } from './want-quantities.ts';

const everyMs = 30_000;

/**
 * Due work `quantities`: tells Amazon what is available and reads back until it shows; one by one, or, when so many offers
 * wait that it takes longer, in files. Setting a number is safe to repeat, so a lost answer is read back and, if nothing shows,
 * sent again. FBA offers are never told anything.
 */
export const pushQuantities = (deps: PushDeps): ((accountId: AccountId) => Promise<Again>) => {
  const { database, clock } = deps;
  // While quota comes drop by drop, what is wanted is not reckoned anew at every drop.
  const reckonedAt = new Map<AccountId, number>();
  return async (accountId) => {
    const [api, sellerId] = await Promise.all([deps.offersOf(accountId), deps.sellerIdOf(accountId)]);
    const [channel, files, isHeld] = await database.read(
      [accountId],
      async (db) => [await channelOf(db, accountId), await openFiles(db, accountId), await isReadOnly(db, accountId)] as const,
    );
    if (!api || sellerId === undefined || (!channel?.pushes && files.length === 0)) return 'rest';
    const push: Push = { ...deps, api, accountId, sellerId };
    const maySend = channel?.pushes === true && !isHeld && deps.readOnlyDesk !== true;
    const now = clock.now().getTime();
    if (maySend && now - (reckonedAt.get(accountId) ?? 0) >= everyMs) {
      await database.write([accountId], (tx) => wantQuantities(tx, accountId, clock.now()));
      reckonedAt.set(accountId, now);
    }
    for (const file of files) await advanceFile(push, file);
    const wait = await tell(push, maySend ? await chooseWay(push) : undefined);
    const left = await database.read([accountId], (db) => openFiles(db, accountId));
    const next = Math.min(clock.now().getTime() + everyMs, ...left.map(({ nextAt }) => nextAt.getTime()), wait?.getTime() ?? Infinity);
    return new Date(Math.max(next, clock.now().getTime()));
  };
};

/** The stores whose offers go in files now; what was chosen, and why, is kept for people. */
async function chooseWay({ database, clock, accountId, wayOf: choose = wayOf }: Push): Promise<string[]> {
  const now = clock.now();
  const [waiting, last, under] = await database.read(
    [accountId],
    async (db) => [await waitingByStore(db, accountId, now), await lastFileAt(db, accountId), await openFiles(db, accountId)] as const,
  );
  if (waiting.size === 0) return [];
  const { reason, stores } = choose(waiting, last, now);
  const busy = new Set(under.map(({ marketplaceId }) => marketplaceId));
  // While files are under way, what is told beside them is not what people ask about.
  if (reason.way === 'file' || under.length === 0)
    await database.write([accountId], (tx) => saveWay(tx, accountId, { ...reason, at: now.toISOString() }));
  return stores.filter((store) => !busy.has(store));
}

/**
 * Works on all that is due, 20 offers of a store at a time, first on those that go in files; a date when quota lets it go on
 * only then. `byFile` is undefined where nothing may be sent.
 */
async function tell(push: Push, byFile: readonly string[] | undefined): Promise<Date | undefined> {
  const { database, clock, accountId } = push;
  const next = (store: string | null) => {
    const now = clock.now();
    const question = { now, store, lookedSince: lookedSince(now), maySend: byFile !== undefined };
    return database.read([accountId], (db) => dueBatch(db, accountId, question));
  };
  try {
    for (const store of byFile ?? [])
      for (let batch = await next(store); batch.length > 0; batch = await next(store)) await lookAtBatch(push, store, batch);
    // One right after the other: what is left out of a round goes one by one.
    for (const store of byFile ?? []) await handOver(push, store);
    for (;;) {
      const batch = await next(null);
      const [first] = batch;
      if (!first) return undefined;
      await (first.state === 'queued' ? sendBatch : readBack)(push, first.marketplaceId, batch);
    }
  } catch (error) {
    const wait = waitOf(error);
    if (wait) return wait;
    throw error;
  }
}
