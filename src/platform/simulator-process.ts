import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#src/kernel/app-error.ts';

const program = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));

export type SimulatorProcess = { url: string; pid: number; adopted: boolean; stop(): Promise<void> };

/**
 * The simulated Amazon beside the desk: a process of its own that outlives a killed desk. One that runs already on the
 * same data is used. `orders` past orders are made for a new shop.
 */
export async function startSimulatorProcess(dataDir: string, orders: number): Promise<SimulatorProcess> {
  const folder = path.join(dataDir, 'simulator');
  await mkdir(folder, { recursive: true });
  const running = await runningSimulator(folder);
  if (running) return { ...running, adopted: true, stop: () => stop(running.pid) };
  const log = await open(path.join(folder, 'simulator.log'), 'a');
  const options = [
    '--port',
    '0',
    '--data',
    folder,
    '--orders',
    String(orders),
    '--seed',
    '7',
    ...(hasQueueServer() ? ['--notifications'] : []),
    '--carriers',
  ];
  const child = spawn(process.execPath, [program, ...options], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  await log.close();
  let exited = false;
  child.on('exit', () => {
    exited = true;
  });
  for (let tries = 0; tries < 300 && !exited; tries += 1) {
    const found = await runningSimulator(folder);
    if (found) return { ...found, adopted: false, stop: () => stop(found.pid) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new AppError('INTERNAL', `the simulator did not start; its last words are in ${path.join(folder, 'simulator.log')}`);
}

/** Its server of queues is a package for development: an installation without those packages has none, and polls. */
function hasQueueServer(): boolean {
  try {
    return import.meta.resolve('fauxqs') !== '';
  } catch {
    return false;
  }
}

/** Found by the file it writes when it listens, and only if it still answers. */
async function runningSimulator(folder: string): Promise<{ url: string; pid: number } | undefined> {
  try {
    const found = JSON.parse(await readFile(path.join(folder, 'simulator.json'), 'utf8')) as { pid: number; url: string };
    const response = await fetch(`${found.url}/_control/clock`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? { url: found.url, pid: found.pid } : undefined;
  } catch {
    return undefined;
  }
}

async function stop(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
    for (let tries = 0; tries < 100; tries += 1) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } catch {
    // It is gone.
  }
}
