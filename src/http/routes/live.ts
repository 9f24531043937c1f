import type { HttpApp } from '../http-app.ts';
import type { Live } from '../live.ts';

/** Server-sent events: `orders`, `writes` and `sync` with the account and, for few of them, the order ids. */
export const liveRoutes = (live: Live) => (app: HttpApp) => {
  app.get('/api/v1/stream', { config: { permission: 'orders.read' } }, (request, reply) => {
    reply.hijack();
    live.attach(reply.raw, request.accounts);
  });
};
