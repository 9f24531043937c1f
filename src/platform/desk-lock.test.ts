import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDesk } from './desk-lock.ts';

let folder = '';
let children: ChildProcess[] = [];
const file = () => join(folder, 'waybill.pid');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-lock-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Another process that tries the lock, prints `held` or the error's code, and stays. */
async function otherDesk(): Promise<{ child: ChildProcess; said: string }> {
  const module = new URL('desk-lock.ts', import.meta.url).href;
  const script = `import { lockDesk } from '${module}';
    console.log(await lockDesk(${JSON.stringify(folder)}).then(() => 'held', (error) => error.code)); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = await once(createInterface(child.stdout), 'line');
  return { child, said: String(said) };
}

test('a second desk is refused with the process id of the first, and let in after it is gone', async () => {
  const { child, said } = await otherDesk();
  expect(said).toBe('held');
  await expect(lockDesk(folder)).rejects.toMatchObject({
    code: 'DATABASE_IN_USE',
    message: expect.stringContaining(`process id ${child.pid}`),
  });

  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const lock = await lockDesk(folder);
  expect(await readFile(file(), 'utf8')).toMatch(new RegExp(`^${process.pid}\n`));
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

test('one process cannot hold it twice', async () => {
  const lock = await lockDesk(folder);
  await expect(lockDesk(folder)).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
  await lock.release();
  await (await lockDesk(folder)).release();
});

test.each([
  ['the number of a living process that started at another time', `${process.pid}\nearlier-boot/1\n`],
  ['an empty file', ''],
  ['something else', 'not a number\n'],
])('%s does not keep anybody out', async (_, content) => {
  await writeFile(file(), content);
  const lock = await lockDesk(folder);
  expect(await readFile(file(), 'utf8')).not.toBe(content);
  await lock.release();
});

test('of several desks that find a stale file at once one gets it', async () => {
  await writeFile(file(), `${process.pid}\nearlier-boot/1\n`);
  const outcomes = (await Promise.all(Array.from({ length: 6 }, otherDesk))).map(({ said }) => said);
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'DATABASE_IN_USE'), 'held']);
});

test('a lock that somebody else took over is not released', async () => {
  const lock = await lockDesk(folder);
  await writeFile(file(), 'another desk\n');
  await lock.release();
  expect(await readFile(file(), 'utf8')).toBe('another desk\n');
});
