import { z } from 'zod';
import type { HttpApp } from '../http-app.ts';

const state = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })) });

export type Readiness = () => Promise<z.infer<typeof state>>;

/** For supervisors: is the process alive, and can it do its work? */
export const healthRoutes = (readiness: Readiness) => (app: HttpApp) => {
  app.get('/healthz', { config: { permission: 'open' }, schema: { response: { 200: z.object({ ok: z.literal(true) }) } } }, async () => ({
    ok: true as const,
  }));
  app.get('/readyz', { config: { permission: 'open' }, schema: { response: { 200: state, 503: state } } }, async (_request, reply) => {
    const found = await readiness();
    return reply.status(found.ok ? 200 : 503).send(found);
  });
};
