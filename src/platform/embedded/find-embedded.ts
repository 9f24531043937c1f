import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findCluster } from './create-cluster.ts';
import type { EmbeddedConnection } from './endpoint.ts';
import { readPostmaster } from './postmaster-file.ts';
import { findRunningServer } from './running-server.ts';

/** The embedded server of a data folder, if it runs and answers; nothing is started. */
export async function findEmbedded(dataDir: string): Promise<EmbeddedConnection | undefined> {
  const folder = await realpath(dataDir).catch(() => undefined);
  const cluster = folder && (await findCluster(join(folder, 'postgres')));
  if (!folder || !cluster || (await readPostmaster(cluster))?.status !== 'ready') return undefined;
  const passwordFile = process.platform === 'win32' ? join(folder, 'postgres.password') : undefined;
  return (await findRunningServer(cluster, passwordFile, () => {}))?.connection;
}
