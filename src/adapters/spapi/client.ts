import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#src/kernel/clock.ts';
import type { Purpose } from '#src/modules/quota/contract.ts';
import type { AmazonError, WriteOutcome } from '#src/modules/writes/ports.ts';
import { describe, type Log } from '#src/platform/log.ts';
import { inSpan } from '#src/platform/trace.ts';
import { accessTokens } from './access-tokens.ts';
import { type Exchange, exchange, type HttpRequest, jsonOf } from './exchange.ts';
import { amazonErrors, throttled, unauthorised, unavailable } from './failures.ts';
import { redactor } from './redact.ts';

/** What the client asks before each call and tells after it; the quota module keeps it for all processes. */
export type QuotaPort = {
  take(operation: string, priority: Priority, spend: Spend): Promise<{ granted: boolean; nextAt: Date }>;
  giveBack(operation: string, priority: Priority, spend: Spend): Promise<void>;
  answered(operation: string, rateHeader: string | null): Promise<void>;
  throttled(operation: string): Promise<Date>;
};

export type Priority = 'urgent' | 'normal' | 'background';

/** What a call is for, and how many calls of its kind will be asked for, this one included. */
export type Spend = { purpose?: Purpose | undefined; backlog?: number | undefined };

export type ClientOptions = {
  /** Without a path: `https://sellingpartnerapi-eu.amazon.com`. */
  apiUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** Amazon asks for `Name/1.0 (Language=…; Platform=…)`. */
  userAgent: string;
  clock: Clock;
  /** Between 0 and 1, for the jitter of repeats. */
  random: () => number;
  quota: QuotaPort;
  log: Log;
  /** Asked before every write; it throws (READ_ONLY) where nothing may be changed at Amazon. */
  permit?: () => Promise<void>;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
  timeoutMs?: number;
  /** How often a read is tried before it fails. */
  attempts?: number;
  /** The longest wait for quota within a call, by `clock`; work that reschedules itself leaves it at 0. */
  maxWaitMs?: number;
};

export type Query = Record<string, string | readonly string[] | Date | undefined>;

export type Call = Spend & {
  operation: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  headers?: Record<string, string>;
  /** A restricted data token, in place of the access token. */
  token?: string;
  /** With its parts already encoded. */
  path: string;
  query?: Query;
  body?: unknown;
  priority?: Priority | undefined;
  /** For calls of the application without a seller. */
  scope?: string;
};

/** A final answer: good, or an error of the caller (4xx). */
export type Reply = { operation: string; status: number; body: unknown; errors: AmazonError[]; requestId: string | undefined };

export type SpapiClient = {
  /** Repeats until there is a final answer, as it changes nothing at Amazon. Throws AMAZON_THROTTLED, _UNAVAILABLE, _UNAUTHORISED. */
  read(call: Call): Promise<Reply>;
  /** Sends once. What it throws (as `read`, and what `permit` throws) was certainly not done. */
  write(call: Call): Promise<WriteOutcome<{ body: unknown }>>;
  /** Fetches a token if there is none. Throws as `read`. */
  signIn(): Promise<void>;
  /** A transfer to or from Amazon's store of documents: no token, no quota. Repeated like a read. */
  transfer(operation: string, request: HttpRequest): Promise<{ status: number; headers: Headers; body: Uint8Array<ArrayBuffer> }>;
};

const firstPauseMs = 500;
const longestPauseMs = 8000;

