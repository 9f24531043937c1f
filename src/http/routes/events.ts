import { z } from 'zod';
import { eventsAfter, newestEvent } from '#src/modules/orders/questions.ts';
import { orderEventMessage } from '#src/modules/webhooks/contract.ts';
import { messageOf } from '#src/modules/webhooks/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { keepHeaders } from '../keep-headers.ts';
import type { Live } from '../live.ts';
import { streamEvents } from '../stream-events.ts';
import { mustSee } from '../visible.ts';

type Deps = { database: Database; live: Live };

const digits = z.string().regex(/^\d{1,18}$/);
const params = z.object({ accountId: digits });
const listQuery = z.object({ after: digits.default('0'), limit: z.coerce.number().int().min(1).max(1_000).default(200) });
const config = { permission: 'orders.read' } as const;

/**
 * What happens to orders, for other programs: as a list to go on with, and as a stream that takes up where it was
 * broken off (`Last-Event-ID`).
 */
export const eventRoutes =
  ({ database, live }: Deps) =>
  (app: HttpApp) => {
    app.get(
      '/api/v1/accounts/:accountId/events',
      {
        config,
        schema: {
          summary: 'Lists order events after an id',
          params,
          querystring: listQuery,
          response: { 200: z.object({ items: z.array(orderEventMessage), next: z.string() }) },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { after, limit } = request.query;
        const rows = await database.read([accountId], (db) => eventsAfter(db, accountId, after, limit));
        return { items: rows.map((row) => messageOf(accountId, row)), next: rows.at(-1)?.eventId ?? after };
      },
    );

    app.get(
      '/api/v1/accounts/:accountId/events/stream',
      {
        config,
        schema: {
          summary: 'Streams order events, going on after an id',
          params,
          querystring: z.object({ after: digits.optional() }),
          headers: z.object({ 'last-event-id': digits.optional() }),
          produces: ['text/event-stream'],
          response: { 200: z.any().describe('An event for each order event: `id` is where to go on, `event` its kind') },
        },
      },
      async (request, reply) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const read = (after: string, limit: number) => database.read([accountId], (db) => eventsAfter(db, accountId, after, limit));
        const after =
          request.headers['last-event-id'] ?? request.query.after ?? (await database.read([accountId], (db) => newestEvent(db, accountId)));
        keepHeaders(reply);
        reply.hijack();
        streamEvents({ response: reply.raw, accountId, after, read, live });
      },
    );
  };
