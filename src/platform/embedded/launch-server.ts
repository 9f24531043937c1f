import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#src/kernel/app-error.ts';
import { type Binaries, programOf } from './binaries.ts';
import { readPostmaster } from './postmaster-file.ts';
import { type DatabaseUser, runProgram, spawnOptions } from './run-program.ts';
import { lastLines, sizeOf } from './server-log.ts';
import { asArguments, type Settings } from './server-settings.ts';

export type Launch = { binaries: Binaries; cluster: string; user: DatabaseUser; settings: Settings; logFile: string; detached: boolean };

// Backends of a killed server end by themselves within moments; until then the new one is refused.
const orphansRemain = /pre-existing shared memory block/;
const orphanTries = 20;

/** Starts the server and returns its process id once it accepts connections; a refusal carries the end of its log. */
export async function launchServer(launch: Launch): Promise<number> {
  for (let tries = 1; ; tries++) {
    const logged = await sizeOf(launch.logFile);
    const pid = await start(launch);
    if (pid !== undefined) return pid;
    const lines = await lastLines(launch.logFile, logged);
    if (orphansRemain.test(lines) && tries < orphanTries) {
      await pause(500);
      continue;
    }
    throw new AppError('DATABASE_UNAVAILABLE', `the database did not start; the end of ${launch.logFile}:\n${lines}`);
  }
}

const start = (launch: Launch) => (process.platform === 'win32' ? startWithPgCtl(launch) : startDirectly(launch));

async function startDirectly({ binaries, cluster, user, settings, logFile, detached }: Launch): Promise<number | undefined> {
  const program = programOf(binaries, 'postgres');
  const output = await open(logFile, 'a', 0o600);
  const child = spawn(program, ['-D', cluster, ...asArguments(settings)], {
    ...spawnOptions(program, user),
    // Of its own process group: Ctrl+C in the terminal must reach the desk first, which then stops the database.
    detached,
    stdio: ['ignore', output.fd, output.fd],
  });
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  // The desk may end without it: the next one finds it running.
  child.unref();
  await output.close();
  while (!ended) {
    if (await isReady(cluster, child)) return child.pid;
    await pause(10);
  }
  return undefined;
}

async function isReady(cluster: string, { pid }: ChildProcess): Promise<boolean> {
  const postmaster = await readPostmaster(cluster);
  return postmaster?.pid === pid && postmaster?.status === 'ready';
}

/** On Windows PostgreSQL refuses administrators as it refuses root elsewhere; pg_ctl takes the rights away for it. */
export async function startWithPgCtl({ binaries, cluster, user, settings, logFile }: Launch): Promise<number | undefined> {
  const options = asArguments(settings).map((argument) => (argument === '-c' ? argument : `"${argument}"`));
  const args = ['start', '-D', cluster, '-w', '-t', '600', '-s', '-l', logFile, '-o', options.join(' ')];
  const { code } = await runProgram(programOf(binaries, 'pg_ctl'), args, user);
  return code === 0 ? (await readPostmaster(cluster))?.pid : undefined;
}
