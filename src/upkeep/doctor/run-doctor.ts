import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#src/config.ts';
import { findDesk } from '#src/desk-address.ts';
import { AppError } from '#src/kernel/app-error.ts';
import { type Clock, systemClock } from '#src/kernel/clock.ts';
import { type Account, listAccounts } from '#src/modules/accounts/questions.ts';
import { readVersion } from '#src/open-store.ts';
import { followClock } from '#src/platform/follow-clock.ts';
import { type ReachedDatabase, reachDatabase } from '../reach-database.ts';
import { checkAmazon } from './check-amazon.ts';
import { checkBackups } from './check-backups.ts';
import { checkConfig } from './check-config.ts';
import { checkDatabase, unreachable } from './check-database.ts';
import { checkKeys } from './check-keys.ts';
import { checkMachine } from './check-machine.ts';
import { checkWork } from './check-work.ts';
import { type Finding, fail, findings, ok, warn } from './finding.ts';

/**
 * Everything that a support person would ask, looked at from outside: the desk may run or not. Changes nothing; where the
 * embedded database does not run it is started for this look and stopped again. One check that breaks stops no other.
 */
export async function runDoctor(config: Config): Promise<Finding[]> {
  const desk = await findDesk(config.dataDir);
  const found: Finding[] = [
    ...(await checkMachine(config, await readVersion())),
    ...(await checkConfig(config, desk !== undefined)),
    ...findings('desk', {
      running: desk ? ok(`at ${desk.url}, process ${desk.pid}`) : ok('no desk of this data folder runs on this machine'),
      ready: desk && (await isReady(desk.url)),
    }),
  ];
  if (config.databaseUrl === undefined && !(await exists(path.join(config.dataDir, 'postgres'))))
    return [...found, ...findings('database', { server: warn('there is none yet', 'The first start makes it: npm start') })];
  let reached: ReachedDatabase;
  try {
    reached = await reachDatabase(config);
  } catch (error) {
    return [...found, ...unreachable(error)];
  }
  try {
    return [...found, ...(await lookInside(config, reached, desk !== undefined))];
  } finally {
    await reached.close();
  }
}

async function lookInside(config: Config, reached: ReachedDatabase, isRunning: boolean): Promise<Finding[]> {
  const { database, connection } = reached;
  const found = await attempt('database', 'server', () => checkDatabase(reached), unreachable);
  if (found.some(({ name, state }) => name === 'server' && state === 'fail')) return found;
  if (found.some(({ name, detail }) => name === 'migrations' && detail.includes('0001_'))) return found;
  const accounts: Account[] = [];
  found.push(
    ...(await attempt('accounts', 'list', async () => {
      accounts.push(...(await listAccounts(database)));
      return findings('accounts', { list: ok(`${accounts.length}: ${accounts.map(({ name }) => name).join(', ') || 'none'}`) });
    })),
  );
  const clock = await clockOf(accounts);
  const isDemo = accounts.every(({ host }) => host === 'simulator');
  found.push(
    ...(await attempt('keys', 'master key', () => checkKeys(config, connection))),
    ...(await attempt('work', 'due', () => checkWork({ database, clock, accounts, isRunning }))),
    ...(await attempt('accounts', 'Amazon', () => checkAmazon(accounts))),
    ...(await attempt('backups', 'last', () => checkBackups(config, database, clock, isDemo))),
  );
  clock.stop();
  return found;
}

/** What breaks is a finding itself: most often the schema is of another version. */
async function attempt(
  area: Finding['area'],
  name: string,
  check: () => Promise<Finding[]>,
  explain = (error: unknown) =>
    findings(area, {
      [name]: fail(`could not be looked at: ${wordsOf(error)}`, 'Bring the schema up to date: npm run waybill -- migrate'),
    }),
): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return explain(error);
  }
}

const wordsOf = (error: unknown) => (error instanceof AppError || error instanceof Error ? error.message : 'unknown reason');

/** A demo lives in the time of its shop; when that does not run, in ours. */
async function clockOf(accounts: readonly Account[]): Promise<Clock & { stop(): void }> {
  const shop = accounts.find(({ host, apiUrl }) => host === 'simulator' && apiUrl);
  const followed = shop?.apiUrl ? await followClock(shop.apiUrl).catch(() => undefined) : undefined;
  return followed ?? { ...systemClock, stop: () => {} };
}

async function isReady(url: string) {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (answer?.ok) return ok('it answers that it is ready');
  return fail(answer ? 'it answers that it is not ready' : 'it does not answer', 'The other lines say why; else look into its log.');
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );
