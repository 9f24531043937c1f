import type { SimAccount } from '../accounts/sim-account.ts';
import type { Fault, FaultKind } from '../faults/fault.ts';
import type { FaultSwitches } from '../faults/fault-switches.ts';
import { spoilBody } from '../faults/spoil-body.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { TokenMint } from '../lwa/access-token.ts';
import { type Authorised, authoriseApplication, authoriseCall } from '../lwa/authorise-call.ts';
import { uuidOf } from '../store/draw.ts';
import type { Table } from '../store/table.ts';
import { ApiFailure, denied, notFound } from './api-failure.ts';
import type { Incoming, Operation, Reply } from './operation.ts';
import type { RequestLog } from './request-log.ts';
import type { Match } from './router.ts';

/** What goes back over the wire. */
export type Outcome = { reply: Reply | 'reset'; truncate: boolean; delayMs: number };

export type ServeDeps = {
  find: (method: string, path: string) => Match<Operation> | undefined;
  accounts: Table<SimAccount>;
  tokens: TokenMint;
  limits: RateLimits;
  faults: FaultSwitches;
  requests: RequestLog;
  seed: number;
};

const QUOTA_EXCEEDED: Reply = {
  status: 429,
  body: { errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }] },
};

const BEFORE: readonly FaultKind[] = ['reset-before', 'throttle', 'server-error', 'expire-token'];

/** Handles one call to Amazon: who is it, does a fault hit it, is there quota, what is the answer. Writes the request log. */
export function serveCall(incoming: Incoming, now: number, deps: ServeDeps): Outcome {
  const found = deps.find(incoming.method, incoming.path);
  const number = deps.requests.next();
  const requestId = uuidOf(deps.seed, 'request', number);
  const happened: Fault[] = [];
  const take = (kinds: readonly FaultKind[], account?: SimAccount) => {
    if (!found) return [];
    const orderId = found.params['orderId'];
    const target = { operation: found.route.name, account: account?.name, orderIds: orderId === undefined ? [] : [orderId] };
    const taken = deps.faults.take(kinds, target);
    happened.push(...taken);
    return taken;
  };

  const caller = found && callerOf(incoming, now, found.route, deps);
  const account = caller instanceof ApiFailure ? undefined : caller?.account;
  const [hit] = take(BEFORE, account);
  let reply: Reply | 'reset' = hit ? beforeHandling(hit) : answer(incoming, now, found, caller, deps);
  if (!hit && reply !== 'reset' && found) {
    const spoilt = spoilBody(reply, deps.faults, { operation: found.route.name, account: account?.name });
    happened.push(...spoilt.happened);
    const withoutRate = take(['drop-rate-header'], account).length > 0;
    reply = {
      ...spoilt.reply,
      headers: { ...rateHeader(spoilt.reply, found.route, withoutRate || number % 16 === 0, deps.limits), ...spoilt.reply.headers },
    };
  }
  if (reply !== 'reset') reply = { ...reply, headers: { 'x-amzn-RequestId': requestId, ...reply.headers } };
  if (!hit && take(['reset-after'], account).length > 0) reply = 'reset';
  const truncate = reply !== 'reset' && take(['truncate'], account).length > 0;
  const delayMs = take(['slow'], account).reduce((sum, fault) => sum + fault.ms, 0);

  deps.requests.add({
    seq: number,
    at: new Date(now).toISOString(),
    method: incoming.method,
    operation: found?.route.name ?? null,
    path: incoming.path,
    query: Object.fromEntries(incoming.query),
    status: reply === 'reset' ? null : reply.status,
    account: account?.name ?? null,
    orderId: found?.params['orderId'] ?? null,
    requestId,
    body: found?.route.open ? '' : incoming.body.toString('utf8').slice(0, 2000),
    faults: happened.map((fault) => fault.kind),
  });
  return { reply, truncate, delayMs };
}

/** A seller, an application by itself, or the reason why neither; nobody where it does not matter. */
type Caller = Authorised | { clientId: string; account?: undefined };

function callerOf(incoming: Incoming, now: number, route: Operation, deps: ServeDeps): Caller | ApiFailure | undefined {
  if (route.open) return undefined;
  try {
    return route.scope === undefined ? authoriseCall(incoming, now, deps) : authoriseApplication(incoming, now, route.scope, deps.tokens);
  } catch (error) {
    if (error instanceof ApiFailure) return error;
    throw error;
  }
}

function beforeHandling(fault: Fault): Reply | 'reset' {
  switch (fault.kind) {
    case 'reset-before':
      return 'reset';
    case 'throttle':
      return QUOTA_EXCEEDED;
    case 'expire-token':
      return denied('The access token you provided has expired.').reply;
    default: {
      const unavailable = fault.status === 503;
      const code = unavailable ? 'ServiceUnavailable' : 'InternalFailure';
      const message = unavailable
        ? 'Service is temporarily unavailable. Please try again.'
        : 'We encountered an internal error. Please try again.';
      return { status: fault.status, body: { errors: [{ code, message, details: '' }] } };
    }
  }
}

function answer(
  incoming: Incoming,
  now: number,
  found: Match<Operation> | undefined,
  caller: Caller | ApiFailure | undefined,
  deps: ServeDeps,
): Reply {
  try {
    if (!found) throw notFound(`There is no operation ${incoming.method} ${incoming.path}.`);
    if (incoming.tooLarge) throw new ApiFailure(413, [{ code: 'RequestEntityTooLarge', message: 'The request body is too large.' }]);
    const { route, params } = found;
    if (route.open) return route.handle({ ...incoming, now, params });
    if (caller instanceof ApiFailure) throw caller;
    if (!caller) throw denied('Access token is missing in the request header.');
    const { clientId, sellerId } = caller.account ?? { clientId: caller.clientId, sellerId: '' };
    if (!deps.limits.take({ clientId, sellerId, operation: route.name }, route, now)) return QUOTA_EXCEEDED;
    if (route.scope !== undefined) return route.handle({ ...incoming, now, params, clientId });
    if (!caller.account) throw denied('The access token you provided is for grantless operations only.');
    return route.handle({ ...incoming, now, params, ...caller });
  } catch (error) {
    if (error instanceof ApiFailure) return error.reply;
    throw error;
  }
}

/** Amazon sends the rate as best it can: on good answers, 400 and 404, and now and then not even there. */
function rateHeader(reply: Reply, route: Operation, absent: boolean, limits: RateLimits): Record<string, string> {
  const carriesRate = reply.status < 300 || reply.status === 400 || reply.status === 404;
  if (route.open || absent || !carriesRate) return {};
  return { 'x-amzn-RateLimit-Limit': String(limits.planOf(route.name, route).rate) };
}
