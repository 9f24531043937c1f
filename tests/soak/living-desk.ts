import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LivingTask } from './living-child.ts';

const program = fileURLToPath(new URL('./living-child.ts', import.meta.url));

export type LivingDesk = {
  /** Lets the desk live until then; `killed` when it died on the way. The next call begins a new process. */
  until(at: Date): Promise<'done' | 'killed'>;
  /** kill -9, whatever it is doing. */
  kill(): void;
  close(): Promise<void>;
};

/** A desk whose processes may be killed at any moment: whoever asks it to live on gets a new one. */
export function livingDesk(task: LivingTask): LivingDesk {
  let child: Child | undefined;
  return {
    until: async (at) => {
      child ??= await start(task);
      const current = child;
      const how = await current.until(at);
      if (how === 'killed') child = undefined;
      return how;
    },
    kill: () => child?.process.kill('SIGKILL'),
    close: async () => {
      child?.process.stdin?.end();
      if (child) await child.ended;
      child = undefined;
    },
  };
}

type Child = { process: ChildProcess; ended: Promise<unknown>; until(at: Date): Promise<'done' | 'killed'> };

async function start(task: LivingTask): Promise<Child> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, WAYBILL_CHILD: JSON.stringify(task) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-4_000);
  });
  // A line that a killed process never reads is no error.
  child.stdin.on('error', () => {});
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const died = ended.then(([code, signal]): 'killed' => {
    if (signal === 'SIGKILL') return 'killed';
    throw new Error(`the desk ended with ${code ?? signal}: ${said}`);
  });
  // Whoever waits hears of it; between two waits nobody does.
  died.catch(() => {});
  const heard: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => heard.shift()?.(line));
  const nextLine = () => new Promise<'done'>((resolve) => heard.push(() => resolve('done')));
  const ready = nextLine();
  if ((await Promise.race([ready, died])) === 'killed') throw new Error('the desk was killed before it was ready');
  return {
    process: child,
    ended,
    until: (at) => {
      const done = nextLine();
      child.stdin.write(`${at.toISOString()}\n`);
      return Promise.race([done, died]);
    },
  };
}
