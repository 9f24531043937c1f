import type { AccountId } from '#src/kernel/ids.ts';
import type { Again } from '#src/platform/due.ts';
import { readPage, type SyncDeps } from './read-page.ts';
import { afterPage, isQuick, nextWalk, paceOf, sweepEveryMs, type Walk } from './rules.ts';
import { finishWalk, saveAsOf, savePace, saveWalk } from './store.ts';
import { readStream } from './views.ts';

/**
 * Due work `sweep`: reads the next page of what changed and takes it in; the page's orders and the place to go on from
 * are one transaction. Due again at once while pages remain and quota lasts, else when the next sweep is worth a token.
 */
export const sweep =
  (deps: SyncDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    if (!source) return 'rest';
    const { state, recent } = await database.read([accountId], async (db) => ({
      state: await readStream(db, accountId, 'sweep'),
      recent: await readStream(db, accountId, 'recent'),
    }));
    if (!state) return 'rest';
    const walk = nextWalk(state, clock.now());
    const now = clock.now();
    const result = await readPage(deps, {
      accountId,
      source,
      stream: 'sweep',
      walk,
      query: spanOf(walk),
      call: { purpose: 'sweep' },
      onPage: async (tx, page) => {
        const requestId = page.requestId ?? null;
        if (page.nextToken === undefined) {
          const to = earlier(page.before, new Date(walk.to));
          await finishWalk(tx, accountId, 'sweep', now, to, requestId, page.orders.length);
          if (isQuick(to, clock.now())) await saveAsOf(tx, accountId, 'sweep', to);
          await savePace(tx, accountId, 'sweep', paceOf(afterPage(walk, page)));
        } else await saveWalk(tx, accountId, 'sweep', now, afterPage(walk, page), requestId, page.orders.length);
      },
    });
    if ('refusedUntil' in result) return result.refusedUntil;
    if (result.page.nextToken !== undefined) return now;
    return new Date(now.getTime() + sweepEveryMs(recent !== undefined && recent.finishedAt === null));
  };

/**
 * Due work `recent`: once per account, walks through what changed in the weeks before it was connected, with what the
 * sweep leaves of the quota. A walk that takes longer than its token lives ends there: reports have the orders, and what
 * changes again comes with the sweep.
 */
export const walkRecent =
  (deps: SyncDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const source = await deps.sourceOf(accountId);
    const state = source && (await database.read([accountId], (db) => readStream(db, accountId, 'recent')));
    if (!state || state.finishedAt) return 'rest';
    const now = clock.now();
    const walk = nextWalk(state, now);
    if (state.walk && walk.startedAt !== state.walk.startedAt) {
      await database.write([accountId], (tx) => finishWalk(tx, accountId, 'recent', now, new Date(walk.to), null, 0));
      return 'rest';
    }
    const result = await readPage(deps, {
      accountId,
      source,
      stream: 'recent',
      walk,
      query: spanOf(walk),
      call: { purpose: 'history' },
      onPage: async (tx, page) => {
        const requestId = page.requestId ?? null;
        if (page.nextToken === undefined) await finishWalk(tx, accountId, 'recent', now, new Date(walk.to), requestId, page.orders.length);
        else await saveWalk(tx, accountId, 'recent', now, afterPage(walk, page), requestId, page.orders.length);
      },
    });
    if ('refusedUntil' in result) return result.refusedUntil;
    return result.page.nextToken === undefined ? 'rest' : now;
  };

const spanOf = (walk: Walk) => ({
  updatedAfter: new Date(walk.from),
  updatedBefore: new Date(walk.to),
  ...(walk.token === null ? {} : { token: walk.token }),
});

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
