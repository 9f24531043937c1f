import { type Simulator, type SimulatorOptions, startSimulator } from '../start-simulator.ts';

export type Answer = { status: number; headers: Headers; body: Json };
/** An answer of unknown shape that tests dig into: every step may be missing. */
export type Json = { [key: string | number]: Json };

/** The entries of an array in an answer; none where there is no array. */
export const entries = (value: Json | undefined): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** A text in an answer; empty where there is none. */
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const NOW = new Date('2026-03-02T12:00:00.000Z');
export const ALL_DATA = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS';
export const MINUTE = 60_000;

/** A simulator on a free port whose clock stands at NOW, and calls to it as a seller's program would make them. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  const simulator = await startSimulator({ stepped: true, now: NOW, ...options });
  return { ...simulator, ...sellerClient(simulator) };
}

export type TestSimulator = Simulator & ReturnType<typeof sellerClient>;

function sellerClient(simulator: Simulator) {
  const tokens = new Map<string, { text: string; until: number }>();

  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
    const response = await fetch(path.startsWith('http') ? path : simulator.url + path, { method, headers, ...json });
    const bytes = await response.text();
    return { status: response.status, headers: response.headers, body: (bytes ? parse(bytes) : {}) as Json };
  };

  /** A fresh access token every quarter of an hour of simulated time. */
  const token = async (account = 'demo'): Promise<string> => {
    const known = tokens.get(account);
    if (known && simulator.control.now() < known.until) return known.text;
    const found = simulator.control.accounts().find((each) => each.name === account);
    if (!found) throw new Error(`The test has no account ${account}.`);
    const answer = await send('POST', '/auth/o2/token', {
      grant_type: 'refresh_token',
      refresh_token: found.refreshToken,
      client_id: found.clientId,
      client_secret: found.clientSecret,
    });
    const fresh = text(answer.body['access_token']);
    tokens.set(account, { text: fresh, until: simulator.control.now() + 15 * MINUTE });
    return fresh;
  };

  return {
    send,
    token,
    /** A call with the account's access token. */
    call: async (method: string, path: string, body?: unknown, account = 'demo') =>
      send(method, path, body, { 'x-amz-access-token': await token(account) }),
    get: async (path: string, account = 'demo') => send('GET', path, undefined, { 'x-amz-access-token': await token(account) }),
    advance: (ms: number) => simulator.control.changeClock({ advanceMs: ms }),
  };
}

function parse(bytes: string): unknown {
  try {
    return JSON.parse(bytes);
  } catch {
    return bytes;
  }
}
