import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { type ParallelOrder, parallelQuery, parallelReport, readOnlyBody, takenList } from '#src/modules/parallel/contract.ts';
import { setReadOnly, takeList } from '#src/modules/parallel/index.ts';
import { parallelOrdersOf, parallelReportOf } from '#src/modules/parallel/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { uploadOf } from '../upload.ts';
import { mustSee, scopeOf } from '../visible.ts';

type Deps = { database: Database; clock: Clock };

const params = z.object({ accountId: z.string().regex(/^\d+$/) });
const listFields = z.object({
  account: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .describe('The id of the account; may be absent when there is one'),
});
const columns = [
  'account',
  'day',
  'order',
  'status',
  'purchased_at',
  'ship_by',
  'confirmed_at',
  'ship_date',
  'minutes',
  'verdict',
  'after_cancel',
  'by_waybill',
  'list',
  'listed_at',
];

/** Beside another tool: the read-only mode, what that tool did, and its own list of orders. */
export const parallelRoutes = (deps: Deps) => (app: HttpApp) => {
  app.put(
    '/api/v1/accounts/:accountId/read-only',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Switches the read-only mode of an account', params, body: readOnlyBody, response: { 200: readOnlyBody } },
    },
    async (request) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      await setReadOnly(deps, accountId, request.body.readOnly, request.person.name);
      return { readOnly: request.body.readOnly };
    },
  );

  app.get(
    '/api/v1/parallel',
    {
      config: { permission: 'sync.read' },
      schema: { summary: 'Compares with what another tool did', querystring: parallelQuery, response: { 200: parallelReport } },
    },
    (request) => parallelReportOf(deps, scopeOf(request, request.query.account), request.query),
  );

  app.get(
    '/api/v1/parallel.csv',
    {
      config: { permission: 'sync.read' },
      schema: {
        summary: 'Exports the comparison with another tool as CSV',
        querystring: parallelQuery,
        produces: ['text/csv'],
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const orders = await parallelOrdersOf(deps, scopeOf(request, request.query.account), request.query);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="parallel.csv"')
        .send(stringify([columns, ...orders.map(line)], { escape_formulas: true }));
    },
  );

  app.post(
    '/api/v1/parallel/list',
    {
      config: { permission: 'imports.run', upload: listFields },
      schema: {
        summary: 'Takes in the list of orders of another tool',
        consumes: ['multipart/form-data'],
        description: 'The other tool\'s list of orders as the part "file", with a column of order numbers and one of times.',
        response: { 200: takenList },
      },
    },
    async (request) => {
      const { fields, stream } = await uploadOf(request);
      const { account = request.accounts.length === 1 ? request.accounts[0] : undefined } = fields;
      if (account === undefined)
        throw new AppError('INVALID_INPUT', 'account is missing: send the id of the account before the file', {
          problems: [{ field: 'account', message: 'is missing' }],
        });
      mustSee(request, account);
      return takeList(deps, account, stream);
    },
  );
};

const line = (order: ParallelOrder) => [
  order.accountId,
  order.day,
  order.orderId,
  order.status,
  order.purchasedAt,
  order.shipBy,
  order.confirmedAt,
  order.shipDate,
  order.minutes,
  order.verdict,
  order.afterCancel ? 'yes' : 'no',
  order.ours ? 'yes' : 'no',
  order.list,
  order.listedAt,
];
