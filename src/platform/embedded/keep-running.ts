import { setTimeout as pause } from 'node:timers/promises';
import { describe, type Log } from '../log.ts';
import { processIdentity } from '../process-identity.ts';
import type { EmbeddedConnection } from './endpoint.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

/** How often it is looked whether the server lives; each failed start is followed by a longer pause than the last, up to ten seconds. */
const lookMs = 1_000;
const longestPauseMs = 10_000;

/**
 * Starts the embedded server again when it ends by itself: after a full disk, or when the system ran out of memory and
 * chose it. `start` must bring it up under the same address.
 */
export function keepRunning(
  first: EmbeddedPostgres,
  start: () => Promise<EmbeddedPostgres>,
  log: Log,
): { connection: EmbeddedConnection; stop(): Promise<void> } {
  const stopping = new AbortController();
  let present = first;
  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});

  const watch = async (): Promise<void> => {
    let identity = processIdentity(present.pid);
    for (let failures = 0; !stopping.signal.aborted; ) {
      await rest(failures === 0 ? lookMs : Math.min(longestPauseMs, lookMs * 2 ** failures));
      if (stopping.signal.aborted || (identity !== undefined && processIdentity(present.pid) === identity)) continue;
      if (failures === 0) log.error({ pid: present.pid }, 'the database has ended by itself and is started again');
      try {
        present = await start();
        identity = processIdentity(present.pid);
        failures = 0;
        log.info({ pid: present.pid }, 'the database runs again');
      } catch (error) {
        failures += 1;
        log.error({ failures, error: describe(error) }, 'the database does not start and will be tried again');
      }
    }
  };
  const watching = watch();
  return {
    connection: first.connection,
    stop: async () => {
      stopping.abort();
      await watching;
      await present.stop();
    },
  };
}
