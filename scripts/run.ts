import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs a program in the project's folder with its output shown as it comes; true when it ended well. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env });
  if (error) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/** A command of an installed package, run by this Node; `file` is relative to node_modules. */
export const runPackage = (file: string, args: readonly string[]): boolean =>
  run(process.execPath, [`${root}node_modules/${file}`, ...args]);
