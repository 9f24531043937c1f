import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChildTask } from '../soak/desk-child.ts';
import type { FloorTask } from './floor-child.ts';

const deskProgram = fileURLToPath(new URL('../soak/desk-child.ts', import.meta.url));
const floorProgram = fileURLToPath(new URL('floor-child.ts', import.meta.url));

/** Runs a desk in a process of its own until it has settled, has killed itself, or is killed `killAfterMs` after it was ready. */
export const runChildDesk = (task: ChildTask, killAfterMs?: number): Promise<{ killed: boolean }> => run(deskProgram, task, killAfterMs);

/** Does something of the floor in a process of its own, which kills itself on the way. */
export const runChildFloor = (task: FloorTask): Promise<{ killed: boolean }> => run(floorProgram, task);

/** `killed` tells how it ended. Throws when it fails in another way. */
async function run(program: string, task: ChildTask | FloorTask, killAfterMs?: number): Promise<{ killed: boolean }> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, WAYBILL_CHILD: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  child.stdout.once('data', () => {
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal === 'SIGKILL') return { killed: true };
  if (code !== 0) throw new Error(`the child ended with ${code ?? signal}: ${said.slice(-2000)}`);
  return { killed: false };
}
