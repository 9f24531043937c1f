import { z } from 'zod';

const list = z.record(z.string(), z.string()).default({});
const manifest = z.object({ dependencies: list, devDependencies: list, optionalDependencies: list });
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      optional: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});
const installed = z.object({ license: z.string() });

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache License 2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Unlicense',
  'Zlib',
  // Fonts: may be embedded in documents and passed on with software.
  'OFL-1.1',
]);

/** Other licences that are fine where they are, and why. */
const exceptions: { name: RegExp; licence: string | undefined; devOnly: boolean; why: string }[] = [
  { name: /^lightningcss(-|$)/, licence: 'MPL-2.0', devOnly: true, why: 'turns our CSS into the bundle; nothing of it is in the bundle' },
  { name: /^caniuse-lite$/, licence: 'CC-BY-4.0', devOnly: true, why: 'a table of browsers, read while building' },
  { name: /^spdx-exceptions$/, licence: 'CC-BY-3.0', devOnly: true, why: 'a list of licence names, read while building' },
  { name: /^png-js$/, licence: undefined, devOnly: false, why: 'MIT by its LICENSE file; its package.json names none' },
];

/** Dependencies of package.json whose version is not one exact version. */
export function pinProblems(packageJson: unknown): string[] {
  const { dependencies, devDependencies, optionalDependencies } = manifest.parse(packageJson);
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: "${version}" is not one exact version such as 1.2.3`);
}

/**
 * Packages of package-lock.json without a permissive licence or without a checksum. The licence is the one of the
 * installed package.json (`read` gives it by its path); for those of other machines the one in the lockfile.
 */
export function licenceProblems(packageLock: unknown, read: (path: string) => unknown): string[] {
  return Object.entries(lock.parse(packageLock).packages).flatMap(([path, entry]) => {
    if (path === '' || entry.link) return [];
    const name = path.replace(/^.*node_modules\//, '');
    const found = licenceOf(path, read);
    const isInstalled = found !== undefined;
    const licence = found ?? entry.license;
    // A package that something in production could use but does not need is marked optional, not dev.
    const isBuildTool = entry.dev === true || entry.devOptional === true || entry.optional === true;
    const excepted = exceptions.some((one) => one.name.test(name) && one.licence === licence && (!one.devOnly || isBuildTool));
    return [
      ...(excepted || isPermissive(licence)
        ? []
        : [`${name}: the licence "${licence ?? 'none'}" is not on the list of scripts/dependencies.ts`]),
      // One for another machine is never fetched here; a registry that does not offer it gives no checksum either.
      ...(entry.integrity || entry.inBundle || (entry.optional && !isInstalled)
        ? []
        : [`${name}: no checksum in package-lock.json; it does not come from the registry`]),
    ];
  });
}

function licenceOf(path: string, read: (path: string) => unknown): string | undefined {
  try {
    return installed.parse(read(`${path}/package.json`)).license;
  } catch {
    return undefined;
  }
}

/** An SPDX expression of OR and AND, at most one level of brackets. */
const isPermissive = (licence = ''): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => permissive.has(part.trim())));
