import { spawn } from 'node:child_process';
import { AppError } from '#src/kernel/app-error.ts';

/** A program and its arguments, started without a shell; `env` is all that it sees of the environment. */
export type KeyCommand = { file: string; args: readonly string[]; env: Readonly<Record<string, string>>; timeoutMs?: number };

const largestAnswer = 64 * 1024;

/**
 * Calls `<file> <args…> wrap|unwrap`: the input stands on its standard input as one line of base64, the answer comes the same
 * way. Throws KEY_COMMAND when it cannot be started, ends with a status other than 0, answers no base64 or takes longer than
 * 15 s. What it writes to standard error is not repeated: it may hold a secret.
 */
export function runKeyCommand(
  { file, args, env, timeoutMs = 15_000 }: KeyCommand,
  action: 'wrap' | 'unwrap',
  input: Buffer,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) => reject(new AppError('KEY_COMMAND', `the key command ${action}: ${why}`, { cause }));
    const child = spawn(file, [...args, action], { env: { ...env }, shell: false, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`gave no answer within ${timeoutMs / 1000} s`);
    }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestAnswer) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    // It may end without having read its input.
    child.stdin.on('error', () => {});
    child.on('error', (cause: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(`cannot be started (${cause.code ?? 'unknown reason'})`, cause);
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (size > largestAnswer) return fail(`answered more than ${largestAnswer} bytes`);
      if (status !== 0) return fail(signal ? `was ended by ${signal}` : `ended with status ${status}`);
      const text = Buffer.concat(chunks).toString('latin1').trim();
      if (text === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return fail('answered something that is not one line of base64');
      resolve(Buffer.from(text, 'base64'));
    });
    child.stdin.end(`${input.toString('base64')}\n`);
  });
}
