import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { ledgerGap, ledgerPage } from '#src/modules/ledger/contract.ts';
import { checkChains, gapRows, type LedgerRow, ledgerRows } from '#src/modules/ledger/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { backfillView } from '#src/modules/reports/contract.ts';
import { pauseBackfill } from '#src/modules/reports/index.ts';
import { backfillDoneBy, backfills } from '#src/modules/reports/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee, scopeOf } from '../visible.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };

const day = z.iso.date().refine((day) => day >= '0001', 'must be a day of our era');
const period = z.object({ account: z.string().regex(/^\d+$/).optional(), from: day, to: day });
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** The proof of completeness: days, gaps, the chain of closings; and how far the past is read. */
export const ledgerRoutes =
  ({ database, sealing, clock }: Deps) =>
  (app: HttpApp) => {
    app.get(
      '/api/v1/ledger',
      {
        config: { permission: 'sync.read' },
        schema: { summary: 'Shows the proof of completeness, day by day', querystring: period, response: { 200: ledgerPage } },
      },
      async (request) => {
        const { account, from, to } = request.query;
        return database.read(scopeOf(request, account), async (db) => ({
          items: (await ledgerRows(db, from, to)).map(({ metricAt: _metricAt, ...row }) => ({
            ...row,
            gaps: Number(row.gaps),
            reportAt: iso(row.reportAt),
            lookedAt: iso(row.lookedAt),
            closedAt: iso(row.closedAt),
          })),
          chain: await checkChains(db, sealing),
        }));
      },
    );

    app.get(
      '/api/v1/ledger.csv',
      {
        config: { permission: 'sync.read', audit: 'ledger.exported' },
        schema: {
          summary: 'Exports the proof of completeness as CSV',
          querystring: period,
          produces: ['text/csv'],
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const { account, from, to } = request.query;
        const rows = await database.read(scopeOf(request, account), (db) => ledgerRows(db, from, to));
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="ledger.csv"')
          .send(stringify([csvHeader, ...rows.flatMap(csvLines)], { escape_formulas: true }));
      },
    );

    app.get(
      '/api/v1/ledger/gaps',
      {
        config: { permission: 'sync.read' },
        schema: { summary: 'Lists orders that a source left out', response: { 200: z.object({ items: z.array(ledgerGap) }) } },
      },
      async (request) => {
        const rows = await database.read(request.accounts, (db) => gapRows(db, 500));
        return { items: rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString(), filledAt: iso(row.filledAt) })) };
      },
    );

    app.get(
      '/api/v1/backfill',
      {
        config: { permission: 'sync.read' },
        schema: { summary: 'Says how far the past is read', response: { 200: z.object({ items: z.array(backfillView) }) } },
      },
      async (request) => {
        const now = clock.now();
        const { rows, quotas } = await database.read(request.accounts, async (db) => ({
          rows: await backfills(db),
          quotas: await quotaStates(db, now),
        }));
        return {
          items: rows.map((row) => {
            const quota = quotas.get(row.accountId)?.find(({ operation }) => operation === 'createReport');
            const doneBy = quota ? backfillDoneBy(row, quota, now) : null;
            return { ...row, from: iso(row.from), startedAt: iso(row.startedAt), doneBy: iso(doneBy) };
          }),
        };
      },
    );

    app.post(
      '/api/v1/backfill/:accountId',
      {
        config: { permission: 'sync.run' },
        schema: {
          summary: 'Pauses or resumes the reading of the past',
          params: z.object({ accountId: z.string().regex(/^\d+$/) }),
          body: z.object({ paused: z.boolean() }),
          response: { 200: z.object({ paused: z.boolean() }) },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        await database.write([accountId], (tx) => pauseBackfill(tx, accountId, request.body.paused, clock));
        return { paused: request.body.paused };
      },
    );
  };

const csvHeader = [
  'account',
  'marketplace',
  'day',
  'hour_from',
  'state',
  'held',
  'amazon_count',
  'seen_by_sweep',
  'fetched',
  'seen_by_report',
  'notified',
  'missing',
  'gaps',
  'waits_for',
  'closed_at',
  'hash',
];

/** A line for the day, and while it is not closed one for each of its hours. */
function csvLines(row: LedgerRow): unknown[][] {
  const key = [row.accountId, row.marketplaceId, row.day];
  const seen = (by: Record<string, number>) => [by['search'] ?? 0, by['get'] ?? 0, by['report'] ?? 0, by['notification'] ?? 0];
  const missing = row.hours.reduce((sum, hour) => sum + hour.missing, 0);
  return [
    [
      ...key,
      '',
      row.state,
      row.held,
      row.metric,
      ...seen(row.seen),
      missing,
      row.gaps,
      row.waitsFor.join(' '),
      iso(row.closedAt),
      row.hash,
    ],
    ...row.hours.map((hour) => [...key, hour.from, '', hour.held, '', ...seen(hour.seen), hour.missing, '', '', '', '']),
  ];
}
