import { z } from 'zod';
import type { AccountId } from '#src/kernel/ids.ts';
import { type HealthView, healthView } from '#src/modules/notices/contract.ts';
import type { HttpApp } from '../http-app.ts';

const state = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })) });

export type Readiness = () => Promise<z.infer<typeof state>>;

/** For supervisors: is the process alive, and can it do its work? */
export const healthRoutes = (readiness: Readiness) => (app: HttpApp) => {
  app.get(
    '/healthz',
    {
      config: { permission: 'open' },
      schema: { summary: 'Says whether the process is alive', response: { 200: z.object({ ok: z.literal(true) }) } },
    },
    async () => ({
      ok: true as const,
    }),
  );
  app.get(
    '/readyz',
    {
      config: { permission: 'open' },
      schema: { summary: 'Says whether the desk can do its work, part by part', response: { 200: state, 503: state } },
    },
    async (_request, reply) => {
      const found = await readiness();
      return reply.status(found.ok ? 200 : 503).send(found);
    },
  );
};

/** For people: how every part of the desk is doing, in words, and what to do. */
export const healthPageRoutes = (measure: (accounts: readonly AccountId[]) => Promise<HealthView>) => (app: HttpApp) => {
  app.get(
    '/api/v1/health',
    {
      config: { permission: 'desk.health' },
      schema: { summary: 'Says how every part of the desk is doing, and what to do about it', response: { 200: healthView } },
    },
    (request) => measure(request.accounts),
  );
};
