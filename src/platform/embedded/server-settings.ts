import { availableParallelism, totalmem } from 'node:os';
import { type Binaries, programOf } from './binaries.ts';
import { type DatabaseUser, runProgram } from './run-program.ts';

export type Settings = Readonly<Record<string, string>>;

/** Sized for the desk of one seller on a small machine: 2 cores, 4 to 16 GB shared with everything else. */
export function serverSettings(fsync: boolean): Settings {
  const gigabytes = totalmem() / 2 ** 30;
  return {
    shared_buffers: gigabytes >= 4 ? '256MB' : '128MB',
    effective_cache_size: gigabytes >= 4 ? '2GB' : '512MB',
    maintenance_work_mem: gigabytes >= 4 ? '128MB' : '64MB',
    work_mem: '8MB',
    max_connections: '100',
    max_parallel_workers: String(Math.min(8, availableParallelism())),
    fsync: onOff(fsync),
    synchronous_commit: 'on',
    full_page_writes: onOff(fsync),
    wal_compression: 'on',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    // A new desk fills fast and has no statistics yet, and until it has them its plans are poor.
    autovacuum_naptime: '15s',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Personal data must not reach the log: no failed statement, no row named in a detail, no error of ours.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

/** LZ4 is quicker than the built-in compression, but not every build has it. */
export async function compressionSettings(binaries: Binaries, cluster: string, user: DatabaseUser): Promise<Settings> {
  const wanted = { default_toast_compression: 'lz4', wal_compression: 'lz4' };
  const { code } = await runProgram(
    programOf(binaries, 'postgres'),
    ['-D', cluster, ...asArguments(wanted), '-C', 'wal_compression'],
    user,
  );
  return code === 0 ? wanted : {};
}

export const asArguments = (settings: Settings) => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const onOff = (value: boolean) => (value ? 'on' : 'off');
