import { systemClock } from '#src/kernel/clock.ts';
import type { Account, Region } from '#src/modules/accounts/index.ts';
import { type Finding, fail, findings, ok, type Verdict, warn } from './finding.ts';

const hosts: Record<Region, string> = {
  NA: 'https://sellingpartnerapi-na.amazon.com',
  EU: 'https://sellingpartnerapi-eu.amazon.com',
  FE: 'https://sellingpartnerapi-fe.amazon.com',
};
const timeoutMs = 10_000;
const mostSkewMs = 30_000;

/** What a server says about the time; any answer will do, also a refusal. Undefined when it does not answer. */
export type AskDate = (url: string) => Promise<string | null | undefined>;

const askDate: AskDate = (url) =>
  fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }).then(
    (response) => response.headers.get('date'),
    () => undefined,
  );

/** Whether Amazon can be reached from here, and whether this machine's clock agrees with Amazon's. Sends nothing of the account. */
export async function checkAmazon(accounts: readonly Account[], ask: AskDate = askDate): Promise<Finding[]> {
  const regions = new Set(accounts.filter(({ host }) => host === 'amazon').map(({ region }) => region));
  const found = await Promise.all([...regions].map(async (region) => [`Amazon ${region}`, await verdictOf(hosts[region], ask)] as const));
  return findings('accounts', Object.fromEntries(found));
}

async function verdictOf(url: string, ask: AskDate): Promise<Verdict> {
  const date = await ask(url);
  if (date === undefined)
    return fail(`${url} cannot be reached from here`, 'Open the way out to it (port 443), or set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.');
  const skew = Math.round(systemClock.now().getTime() - Date.parse(date ?? ''));
  if (Number.isNaN(skew)) return warn('it answers without a date', 'Something between here and Amazon answers in its place.');
  const detail = `answers; this machine's clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew < 0 ? 'behind' : 'ahead'}`;
  return Math.abs(skew) <= mostSkewMs ? ok(detail) : fail(detail, 'Let this machine keep time by NTP: deadlines are judged by it.');
}
