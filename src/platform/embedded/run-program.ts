import { spawn } from 'node:child_process';
import { dirname, parse } from 'node:path';

/** The unprivileged user that runs the server when Node runs as root; undefined: the user of Node itself. */
export type DatabaseUser = { readonly uid: number; readonly gid: number } | undefined;

/**
 * How every PostgreSQL program is started: as the database's user, in a folder that each user may enter, and with a
 * nearly empty environment, because Node's own may hold credentials that this user must not read.
 */
export const spawnOptions = (program: string, user: DatabaseUser) => ({
  cwd: process.platform === 'win32' ? dirname(program) : parse(program).root || '/',
  env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
  windowsHide: true,
  // spawn takes a signed number, macOS numbers `nobody` -2.
  ...(user ? { uid: user.uid | 0, gid: user.gid | 0 } : {}),
});

/** Runs a program to its end. A program that cannot be started ends with code -1 and the reason as its output. */
export function runProgram(program: string, args: readonly string[], user: DatabaseUser): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(program, args, { ...spawnOptions(program, user), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', (error) => done({ code: -1, output: error.message }));
    child.once('close', (code) => done({ code: code ?? -1, output: output.trim() }));
  });
}
