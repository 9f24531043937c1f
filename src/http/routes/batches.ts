import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type BatchRow,
  batchBody,
  batchList,
  batchRows,
  batchView,
  buyBatchBody,
  changeBody,
  changed,
  pauseBody,
  printBatchBody,
  printFileBody,
  printRun,
  retryBody,
  rowOffers,
  voidBody,
  voidResult,
} from '#src/modules/batches/contract.ts';
import {
  type BatchesDeps,
  buyBatch,
  cancelBatch,
  changeRows,
  makeBatch,
  makeStack,
  pauseBatch,
  printStack,
  retryBatch,
  voidBatch,
} from '#src/modules/batches/index.ts';
import { batchesPage, batchOffers, batchPage, batchRowsOf } from '#src/modules/batches/questions.ts';
import { reasonWords } from '#src/platform/reason-words.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const idText = z.string().regex(/^\d{1,18}$/);
const ofBatch = z.object({ batchId: idText });
const ofRow = ofBatch.extend({ accountId: idText, orderId: z.string().min(1).max(40) });
const ofRun = ofBatch.extend({ run: z.coerce.number().int().min(1).max(100_000) });
const listQuery = z.object({ before: idText.optional(), limit: z.coerce.number().int().min(1).max(100).default(25) });
const key = z.object({ 'idempotency-key': z.string().min(8).max(200) });
const may = { permission: 'labels.buy' } as const;

