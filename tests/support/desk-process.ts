import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export type DeskProcess = {
  child: ChildProcess;
  url: string;
  output: () => string;
  kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

/**
 * Starts the desk as a person would, on a free port; resolves when it says that it is ready, or at work (then without an
 * address), and rejects with its words. Tests may run as root, which the desk itself refuses.
 */
export async function startDeskProcess(
  dataDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<DeskProcess> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      PORT: '0',
      LOG_LEVEL: 'warn',
      WAYBILL_ALLOW_ROOT: '1',
      WAYBILL_DATA_DIR: path.resolve(dataDir),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /Waybill is ready: (\S+)/.exec(text);
      if (found?.[1]) resolve(found[1]);
      else if (text.includes('Waybill is at work.')) resolve('');
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void exited.then((code) => reject(new Error(`the desk ended with ${code}: ${text}`)));
  });
  return {
    child,
    url,
    output: () => text,
    kill: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
