import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { wholeNumbers } from './options.ts';
import { memoryOf } from './process-memory.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const page = fileURLToPath(new URL('../web/dist/index.html', import.meta.url));
const limitMs = 4_000;
const limitMb = 300;
const patienceMs = 120_000;

export const start: Bench = {
  summary: 'time from the start of the process to the first page, and resident memory',
  options: `  --runs <n>     starts with an initialised database per case (default 5)
  --settle <s>   seconds from the first page to the look at the memory (default 10)`,
  run: async (args, say) => {
    const { runs, settle } = wholeNumbers(args, { runs: 5, settle: 10 });
    if (!existsSync(page)) throw new Error('the web pages are not built yet: run npx vite build web');
    const results = [
      ...(await measure('demo shop', {}, runs, settle, say)),
      ...(await measure('empty desk', { WAYBILL_DEMO: '0', WAYBILL_ALLOW_ROOT: '1' }, runs, settle, say)),
    ];
    const ratios = results.flatMap(({ ratio_to_limit: ratio }) => (typeof ratio === 'number' ? [ratio] : []));
    return {
      bench: 'start',
      ratio_to_limit: Math.max(...ratios),
      limit: `${limitMs / 1000} s to the first page with an initialised database, ${limitMb} MB for the desk's Node process`,
      results,
    } satisfies Report;
  },
};

type Start = { firstMs: number; desk: number; deskPeak: number; database: number; simulator: number };

async function measure(name: string, env: NodeJS.ProcessEnv, runs: number, settle: number, say: (line: string) => void): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-bench-start-'));
  // Root's server runs as `nobody`, who must be able to pass through.
  await chmod(folder, 0o711);
  try {
    const once = async () => {
      const found = await startOnce(join(folder, 'data'), env, settle);
      say(`  ${name}: first page after ${Math.round(found.firstMs)} ms, desk ${found.desk} MB`);
      return found;
    };
    const first = await once();
    const again: Start[] = [];
    for (let run = 0; run < runs; run += 1) again.push(await once());
    const times = again.map(({ firstMs }) => firstMs).sort((a, b) => a - b);
    const worst = (of: (one: Start) => number) => Math.max(...[first, ...again].map(of));
    return [
      { name: `${name}: first start, database made`, p50_ms: round(first.firstMs), ratio_to_limit: null },
      timed(`${name}: first page`, times),
      {
        name: `${name}: memory`,
        desk_mb: worst((one) => one.desk),
        desk_peak_mb: worst((one) => one.deskPeak),
        database_mb: worst((one) => one.database),
        simulator_mb: worst((one) => one.simulator),
        ratio_to_limit: round(worst((one) => one.desk) / limitMb),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timed(name: string, sorted: readonly number[]): Row {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, p50_ms: round(at(0.5)), p99_ms: round(at(0.99)), ratio_to_limit: round(at(0.5) / limitMs) };
}

/** Starts the desk as `npm start` does, without npm itself, asks for the page and the session until both are there, and stops it. */
async function startOnce(dataDir: string, env: NodeJS.ProcessEnv, settle: number): Promise<Start> {
  const port = await freePort();
  const began = performance.now();
  const desk = spawn(process.execPath, await startArguments(), {
    cwd: project,
    env: { ...plainEnvironment(), ...env, PORT: String(port), WAYBILL_DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const address = `http://127.0.0.1:${port}`;
    await Promise.all([served(desk, `${address}/`), served(desk, `${address}/api/auth/door`)]);
    const firstMs = performance.now() - began;
    await pause(settle * 1000);
    const memory = await memoryOf(desk.pid ?? 0);
    return { firstMs, ...memory };
  } finally {
    const ended = desk.exitCode === null && desk.signalCode === null ? once(desk, 'exit') : undefined;
    desk.kill('SIGINT');
    await ended;
  }
}

/** What package.json says behind `node`. */
async function startArguments(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

async function served(desk: ChildProcess, url: string): Promise<void> {
  const patience = performance.now() + patienceMs;
  while (performance.now() < patience) {
    if (desk.exitCode !== null) throw new Error(`the desk ended with ${desk.exitCode} before ${url} was served`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      await answer.arrayBuffer();
      return;
    }
    await pause(10);
  }
  throw new Error(`${url} was not served within ${patienceMs / 1000} s`);
}

/** The environment without what would point the desk elsewhere. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(WAYBILL_|NODE_|DATABASE_URL$|HOST$|PORT$|LOG_LEVEL$|npm_lifecycle_event$)/.test(name),
    ),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
