import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { exchange, jsonOf } from './exchange.ts';
import { unavailable } from './failures.ts';

export type AccessTokens = {
  /** A token that is good for a minute at least: the seller's, or one without a seller for a scope (notifications). */
  get(scope?: string): Promise<string>;
  /** Forgets a token that Amazon no longer takes; a newer one stays. */
  drop(token: string): void;
};

type Options = {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  userAgent: string;
  clock: Clock;
  fetch: typeof fetch;
  timeoutMs: number;
  attempts: number;
  pause: (attempt: number) => Promise<void>;
  redact: (text: string) => string;
};

type Token = { text: string; goodUntil: number };

const marginMs = 60_000;
const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const denied = z.object({ error: z.string(), error_description: z.string().optional() });

/** Login with Amazon: one request however many callers wait. Throws AMAZON_UNAUTHORISED, AMAZON_UNAVAILABLE. */
export function accessTokens(options: Options): AccessTokens {
  const held = new Map<string, Token>();
  const asked = new Map<string, Promise<Token>>();

  const ask = async (scope: string): Promise<Token> => {
    try {
      const token = await request(options, scope);
      held.set(scope, token);
      return token;
    } finally {
      asked.delete(scope);
    }
  };

  return {
    get: async (scope = '') => {
      const token = held.get(scope);
      if (token && options.clock.now().getTime() < token.goodUntil) return token.text;
      const pending = asked.get(scope) ?? ask(scope);
      asked.set(scope, pending);
      return (await pending).text;
    },
    drop: (text) => {
      for (const [scope, token] of held) if (token.text === text) held.delete(scope);
    },
  };
}

async function request(options: Options, scope: string): Promise<Token> {
  const { clientId, clientSecret, refreshToken } = options;
  const grant = scope === '' ? { grant_type: 'refresh_token', refresh_token: refreshToken } : { grant_type: 'client_credentials', scope };
  const body = new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    accept: 'application/json',
    'user-agent': options.userAgent,
  };
  for (let attempt = 1; ; attempt++) {
    const outcome = await exchange(options.fetch, { url: options.tokenUrl, method: 'POST', headers, body }, options.timeoutMs);
    const failure = outcome.kind === 'lost' ? outcome.why : tokenOrFailure(outcome.status, outcome.body, options);
    if (typeof failure === 'object') return failure;
    if (attempt >= options.attempts) throw unavailable({ operation: 'token', why: failure, attempts: attempt });
    await options.pause(attempt);
  }
}

/** The token, or why it is worth another try; throws where it is not. */
function tokenOrFailure(status: number, body: Uint8Array | undefined, { clock, redact }: Options): Token | string {
  const json = jsonOf(body);
  if (status === 429 || status >= 500) return `status ${status}`;
  if (!json) return 'truncated';
  const token = granted.safeParse(json.value);
  if (status < 300 && token.success)
    return { text: token.data.access_token, goodUntil: clock.now().getTime() + token.data.expires_in * 1000 - marginMs };
  const { data: denial } = denied.safeParse(json.value);
  const words = [denial?.error, denial?.error_description].filter((text) => text !== undefined).map(redact);
  throw new AppError('AMAZON_UNAUTHORISED', `Login with Amazon gave no token (${[status, ...words].join(' ')})`, {
    data: { operation: 'token', status, errors: denial ? [{ code: words[0], message: words[1] ?? '' }] : [] },
  });
}
