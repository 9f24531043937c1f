import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Metrics } from '#src/platform/metrics.ts';
import { type OpenSpan, openSpan } from '#src/platform/trace.ts';
import type { HttpApp } from '../http-app.ts';

/** Measures every request of the routes that are added after it, and opens its span while traces are made. */
export const observeRequests =
  ({ request: observe }: Pick<Metrics, 'request'>) =>
  (app: HttpApp) => {
    const spans = new WeakMap<object, OpenSpan>();
    app.addHook('onRequest', (request, _reply, done) => {
      const route = request.routeOptions.url ?? 'unknown';
      const span = openSpan(`${request.method} ${route}`, 'server', { 'http.request.method': request.method, 'http.route': route });
      if (!span) return done();
      spans.set(request, span);
      span.inside(done);
    });
    app.addHook('onResponse', async (request, reply) => {
      observe(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
      spans.get(request)?.end({ 'http.response.status_code': reply.statusCode }, reply.statusCode >= 500);
    });
  };

/** The metrics for whoever may see them: by a key, for a Prometheus that is elsewhere. */
export const metricsRoutes = (metrics: Metrics) => (app: HttpApp) => {
  const schema = {
    summary: 'Gives the metrics of this process for Prometheus',
    produces: ['text/plain'],
    response: { 200: z.string().describe('Metrics in the text format of Prometheus') },
  };
  app.get('/metrics', { config: { permission: 'desk.metrics' }, schema }, async (request, reply) => {
    // They tell of every account.
    if (!request.person.seesAll) throw new AppError('FORBIDDEN', 'this needs somebody who sees all accounts');
    return reply.type(metrics.contentType).send(await metrics.text());
  });
};
