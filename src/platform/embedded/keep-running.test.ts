import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../db.ts';
import { silentLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { keepRunning } from './keep-running.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

test('a server that ends by itself is started again under the same address, also when that fails at first; a stop is a stop', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'waybill-keep-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(folder, 0o711);
  const start = () => startEmbeddedPostgres({ dataDir: folder, systemDir: path.join(folder, 'system'), fsync: false });
  const first = await start();
  let starts = 0;
  const kept = keepRunning(
    first,
    () => {
      starts += 1;
      return starts === 1 ? Promise.reject(new Error('no room yet')) : start();
    },
    silentLog,
  );
  try {
    await migrate(kept.connection);
    const database = openDatabase(kept.connection);
    const answers = () =>
      database
        .read([], (db) => db.query({ text: 'SELECT 1 FROM migration LIMIT 1' }))
        .then(
          (rows) => rows.length === 1,
          () => false,
        );
    expect(await answers()).toBe(true);
    await first.stop();
    expect(await answers()).toBe(false);
    while (!(await answers())) await pause(50);
    expect(starts).toBe(2);
    await database.close();
  } finally {
    await kept.stop();
    await rm(folder, { recursive: true, force: true });
  }
  await pause(50);
  expect(starts).toBe(2);
});
