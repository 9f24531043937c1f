import { z } from 'zod';
import type { HttpApp } from '../http-app.ts';
import { keepHeaders } from '../keep-headers.ts';
import type { Live } from '../live.ts';
import { alertScope } from './notices.ts';

/** Server-sent events: `orders`, `writes`, `sync` and `alerts` with the account and, for few of them, the order ids. */
export const liveRoutes = (live: Live) => (app: HttpApp) => {
  const events = z.any().describe('Events orders, writes, sync and alerts, each with accountId and, for few of them, orderIds');
  app.get(
    '/api/v1/stream',
    {
      config: { permission: 'orders.read' },
      schema: { summary: 'Streams what changes, for open pages', produces: ['text/event-stream'], response: { 200: events } },
    },
    (request, reply) => {
      keepHeaders(reply);
      reply.hijack();
      live.attach(reply.raw, alertScope(request));
    },
  );
};
