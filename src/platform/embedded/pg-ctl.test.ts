import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../process-identity.ts';
import { usableBinaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import { databaseUser } from './database-user.ts';
import { socketEndpoint, whyNoAnswer } from './endpoint.ts';
import { startWithPgCtl } from './launch-server.ts';
import { signalByPgCtl, stopServer } from './stop-server.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-pg-ctl-'));
  await chmod(folder, 0o711);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the way of Windows, through pg_ctl, starts and stops a server', async () => {
  const log = () => {};
  const user = await databaseUser(undefined);
  const binaries = await usableBinaries(user, folder, log);
  const place = { cluster: join(folder, 'postgres'), systemDir: folder, passwordFile: undefined };
  const cluster = await createCluster({ ...place, binaries, user, fsync: false, log });
  const logFile = join(folder, 'postgres.log');
  await writeFile(logFile, '');
  if (user) await chown(logFile, user.uid, user.gid);

  const { host, port, settings } = await socketEndpoint(cluster, user);
  const pid = await startWithPgCtl({ binaries, cluster, user, settings, logFile, detached: true });
  expect(await whyNoAnswer({ host, port, user: 'waybill', database: 'postgres' }, cluster)).toBeUndefined();
  expect(pid).toBeDefined();
  await stopServer(Number(pid), signalByPgCtl(binaries, user));
  expect(processIdentity(Number(pid))).toBeUndefined();
});
