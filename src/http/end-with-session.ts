import type { FastifyRequest } from 'fastify';
import type { HttpApp } from './http-app.ts';
import type { WhoIs } from './who.ts';

/**
 * Ends answers that go on, such as live updates and long downloads, soon after whoever asked is signed out, loses the access or
 * sees other accounts than before: each is asked anew who it is for, every `everyMs`.
 */
export function endWithSession(app: HttpApp, whoIs: WhoIs, everyMs = 15_000): void {
  const open = new Map<FastifyRequest, { since: number; end: () => void }>();
  let round = 0;
  app.addHook('preHandler', async (request, reply) => {
    if (request.person === undefined) return;
    open.set(request, { since: round, end: () => reply.raw.destroy() });
    reply.raw.once('close', () => open.delete(request));
  });
  const look = async (): Promise<void> => {
    round += 1;
    for (const [request, { since, end }] of open) {
      // What has just begun was let in just now.
      if (round - since < 2) continue;
      const known = await whoIs(request).catch(() => undefined);
      const sees = known?.accounts ?? null;
      const seesLess = sees !== null && request.accounts?.some((id) => !sees.includes(id));
      if (!known || known.role !== request.person.role || seesLess) end();
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
