import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { orderWrite } from '#src/modules/orders/contract.ts';
import { type WriteRequest, writePreview, writeRequest, writeResult } from '#src/modules/writes/contract.ts';
import { askWrites, changeWrite, type Mode, type PlannedRow, previewWrites } from '#src/modules/writes/index.ts';
import { listOutbox, writeView } from '#src/modules/writes/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee, scopeOf, visible } from '../visible.ts';

type Deps = { database: Database; clock: Clock } & Mode;

const outboxQuery = z.object({ state: z.enum(['open', 'rejected']).default('open'), account: z.string().regex(/^\d+$/).optional() });
const outboxRow = orderWrite.extend({ accountId: z.string(), orderId: z.string() });
const oneWrite = z.object({ accountId: z.string().regex(/^\d+$/), writeId: z.string().regex(/^\d{1,18}$/) });
/** 500 packages with all their items. */
const bodyLimit = 1024 * 1024;
/** Repeating a request with the same key never queues anything twice. */
const keyHeader = z.object({ 'idempotency-key': z.string().min(8).max(200) });

/** Asking Amazon for changes: previewed, queued, followed, tried again or taken back. */
export const writeRoutes = (deps: Deps) => (app: HttpApp) => {
  app.post(
    '/api/v1/writes/preview',
    {
      bodyLimit,
      config: { permission: 'writes.ask', audit: false },
      schema: {
        summary: 'Says what a change would do, order by order, and changes nothing',
        body: writeRequest,
        response: { 200: writePreview },
      },
    },
    async (request) => {
      visible(request, rowsOf(request.body));
      const rows = (await previewWrites(deps, request.body)).map(rowView);
      const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
      return { rows, will: count('will'), warnings: count('warning'), skip: count('skip') };
    },
  );

  app.post(
    '/api/v1/writes',
    {
      bodyLimit,
      config: { permission: 'writes.ask' },
      schema: {
        summary: 'Queues confirmations, edits or cancellations for Amazon',
        headers: keyHeader,
        body: writeRequest,
        response: { 200: writeResult },
      },
    },
    async (request) => {
      visible(request, rowsOf(request.body));
      const done = await askWrites(deps, request.body, { by: request.person.name, key: request.headers['idempotency-key'] });
      const rows = done.map((row) => ({ ...rowView(row), writeId: row.writeId }));
      const queued = rows.filter((row) => row.writeId !== null).length;
      return { rows, queued, skipped: rows.length - queued };
    },
  );

  app.get(
    '/api/v1/writes',
    {
      config: { permission: 'orders.read' },
      schema: {
        summary: 'Lists changes that are on their way or were rejected',
        querystring: outboxQuery,
        response: { 200: z.object({ items: z.array(outboxRow) }) },
      },
    },
    async (request) => ({
      items: await deps.database.read(scopeOf(request, request.query.account), (db) => listOutbox(db, request.query.state)),
    }),
  );

  const summaries = { retry: 'Tries a rejected change again', withdraw: 'Takes back a change that was not sent' } as const;
  for (const action of ['retry', 'withdraw'] as const) {
    app.post(
      `/api/v1/writes/:accountId/:writeId/${action}`,
      { config: { permission: 'writes.ask' }, schema: { summary: summaries[action], params: oneWrite, response: { 200: orderWrite } } },
      async (request) => {
        const { accountId, writeId } = request.params;
        mustSee(request, accountId);
        return writeView(await changeWrite(deps, accountId, writeId, action, request.person.name));
      },
    );
  }
};

const rowsOf = (body: WriteRequest): readonly { accountId: string }[] => (body.action === 'cancel' ? body.orders : body.packages);

const rowView = (row: PlannedRow) => ({
  accountId: row.accountId,
  orderId: row.orderId,
  outcome: row.ruling.outcome,
  reason: row.ruling.reason,
  payload: row.write && { ...row.write.payload },
});
