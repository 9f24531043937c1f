import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandRoot } from './root-key.ts';
import { runKeyCommand } from './run-key-command.ts';

/** A key management service in ten lines: it holds a key of its own and answers on standard output. */
const service = `
import { createCipheriv, createDecipheriv } from 'node:crypto';
let text = '';
for await (const chunk of process.stdin) text += chunk;
const [key, action] = [Buffer.alloc(32, 5), process.argv.at(-1)];
const bytes = Buffer.from(text.trim(), 'base64');
const nonce = Buffer.alloc(12);
if (action === 'wrap') {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  console.log(Buffer.concat([cipher.getAuthTag(), body]).toString('base64'));
} else {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(bytes.subarray(0, 16));
  console.log(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('base64'));
}
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-key-'));
  await writeFile(path.join(folder, 'kms.mjs'), service);
});
afterAll(() => rm(folder, { recursive: true }));

const node = (script: string, ...args: string[]) => ({ file: process.execPath, args: ['-e', script, ...args], env: {} });
const ask = (script: string, ...args: string[]) => runKeyCommand(node(script, ...args), 'wrap', Buffer.from('in'));

it('a key goes out and comes back through the command', async () => {
  const root = commandRoot({ file: process.execPath, args: [path.join(folder, 'kms.mjs')], env: {} });
  const key = Buffer.alloc(32, 9);
  const wrapped = await root.wrap(key);
  expect(wrapped.equals(key)).toBe(false);
  expect((await root.unwrap(wrapped)).equals(key)).toBe(true);
  wrapped[20] = (wrapped[20] ?? 0) ^ 1;
  await expect(root.unwrap(wrapped)).rejects.toMatchObject({ code: 'KEY_COMMAND' });
});

it('no shell reads the arguments, and the environment is only what is given', async () => {
  const script = `console.log(Buffer.from(JSON.stringify([process.argv.slice(1), process.env.SECRET ?? null])).toString('base64'))`;
  const answer = await runKeyCommand({ ...node(script, '$(id)', '; rm -rf x', '*'), env: { HOME: '/' } }, 'unwrap', Buffer.from('in'));
  expect(JSON.parse(answer.toString())).toEqual([['$(id)', '; rm -rf x', '*', 'unwrap'], null]);
});

it.each([
  ['ends with a status', 'process.stderr.write("secret"); process.exit(3)', /status 3/],
  ['answers nothing', '', /base64/],
  ['answers words', 'console.log("AccessDenied: no")', /base64/],
  ['answers too much', 'process.stdout.write("A".repeat(200_000))', /more than/],
])('a command that %s is refused without its words', async (_, script, words) => {
  const refused = ask(script);
  await expect(refused).rejects.toMatchObject({ code: 'KEY_COMMAND' });
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.not.toThrow(/secret|AccessDenied/);
});

it('a command that hangs is ended', async () => {
  const hanging = runKeyCommand({ ...node('setInterval(() => {}, 1000)'), timeoutMs: 300 }, 'wrap', Buffer.from('in'));
  await expect(hanging).rejects.toThrow(/no answer within/);
});

it('a command that is not there, or may not be run, says so', async () => {
  const file = path.join(folder, 'not-executable');
  await writeFile(file, 'x');
  await chmod(file, 0o600);
  for (const each of [file, path.join(folder, 'missing')])
    await expect(runKeyCommand({ file: each, args: [], env: {} }, 'wrap', Buffer.from('in'))).rejects.toThrow(/cannot be started/);
});
