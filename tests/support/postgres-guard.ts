import { rm } from 'node:fs/promises';
import { stopServer, unixSignal } from '#src/platform/embedded/stop-server.ts';

const [pid, dataDir] = process.argv.slice(2);
if (!pid || !dataDir) throw new Error('usage: postgres-guard.ts <server process id> <data folder>');

// The pipe closes when the test run ends, however it ends. Ctrl+C also reaches this process, which must outlive it.
process.on('SIGINT', () => {});
process.stdin.resume();
process.stdin.once('close', () => void cleanUp());

async function cleanUp(): Promise<void> {
  await stopServer(Number(pid), (server) => unixSignal(server, 'QUIT'));
  await rm(String(dataDir), { recursive: true, force: true });
}
