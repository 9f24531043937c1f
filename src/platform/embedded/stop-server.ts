import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#src/kernel/app-error.ts';
import { processIdentity } from '../process-identity.ts';
import { type Binaries, programOf } from './binaries.ts';
import { type DatabaseUser, runProgram } from './run-program.ts';

/** Sends a shutdown signal to the server: INT ends its sessions and writes everything out, QUIT leaves that to the next start. */
export type Signal = (pid: number, name: 'INT' | 'QUIT') => Promise<void>;

const poll = 20;

/**
 * Stops the server and returns when its process is gone: a fast shutdown, and after `patience` milliseconds an immediate
 * one, which loses nothing either. Throws DATABASE_UNAVAILABLE when it survives both.
 */
export async function stopServer(pid: number, signal: Signal, patience = 30_000): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  const gone = async (within: number) => {
    for (let waited = 0; waited <= within; waited += poll) {
      if (processIdentity(pid) !== identity) return true;
      await pause(poll);
    }
    return false;
  };
  await signal(pid, 'INT');
  if (await gone(patience)) return;
  await signal(pid, 'QUIT');
  if (await gone(patience)) return;
  throw new AppError('DATABASE_UNAVAILABLE', `the database process ${pid} does not stop; the next start finds and uses it`);
}

export const unixSignal: Signal = async (pid, name) => {
  try {
    process.kill(pid, `SIG${name}`);
  } catch (error) {
    // Already gone is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/** Windows has no signals; PostgreSQL takes them through a pipe that pg_ctl knows. */
export const signalByPgCtl =
  (binaries: Binaries, user: DatabaseUser): Signal =>
  async (pid, name) => {
    await runProgram(programOf(binaries, 'pg_ctl'), ['kill', name, String(pid)], user);
  };
