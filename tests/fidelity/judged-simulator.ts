import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';
import { type Answer, type Json, NOW } from '../../simulator/test-support/sim-client.ts';
import type { Answered, Contract } from './contract.ts';

export type Call = { body?: unknown; account?: string; token?: string; headers?: Record<string, string> };

/**
 * A simulator whose every answer is held against the contracts.
 */
export async function startJudgedSimulator(contracts: Contract[], options: SimulatorOptions = {}): Promise<JudgedSimulator> {
  const simulator = await startSimulator({ stepped: true, now: NOW, ...options });
  simulator.control.limits.enable(false);
  const problems = new Set<string>();
  const seen = new Set<string>();

  const judge = (answered: Answered, headers: Headers) => {
    for (const contract of contracts) {
      for (const problem of contract.problems(answered))
        problems.add(`${contract.name}: ${answered.method} ${answered.path} ${answered.status}: ${problem}`);
    }
    for (const problem of headerProblems(answered, headers))
      problems.add(`${answered.method} ${answered.path} ${answered.status}: ${problem}`);
    const operation = contracts[0]?.operations.find((each) => each.method === answered.method && fits(each.path, answered.path));
    if (operation) seen.add(`${operation.name} ${answered.status}`);
  };

  const token = async (account = 'demo'): Promise<string> => {
    const known = simulator.control.accounts().find((each) => each.name === account);
    if (!known) throw new Error(`The test has no account ${account}.`);
    const { refreshToken, clientId, clientSecret } = known;
    const response = await fetch(`${simulator.url}/auth/o2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  const call = async (method: string, path: string, { body, account, token: given, headers = {} }: Call = {}): Promise<Answer> => {
    const accessToken = given ?? (await token(account));
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(simulator.url + path, {
      method,
      headers: { 'x-amz-access-token': accessToken, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...content,
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    judge({ method, path: path.replace(/\?.*/, ''), status: response.status, body: answer }, response.headers);
    return { status: response.status, headers: response.headers, body: answer as Json };
  };

  const takeProblems = () => {
    const taken = [...problems].slice(0, 20);
    problems.clear();
    return taken;
  };

  return { ...simulator, takeProblems, seen, token, call, get: (path, given) => call('GET', path, given) };
}

export type JudgedSimulator = Simulator & {
  /** What the contracts object to in the answers since this was last asked: the first twenty, one line each. */
  takeProblems(): string[];
  /** Which operation has given which status, as in `getOrder 200`. */
  seen: Set<string>;
  token(account?: string): Promise<string>;
  call(method: string, path: string, given?: Call): Promise<Answer>;
  get(path: string, given?: Call): Promise<Answer>;
};

const fits = (template: string, path: string) => {
  const parts = path.split('/');
  const wanted = template.split('/');
  return parts.length === wanted.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]);
};

/** Every answer has a number by which Amazon's support finds it; the rate stands where there was any, and never on a refusal. */
function headerProblems({ status, body }: Answered, headers: Headers): string[] {
  const rate = headers.get('x-amzn-ratelimit-limit');
  return [
    ...(headers.get('x-amzn-requestid') ? [] : ['x-amzn-RequestId is missing.']),
    ...(rate !== null && !(Number(rate) > 0) ? [`x-amzn-RateLimit-Limit is ${rate}.`] : []),
    ...(rate !== null && [401, 403, 429, 500, 503].includes(status) ? ['x-amzn-RateLimit-Limit has no place here.'] : []),
    ...(body !== undefined && !headers.get('content-type')?.startsWith('application/json') ? ['The body is not announced as JSON.'] : []),
  ];
}
