import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A second process that stops the server and removes its files when this one asks for it, or is interrupted or killed. */
export function guardServer(pid: number, dataDir: string): () => Promise<void> {
  const script = fileURLToPath(new URL('postgres-guard.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(pid), dataDir], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  return async () => {
    const exited = once(child, 'exit');
    child.stdin.end();
    await exited;
  };
}
