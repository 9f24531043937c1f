import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { type IntakeDeps, type Reparse, replayQuarantine } from '#src/modules/orders/index.ts';
import { openQuarantine, quarantineCounts } from '#src/modules/orders/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { quarantineList, replayResult, syncState } from '#src/modules/sync/contract.ts';
import { sweepNow } from '#src/modules/sync/index.ts';
import { backlogRows, openFetchedBy, purposeOfPriority, syncRows } from '#src/modules/sync/questions.ts';
import { recentReads } from '#src/modules/vault/questions.ts';
import { openWriteCounts } from '#src/modules/writes/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = { database: Database; clock: Clock; intake: IntakeDeps; reparse: Reparse };
const account = z.object({ accountId: z.string().regex(/^\d+$/) });
const iso = (at: Date | null) => at?.toISOString() ?? null;
const backlogOf = (rows: readonly { priority: number; n: string }[]) =>
  Object.fromEntries(rows.map(({ priority, n }) => [purposeOfPriority(priority), Number(n)]));

/** How fresh everything is, what is left of each quota, and what could not be understood. */
export const syncRoutes =
  ({ database, clock, intake, reparse }: Deps) =>
  (app: HttpApp) => {
    app.get(
      '/api/v1/sync',
      {
        config: { permission: 'sync.read' },
        schema: { summary: 'Says how fresh each account is and what is left of its quotas', response: { 200: syncState } },
      },
      async (request) => {
        const now = clock.now();
        const names = new Map((await listAccounts(database)).map(({ accountId, name }) => [accountId, name]));
        return database.read(request.accounts, async (db) => {
          const rows = await syncRows(db);
          const quotas = await quotaStates(db, now);
          const backlog = await backlogRows(db);
          const odd = await quarantineCounts(db);
          const writes = await openWriteCounts(db);
          return {
            now: now.toISOString(),
            accounts: rows.map((row) => ({
              accountId: row.accountId,
              name: names.get(row.accountId) ?? row.accountId,
              freshAsOf: iso(row.asOf),
              lastAttemptAt: iso(row.lastAttemptAt),
              lastError: row.lastError,
              lastRequestId: row.lastRequestId,
              nextSweepAt: iso(row.nextSweepAt),
              walk: row.walk && { from: row.walk.from, to: row.walk.to, pages: row.walk.pages, orders: row.walk.orders },
              hydrateBacklog: Number(row.backlog),
              openToFetch: Number(row.openToFetch),
              openFetchedBy: iso(openFetchedBy(Number(row.openToFetch), quotas.get(row.accountId) ?? [], now)),
              backlog: backlogOf(backlog.filter(({ accountId }) => accountId === row.accountId)),
              firstLoad: row.firstLoad,
              recentPages: row.recentWalk?.pages ?? null,
              openWrites: writes.get(row.accountId) ?? 0,
              quarantined: odd.get(row.accountId) ?? 0,
              quotas: (quotas.get(row.accountId) ?? []).map((quota) => ({
                ...quota,
                nextTokenAt: iso(quota.nextTokenAt),
                fullAt: quota.fullAt.toISOString(),
                blockedUntil: iso(quota.blockedUntil),
                waiting: quota.waiting.map((place) => ({ ...place, since: place.since.toISOString() })),
              })),
            })),
          };
        });
      },
    );

    app.post(
      '/api/v1/sync/:accountId/now',
      {
        config: { permission: 'sync.run' },
        schema: {
          summary: 'Lets the next look at Amazon begin now',
          params: account,
          response: { 202: z.object({ due: z.literal('now') }) },
        },
      },
      async (request, reply) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        await database.write([accountId], (tx) => sweepNow(tx, accountId, clock));
        return reply.status(202).send({ due: 'now' as const });
      },
    );

    app.get(
      '/api/v1/quarantine',
      {
        config: { permission: 'sync.read' },
        schema: { summary: 'Lists answers that could not be understood', response: { 200: quarantineList } },
      },
      async (request) => {
        const rows = await database.read(request.accounts, (db) => openQuarantine(db));
        return { items: rows.map(({ sealed: _sealed, ...row }) => ({ ...row, receivedAt: row.receivedAt.toISOString() })) };
      },
    );

    app.post(
      '/api/v1/quarantine/replay',
      {
        config: { permission: 'sync.run' },
        schema: {
          summary: 'Tries answers of the quarantine anew',
          body: z.object({
            accountId: z.string().regex(/^\d+$/).optional(),
            quarantineId: z
              .string()
              .regex(/^\d{1,18}$/)
              .optional(),
            /** Only what lies there of this order. */
            orderId: z.string().min(1).max(50).optional(),
          }),
          response: { 200: replayResult },
        },
      },
      async (request) => {
        const { accountId, ...only } = request.body;
        if (accountId !== undefined) mustSee(request, accountId);
        const sums = { replayed: 0, resolved: 0, still: 0 };
        for (const id of accountId === undefined ? request.accounts : [accountId]) {
          const result = await replayQuarantine({ ...intake, reparse }, id, only);
          sums.replayed += result.replayed;
          sums.resolved += result.resolved;
          sums.still += result.still;
        }
        return sums;
      },
    );

    const read = z.object({
      accountId: z.string(),
      at: z.iso.datetime(),
      reader: z.string(),
      purpose: z.string(),
      orderIds: z.array(z.string()),
    });
    app.get(
      '/api/v1/personal-data/reads',
      {
        config: { permission: 'personal.audit' },
        schema: { summary: 'Lists who read whose personal data, and why', response: { 200: z.object({ items: z.array(read) }) } },
      },
      async (request) => {
        const rows = await database.read(request.accounts, (db) => recentReads(db, 500));
        return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
      },
    );
  };
