import type { FastifyRequest } from 'fastify';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Caller, Known } from '#src/modules/people/index.ts';
import type { Person } from './permissions.ts';
import { permissionsOf } from './roles.ts';

export const strangersHear = 'this desk answers only those who are signed in';

/** Finds out who asks; undefined for a stranger. */
export type WhoIs = (request: FastifyRequest) => Promise<Known | undefined>;

/** What is not secret: the few routes that answer anybody, and the page's own files. All the rest is for those who are known. */
function isOpen({ routeOptions, method, url }: FastifyRequest): boolean {
  const { permission } = routeOptions.config;
  if (permission !== undefined) return permission === 'open';
  return (method === 'GET' || method === 'HEAD') && !looksLikeApi(url);
}

/** However it is written: a path that does not decode is no file of the page either. */
function looksLikeApi(url: string): boolean {
  try {
    return /^[/\\]*api(?:[/\\]|$)/i.test(decodeURIComponent(url.split('?')[0] ?? ''));
  } catch {
    return true;
  }
}

/** Sets `request.person` and `request.accounts`, or refuses: with 401 a stranger, with 403 who may not do this. */
export async function admit(request: FastifyRequest, whoIs: WhoIs, accountIds: () => Promise<readonly AccountId[]>): Promise<void> {
  if (isOpen(request)) return;
  const known = await whoIs(request);
  if (!known) throw new AppError('UNAUTHENTICATED', strangersHear);
  request.person = personOf(known);
  const { permission, personOnly } = request.routeOptions.config;
  if (permission === undefined || permission === 'open') return;
  if (!request.person.permissions.includes(permission)) throw new AppError('FORBIDDEN', `this needs the permission ${permission}`);
  if (personOnly && known.kind !== 'person') throw new AppError('FORBIDDEN', 'only a person who is signed in in a browser may do this');
  const all = await accountIds();
  request.accounts = known.accounts === null ? all : all.filter((id) => known.accounts?.includes(id));
}

function personOf({ kind, id, name, role, scopes, accounts, sessionId }: Known): Person {
  const may = permissionsOf(role);
  return {
    kind,
    id,
    name,
    role,
    sessionId,
    seesAll: accounts === null,
    permissions: scopes === null ? may : may.filter((permission) => scopes.includes(permission)),
  };
}

/** A request as far as signing in looks at it. */
export const callerOf = (request: FastifyRequest): Caller => ({
  place: request.ip,
  cookie: request.headers.cookie,
  browser: request.headers['user-agent'],
});
