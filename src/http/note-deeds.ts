import type { FastifyRequest } from 'fastify';
import type { Actor, Deed } from '#src/modules/audit/index.ts';

/** Adds an entry to the audit. */
export type NoteDeed = (deed: Deed) => Promise<void>;

export const actorOf = (request: FastifyRequest): Actor => ({ kind: request.person.kind, id: request.person.id, place: request.ip });

const endings: Record<string, string> = { PUT: '.changed', PATCH: '.changed', DELETE: '.removed' };

/**
 * The word under which the audit notes a request; undefined for what it does not note. Every change is noted, under the words of
 * its path unless the route has a better one; of the questions only those that say so.
 */
export function actionOf({ routeOptions, method }: FastifyRequest): string | undefined {
  const { audit } = routeOptions.config;
  if (audit !== undefined) return audit === false ? undefined : audit;
  const path = routeOptions.url;
  if (method === 'GET' || method === 'HEAD' || path === undefined || !path.startsWith('/api/v1/')) return undefined;
  const words = path.split('/').slice(3);
  return `${words.filter((word) => word !== '' && !word.startsWith(':')).join('.')}${endings[method] ?? ''}`;
}

/**
 * What a request is about, by ids alone: those of its path and of the orders in its body. One deed for each account, so that
 * who sees only one of them reads nothing of the others.
 */
export function deedsOf(request: FastifyRequest, action: string): Deed[] {
  const params = record(request.params);
  const body = record(request.body);
  const rows = [body['orders'], body['packages']].flatMap((list) => (Array.isArray(list) ? list.map(record) : []));
  const named = Object.entries(params).flatMap(([name, value]) => (name === 'accountId' || typeof value !== 'string' ? [] : [value]));
  const purpose = typeof body['purpose'] === 'string' ? { purpose: body['purpose'] } : {};
  // An account that they do not see is not theirs to leave entries in, nor is what they ask of it anybody's to read.
  const seen = (id: unknown) => (typeof id === 'string' && request.accounts.includes(id) ? id : null);
  const ordersOf = Map.groupBy(rows, ({ accountId }) => seen(accountId));
  const accounts = ordersOf.size > 0 ? [...ordersOf.keys()] : [seen(params['accountId'])];
  const isAboutOrders = ordersOf.size > 0 || params['accountId'] !== undefined;
  return accounts.map((accountId) => {
    const isHidden = isAboutOrders && accountId === null;
    const orders = ordersOf.get(accountId) ?? [];
    const subjects = isHidden ? [] : [...named, ...orders.flatMap(({ orderId }) => (typeof orderId === 'string' ? [orderId] : []))];
    return { actor: actorOf(request), action, accountId, subjects, details: purpose };
  });
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