/** Labels of many orders at once: preview, purchase, result, print. */
export const batchRoutes =
  (deps: BatchesDeps) =>
  (app: HttpApp): void => {
    const { database, clock } = deps.labels;
    const asker = (request: FastifyRequest) => ({ by: request.person.name, accounts: request.accounts });
    const show = (request: FastifyRequest, batchId: string) => database.read(request.accounts, (db) => batchPage(db, batchId, clock.now()));

    app.post(
      '/api/v1/batches',
      {
        config: { ...may, audit: 'batch.made' },
        schema: {
          summary: 'Makes a batch of up to 500 orders, whose labels are bought together',
          description:
            'The answer comes at once; what each label would cost is asked for in the background, nearest deadline first. Nothing is bought before it is asked for. The same `Idempotency-Key` again answers with the same batch.',
          headers: key,
          body: batchBody,
          response: { 200: batchView },
        },
      },
      async (request) => {
        const batchId = await makeBatch(deps, request.body, { ...asker(request), key: request.headers['idempotency-key'] });
        return show(request, batchId);
      },
    );

    app.get(
      '/api/v1/batches',
      { config: may, schema: { summary: 'Lists batches, newest first', querystring: listQuery, response: { 200: batchList } } },
      ({ accounts, query }) => database.read(accounts, (db) => batchesPage(db, query.before ?? null, query.limit, clock.now())),
    );

    app.get(
      '/api/v1/batches/:batchId',
      { config: may, schema: { summary: 'Shows a batch with its figures', params: ofBatch, response: { 200: batchView } } },
      (request) => show(request, request.params.batchId),
    );

    app.get(
      '/api/v1/batches/:batchId/rows',
      {
        config: may,
        schema: {
          summary: 'Lists the orders of a batch with outcome, cost and label',
          params: ofBatch,
          response: { 200: batchRows },
        },
      },
      async ({ accounts, params }) => ({ rows: await database.read(accounts, (db) => batchRowsOf(db, params.batchId, clock.now())) }),
    );

    app.get(
      '/api/v1/batches/:batchId/rows.csv',
      {
        config: may,
        schema: {
          summary: 'Exports the orders of a batch as CSV',
          params: ofBatch,
          produces: ['text/csv'],
          response: { 200: z.string() },
        },
      },
      async ({ accounts, params }, reply) => {
        const rows = await database.read(accounts, (db) => batchRowsOf(db, params.batchId, clock.now()));
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="batch-${params.batchId}.csv"`)
          .send(stringify([csvHeader, ...rows.map(csvLine)], { escape_formulas: true }));
      },
    );

    app.get(
      '/api/v1/batches/:batchId/rows/:accountId/:orderId/offers',
      {
        config: may,
        schema: { summary: 'Lists what an order of a batch was offered', params: ofRow, response: { 200: rowOffers } },
      },
      (request) => {
        const { batchId, accountId, orderId } = request.params;
        mustSee(request, accountId);
        return database.read(request.accounts, (db) => batchOffers(db, batchId, accountId, orderId));
      },
    );

    app.post(
      '/api/v1/batches/:batchId/change',
      {
        config: { ...may, audit: 'batch.changed' },
        schema: {
          summary: 'Changes the parcel or the service of rows that are not bought, or asks their rates again',
          params: ofBatch,
          body: changeBody,
          response: { 200: changed },
        },
      },
      (request) => changeRows(deps, request.params.batchId, request.body, asker(request)),
    );

    app.post(
      '/api/v1/batches/:batchId/buy',
      {
        config: { ...may, audit: 'batch.bought' },
        schema: {
          summary: 'Buys the labels of all rows that are ready',
          description:
            'Nearest deadline first, in the background. Asking again buys nothing twice. With `atMost`, nothing is bought where the labels now cost more (409).',
          params: ofBatch,
          body: buyBatchBody,
          response: { 200: batchView },
        },
      },
      async (request) => {
        await buyBatch(deps, request.params.batchId, request.body, asker(request));
        return show(request, request.params.batchId);
      },
    );

    app.post(
      '/api/v1/batches/:batchId/pause',
      {
        config: { ...may, audit: 'batch.paused' },
        schema: { summary: 'Lets a batch buy no more, or go on', params: ofBatch, body: pauseBody, response: { 200: batchView } },
      },
      async (request) => {
        await pauseBatch(deps, request.params.batchId, request.body.paused, asker(request));
        return show(request, request.params.batchId);
      },
    );

    app.post(
      '/api/v1/batches/:batchId/cancel',
      {
        config: { ...may, audit: 'batch.cancelled' },
        schema: { summary: 'Drops everything of a batch that is not bought', params: ofBatch, response: { 200: batchView } },
      },
      async (request) => {
        await cancelBatch(deps, request.params.batchId, asker(request));
        return show(request, request.params.batchId);
      },
    );

    app.post(
      '/api/v1/batches/:batchId/retry',
      {
        config: { ...may, audit: 'batch.retried' },
        schema: {
          summary: 'Asks rates again for the rows of a batch that came to nothing, and for no others',
          params: ofBatch,
          body: retryBody,
          response: { 200: batchView },
        },
      },
      async (request) => {
        await retryBatch(deps, request.params.batchId, request.body.which, asker(request));
        return show(request, request.params.batchId);
      },
    );

    app.post(
      '/api/v1/batches/:batchId/void',
      {
        config: { ...may, audit: 'label.voided' },
        schema: {
          summary: 'Gives back the labels of a batch that were never printed, or all',
          params: ofBatch,
          body: voidBody,
          response: { 200: voidResult },
        },
      },
      (request) => voidBatch(deps, request.params.batchId, request.body, asker(request)),
    );

    app.post(
      '/api/v1/batches/:batchId/prints',
      {
        config: { permission: 'orders.personal', audit: 'batch.stacked' },
        schema: {
          summary: 'Makes a stack of the bought labels of a batch in print order',
          params: ofBatch,
          body: printBatchBody,
          response: { 200: printRun },
        },
      },
      (request) => makeStack(deps, request.params.batchId, request.body, asker(request)),
    );

    app.post(
      '/api/v1/batches/:batchId/prints/:run/file',
      {
        config: { permission: 'orders.personal', audit: 'personal.printed' },
        schema: {
          summary: 'Gives the labels of a stack as one file, or those from one place to another',
          description: 'A PDF for labels on paper, a stream of ZPL for those of a label printer. Places are counted from 1.',
          params: ofRun,
          body: printFileBody,
          produces: ['application/pdf', 'application/zpl'],
          response: { 200: z.any().describe('A PDF file, or ZPL') },
        },
      },
      async (request, reply) => {
        const { batchId, run } = request.params;
        const { stream, type } = await printStack(deps, batchId, run, request.body, asker(request));
        const ending = type === 'application/pdf' ? 'pdf' : 'zpl';
        return reply
          .type(type)
          .header('content-disposition', `inline; filename="batch-${batchId}-${run}.${ending}"`)
          .header('cache-control', 'no-store')
          .send(Readable.from(stream, { objectMode: false }));
      },
    );
  };

const csvHeader = [
  'account',
  'order',
  'state',
  'outcome',
  'reasons',
  'carrier',
  'service',
  'price',
  'currency',
  'arrives-by',
  'deliver-by',
  'protected',
  'ship-by',
  'location',
  'sku',
  'units',
  'tracking',
  'place',
];

function csvLine(row: BatchRow): unknown[] {
  const { accountId, orderId, phase, outcome, reasons, said, carrier, service, price, arrivesBy, deliverBy, claimsProtected, shipBy } = row;
  const why = [...reasons.map(reasonWords), ...(said === null ? [] : [said])].join(' ');
  const { location, sku, units, tracking, place } = row;
  const isProtected = claimsProtected === null ? '' : claimsProtected ? 'yes' : 'no';
  const cost = [price?.amount ?? '', price?.currency ?? ''];
  return [
    accountId,
    orderId,
    phase,
    outcome,
    why,
    carrier,
    service,
    ...cost,
    arrivesBy,
    deliverBy,
    isProtected,
    shipBy,
    location,
    sku,
    units,
    tracking,
    place,
  ];
}
