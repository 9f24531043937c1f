import type { AddressInfo } from 'node:net';
import { systemClock } from '#src/kernel/clock.ts';
import { createLog, type Log, silentLog } from '#src/platform/log.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { keepLocalKey } from './local-key.ts';
import { openStore, readVersion } from './open-store.ts';

export type OpenedDesk = { url: string; applied: readonly string[]; close(): Promise<void> };

/**
 * A desk for the time of one command, where none runs: the store, and the desk's HTTP on a free port of loopback. No due
 * work, no demo shop: nothing is sent anywhere. Only errors are logged.
 */
export async function openDesk(config: Config): Promise<OpenedDesk> {
  const printed = createLog(config.logLevel === 'silent' ? 'silent' : 'error');
  let closing = false;
  // A request that the end of the command cuts off is no error.
  const log: Log = { ...silentLog, error: (fields, message) => closing || printed.error(fields, message) };
  const { database, sealing, keyring, applied, close } = await openStore(config, log, { connections: 6 });
  try {
    const app = createApp({
      database,
      sealing,
      keyring,
      dataDir: config.dataDir,
      clock: systemClock,
      log,
      version: await readVersion(),
      random: Math.random,
      readOnlyDesk: config.readOnly,
      access: { localKey: await keepLocalKey(config.dataDir) },
    });
    const server = await app.openServer();
    await server.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.http.server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      applied,
      close: async () => {
        closing = true;
        await server.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
