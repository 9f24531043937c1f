import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#src/kernel/app-error.ts';
import { connectionTo, type EmbeddedConnection, whyNoAnswer } from './endpoint.ts';
import { disownPostmaster, isServerOf, type Postmaster, readPostmaster } from './postmaster-file.ts';

// The recovery after a crash replays at most a gigabyte of log; five minutes are ample for a slow disk.
const poll = 50;
const longestRecovery = 300_000;

/**
 * The server that a killed desk left behind, as soon as it answers; undefined when the cluster is free to be started.
 * Throws DATABASE_IN_USE when a server answers whose process cannot be seen, as from another container.
 */
export async function findRunningServer(
  cluster: string,
  passwordFile: string | undefined,
  log: (line: string) => void,
): Promise<{ pid: number; connection: EmbeddedConnection } | undefined> {
  let reason = '';
  for (let waited = 0; waited <= longestRecovery; waited += poll) {
    const postmaster = await readPostmaster(cluster);
    if (!postmaster) return undefined;
    const connection = await connectionTo(endpointOf(postmaster), passwordFile);
    const silence = postmaster.status === 'ready' ? await whyNoAnswer(connection, cluster) : `it is ${postmaster.status || 'starting'}`;
    const ours = isServerOf(cluster, postmaster);
    if (ours && silence === undefined) return { pid: postmaster.pid, connection };
    if (silence === undefined)
      throw new AppError(
        'DATABASE_IN_USE',
        `a database server that this machine's process list does not show (number ${postmaster.pid}) uses ${cluster}: stop the desk in the other container`,
      );
    if (!ours) {
      await disownPostmaster(cluster);
      return undefined;
    }
    if (waited === 0) log(`waiting for the database process ${postmaster.pid} of an earlier start: ${silence}`);
    reason = silence;
    await pause(poll);
  }
  throw new AppError('DATABASE_UNAVAILABLE', `the database process of an earlier start does not become ready: ${reason}`);
}

const endpointOf = ({ socketDir, port }: Postmaster) => ({ host: socketDir || '127.0.0.1', port });