export function createClient(options: ClientOptions): SpapiClient {
  const { clock, quota, log, random, apiUrl } = options;
  const { fetch: send = fetch, sleep = wait, timeoutMs = 30_000, attempts = 4, maxWaitMs = 0 } = options;
  const redact = redactor([options.clientSecret, options.refreshToken, options.clientId]);
  const pause = (attempt: number) => sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2));
  const tokens = accessTokens({ ...options, fetch: send, timeoutMs, attempts, pause, redact });

  /** One place in Amazon's quota, waited for if that is short. */
  const admit = async ({ operation, priority = 'normal', purpose, backlog }: Call): Promise<void> => {
    const giveUpAt = clock.now().getTime() + maxWaitMs;
    for (;;) {
      const { granted, nextAt } = await quota.take(operation, priority, { purpose, backlog });
      if (granted) return;
      if (nextAt.getTime() > giveUpAt || maxWaitMs === 0) throw throttled({ operation }, nextAt);
      await sleep(Math.max(1, nextAt.getTime() - clock.now().getTime()));
    }
  };

  /** Sends a call once; twice if Amazon says that the token is over, because then it did not even look at the call. */
  const sendOnce = async (call: Call): Promise<Exchange> => {
    const token = call.token ?? (await tokens.get(call.scope));
    await admit(call);
    const first = await inSpan(`amazon ${call.operation}`, 'client', { 'http.request.method': call.method }, () =>
      exchange(send, requestOf(call, token), timeoutMs),
    );
    const outcome = call.token === undefined && isTokenOver(first) ? await again(call, token) : first;
    await account(call, outcome).catch((error: unknown) => {
      // What came of the call is known and must not be lost over the book-keeping: a write would be sent twice.
      log.warn({ operation: call.operation, error: describe(error) }, 'the quota of a call was not written down');
    });
    return outcome;
  };

  const account = async ({ operation, priority = 'normal', purpose }: Call, outcome: Exchange): Promise<void> => {
    if (outcome.kind === 'lost' && !outcome.sent) await quota.giveBack(operation, priority, { purpose });
    if (outcome.kind === 'answer' && outcome.status < 500 && outcome.status !== 429)
      await quota.answered(operation, outcome.headers.get('x-amzn-ratelimit-limit'));
  };

  const again = async (call: Call, token: string): Promise<Exchange> => {
    tokens.drop(token);
    return exchange(send, requestOf(call, await tokens.get(call.scope)), timeoutMs);
  };

  const requestOf = ({ method, path, query, body, headers }: Call, token: string): HttpRequest => ({
    url: `${apiUrl.replace(/\/$/, '')}${path}${queryText(query)}`,
    method,
    headers: {
      accept: 'application/json',
      'user-agent': options.userAgent,
      'x-amz-access-token': token,
      'x-amz-date': clock
        .now()
        .toISOString()
        .replace(/[-:]|\.\d{3}/g, ''),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

  const isTokenOver = (outcome: Exchange): boolean => {
    if (outcome.kind === 'lost' || (outcome.status !== 401 && outcome.status !== 403)) return false;
    const words = amazonErrors(jsonOf(outcome.body)?.value, redact).flatMap(({ message, details }) => [message, details]);
    return outcome.status === 401 || words.some((text) => /token.*(expired|revoked|invalid)/i.test(text ?? ''));
  };

  const factsOf = (call: Call, outcome: Exchange) => {
    if (outcome.kind === 'lost') return { operation: call.operation, why: outcome.why, requestId: undefined, errors: [] };
    const { status, headers, body } = outcome;
    const why = body && status < 400 ? 'unreadable answer' : body ? `status ${status}` : 'answer cut off';
    const requestId = headers.get('x-amzn-requestid') ?? undefined;
    return { operation: call.operation, why, status, requestId, errors: amazonErrors(jsonOf(body)?.value, redact) };
  };

  return {
    read: async (call) => {
      for (let attempt = 1; ; attempt++) {
        const outcome = await sendOnce(call);
        const { why, ...facts } = factsOf(call, outcome);
        const json = outcome.kind === 'answer' ? jsonOf(outcome.body) : undefined;
        if (outcome.kind === 'answer' && outcome.status < 500 && outcome.status !== 429) {
          if (outcome.status === 401 || outcome.status === 403) throw unauthorised(facts);
          if (outcome.status >= 300 || json) {
            log.debug({ operation: call.operation, status: outcome.status, requestId: facts.requestId, attempt }, 'Amazon answered');
            return { ...facts, status: outcome.status, body: json?.value };
          }
        }
        log.warn({ ...facts, why, attempt }, 'Amazon gave no usable answer');
        if (outcome.kind === 'answer' && outcome.status === 429) {
          const nextAt = await quota.throttled(call.operation);
          if (attempt >= attempts || maxWaitMs === 0) throw throttled(facts, nextAt);
          continue;
        }
        if (attempt >= attempts) throw unavailable({ ...facts, why, attempts: attempt });
        await pause(attempt);
      }
    },

    write: async (call) => {
      await options.permit?.();
      const outcome = await sendOnce(call);
      const { why, ...facts } = factsOf(call, outcome);
      const { requestId, errors } = facts;
      if (outcome.kind === 'lost') {
        log.warn({ ...facts, why }, 'a write got no answer from Amazon');
        if (!outcome.sent) throw unavailable({ ...facts, why, attempts: 1 });
        return { kind: 'unknown', why: outcome.why === 'timeout' ? 'timeout' : 'reset', requestId };
      }
      const { status } = outcome;
      log.debug({ operation: call.operation, status, requestId }, 'Amazon answered a write');
      if (status === 429) throw throttled(facts, await quota.throttled(call.operation));
      if (status === 401 || status === 403) throw unauthorised(facts);
      if (status >= 500) return { kind: 'unknown', why: 'server-error', status, requestId };
      if (status >= 300) return { kind: 'rejected', status, errors, requestId };
      return { kind: 'accepted', body: jsonOf(outcome.body)?.value, requestId };
    },

    signIn: async () => {
      await tokens.get();
    },

    transfer: async (operation, request) => {
      for (let attempt = 1; ; attempt++) {
        const outcome = await exchange(send, request, timeoutMs);
        if (outcome.kind === 'answer' && outcome.status < 500 && outcome.body) return { ...outcome, body: outcome.body };
        const { why, ...facts } = factsOf({ operation, method: 'GET', path: '' }, outcome);
        if (attempt >= attempts) throw unavailable({ ...facts, why, attempts: attempt });
        await pause(attempt);
      }
    },
  };
}

/** Amazon reads lists separated by commas. */
function queryText(query: Query = {}): string {
  const parameters = Object.entries(query).flatMap(([key, value]): [string, string][] => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [[key, value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : value.join(',')]];
  });
  return parameters.length > 0 ? `?${new URLSearchParams(parameters).toString()}` : '';
}
