import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { todayPage, todayQuery } from '#src/modules/today/contract.ts';
import { todayList, todayPageOf } from '#src/modules/today/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { scopeOf } from '../visible.ts';

const header = [
  'leave-by',
  'minutes-left',
  'band',
  'ship-by',
  'order-id',
  'account-id',
  'marketplace-id',
  'location',
  'label-carrier',
  'service-level',
  'protected-label',
  'units',
  'skus',
  'ship-to',
  'tags',
  'assignee',
];

/** Today's work: what has to leave, nearest departure first. */
export const todayRoutes =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  (app: HttpApp): void => {
    app.get(
      '/api/v1/today',
      {
        config: { permission: 'orders.read' },
        schema: {
          summary: 'Orders to ship, the one whose last safe departure is nearest first, with the counts of all',
          querystring: todayQuery.extend({
            cursor: z.string().max(400).optional(),
            limit: z.coerce.number().int().min(1).max(200).optional(),
          }),
          response: { 200: todayPage },
        },
      },
      async (request) => database.read(scopeOf(request, request.query.account), (db) => todayPageOf(db, request.query, clock.now())),
    );

    app.get(
      '/api/v1/today.csv',
      {
        config: { permission: 'orders.read', audit: 'orders.exported' },
        schema: {
          summary: "Today's work as CSV, nearest departure first",
          produces: ['text/csv'],
          querystring: todayQuery,
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const now = clock.now();
        const list = await database.read(scopeOf(request, request.query.account), (db) => todayList(db, request.query, now));
        const lines = list.map(({ row, location }) => [
          row.leaveBy ?? '',
          row.leaveBy === null ? '' : Math.floor((Date.parse(row.leaveBy) - now.getTime()) / 60_000),
          row.band,
          row.shipBy ?? '',
          row.orderId,
          row.accountId,
          row.marketplaceId,
          location,
          row.label?.carrier ?? '',
          row.serviceLevel,
          row.premium ? 'yes' : '',
          row.units,
          row.lines.map(({ sku, quantity }) => `${quantity}x ${sku}`).join(' '),
          row.shipTo ?? '',
          row.tags.join(' '),
          row.assignee ?? '',
        ]);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="todays-work.csv"')
          .send(stringify([header, ...lines], { escape_formulas: true }));
      },
    );
  };
