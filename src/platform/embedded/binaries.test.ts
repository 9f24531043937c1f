import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedPackage, programOf, usableBinaries } from './binaries.ts';
import { databaseUser } from './database-user.ts';
import { runProgram } from './run-program.ts';

const installed = installedPackage(`${process.platform}-${process.arch}`);
let folder = '';
let lines: string[] = [];
const log = (line: string) => lines.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-binaries-'));
  await chmod(folder, 0o711);
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The package as npm unpacks it, before its install script made any link. */
async function unpackedTo(target: string): Promise<{ folder: string }> {
  const links: { target: string }[] = JSON.parse(await readFile(join(installed.folder, 'native', 'pg-symlinks.json'), 'utf8'));
  const made = new Set(links.map((link) => join(installed.folder, link.target)));
  expect(made.size).toBeGreaterThan(0);
  await cp(installed.folder, target, { recursive: true, verbatimSymlinks: true, filter: (source) => !made.has(source) });
  return { folder: target };
}

test('a platform without binaries is told what to set instead', () => {
  expect(() => installedPackage('sunos-x64')).toThrow(
    expect.objectContaining({ code: 'DATABASE_NO_BINARIES', message: expect.stringContaining('DATABASE_URL') }),
  );
});

test('the library links are made where npm ran without install scripts', async () => {
  const binaries = await unpackedTo(join(folder, 'package'));
  const before = await runProgram(programOf(binaries, 'postgres'), ['--version'], undefined);
  expect(before.output).toContain('error while loading shared libraries');
  const usable = await usableBinaries(undefined, join(folder, 'system'), log, binaries);
  expect(usable.folder).toBe(binaries.folder);
});

test('binaries under a closed parent are copied for the user who cannot reach them, once', async () => {
  await mkdir(join(folder, 'closed'), { mode: 0o700 });
  const binaries = await unpackedTo(join(folder, 'closed', 'package'));
  const user = await databaseUser(undefined);
  const systemDir = join(folder, 'system');
  const usable = await usableBinaries(user, systemDir, log, binaries);
  expect(usable.folder.startsWith(user ? systemDir : binaries.folder)).toBe(true);
  expect(lines).toHaveLength(user ? 1 : 0);
  const { output } = await runProgram(programOf(usable, 'postgres'), ['--version'], user);
  expect(output).toMatch(/^postgres \(PostgreSQL\) 18/);
  expect(await usableBinaries(user, systemDir, log, binaries)).toEqual(usable);
});

test('binaries that do not run are refused with the reason', async () => {
  const binaries = await unpackedTo(join(folder, 'package'));
  await rm(join(binaries.folder, 'native', 'lib'), { recursive: true });
  await expect(usableBinaries(undefined, join(folder, 'system'), log, binaries)).rejects.toMatchObject({
    code: 'DATABASE_NO_BINARIES',
    message: expect.stringMatching(/DATABASE_URL[^]*shared libraries/),
  });
});
