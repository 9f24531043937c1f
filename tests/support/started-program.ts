import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StartedProgram = { child: ChildProcess; said: { out: string; err: string } };

/** A program of the desk as a process of its own, with an environment in which nothing of this machine's desk is left. */
export function startProgram(program: string, args: readonly string[], folder: string): StartedProgram {
  const { DATABASE_URL: _url, WAYBILL_MASTER_KEY: _key, npm_lifecycle_event: _npm, ...rest } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...rest,
      WAYBILL_DATA_DIR: join(folder, 'data'),
      WAYBILL_DEMO: '0',
      WAYBILL_ALLOW_ROOT: '1',
      PORT: '0',
      LOG_LEVEL: 'error',
      INIT_CWD: folder,
    },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said };
}

/** Returns when the program has said `text`; throws when it ends before. */
export async function untilSaid({ child, said }: StartedProgram, text: RegExp): Promise<void> {
  while (!text.test(said.out + said.err)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended: ${said.out}${said.err}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child.stderr ?? child, 'data'), once(child, 'exit')]);
  }
}
