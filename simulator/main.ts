import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments, USAGE } from './arguments.ts';
import { startSimulator } from './start-simulator.ts';

const parsed = parseArguments(process.argv.slice(2));
if ('help' in parsed) {
  process.stdout.write(USAGE);
} else if ('problems' in parsed) {
  process.stderr.write(`${parsed.problems.join('\n')}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await run(parsed.options);
}

async function run(options: Parameters<typeof startSimulator>[0] & { dataDir?: string }): Promise<void> {
  const simulator = await startSimulator(options);
  const note = options.dataDir === undefined ? undefined : join(options.dataDir, 'simulator.json');
  if (options.dataDir !== undefined && note !== undefined) {
    mkdirSync(options.dataDir, { recursive: true });
    writeFileSync(note, `${JSON.stringify({ pid: process.pid, port: Number(new URL(simulator.url).port), url: simulator.url })}\n`);
  }
  process.stdout.write(`Simulated Amazon at ${simulator.url} (credentials: ${simulator.url}/_control/credentials)\n`);
  if (options.notifications) process.stdout.write(`Queues at ${simulator.control.queues().endpoint}\n`);

  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    void simulator.close().then(() => {
      if (note !== undefined && existsSync(note)) rmSync(note);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
