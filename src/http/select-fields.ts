import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { HttpApp } from './http-app.ts';

type Answer = { fields: readonly string[]; isList: boolean };

/** What `fields` may name: the properties of the answer, of a list (`items`, perhaps `next`) those of its items. */
export function selectable({ method, schema }: Pick<RouteOptions, 'method' | 'schema'>): Answer | undefined {
  const answer = (schema?.response as Record<string, unknown> | undefined)?.[200];
  if (method !== 'GET' || !(answer instanceof z.ZodObject)) return undefined;
  const names = Object.keys(answer.shape);
  const isList = names.includes('items') && names.every((name) => name === 'items' || name === 'next');
  const items: unknown = answer.shape['items'];
  const one: unknown = isList && items instanceof z.ZodArray ? items.element : answer;
  return one instanceof z.ZodObject ? { fields: Object.keys(one.shape), isList } : undefined;
}

/**
 * `?fields=orderId,status` on a question that answers JSON: only these properties come back, of a list those of its
 * items. An unknown name is refused with the names there are.
 */
export function selectFields(app: HttpApp): void {
  const known = new Map<string, Answer>();
  app.addHook('onRoute', (route) => {
    const answer = selectable(route);
    if (answer) known.set(route.url, answer);
  });
  app.addHook('preHandler', async (request) => {
    const wanted = wantedOf(request.url);
    const names = known.get(request.routeOptions.url ?? '')?.fields;
    if (!wanted || !names) return;
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new AppError('INVALID_INPUT', `fields names what this answer does not have; it has ${names.join(', ')}`, {
        problems: [{ field: 'query.fields', message: `must be some of ${names.join(', ')}, with commas between` }],
      });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const wanted = wantedOf(request.url);
    const answer = known.get(request.routeOptions.url ?? '');
    if (!wanted || !answer || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const whole = JSON.parse(payload) as Record<string, unknown>;
    const pick = (one: Record<string, unknown>) =>
      Object.fromEntries(wanted.filter((name) => name in one).map((name) => [name, one[name]]));
    if (!answer.isList) return JSON.stringify(pick(whole));
    return JSON.stringify({ ...whole, items: (whole['items'] as Record<string, unknown>[]).map(pick) });
  });
}

function wantedOf(url: string): string[] | undefined {
  const at = url.indexOf('?');
  if (at < 0 || !url.includes('fields=', at)) return undefined;
  const text = new URLSearchParams(url.slice(at)).get('fields');
  return text === null || text === '' ? undefined : text.split(',').map((name) => name.trim());
}
